"""Whom a document concerns is told when it takes effect and when it is put back."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.reorganisations import rules
from nongcai.domain.reorganisations.models import ENDING, Line, LineKind
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.models import Membership
    from nongcai.domain.reorganisations.models import Reorganisation

PAGE = "/reorganisations/{id}/told/"
ENFORCED = N_("{sentence}，自{day}起生效（{approval}）。")
REVERSED = N_("“{unit}”的机构调整（{approval}）已撤回，隶属关系、名称和任职恢复原状。")
GOES_ALONG = N_("您的任职同日转入“{to}”。")
STOPS = N_("您在该单位的任职同日终止，有疑问请联系{node}。")
STAYS = N_("历年填报和数据不变，仍在原单位查看。")
TAKES = N_("{units}并入或划入贵单位，自{day}起生效（{approval}）。")
TAKEN_BACK = N_("{units}并入或划入贵单位的机构调整（{approval}）已撤回。")
BUREAU = N_("{node}办理的机构调整（{approval}）自{day}起生效，涉及贵地区{n}家单位，请核对。")
BUREAU_BACK = N_("{node}办理的机构调整（{approval}）已撤回，涉及贵地区{n}家单位，请核对。")
ABOVE = N_("贵单位所属{units}机构调整，自{day}起生效（{approval}），请核对。")
UNTIL_LISTED = N_(
    "分设单位自{next_year}年度名录起列入，{year}年度仍由原单位一并填报；没有人员转入的，账号由其主管单位或{node}开通。"
)
ABOVE_BACK = N_("贵单位所属{units}的机构调整（{approval}）已撤回，请核对。")
_NAMED = 5


class Hearers:
    """Who acted for the units of a document before it was enforced or put back, and where these stood."""

    def __init__(self, row: Reorganisation, lines: Sequence[Line]) -> None:
        self.row, self.lines = row, lines
        ids = {id_ for line in lines for id_ in (line.unit_id, line.target_id, line.made_id) if id_}
        self.people: dict[int, list[Membership]] = defaultdict(list)
        for post in organisations.memberships_at(ids, row.effective_on):
            self.people[post.organisation_id].append(post)
        self.lines_of: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            self.lines_of[line.unit_id].append(line)
        self.places = _places(lines)

    def tell_enforced(self, at: datetime) -> int:
        """Tell each person what becomes of its unit and of itself, each taker whom it takes, each bureau how many."""
        told = [self._of_line(line, post) for line in self.lines for post in self.people[line.unit_id]]
        return self._tell([one for one in told if one], (TAKES, ABOVE, BUREAU), at)

    def tell_reversed(self, at: datetime) -> int:
        """Tell the people of before and of now that it is as it was."""
        units = {line.unit_id: line.unit.name for line in self.lines}
        now = organisations.memberships_at(units, self.row.effective_on)
        known = {(post.user_id, line.unit_id) for line in self.lines for post in self._of_any(line)}
        known |= {(post.user_id, post.organisation_id) for post in now}
        told = [(user, REVERSED.format(unit=units[unit], approval=self.row.approval)) for user, unit in sorted(known)]
        return self._tell(told, (TAKEN_BACK, ABOVE_BACK, BUREAU_BACK), at)

    def _of_any(self, line: Line) -> Iterable[Membership]:
        return [*self.people[line.unit_id], *self.people[line.made_id or 0]]

    def _of_line(self, line: Line, post: Membership) -> tuple[int, str] | None:
        goes = line.carries(post.pk)
        if not goes and self._goes_elsewhere(line, post):
            return None
        sentence = rules.sentence(
            line.kind,
            unit=line.unit.name,
            target=line.target.name if line.target else "",
            name=line.name,
            code=line.code,
            former_code=line.unit.unit_code,
        )
        text = ENFORCED.format(sentence=sentence, day=self.row.effective_on, approval=self.row.approval)
        return post.user_id, text + self._of_post(line, goes=goes) + self._until_listed(
            {line.unit_id} if line.kind == LineKind.SPLIT else ()
        )

    def _goes_elsewhere(self, line: Line, post: Membership) -> bool:
        """Say whether another line of the unit says more to this person."""
        others = [one for one in self.lines_of[line.unit_id] if one.pk != line.pk]
        return any(one.carries(post.pk) for one in others) or (
            line.kind == LineKind.SPLIT and any(one.kind in ENDING for one in others)
        )

    def _of_post(self, line: Line, *, goes: bool) -> str:
        if goes:
            return GOES_ALONG.format(to=line.target.name if line.target else line.name)
        return STOPS.format(node=self.row.node.name) if line.kind in ENDING else STAYS

    def _tell(self, told: Sequence[tuple[int, str]], texts: tuple[str, str, str], at: datetime) -> int:
        takes, above, bureau = texts
        words = {"day": self.row.effective_on, "approval": self.row.approval, "node": self.row.node.name}
        heard = {user for user, _text in told}
        taking = [(user, text) for user, text in self._of_takers(takes, words) if user not in heard]
        heard |= {user for user, _text in taking}
        watching = [(user, text) for user, text in self._of_supervisors(above, words, at) if user not in heard]
        told = [*told, *taking, *watching, *self._of_bureaus(bureau, words, at)]
        return notifications.tell_many(told=told, at=at, path=PAGE.format(id=self.row.pk))

    def _of_takers(self, text: str, words: dict[str, object]) -> list[tuple[int, str]]:
        taken: dict[int, list[str]] = defaultdict(list)
        for line in self.lines:
            if line.target_id and line.kind != LineKind.TRANSFER:
                taken[line.target_id].append(line.unit.name)
        return [
            (post.user_id, text.format(units=_named(names), **words))
            for taker, names in taken.items()
            for post in self.people[taker]
            if taker != self.row.node_id
        ]

    def _of_supervisors(self, text: str, words: dict[str, object], at: datetime) -> list[tuple[int, str]]:
        names = {line.unit_id: line.unit.name for line in self.lines}
        below: dict[int, dict[int, str]] = defaultdict(dict)
        for places in (self.places, _places(self.lines)):
            for unit, (path, home) in places.items():
                for above in path.removeprefix(home).split(".")[:-2]:
                    below[int(above)][unit] = names[unit]
        members = organisations.members_of(below, (Role.SUPERVISOR,), day_of(at))
        told = [(user, text.format(units=_named(list(below[node].values())), **words), node) for node, user in members]
        return [(user, said + (self._until_listed(below[node]) if text == ABOVE else "")) for user, said, node in told]

    def _until_listed(self, units: Iterable[int]) -> str:
        """Say who files for what came out of any of these units, and who opens its account."""
        year, node = self.row.effective_on.year, self.row.node.name
        is_split = any(line.kind == LineKind.SPLIT for unit in units for line in self.lines_of[unit])
        return UNTIL_LISTED.format(year=year, next_year=year + 1, node=node) if is_split else ""

    def _of_bureaus(self, text: str, words: dict[str, object], at: datetime) -> list[tuple[int, str]]:
        units: dict[int, set[int]] = defaultdict(set)
        for places in (self.places, _places(self.lines)):
            for unit, (_path, home) in places.items():
                units[int(home.rstrip(".").rpartition(".")[2])].add(unit)
        units.pop(self.row.node_id, None)
        members = organisations.members_of(units, (Role.FINANCE,), day_of(at))
        return [(user, text.format(n=len(units[node]), **words)) for node, user in members]


def _places(lines: Sequence[Line]) -> dict[int, tuple[str, str]]:
    rows = organisations.placements().filter(organisation_id__in={line.unit_id for line in lines})
    return {unit: (path, home) for unit, path, home in rows.values_list("organisation_id", "path", "home_path")}


def _named(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown}等{len(names)}家单位"
