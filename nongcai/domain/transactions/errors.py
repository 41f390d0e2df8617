"""What can be refused here."""

from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.texts import N_


class UnknownOrderError(NotFoundError):
    """No order of that number within sight."""

    code = "unknown_order"
    message = N_("没有订单“{what}”，或它不在您的查看范围内。")
