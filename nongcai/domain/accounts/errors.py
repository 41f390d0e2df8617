"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, NotFoundError
from nongcai.foundation.texts import N_


class UsernameTakenError(ConflictError):
    """Somebody has this log-in name."""

    code = "username_taken"
    message = N_("登录名“{username}”已被使用，请换一个。")


class UnknownUsernameError(NotFoundError):
    """Nobody has this log-in name."""

    code = "unknown_username"
    message = N_("没有登录名为“{username}”的账号，请核对。")
