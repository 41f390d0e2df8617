"""Finding notices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.notices.errors import UnknownNoticeError
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.states import ENDED, FROZEN, NoticeState
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.notices.models import NoticeStep
    from nongcai.domain.notices.rules import DocumentNumber
    from nongcai.domain.organisations.actors import Actor


def notices_visible_to(actor: Actor) -> QuerySet[Notice]:
    """Select what the actor may read.

    Finance and auditors see the notices of all departments within their subtree; everybody what was published above,
    and what the next department above has issued, since it is addressed to them (主送).
    """
    rows = Notice.objects.select_related("node", "snapshot").order_by("-created_at", "-id")
    *above, own = (int(part) for part in actor.path.rstrip(".").split("."))
    issuer = organisations.finance_above(actor)
    seen = Q(node_id__in=[*above, own], state=NoticeState.PUBLISHED) | Q(node_id=issuer, state__in=FROZEN)
    if permissions.is_bureaus(actor):
        seen |= Q(node__in=organisations.visible_to(actor))
    return rows.filter(seen)


def public_notices() -> QuerySet[Notice]:
    """Select what anybody may read, the latest first."""
    rows = Notice.objects.filter(state=NoticeState.PUBLISHED).select_related("node", "snapshot")
    return rows.order_by("-published_at", "-id")


def public_notice(slug: str) -> Notice:
    """Return a published notice.

    :raises UnknownNoticeError: when none has this address.
    """
    found = public_notices().filter(public_slug=slug).first()
    if found is None:
        raise UnknownNoticeError
    return found


def corrections_visible_to(actor: Actor, notice: Notice) -> QuerySet[Notice]:
    """Select the corrections (更正通知) of a notice that the actor may read and nobody withdrew, the first first."""
    rows = notices_visible_to(actor).filter(corrects=notice)
    return rows.exclude(state__in=ENDED).order_by("created_at", "id")


def public_corrections(notice: Notice) -> QuerySet[Notice]:
    """Select the published corrections of a published notice, the first first."""
    return public_notices().filter(corrects=notice).order_by("published_at", "id")


def corrected_in_public(notice: Notice) -> Notice | None:
    """Return what a published correction corrects, if that is published too."""
    return public_notices().filter(pk=notice.corrects_id).first() if notice.corrects_id else None


def drafts_by_command(node_id: int, year: int, user_id: int | None) -> QuerySet[Notice]:
    """Select what the command drafted for a person, or for nobody, and nobody passed on yet."""
    rows = Notice.objects.filter(node_id=node_id, year=year, state=NoticeState.DRAFTING)
    return rows.filter(created_by_id=user_id, is_by_command=True)


def steps_of(notice: Notice) -> QuerySet[NoticeStep]:
    """Select what was done to a notice, in order."""
    return notice.steps.order_by("at", "id")


def notice_numbered(number: DocumentNumber) -> Notice | None:
    """Return the notice that bears a number."""
    return Notice.objects.filter(number_mark=number.mark, number_year=number.year, number_no=number.no).first()


def missing_numbers(notice: Notice) -> list[int]:
    """Return the numbers of its year that nobody bears before that of this notice."""
    rows = Notice.objects.filter(number_mark=notice.number_mark, number_year=notice.number_year)
    taken = set(rows.values_list("number_no", flat=True))
    return [no for no in range(1, notice.number_no or 0) if no not in taken]


def figures(notice: Notice) -> dict[str, Any]:
    """Return the notice's frozen figures as data."""
    lines = assessments.frozen(notice.snapshot).lines
    return assessments.figures_json(notice.year, lines, leading_count=notice.leading_count)
