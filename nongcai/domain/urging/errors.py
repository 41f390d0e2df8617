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


class ReminderWaitsError(ConflictError):
    """The reminder that comes first has not gone out."""

    code = "reminder_waits"
    message = N_("向“{name}”的提醒因免打扰时段或休息日，将于{due}发出，发出后再登记电话联系。")


class DialledError(InvalidError):
    """A call to a number that is not said."""

    code = "dialled"
    message = N_("请填写所拨的电话号码（区号和号码，或手机号）。")


class NoLetterError(ConflictError):
    """Nobody whom this office writes to, or nothing lags there."""

    code = "no_letter"
    message = N_("提示函只发给本部门直接管理、尚有单位未办结的主管单位，或下一级财政部门，请回到“填报督促”核对。")


class NotCalledError(ConflictError):
    """Each rung only after the one before."""

    code = "not_called"
    message = N_("尚未就“{names}”电话联系过该单位或其主管单位，请先登记电话联系，再拟提示函。")


class LetterDayError(InvalidError):
    """A last day that is past."""

    code = "letter_day"
    message = N_("办理期限应晚于今天，请重新填写。")


class LetterDueError(InvalidError):
    """A last day before the one that the season gives."""

    code = "letter_due"
    message = N_("办理期限不能早于填报或确认的截止日（{day}），请重新填写。")


class LetterSettledError(ConflictError):
    """Nobody whom it is about lags any more."""

    code = "letter_settled"
    message = N_("提示函所涉单位均已办结，不必再办理“{action}”；尚未印发的请作废。")


class UnknownLetterError(NotFoundError):
    """No such letter for this actor."""

    code = "unknown_letter"
    message = N_("没有这份提示函，或它不由您所在单位办理。")


class LetterStepError(ConflictError):
    """The step does not begin in this state."""

    code = "letter_step_not_permitted"
    message = N_("提示函当前为“{state}”，不能办理“{action}”，请刷新页面后再看。")


class OwnLetterError(NotAllowedError):
    """Nobody signs what he wrote."""

    code = "own_letter"
    message = N_("拟过稿或修改过正文的人不能签发这份提示函，请由其他有签发权的人员签发。")


class LetterNumberError(InvalidError):
    """Not written as numbers of documents are, or of a day to come."""

    code = "letter_number"
    message = N_("发文字号应为“发文机关代字〔年份〕序号”，如“郑财购函〔2024〕1号”；成文日期不能晚于今天。")


class LetterNumberTakenError(ConflictError):
    """An office uses a document number once."""

    code = "letter_number_taken"
    message = N_("发文字号“{number}”已用于本部门的《{title}》，请核对后重新填写。")


class TooEarlyForNoticeError(ConflictError):
    """The last day of the letter has not passed."""

    code = "too_early_for_notice"
    message = N_("提示函的办理期限为{day}，期限届满后仍未办结的才能列入通报。")


class CallTimeError(InvalidError):
    """A call that has not been made, or a promise that lies before it."""

    code = "call_time"
    message = N_("通话时间不能晚于现在，答复的办结日期不能早于通话当日，请核对。")


class CallPersonError(InvalidError):
    """A call that got through, and nobody is named who answered."""

    code = "call_person"
    message = N_("电话接通的，请填写接听人；无人接听或号码失效的，请选择相应的接通情况。")


class NoNumberError(InvalidError):
    """A number is dead that is not known."""

    code = "no_number"
    message = N_("所拨号码不在“{name}”的通讯录和填报表中，无法登记失效，请核对所拨号码，或改选“无人接听”。")
