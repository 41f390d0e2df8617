"""What can be refused here."""

from nongcai.foundation.errors import InvalidError
from nongcai.foundation.texts import N_


class KeyReusedError(InvalidError):
    """The key belongs to another call."""

    code = "idempotency_key_reused"
    message = N_("幂等键“{key}”已用于另一项请求，请换用新的键。")


class KeyFormError(InvalidError):
    """The key is too long, or holds what no header should."""

    code = "idempotency_key_form"
    message = N_("幂等键应为1至64个可见的英文字符。")
