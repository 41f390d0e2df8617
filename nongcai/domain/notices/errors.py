"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownNoticeError(NotFoundError):
    """No such notice within sight."""

    code = "unknown_notice"
    message = N_("没有这份通报，或它不在您的查看范围内。")


class YearWithoutDataError(InvalidError):
    """There is nothing to report on."""

    code = "year_without_data"
    message = N_("{year}年度还没有预算单位名录，没有数据可以通报；请先导入该年度的名录、填报和交易数据。")


class StepNotPermittedError(ConflictError):
    """The notice does not stand where this step begins."""

    code = "notice_step_not_permitted"
    message = N_("通报当前为“{state}”，不能办理“{action}”。请刷新页面后再看。")


class NotEditableError(ConflictError):
    """The text was passed on."""

    code = "notice_not_editable"
    message = N_("通报当前为“{state}”，不能再修改；需要修改的，请先退回拟稿。")


class IssuedError(NotEditableError):
    """What was issued is not changed; a correction follows it."""

    code = "notice_issued"
    message = N_("通报当前为“{state}”，内容不再变动；需要更正的，请拟更正通知。")


class WithdrawnError(NotEditableError):
    """What was withdrawn stays so."""

    code = "notice_withdrawn"
    message = N_("这份文稿已撤销，不能再办理；仍需通报的，请重新拟稿。")


class PrintedAndSentApartError(InvalidError):
    """What everybody gets in print is not sent apart."""

    code = "printed_and_sent_apart"
    message = N_(
        "“全部排名随文印发”与“分送”不能同时选：随文印发的数据各单位都能看到。请改选“内部附件”，或只列排名靠前的单位。"
    )


class SamePersonError(NotAllowedError):
    """Who drafts does not check."""

    code = "drafter_may_not_check"
    message = N_("按照经办与复核分离的规定，拟稿人不能办理“{action}”，请由其他人员办理。")


class ProofreaderMayNotSignError(NotAllowedError):
    """Who proofread does not sign."""

    code = "proofreader_may_not_sign"
    message = N_("核稿与签发应由不同的人办理：这份文稿是您核的，请由其他有签发权的人员签发。")


class NoRightToSignError(NotAllowedError):
    """Signing wants a right of its own."""

    code = "no_right_to_sign"
    message = N_("签发由有签发权的分管领导办理，您的账号没有签发权。")


class DrafterMissingError(ConflictError):
    """A command drafted the text, and nobody answers for it yet."""

    code = "drafter_missing"
    message = N_("这份文稿由系统命令生成，还没有拟稿人；请先由经办人“接手拟稿”，再交其他人员核稿。")


class DrafterKnownError(ConflictError):
    """Somebody answers for the text already."""

    code = "drafter_known"
    message = N_("这份文稿已有拟稿人“{label}”，无需接手。")


class WordsMissingError(InvalidError):
    """A step that wants a reason has none."""

    code = "words_missing"
    message = N_("{action}时请写明原因。")


class WrongFigureError(InvalidError):
    """A figure is not what the ledger says."""

    code = "wrong_figure"
    message = N_("数据核对未通过，不能办理“{action}”：{finding}")


class SourceFormError(InvalidError):
    """A source that could not be told from the number."""

    code = "source_form"
    message = N_("请写明出处，如“豫财购〔2023〕2号”；出处中不要用“【”“】”“：”。")


class NumberGoneError(ConflictError):
    """The text has changed since the check."""

    code = "number_gone"
    message = N_("文稿第{paragraph}段中没有找到“{said}”，文稿可能已改动，请刷新页面后再看。")


class NotQuotableError(InvalidError):
    """No source makes this number right: it is the ledger's, or cannot be read."""

    code = "not_quotable"
    message = N_("这个数值不能以注明出处代替更正：{finding}")


class NumberFormError(InvalidError):
    """A document number of another form."""

    code = "number_form"
    message = N_(
        "发文字号“{value}”写法有误：应为发文机关代字、六角括号括起的四位年份和序号，序号不补零、不加“第”，"
        "如“郑财购〔2024〕1号”。"
    )


class NumberTakenError(ConflictError):
    """The number belongs to another notice."""

    code = "number_taken"
    message = N_("发文字号“{value}”已用于《{title}》，请核对。")


class NumberMissingError(ConflictError):
    """A final without a number."""

    code = "number_missing"
    message = N_("请先登记发文字号，再上传定稿。")


class OpennessMissingError(ConflictError):
    """Nobody has said yet whether it may be public."""

    code = "openness_missing"
    message = N_("请先确定公开属性，再签发。")


class FinalDiffersError(InvalidError):
    """The sealed final does not say what was checked."""

    code = "final_differs"
    message = N_("定稿文件中没有找到{what}，与核对过的文稿不一致，请核对后重新上传。")


class FinalUnreadableError(InvalidError):
    """Nobody has compared the final."""

    code = "final_unreadable"
    message = N_("定稿文件中没有可读取的文字，不能自动比对。请人工逐项比对，并确认“已人工比对”后再上传。")


class InternalInFinalError(InvalidError):
    """A final, which every addressee gets, holds what is internal."""

    code = "internal_in_final"
    message = N_(
        "定稿文件会发给全部主送单位，其中却含有内部附件的内容“{what}”。请只上传印发稿的盖章件，内部附件另行发送。"
    )


class NotForPublicError(ConflictError):
    """It may not be published."""

    code = "not_for_public"
    message = N_("公开属性不是“主动公开”，不能在网上公开。")


class SecrecyNotCheckedError(ConflictError):
    """Published documents are checked for secrets first."""

    code = "secrecy_not_checked"
    message = N_("尚未进行保密审查，不能公开。请先由专人审查并登记。")


class NotFinalError(ConflictError):
    """Only what was issued is corrected."""

    code = "notice_not_final"
    message = N_("通报尚未定稿，直接修改即可，无需更正通知。")
