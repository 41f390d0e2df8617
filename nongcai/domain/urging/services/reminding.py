"""A clerk reminds those whom the page of laggards shows: set by set, with an outcome for each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_finance
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import queries
from nongcai.domain.urging.errors import (
    NotBelowError,
    NotLaggingError,
    OwnStepError,
    PastBureauError,
    RemindedTodayError,
)
from nongcai.domain.urging.services import planning
from nongcai.domain.urging.services.planning import Planned
from nongcai.domain.urging.states import Channel, Kind
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.urging.queries import Lagging, Manner
    from nongcai.foundation.errors import DomainError

WAITING = N_("提醒：{year}年度预留份额填报有{n}份待贵单位办理，请及时审核。")
BUREAU = N_("提醒：贵地区{year}年度预留份额填报尚有{n}家单位未办结，请及时督促所属单位完成。")
PAGE = "/urging/"


@dataclass(frozen=True)
class Outcome:
    """What became of one row: planned for a moment, or refused."""

    name: str
    refusal: DomainError | None = None
    due_at: datetime | None = None


@dataclass(frozen=True)
class _Scene:
    """All that the rows are judged by."""

    node: Node
    year: int
    late: dict[int, Lagging]
    bureaus: dict[int, int]
    names: dict[int, str]
    bureau_of: dict[int, int]
    manner: Manner
    where: str


@transaction.atomic
def remind(*, actor: Actor, year: int, ids: Collection[int], at: datetime, with_sms: bool) -> list[Outcome]:
    """Remind units of an office's own, and finance departments right below it; each row has an outcome.

    :raises NotAllowedError: when the actor is not finance.
    """
    organisations.lock(actor.organisation_id)
    require_finance(actor)
    scene = _scene(actor, year, ids, at)
    planned: dict[int, list[Planned]] = {}
    refused: dict[int, DomainError] = {}
    for id_ in dict.fromkeys(ids):
        refusal = _refusal(scene, id_)
        if refusal is not None:
            refused[id_] = refusal
        else:
            planned[id_] = _messages(scene, id_, at, with_sms=with_sms)
    known = queries.known_keys([one.key for messages in planned.values() for one in messages])
    fresh = {id_: [one for one in messages if one.key not in known] for id_, messages in planned.items()}
    planning.plan(
        node=scene.node,
        year=year,
        planned=[one for messages in fresh.values() for one in messages],
        manner=scene.manner,
        at=at,
    )
    refused |= {id_: RemindedTodayError(name=scene.names[id_]) for id_, messages in fresh.items() if not messages}
    due = scene.manner.next_open(at)
    return [
        Outcome(scene.names.get(id_, "—"), refused.get(id_), None if id_ in refused else due)
        for id_ in dict.fromkeys(ids)
    ]


def _scene(actor: Actor, year: int, ids: Collection[int], at: datetime) -> _Scene:
    node = organisations.node(actor.organisation_id)
    season = shares.season_in(node.region_code, year)
    places = organisations.placements().filter(organisation_id__in=list(ids), path__startswith=node.path)
    seen = dict(places.values_list("organisation_id", "home_path"))
    bureau_of = {id_: _below(home, node.path) for id_, home in seen.items()}
    return _Scene(
        node=node,
        year=year,
        late={one.unit_id: one for one in queries.with_numbers(queries.lagging(node, year, season), day_of(at))},
        bureaus={one.node_id: one.total for one in queries.lagging_bureaus(node, year)},
        names=organisations.names_of({*seen, *bureau_of.values()}),
        bureau_of=bureau_of,
        manner=queries.manners([node.id], day_of(at))[node.id],
        where=planning.HERE if season.is_self_filed else planning.THERE,
    )


def _below(home: str, path: str) -> int:
    """Return the finance department right below a path that a home lies under; 0 for the path's own."""
    return int(home.removeprefix(path).partition(".")[0] or 0)


def _refusal(scene: _Scene, id_: int) -> DomainError | None:
    if id_ not in scene.bureau_of or id_ == scene.node.id:
        return NotBelowError()
    name, bureau = scene.names[id_], scene.bureau_of[id_]
    if bureau and id_ != bureau:
        return PastBureauError(name=name, bureau=scene.names[bureau])
    if id_ not in (scene.bureaus if bureau else scene.late):
        return NotLaggingError(name=name, year=scene.year)
    if not bureau and scene.late[id_].holder_id == scene.node.id:
        return OwnStepError(name=name)
    return None


def _messages(scene: _Scene, id_: int, at: datetime, *, with_sms: bool) -> list[Planned]:
    day, year = day_of(at), scene.year
    if scene.bureau_of[id_]:
        text = BUREAU.format(year=year, n=scene.bureaus[id_])
        return [Planned(f"bureau:{year}:{day}:{id_}", id_, Kind.REMINDER, Channel.SITE, text, PAGE)]
    one = scene.late[id_]
    if not one.is_with_unit:
        # However many of its units were chosen, whoever holds their filings is told once.
        waiting = [other for other in scene.late.values() if not other.is_with_unit]
        held = sum(other.holder_id == one.holder_id for other in waiting)
        text = WAITING.format(n=held, year=year)
        key = f"held:{year}:{day}:{one.holder_id}"
        return [Planned(key, one.holder_id, Kind.REMINDER, Channel.SITE, text, "/shares/inbox/")]
    due = one.due_on or day
    kind, text = planning.reminder_of(due, day, year, scene.manner.off, scene.where)
    return list(planning.messages_to(one, kind, text, f"by hand:{year}:{day}", with_sms=with_sms))
