"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownIncidentError(NotFoundError):
    """No such incident within sight."""

    code = "unknown_incident"
    message = N_("没有交易异常“{what}”，或它不在您的查看范围内。")


class NoContractError(ConflictError):
    """An order of which nothing was agreed yet."""

    code = "incident_without_contract"
    message = N_("订单尚未签约，没有可处理的交易异常；不需要的，请取消订单。")


class VisiblePastError(ConflictError):
    """What shows at once was not reported in time."""

    code = "incident_inspection_past"
    message = N_(
        "少货、破损、错发应在验货后的检验期限内提出，期限至{day}（本年度方案的检验期限，《中华人民共和国民法典》第六百二十二条）；"
        "使用中才发现的品质问题，请选“质量不符”。"
    )


class QualityPastError(ConflictError):
    """Nobody may complain of goods for ever."""

    code = "incident_quality_past"
    message = N_("质量问题应自收货之日起两年内提出，期限至{day}（《中华人民共和国民法典》第六百二十一条）。")


class SecondPersonError(NotAllowedError):
    """Who decided does not look at it again."""

    code = "incident_second_person"
    message = N_(
        "复核应由作出原决定以外的平台人员办理。请交由平台的其他账号办理；平台只有一个账号的，"
        "请系统管理员用命令“nongcai account open”为另一名工作人员开通平台账号。"
    )


class IncidentOpenError(ConflictError):
    """The same side has one open already."""

    code = "incident_open"
    message = N_("本方在这张订单上已有办理中的交易异常，请在其中补充材料，办结后方可再次提出。")


class IncidentStepError(ConflictError):
    """An act that the incident's state does not allow."""

    code = "incident_step_not_permitted"
    message = N_("交易异常“{state}”，不能办理“{action}”，请刷新页面后再看。")


class AppealPastError(ConflictError):
    """The days for an appeal are over."""

    code = "incident_appeal_past"
    message = N_("申请复核的期限（{day}）已过。")


class IncidentWordsError(InvalidError):
    """Words are wanted."""

    code = "incident_words_missing"
    message = N_("请写明情况，不超过1000字。")


class IncidentKindError(InvalidError):
    """A kind that is none of this side's."""

    code = "bad_incident_kind"
    message = N_("请选择本方可以提出的异常类型和等级。")


class OutcomeError(InvalidError):
    """No outcome, or an amount that does not belong to it."""

    code = "bad_incident_outcome"
    message = N_("请选择处理结果；部分退款的填写退款金额，不超过订单金额{most}元，其他结果不填金额。")


class UnknownQuestionError(NotFoundError):
    """No such question within sight."""

    code = "unknown_question"
    message = N_("没有咨询“{what}”，或它不在您的查看范围内。")


class QuestionStepError(ConflictError):
    """An act that the question's state does not allow."""

    code = "question_step_not_permitted"
    message = N_("咨询“{state}”，不能办理“{action}”，请刷新页面后再看。")


class ArticleError(InvalidError):
    """An answer without its question or topic."""

    code = "bad_faq_article"
    message = N_("请填写分类、问题和答复，问题不超过120字，答复不超过4000字。")


class ArticleChangedError(ConflictError):
    """Somebody else has changed it meanwhile."""

    code = "faq_article_changed"
    message = N_("该问答已由他人修改，请刷新后再改。")


class HotlineError(InvalidError):
    """No number, or no region."""

    code = "bad_hotline"
    message = N_("请选择区划，填写名称和电话号码，号码由数字和短横线组成。")


class TermsError(InvalidError):
    """Days that are none."""

    code = "bad_incident_terms"
    message = N_("各项期限应为1至{most}个工作日，从今天或以后起执行。")


class TermsTakenError(ConflictError):
    """Terms of the same level from the same day on."""

    code = "incident_terms_taken"
    message = N_("该等级自这一天起的期限已经公布，请另选日期。")
