"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class RunStepError(ConflictError):
    """The run does not stand where this step begins."""

    code = "run_step_not_permitted"
    message = N_("该批次目前为“{state}”，不能办理此步骤，请刷新页面后再看。")


class OpenQuestionsError(ConflictError):
    """Something only a person can decide is open."""

    code = "open_questions"
    message = N_("还有{count}项需要您确认，确认后才能导入。")


class WrongRowsError(ConflictError):
    """The clerk wants all or nothing, and some rows are wrong."""

    code = "wrong_rows"
    message = N_("有{count}行（或文件）有误，按“全部正确才导入”的选择，没有导入任何数据。请改正后重新导入。")


class BadAnswerError(InvalidError):
    """An answer that its question does not allow."""

    code = "bad_answer"
    message = N_("“{answer}”不是可选的答案，请重新选择。")


class RequiredColumnError(InvalidError):
    """No heading is left for a column without which the sheet says nothing."""

    code = "required_column"
    message = N_(
        "“{sheet}”还缺“{column}”列（{purpose}），请指明哪一列是“{column}”；表中确实没有的，请重新导出后再上传。"
    )


class UnknownDecisionError(NotFoundError):
    """No such remembered answer."""

    code = "unknown_decision"
    message = N_("没有编号为“{what}”的已记住答复，可能已被删除。")


class DecisionOfItemError(ConflictError):
    """What was decided on a matter is changed there, so that what counted follows."""

    code = "decision_of_item"
    message = N_("采购人的归属请在“归属核对”的“已处理”中改判或退回，已计入的订单才会随之更正。")


class NoFilesError(InvalidError):
    """A run without files."""

    code = "no_files"
    message = N_("请至少选择一个文件（xlsx、xls或csv）。")


class OriginalDeletedError(ConflictError):
    """The uploaded file is gone, as was announced."""

    code = "original_deleted"
    message = N_("“{name}”的原件已按期限删除，不能再生成有误行表格。请从业务系统重新导出后再导入。")


class UnknownItemError(NotFoundError):
    """No such item to reconcile."""

    code = "unknown_item"
    message = N_("没有待核对事项“{what}”，可能已被处理。")


class OutsideScopeError(InvalidError):
    """The chosen unit lies outside the clerk's subtree."""

    code = "unit_outside_scope"
    message = N_("所选单位不在您的管理范围内，请重新选择。")


class UnitBeforeOutsideScopeError(ConflictError):
    """The unit on which a buyer stands is no longer within the clerk's subtree."""

    code = "unit_before_outside_scope"
    message = N_("该采购人现对应的单位不在您的管理范围内，不能由本部门改判或退回，请与上级财政部门联系。")


class OutsideReasonMissingError(InvalidError):
    """A buyer is not left out without a word."""

    code = "outside_reason_missing"
    message = N_("“{name}”认定为不属于本地区的，其订单不计入任何单位，请填写认定理由，以便日后核查。")


class ReasonMissingError(InvalidError):
    """What was settled is not undone without a word."""

    code = "reason_missing"
    message = N_("请填写改判或退回的理由，以便日后核查。")


class NotRevisableError(ConflictError):
    """A matter whose consequences stand in the directory, the filings or the accounts."""

    code = "item_not_revisable"
    message = N_("“{what}”涉及名录、填报或开户，不能在此改判；请改正原表后重新导入。")


class SameUnitError(InvalidError):
    """Settled anew on the unit on which it stands."""

    code = "same_unit"
    message = N_("该事项现在就对应所选单位，请选择另一单位，或退回待核对。")
