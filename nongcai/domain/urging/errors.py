"""What can be refused here."""

from nongcai.foundation.errors import ConflictError, NotFoundError
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
