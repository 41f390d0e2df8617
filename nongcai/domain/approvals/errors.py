"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.foundation.texts import N_


class OwnRequestError(NotAllowedError):
    """Whoever asked decides nothing of it."""

    code = "own_request"
    message = N_("自己提交的采购不能由自己审批，请由其他审批人办理。")


class NotYourTurnError(NotAllowedError):
    """Somebody else decides at this level."""

    code = "not_your_turn"
    message = N_("这一级不由您审批，现由{who}办理。")


class RequestDecidedError(ConflictError):
    """It was decided or taken back meanwhile."""

    code = "request_decided"
    message = N_("该事项已办结（{state}），请刷新页面查看。")


class RequestMovedError(ConflictError):
    """It stands at another level than the one that was seen."""

    code = "request_moved"
    message = N_("该事项已到第{level}级，请刷新页面后再办理。")


class AlreadyAskedError(ConflictError):
    """The same thing waits already."""

    code = "already_asked"
    message = N_("该事项正在审批，请等待办结或者撤回后再提交。")


class ReasonMissingError(InvalidError):
    """A refusal without its reason."""

    code = "refusal_without_reason"
    message = N_("不同意须写明理由。")


class AmountUnclearError(InvalidError):
    """An amount by which no level can be found."""

    code = "approval_amount_unclear"
    message = N_("审批金额应为大于零、最多两位小数的数，请核对。")


class SubjectUnclearError(InvalidError):
    """A subject that nobody could find again."""

    code = "approval_subject_unclear"
    message = N_("审批事项的编号有误，请核对。")


class NothingChosenError(InvalidError):
    """Nothing was ticked, or more than is decided at once."""

    code = "no_request_chosen"
    message = N_("请勾选要办理的事项，一次最多{most}项。")


class LevelsOrderError(InvalidError):
    """Levels whose amounts do not rise."""

    code = "levels_do_not_rise"
    message = N_("第{level}级的起始金额应大于上一级，请核对。")


class LevelAmountError(InvalidError):
    """No amount from which on a level decides."""

    code = "bad_level_amount"
    message = N_("起始金额应为零或正数，最多两位小数。")


class LevelsTooManyError(InvalidError):
    """More levels than anybody waits for."""

    code = "too_many_levels"
    message = N_("最多设置{most}级审批。")


class PostUnfitError(InvalidError):
    """A post that cannot decide for this buyer."""

    code = "post_cannot_approve"
    message = N_("所选岗位不是该采购人在任的采购审批人，请重新选择。")


class DelegateUnfitError(InvalidError):
    """Somebody who cannot stand in."""

    code = "post_cannot_stand_in"
    message = N_("受托岗位应是同一采购人或者计入单位的其他在任人员，请重新选择。")


class DelegationDaysError(InvalidError):
    """Days that are past, too long, or in the wrong order."""

    code = "bad_delegation_days"
    message = N_("委托的起止日期应从今天起、一年以内，且止日不早于起日，请核对。")


class DelegationOverlapError(ConflictError):
    """Two who stand in for one at the same time."""

    code = "delegation_overlaps"
    message = N_("该岗位在这段时间已有委托，请先结束原委托。")


class DelegationEndedError(ConflictError):
    """A delegation that is over."""

    code = "delegation_ended"
    message = N_("该委托已结束。")


class BuyerUnfitError(InvalidError):
    """Nobody who buys for this unit."""

    code = "not_a_buyer_of_unit"
    message = N_("所选采购人不为本单位采购，请重新选择。")


class BudgetAmountError(InvalidError):
    """No amount of a budget."""

    code = "bad_budget_amount"
    message = N_("预算金额应大于零，最多两位小数。")


class BudgetTakenError(ConflictError):
    """There is one for the same purpose and days."""

    code = "budget_exists"
    message = N_("该采购人这一用途、这一期间已有预算，请调整原预算的金额。")


class BudgetBelowPromisedError(ConflictError):
    """Less than what was promised or spent of it."""

    code = "budget_below_promised"
    message = N_("已占用和已支出{promised}元，预算金额不能少于此数，请改填。")


class BudgetReasonError(InvalidError):
    """A change without its reason."""

    code = "budget_change_without_reason"
    message = N_("调整、停用预算须写明理由。")


class BudgetClosedError(ConflictError):
    """A budget that limits nothing any more."""

    code = "budget_closed"
    message = N_("该预算已停用。")
