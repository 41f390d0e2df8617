"""What every act on a filing begins and ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max

from nongcai.domain.shares.errors import StepNotPermittedError
from nongcai.domain.shares.models import FilingStep, FilingVersion
from nongcai.domain.shares.states import FILING_MACHINE, FilingAction
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.shares.models import ShareFiling


def step_of(filing: ShareFiling, action: str) -> str:
    """Return where a step leads.

    :raises StepNotPermittedError: when it does not begin here.
    """
    step = FILING_MACHINE.step(action, filing.state)
    if step is None:
        raise StepNotPermittedError(state=filing.get_state_display(), action=FilingAction(action).label)
    return step.target


def next_version(filing: ShareFiling) -> int:
    """Return the number of a filing's next version; one that was given up keeps its own."""
    if filing.pk is None:
        return 1
    return int(filing.versions.aggregate(last=Max("number"))["last"] or 0) + 1


def record(
    actor: Actor, filing: ShareFiling, action: str, *, at: datetime, reason: str = "", words: str = "",
    fields: Sequence[str] = (),
) -> None:  # fmt: skip
    """Write down who did what."""
    records.save(step_row(actor, filing, action, at=at, reason=reason, words=words, fields=fields))


def step_row(
    actor: Actor, filing: ShareFiling, action: str, *, at: datetime, reason: str = "", words: str = "",
    fields: Sequence[str] = (),
) -> FilingStep:  # fmt: skip
    """Return the row that says who did what."""
    return FilingStep(
        filing=filing,
        version=filing.version,
        action=action,
        state=filing.state,
        user_id=actor.user_id,
        label=actor.label,
        organisation_name=actor.organisation_name,
        at=at,
        reason=reason,
        words=words,
        fields=list(fields),
    )


def last_versions(filing_ids: Iterable[int]) -> dict[int, int]:
    """Map filings to the number of their last version, which a change that was given up may have left behind."""
    rows = FilingVersion.objects.filter(filing_id__in=list(filing_ids)).values_list("filing_id")
    return dict(rows.annotate(last=Max("number")).order_by())
