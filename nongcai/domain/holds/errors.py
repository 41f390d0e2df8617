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
