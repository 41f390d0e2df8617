"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownReorganisationError(NotFoundError):
    """No such document within sight."""

    code = "unknown_reorganisation"
    message = N_("没有这份机构调整单，或它不属于本部门，请回到列表核对。")


class UnknownLineError(NotFoundError):
    """No such line, or no such person of its unit."""

    code = "unknown_reorganisation_line"
    message = N_("调整单中没有这一项或这名人员，请刷新页面后再看。")


class ReorganisationStepError(ConflictError):
    """The step does not begin in this state."""

    code = "reorganisation_step_not_permitted"
    message = N_("机构调整单当前为“{state}”，不能办理“{action}”，请刷新页面后再看。")


class LinesWrongError(InvalidError):
    """Lines that cannot be written, or do not agree with each other; `fields` says which."""

    code = "reorganisation_lines_wrong"
    message = N_("调整事项有误，整批未保存，请按提示改正后重新提交。")


class NothingToAddError(InvalidError):
    """No row of a code-change table changes anything."""

    code = "code_table_changes_nothing"
    message = N_("表中没有可以写入调整单的行：有误的请改正后重新上传，其余各行编码和名称没有变化。")


class NoLinesError(InvalidError):
    """A document without a line."""

    code = "reorganisation_without_lines"
    message = N_("机构调整单还没有调整事项，请先填写。")


class ApprovalMissingError(InvalidError):
    """Nobody uploaded the approval."""

    code = "approval_missing"
    message = N_("还没有上传批准文件，请上传后再核对。")


class NotYetEffectiveError(ConflictError):
    """The day has not come."""

    code = "not_yet_effective"
    message = N_("生效日期为{day}，当日起才能办理生效。")


class EffectiveTooEarlyError(InvalidError):
    """The tree of a unit was changed on that day or later."""

    code = "effective_too_early"
    message = N_("“{name}”的隶属关系自{day}起另有变动，生效日期应晚于该日。")


class PreviewChangedError(ConflictError):
    """What the document concerns is no longer what was checked."""

    code = "preview_changed"
    message = N_("核对以后，所涉单位、人员或填报有了变化，请退回修改后重新核对。")


class TotalsDifferError(ConflictError):
    """The sums at the common node would not be the same afterwards."""

    code = "totals_differ"
    message = N_("调整后{year}年度合计与调整前不一致（调整前{before}，调整后{after}），未予生效，请联系系统运维人员。")


class CannotReverseError(ConflictError):
    """Something came after it that cannot be put back."""

    code = "cannot_reverse"
    message = N_("“{names}”在调整生效后{what}，不能撤回，请另拟机构调整单处理。")
