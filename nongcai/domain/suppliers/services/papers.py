"""A supplier shows papers, the platform looks at them, and people are warned before they end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from nongcai.domain.suppliers import permissions, queries, rules
from nongcai.domain.suppliers.errors import PaperDoubledError, StepNotPermittedError, WordsMissingError
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.services.keeping import Scan, keep_scan
from nongcai.domain.suppliers.services.spanning import respan
from nongcai.domain.suppliers.services.stepping import tell_county, tell_platform, tell_supplier
from nongcai.domain.suppliers.states import NUMBERED, PAPER_MACHINE, STANDING_PAPERS, PaperAction, PaperKind, PaperState
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor

PAPERS = "/suppliers/papers/"
SHOWN = N_("“{name}”提交了{paper}，等待核查。")
ACCEPTED = N_("{paper}已核查通过。")
REFUSED = N_("{paper}核查未通过：{words}")
ENDS = N_("{paper}（{number}）有效期至{day}，请及时更换，到期后有关商品不再展示。")
ENDED = N_("{paper}（{number}）已于{day}到期，有关商品不再展示，请更换。")
ENDS_AT = N_("“{name}”的{paper}有效期至{day}。")


@dataclass(frozen=True)
class ToldPaper:
    """A paper as its holder tells it; without `until` it has no end."""

    kind: PaperKind
    number: str
    issuer: str
    since: date
    until: date | None
    replaces_id: int | None = None


@transaction.atomic
def show_paper(*, actor: Actor, told: ToldPaper, scan: Scan, at: datetime) -> Paper:
    """Show a paper with its scan. One that renews another holds beside it until the platform has looked at it.

    :raises NotAllowedError: when the actor works for no supplier.
    :raises PaperExpiredError: when it has run out.
    :raises PaperTermError: when it ends before it begins.
    :raises PaperDoubledError: when another supplier, or this one, shows the same number.
    :raises FileUnreadableError: when the scan cannot be read.
    """
    supplier = queries.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    rules.require_term(str(told.kind.label), told.since, told.until, on=day_of(at))
    number = told.number.strip().upper()
    renewed = _renewed(supplier.pk, told.replaces_id)
    _require_single(told.kind, number, renewed)
    paper = Paper(
        supplier=supplier,
        kind=told.kind,
        number=number,
        issuer=told.issuer,
        since=told.since,
        until=told.until,
        replaces=renewed,
        shown_at=at,
        shown_by=actor.label,
    )
    records.save(paper)
    keep_scan(actor, paper.owner, scan, at)
    if supplier.admission_id:
        tell_platform(
            SHOWN.format(name=supplier.name, paper=paper.get_kind_display()), at=at, page="/suppliers/papers/"
        )
    return paper


@transaction.atomic
def accept_paper(*, actor: Actor, paper_id: int, at: datetime) -> Paper:
    """Say that a paper was looked at and is right; the one that it renews ends.

    :raises StepNotPermittedError: when it was decided.
    """
    paper = _decided(actor, paper_id, PaperAction.ACCEPT, "", at)
    if paper.replaces_id:
        records.change(Paper.objects.filter(pk=paper.replaces_id), state=PaperState.REPLACED)
    respan(paper.supplier_id)
    tell_supplier(paper.supplier, ACCEPTED.format(paper=paper.get_kind_display()), at=at, page=PAPERS)
    return paper


@transaction.atomic
def refuse_paper(*, actor: Actor, paper_id: int, words: str, at: datetime) -> Paper:
    """Say that a paper is not right, and why.

    :raises WordsMissingError: without words.
    :raises StepNotPermittedError: when it was decided.
    """
    if not words.strip():
        raise WordsMissingError(what="核查意见")
    paper = _decided(actor, paper_id, PaperAction.REFUSE, words, at)
    tell_supplier(paper.supplier, REFUSED.format(paper=paper.get_kind_display(), words=words), at=at, page=PAPERS)
    return paper


@transaction.atomic
def warn_of_ends(*, at: datetime) -> int:
    """Warn of papers that end within 60, 30 and 7 days, and of those that ended, each once; return how many."""
    today, count = day_of(at), 0
    ending = Paper.objects.filter(state__in=STANDING_PAPERS, until__lte=today + rules.LONGEST_WARNING)
    due = ending.exclude(warned_days=0).select_for_update(of=("self",), no_key=True, skip_locked=True)
    for paper in due.select_related("supplier__county").order_by("pk"):
        days = paper.warning(today)
        if days is None or (paper.warned_days is not None and paper.warned_days <= days):
            continue
        _warn(paper, days, at)
        paper.warned_days = days
        records.save(paper, "warned_days")
        count += 1
    return count


def _warn(paper: Paper, days: int, at: datetime) -> None:
    facts = {
        "paper": paper.get_kind_display(),
        "number": paper.number or "—",
        "day": chinese_day(paper.until) if paper.until else "",
        "name": paper.supplier.name,
    }
    tell_supplier(paper.supplier, (ENDS if days else ENDED).format(**facts), at=at, page=PAPERS)
    if days in {0, min(rules.WARNINGS)}:
        tell_county(paper.supplier, ENDS_AT.format(**facts), at=at, page="/suppliers/")


def _renewed(supplier_id: int, paper_id: int | None) -> Paper | None:
    if paper_id is None:
        return None
    found = queries.papers_of(supplier_id).filter(pk=paper_id).first()
    if found is None:
        raise NotFoundError(what=paper_id)
    return found


def _require_single(kind: PaperKind, number: str, renewed: Paper | None) -> None:
    if kind not in NUMBERED or not number:
        return
    records.lock_keys([f"paper:{kind}:{number}"])
    there = Paper.objects.filter(Q(kind=kind, number=number, state__in=STANDING_PAPERS)).select_related("supplier")
    found = there.exclude(pk=renewed.pk if renewed else 0).first()
    if found is not None:
        raise PaperDoubledError(paper=str(kind.label), number=number, name=found.supplier.name)


def _decided(actor: Actor, paper_id: int, action: PaperAction, words: str, at: datetime) -> Paper:
    permissions.require_admitter(actor)
    rows = Paper.objects.select_for_update(of=("self",), no_key=True).select_related("supplier__county")
    paper = rows.filter(pk=paper_id).first()
    if paper is None:
        raise NotFoundError(what=paper_id)
    step = PAPER_MACHINE.step(action, paper.state)
    if step is None:
        raise StepNotPermittedError(state=paper.get_state_display(), action=action.label)
    paper.state = PaperState(step.target)
    paper.decided_at, paper.decided_by, paper.words = at, actor.label, words
    records.save(paper, "state", "decided_at", "decided_by", "words")
    return paper
