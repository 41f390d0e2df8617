"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class UsernameTakenError(ConflictError):
    """Somebody has this log-in name."""

    code = "username_taken"
    message = N_("登录名“{username}”已被使用，请换一个。")


class UnknownUsernameError(NotFoundError):
    """Nobody has this log-in name."""

    code = "unknown_username"
    message = N_("没有登录名为“{username}”的账号，请核对。")


class AccountStateError(ConflictError):
    """The account's state does not permit this."""

    code = "account_state"
    message = N_("账号“{username}”目前为“{state}”，不能办理“{action}”，请刷新页面后再看。")


class NotLockedError(ConflictError):
    """Nobody has failed to sign in with this name, or not lately."""

    code = "not_locked"
    message = N_("账号“{username}”没有被锁定；仍不能登录的，请为其重设密码。")


class BadActivationError(InvalidError):
    """No such activation code, or one that holds no longer."""

    code = "bad_activation"
    message = N_("激活码不正确、已使用或已失效。请核对后重填；仍不能激活的，请开通账号的部门重新发放。")


class SealBrokenError(ConflictError):
    """The secret of a second factor cannot be sealed or opened with this installation's key."""

    code = "seal_broken"
    message = N_("本机无法读取两步验证的密钥，请联系系统管理员核对 FACTOR_SECRET，或由开通账号的部门重置两步验证。")
