"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class NoProgrammeError(NotFoundError):
    """Neither the region nor any above it has a programme for the year."""

    code = "no_programme"
    message = N_("没有{year}年度的年度方案，请核对年度。")


class NoCountingRuleError(NotFoundError):
    """No layer says which orders count in the year."""

    code = "no_counting_rule"
    message = N_("{year}年度没有计入口径，不能计算完成交易额，请核对年度。")


class NoPaymentRuleError(NotFoundError):
    """No layer says within how many days is to be paid in the year."""

    code = "no_payment_rule"
    message = N_("{year}年度没有付款期限的规定，不能计算应付日期，请核对年度。")


class UnknownRuleError(NotFoundError):
    """No such rule among one's own."""

    code = "unknown_rule"
    message = N_("没有这条规则，或它不是本级规定。")


class PublishedRuleError(ConflictError):
    """What binds is not rewritten."""

    code = "rule_published"
    message = N_("这条规则已启用，内容不能再改；需要改变的，请填写终止年度，另录一条。")


class LooserRuleError(InvalidError):
    """与上位规定不一致 without a ground."""

    code = "rule_looser_than_above"
    message = N_(
        "与上位规定不一致：{layer}规定“{higher}”（{document}），本条较宽。已印发的文件可以照录，请填写依据文件和段落后再启用。"
    )


class ProgrammeExistsError(ConflictError):
    """The year to copy to has a programme."""

    code = "programme_exists"
    message = N_("{year}年度已有本级年度方案，请直接修改。")


class NothingToCopyError(NotFoundError):
    """The year to copy from has none."""

    code = "nothing_to_copy"
    message = N_("{year}年度没有本级年度方案，不能复制；请先录入。")


class UnknownExemptionError(NotFoundError):
    """No such exemption in force within the subtree."""

    code = "unknown_exemption"
    message = N_("没有这项降低比例核准，或它已经终止，请刷新页面后再看。")


class UnknownExtensionError(NotFoundError):
    """No such extension in force within one's subtree."""

    code = "unknown_extension"
    message = N_("没有这项延期填报，或它已终止、不在您的管理范围内。")


class ExtensionPastError(InvalidError):
    """A day that is no later."""

    code = "extension_not_later"
    message = N_("延期至{day}不晚于现在的截止日{due}，请填写更晚的日期。")


class CalendarYearError(InvalidError):
    """A day of another year in a year's list."""

    code = "day_of_another_year"
    message = N_("休息日“{day}”不在{year}年，请核对。")


class NotHandedHereError(InvalidError):
    """Neither a unit of one's own nor a finance department right below."""

    code = "target_not_handed_here"
    message = N_(
        "{names}的任务数不由本单位下达：只能下达给本级预算单位和下一级财政部门，下级地区的单位由当地财政部门分解下达。"
    )


class UnknownAddresseesError(InvalidError):
    """Codes that nobody bears to whom the office hands down."""

    code = "unknown_target_codes"
    message = N_("本级预算单位和下一级财政部门中，没有或不止一个编码为{codes}的，请核对单位编码或区划代码。")


class NoTargetsError(InvalidError):
    """Nothing to hand down."""

    code = "no_targets"
    message = N_("没有可下达的任务数，请至少填写一个单位和金额。")


class RepeatedCodesError(InvalidError):
    """A code that is given two numbers at once."""

    code = "target_code_repeated"
    message = N_("编码{codes}出现不止一次，请只保留一个任务数。")


class ExemptionStandsError(ConflictError):
    """Two ratios for the same units and year would contradict each other."""

    code = "exemption_stands"
    message = N_("“{name}”在该年度已有核准比例{rate}%的登记（{document}），请先终止原登记，再登记新的核准。")


class ExemptionNotLowerError(InvalidError):
    """A ratio that is no lower than what the rules ask for."""

    code = "exemption_not_lower"
    message = N_("核准比例{rate}%不低于现行规定的{asked}%，不属于降低比例；请核对批复文件。")


class CalendarKeptAboveError(ConflictError):
    """One calendar stands for all regions; the highest office that works here keeps it."""

    code = "calendar_kept_above"
    message = N_("休息日全系统统一，由“{name}”登记，本级直接使用；有出入的，请向该部门反映。")


class PaidByRuleError(ConflictError):
    """Orders were signed by the rule in this year; what was signed stands."""

    code = "paid_by_rule"
    message = N_(
        "这条付款期限已在执行，终止年度不能早于{year}年度；需要马上改变的，请另录一条并启用，已签约的订单不变。"
    )


class CountedByRuleError(ConflictError):
    """Orders of this year have counted by the rule; what counted stands."""

    code = "counted_by_rule"
    message = N_(
        "这条计入口径已在执行，终止年度不能早于{year}年度；需要马上改变的，请另录一条并启用，已计入的订单不变。"
    )
