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


class AnswerSealedError(InvalidError):
    """The call was done, but the site's key has been changed since, so that its answer cannot be read."""

    code = "idempotency_answer_sealed"
    message = N_(
        "幂等键“{key}”对应的请求已经办理，但系统密钥已更换，当时的答复不能再读取。请查询办理结果，不要重复提交。"
    )
