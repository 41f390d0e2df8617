"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, DomainError, InvalidError, NotAllowedError
from nongcai.foundation.texts import N_


class NotOfTheCountiesError(InvalidError):
    """Registered outside the 832 counties."""

    code = "not_of_the_counties"
    message = N_(
        "“{name}”不在832个脱贫县名单内，不能申请入驻：供应商注册地须在脱贫县（财办库〔2022〕273号），"
        "请按营业执照住所所在的县（市、区、旗）填写。"
    )


class CountyEndedError(InvalidError):
    """The division ended before the day of application."""

    code = "county_ended"
    message = N_("“{name}”已于{day}撤销或更名，请按现行行政区划“{heir}”填写注册地。")


class CreditCodeError(InvalidError):
    """A credit code whose check character does not fit."""

    code = "bad_credit_code"
    message = N_("统一社会信用代码“{code}”校验不符，应为18位，请对照营业执照核对。")


class RegisteredAlreadyError(ConflictError):
    """Somebody applied with this credit code."""

    code = "registered_already"
    message = N_("统一社会信用代码“{code}”已由“{name}”登记，不能重复申请；账号遗失的，请联系平台找回。")


class TooManyArrivalsError(DomainError):
    """One address tries to come too often."""

    code = "too_many_arrivals"
    message = N_("同一网络地址开通供应商账号过于频繁，请一小时后再试；集中办理的，请联系平台。")
    status = 429


class StepNotPermittedError(ConflictError):
    """The table of steps does not have it from here."""

    code = "step_not_permitted"
    message = N_("“{state}”状态下不能{action}，请刷新页面核对后再办理。")


class ChangedMeanwhileError(ConflictError):
    """What was seen is no longer what is there."""

    code = "changed_meanwhile"
    message = N_("该申请已有新的内容（第{version}版），请刷新页面核对后再办理。")


class OtherPersonError(NotAllowedError):
    """One person signs for both functions."""

    code = "other_person"
    message = N_("经营质量审核和联农带农审核须由不同人员办理，“{name}”已办理其中一项，请由另一人办理。")


class PapersMissingError(InvalidError):
    """Papers without which nobody is recommended."""

    code = "papers_missing"
    message = N_("缺少在有效期内的{papers}，请上传后再提交。")


class PaperExpiredError(InvalidError):
    """A paper that has run out already."""

    code = "paper_expired"
    message = N_("{paper}的有效期至{day}，已经过期，请上传有效的证照。")


class PaperTermError(InvalidError):
    """A paper that ends before it begins."""

    code = "paper_term"
    message = N_("{paper}的有效期截止日期早于起始日期，请核对。")


class PaperDoubledError(ConflictError):
    """A number that stands already."""

    code = "paper_doubled"
    message = N_("{paper}编号“{number}”已由“{name}”提交，同一证照不能重复使用；属于误填的请核对编号。")


class FileUnreadableError(InvalidError):
    """What was uploaded is none of the forms that are read."""

    code = "file_unreadable"
    message = N_("“{name}”无法识别，请上传PDF、JPG或PNG格式、不超过{limit}MB的清晰扫描件。")


class AgencyMissingError(InvalidError):
    """An agent without its producer."""

    code = "agency_missing"
    message = N_("代理销售企业须填写所代理的生产者、其统一社会信用代码和代理期限，并上传代理协议。")


class DayNotYetError(ConflictError):
    """A period has not ended."""

    code = "day_not_yet"
    message = N_("{what}至{day}截止，期满后才能办理。")


class ObjectionOpenError(ConflictError):
    """An objection has no answer yet."""

    code = "objection_open"
    message = N_("还有{count}件公示异议没有处理结果，请先登记处理结果。")


class CreditCheckMissingError(ConflictError):
    """Nobody looked at the lists of the dishonest."""

    code = "credit_check_missing"
    message = N_("尚未登记严重违法失信名单查询结果，请先登记{days}日内的查询结果再办理。")


class ListedDishonestError(ConflictError):
    """It stands on such a list."""

    code = "listed_dishonest"
    message = N_("查询结果显示该主体列入严重违法失信名单，不能{action}；请退回或在移出名单后重新查询。")


class ReasonMissingError(InvalidError):
    """Sent back without a reason or words."""

    code = "application_reason_missing"
    message = N_("退回时请选择原因，并写明需要修改什么。")


class WordsMissingError(InvalidError):
    """An act that wants words."""

    code = "ground_missing"
    message = N_("请写明{what}。")


class LetterMissingError(InvalidError):
    """A recommendation without its sealed letter."""

    code = "letter_missing"
    message = N_("请上传盖章的推荐函扫描件后再办理。")


class MeasureStandsError(ConflictError):
    """A measure of this kind stands."""

    code = "measure_stands"
    message = N_("该供应商已有未办结的“{kind}”，请先办结或解除。")


class PublicityTooShortError(InvalidError):
    """A period in which nobody could object."""

    code = "publicity_too_short"
    message = N_("公示期应从今日或以后开始，不少于{days}日，请改填起止日期。")


class DayPastError(ConflictError):
    """A period has ended."""

    code = "day_past"
    message = N_("{what}已于{day}截止，不能再办理；有新情况的请联系平台。")


class ReplyTimeError(InvalidError):
    """No time to reply."""

    code = "reply_time"
    message = N_("陈述申辩截止日期应晚于今日，请改填。")


class NoneChosenError(InvalidError):
    """Nothing chosen, or more than one letter names."""

    code = "no_applications_chosen"
    message = N_("请勾选要推荐的申请，一份推荐函最多{most}家。")


class OneOfManyError(ConflictError):
    """One of several that were to go together may not."""

    code = "one_of_many_refused"
    message = N_("“{name}”不能推荐：{why}请取消勾选后再办理其余的。")
