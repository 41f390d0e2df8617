"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownNodeError(NotFoundError):
    """No finance node for this division code."""

    code = "unknown_node"
    message = N_("没有区划代码为“{what}”的财政部门，请先导入预算单位名录，或核对代码。")


class SupervisorCycleError(InvalidError):
    """Units supervise each other in a circle."""

    code = "supervisor_cycle"
    message = N_("主管关系成环：{names}。请改正其中一个单位的主管预算单位编码后重新导入。")


class UnknownSupervisorError(InvalidError):
    """A unit's supervising unit is nowhere."""

    code = "unknown_supervisor"
    message = N_("主管预算单位编码“{codes}”在名录中找不到。请改正编码，或先把主管单位列入名录。")


class OutsideSubtreeError(InvalidError):
    """A unit stands, or would stand, under another finance department."""

    code = "outside_subtree"
    message = N_("“{names}”不在本部门管理范围内，不能列入本部门的名录。请从表中删去，或由其所属财政部门导入。")


class NatureUnlistedError(InvalidError):
    """The nature of a unit that a year's directory does not have."""

    code = "nature_unlisted"
    message = N_("“{name}”不在{year}年度预算单位名录中，不能登记该年度的单位性质，请改选年度或先导入名录。")


class UnknownUnitError(InvalidError):
    """No unit of this code or name within the subtree."""

    code = "unknown_unit"
    message = N_("管理范围内没有代码或名称为“{what}”的单位，请核对后重新填写。")


class SeveralUnitsError(InvalidError):
    """A name that several units bear, or have in theirs."""

    code = "several_units"
    message = N_("“{what}”对应不止一家单位：{names}，请填写其中一家的单位编码。")


class RoleOfOthersError(InvalidError):
    """An organisation of this kind has no such role."""

    code = "role_of_others"
    message = N_(
        "“{name}”没有“{role}”这一角色：财政部门设财政、审计查阅、客服和三员，预算单位设主管、填报，交易账号另行开通。请改选角色。"
    )


class OfficerApartError(InvalidError):
    """One of the three officers holds no other post, now or later."""

    code = "officer_apart"
    message = N_(
        "系统管理员、安全管理员、安全审计员不得互相兼任，也不得兼任其他岗位：该人员已有任职。请另行安排人员，或先结束原任职。"
    )


class PostOverError(ConflictError):
    """A post that has ended."""

    code = "post_over"
    message = N_("“{label}”的这一任职已结束，不能再办理，请刷新页面后查看。")


class HeldAlreadyError(InvalidError):
    """A role that a person holds already."""

    code = "held_already"
    message = N_("该人员已在“{name}”担任“{role}”，不必重复登记。")


class SuccessorError(InvalidError):
    """A post is taken over by another person, who does not hold it yet."""

    code = "successor"
    message = N_("“{username}”已担任这一岗位，请填写另一个登录名。")


class HandOverDayError(InvalidError):
    """A post is handed over while it is held, and not in the past."""

    code = "hand_over_day"
    message = N_("移交日期应不早于{first}，且该岗位届时仍在任，请改填。")


class DeputyDaysError(InvalidError):
    """A deputy acts for a time that lies ahead and is not too long."""

    code = "deputy_days"
    message = N_("代理期应自{first}或以后起，止于起始日或以后，最长一年，请改填。")


class SignerResetError(NotAllowedError):
    """Whoever has the code of a person who signs could sign in that person's name."""

    code = "signer_reset"
    message = N_("账号“{username}”有签发权，不能在网页上重设密码，请由运维人员在服务器上办理。")


class BuyerNameError(InvalidError):
    """Nobody is named who buys."""

    code = "buyer_name"
    message = N_("请填写采购人名称：本单位食堂以外的采购人，应与其登记证书一致。")


class BuyerCodeError(InvalidError):
    """A contractor or a firm is known by its credit code."""

    code = "buyer_code"
    message = N_("采购人的统一社会信用代码应为18位且校验正确（食堂承包方和国有企业必填），请对照证照核对。")


class BuyerTermError(InvalidError):
    """A contractor buys until its contract ends, so it has a contract."""

    code = "buyer_term"
    message = N_("食堂承包方须填写合同截止日，请按承包合同填写。")


class BuyerTermPastError(InvalidError):
    """A buyer's term ends today or later."""

    code = "buyer_term_past"
    message = N_("合同（授权）截止日应为{first}或以后，请核对后改填。")


class SignerFactorsError(NotAllowedError):
    """The second step of a person who signs is taken away by nobody but the operator."""

    code = "signer_factors"
    message = N_("账号“{username}”有签发权，不能在网页上重置两步验证，请由运维人员在服务器上办理。")


class ChangedSinceError(ConflictError):
    """Something that is to be put back was changed again."""

    code = "changed_since"
    message = N_("“{names}”的{what}在调整生效后又有变动，不能撤回，请另拟机构调整单处理。")


class LiaisonDaysError(InvalidError):
    """A contact stands from a day until that day or later."""

    code = "liaison_days"
    message = N_("截止日期不能早于起始日期{since}，请改填。")


class LiaisonPhoneError(InvalidError):
    """A number that lacks its area code reaches nobody from elsewhere, and may be half a mobile one."""

    code = "liaison_phone"
    message = N_("联系电话应为11位手机号码，或带区号的固定电话（如0371-65801234），请核对。")


class LiaisonOverError(ConflictError):
    """A contact that has ended."""

    code = "liaison_over"
    message = N_("“{post}”的登记已于{day}截止，不能再办理，请刷新页面后查看。")


class DeadAlreadyError(ConflictError):
    """A number is marked as dead once."""

    code = "dead_already"
    message = N_("“{post}”的号码已登记失效，请登记新的号码。")
