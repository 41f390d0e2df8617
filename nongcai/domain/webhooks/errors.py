"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownSubscriptionError(NotFoundError):
    """No such subscription, or of another office."""

    code = "unknown_subscription"
    message = N_("没有这个推送接口，或它不属于本部门。")


class UnknownDeliveryError(NotFoundError):
    """The subscription was told no such thing."""

    code = "unknown_delivery"
    message = N_("没有这条推送记录，或它不属于这个推送接口。")


class OriginNotListedError(InvalidError):
    """The operator lists where anything may be sent."""

    code = "origin_not_listed"
    message = N_(
        "接收地址“{address}”不能推送：地址应以 https:// 开头，所在的主机须先登记；请核对地址，或联系运维人员登记。"
    )


class SubscriptionStepError(ConflictError):
    """A step that does not begin here."""

    code = "subscription_step"
    message = N_("推送接口“{name}”{state}，不能{action}。")


class ReplayTimeError(InvalidError):
    """A stretch of time that ends before it begins, or goes on in the future."""

    code = "replay_time"
    message = N_("重新推送的截止日期不能早于开始日期，也不能晚于今天，请核对。")
