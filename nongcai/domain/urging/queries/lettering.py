"""Letters of reminder: who may be written to about whom, and what a letter says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from nongcai.domain.documents import queries as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import is_finance
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging.models import Announcement, Contact, Letter, LetterStep
from nongcai.domain.urging.queries.contacting import GONE, rungs_of
from nongcai.domain.urging.queries.lagging import APPROVE, CONFIRM, ENDORSE, FILE, lagging, lagging_bureaus
from nongcai.domain.urging.states import LETTER_OPEN, LETTER_OUT, STEP_WORDS, WRITING, Kind, LetterState, Rung
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

_CALLED = {Rung.CALLED, Rung.WRITTEN, Rung.NAMED}
LETTER_TITLE = N_("关于尽快完成{year}年度预留份额填报的提示函")
GROUND = N_("根据《{title}》（{number}）要求，")
DUE = N_("{year}年度预留份额填报应于{day}前完成。")
OF_UNITS = N_("截至{today}，由你单位主管的预算单位（含本单位）中尚有{n}家未办结，其中{steps}，名单附后。")
OF_BUREAU = N_("截至{today}，你局负责的预算单位中尚有{n}家未办结，其中{steps}。")
BEFORE = N_("我局已于{reminded}发送进度提醒，于{called}电话联系。")
ASK_UNIT = N_("请你单位督促有关单位于{day}前完成填报和确认；确有困难的，请于期限前书面说明原因。")
ASK_BUREAU = N_("请你局督促所属预算单位于{day}前完成填报和确认，并按时汇总上报；确有困难的，请于期限前书面说明原因。")
NEXT = N_("届时仍未完成的，将在预留份额填报情况通报中如实反映。")
END = N_("特此函告。")


@dataclass(frozen=True)
class Addressee:
    """Who may be written to: the units that lag under its hand, whether each was called, and since when."""

    id: int
    name: str
    is_bureau: bool
    units: list[int] = field(default_factory=list)
    rows: list[tuple[str, str, date | None]] = field(default_factory=list)
    steps: dict[str, int] = field(default_factory=dict)
    uncalled: dict[int, str] = field(default_factory=dict)
    due_on: date | None = None

    @property
    def total(self) -> int:
        """How many units it is about."""
        return sum(self.steps.values())

    @property
    def last_day(self) -> date | None:
        """Before which day nobody of these is late."""
        days = [self.due_on, *(day for _name, _step, day in self.rows)]
        return max((day for day in days if day), default=None)


def letters_visible_to(actor: Actor) -> QuerySet[Letter]:
    """Select the letters of offices within the actor's subtree, and those that went out to the actor's own office."""
    own = Q(node__in=organisations.visible_to(actor).values("pk"))
    received = Q(addressee_id=actor.organisation_id, state__in=LETTER_OUT)
    return Letter.objects.filter(own | received).select_related("node", "addressee").order_by("-drafted_at", "-pk")


def finals_of(letter: Letter) -> QuerySet[Document]:
    """Select a letter's sealed finals."""
    return documents.documents_of(letter.owner).filter(deleted_at=None)


def letters_to_receive(actor: Actor) -> int:
    """Count the letters that wait to be signed for by the actor's office."""
    return Letter.objects.filter(addressee_id=actor.organisation_id, state=LetterState.ISSUED).count()


def letters_to_sign(actor: Actor) -> int:
    """Count the drafts of the actor's office that the actor may sign: written by others."""
    if not (is_finance(actor) and actor.may_sign):
        return 0
    rows = Letter.objects.filter(node_id=actor.organisation_id, state__in=LETTER_OPEN)
    own = LetterStep.objects.filter(action__in=WRITING, user_id=actor.user_id or 0).values("letter_id")
    return rows.exclude(drafted_by_id=actor.user_id).exclude(pk__in=own).count()


def still_lagging(letter: Letter) -> list[int]:
    """Return those of a letter's units about whom it would be written today, too."""
    node = organisations.node(letter.node_id)
    late = {unit for to in addressees(node, letter.year) for unit in to.units}
    return [unit for unit in letter.units if unit in late]


def settled_since(letter: Letter) -> list[str]:
    """Name those of a letter's units that are through, or wait for the office itself, since it was drafted."""
    late = set(still_lagging(letter))
    names = [row[0] for row in letter.rows] or [letter.addressee.name]
    return [name for unit, name in zip(letter.units, names, strict=True) if unit not in late]


def addressees(node: Node, year: int) -> list[Addressee]:
    """Return whom a finance department may write to, by what lags today: its supervising units, then its bureaus.

    What waits for the department itself is nobody else's delay, and it writes no letter to itself.
    """
    season = shares.season_in(node.region_code, year)
    late = [one for one in lagging(node, year, season) if one.holder_id != node.id]
    bureaus = lagging_bureaus(node, year)
    above = {one.supervisor_id or one.unit_id for one in late}
    rungs = rungs_of({one.unit_id for one in late} | above | {one.node_id for one in bureaus}, node.id, year)
    names = organisations.names_of(above)
    found: dict[int, Addressee] = {}
    for one in late:
        id_ = one.supervisor_id or one.unit_id
        if names[id_] == node.name:
            continue
        to = found.setdefault(id_, Addressee(id_, names[id_], is_bureau=False, due_on=one.due_on))
        to.units.append(one.unit_id)
        to.rows.append((one.name, str(STEP_WORDS[one.step]), one.due_on))
        to.steps[one.step] = to.steps.get(one.step, 0) + 1
        if not {rungs.get(one.unit_id), rungs.get(id_)} & _CALLED:
            to.uncalled[one.unit_id] = one.name
    for below in bureaus:
        uncalled = {} if rungs.get(below.node_id) in _CALLED else {below.node_id: below.name}
        found[below.node_id] = Addressee(
            below.node_id,
            below.name,
            is_bureau=True,
            units=[below.node_id],
            steps=below.steps,
            uncalled=uncalled,
            due_on=season.window.due_on if season.window else None,
        )
    return list(found.values())


def letter_text(to: Addressee, node: Node, year: int, *, today: date, act_by: date) -> str:
    """Compose what a letter says, paragraph by paragraph."""
    steps = "、".join(
        f"{STEP_WORDS[step]}{to.steps[step]}家" for step in (FILE, APPROVE, ENDORSE, CONFIRM) if to.steps.get(step)
    )
    opening = (OF_BUREAU if to.is_bureau else OF_UNITS).format(today=chinese_day(today), n=to.total, steps=steps)
    ask = (ASK_BUREAU if to.is_bureau else ASK_UNIT).format(day=chinese_day(act_by))
    paragraphs = (_ground(node, year, to.due_on) + opening + _before(to, node, year), ask + NEXT, END)
    return "\n\n".join(paragraphs)


def _ground(node: Node, year: int, due_on: date | None) -> str:
    told = Announcement.objects.filter(node_id=node.id, year=year, withdrawn_at=None).exclude(number="")
    latest = told.order_by("-published_at").first()
    ground = GROUND.format(title=latest.title, number=latest.number) if latest else ""
    return ground + DUE.format(year=year, day=chinese_day(due_on)) if due_on else ground


def _before(to: Addressee, node: Node, year: int) -> str:
    about = Contact.objects.filter(unit_id__in=[*to.units, to.id], node_id=node.id, year=year, state__in=GONE)
    days = dict(about.order_by().values_list("kind").annotate(last=Max("sent_at")))
    reminded = max((days[kind] for kind in (Kind.REMINDER, Kind.LATE) if days.get(kind)), default=None)
    called = days.get(Kind.CALL)
    if reminded is None or called is None:
        return ""
    return BEFORE.format(reminded=chinese_day(day_of(reminded)), called=chinese_day(day_of(called)))
