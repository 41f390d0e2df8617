"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_


class UnknownAnnouncementError(NotFoundError):
    """No such announcement, or of an office that does not stand above the reader."""

    code = "unknown_announcement"
    message = N_("没有这份填报通知，或它不在您的查看范围内。")


class AnnouncementWithdrawnError(ConflictError):
    """Withdrawn once is enough."""

    code = "announcement_withdrawn"
    message = N_("这份填报通知已于{day}撤下，不能再次撤下。")


class AnnouncementNumberTakenError(ConflictError):
    """An office uses a document number once."""

    code = "announcement_number_taken"
    message = N_("发文字号“{number}”已用于本部门的《{title}》，请核对后重新填写。")


class PastBureauError(NotAllowedError):
    """A bureau does not go past another, and does not urge its peers."""

    code = "past_bureau"
    message = N_("“{name}”由下级财政部门直接管理，不得越级提醒；请提醒“{bureau}”，由其督促所属单位。")


class NotBelowError(NotFoundError):
    """Whom nobody here may urge."""

    code = "not_below"
    message = N_("所选单位不在本部门管理范围内，不能提醒；平级部门之间请通过公函联系。")


class NotLaggingError(ConflictError):
    """It is through, or never owed anything."""

    code = "not_lagging"
    message = N_("“{name}”没有未办结的{year}年度填报，不需要提醒。")


class OwnStepError(ConflictError):
    """What waits for the office that reminds."""

    code = "own_step"
    message = N_("“{name}”的填报待本部门确认，请在“待办填报”中办理。")


class RemindedTodayError(ConflictError):
    """Once a day is enough."""

    code = "reminded_today"
    message = N_("“{name}”今天已提醒过，请改日再提醒或电话联系。")


class NotRemindedError(ConflictError):
    """Each rung only after the one before."""

    code = "not_reminded"
    message = N_("本年度尚未向“{name}”发出过提醒，请先发送提醒，再登记电话联系。")


class CallTimeError(InvalidError):
    """A call that has not been made, or a promise that lies before it."""

    code = "call_time"
    message = N_("通话时间不能晚于现在，答复的办结日期不能早于通话当日，请核对。")
