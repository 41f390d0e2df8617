"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_


class BelowPromisedError(ConflictError):
    """Less than what was promised or taken."""

    code = "below_promised"
    message = N_("已被占用和售出{promised}，总量不能少于此数，请改填。")


class QuantityError(InvalidError):
    """No quantity."""

    code = "bad_quantity"
    message = N_("总量应为零或正数，最多三位小数。")


class NotEnoughError(ConflictError):
    """Less is left than is wanted; `resource_id` and `left` say of what, and how much."""

    code = "not_enough_left"
    message = N_("只剩{left}，不够所需的{wanted}，请减少数量后再试。")


class NotHeldError(ConflictError):
    """Nothing is held for this any more, or less than is to be taken or given back."""

    code = "not_held"
    message = N_("占用已释放或者数量不足，不能办理，请刷新后再看。")
