"""Finding documents, and telling beforehand all that they would change."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Count

from nongcai.domain.documents import queries as documents
from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.reorganisations.errors import UnknownReorganisationError
from nongcai.domain.reorganisations.models import ENDING, Line, LineKind, Reorganisation, Subject
from nongcai.domain.reorganisations.queries.concerning import told_lines
from nongcai.domain.reorganisations.rules import LineFacts
from nongcai.domain.shares import queries as shares
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Membership, Organisation, Relation
    from nongcai.domain.shares.models import SharedMember, ShareFiling

Row = TypeVar("Row")
LINE_KINDS = {value: str(label) for value, label in LineKind.choices}


@dataclass(frozen=True)
class YearTotal:
    """What counts at a node in a year, and how many units owe a filing."""

    reserved: Decimal
    purchased: Decimal
    due: int


@dataclass(frozen=True)
class Concern:
    """What one line concerns: people, filings that wait, relations, and figures by year, which stay."""

    line: Line
    people: list[Membership] = field(default_factory=list)
    waiting: list[ShareFiling] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    sharing: list[SharedMember] = field(default_factory=list)
    figures: list[tuple[int, Decimal, Decimal]] = field(default_factory=list)
    below: int = 0
    former: str = ""
    former_code: str = ""

    @property
    def posts(self) -> list[tuple[Membership, bool]]:
        """Return each person with whether it goes along to the successor."""
        return [(row, self.line.carries(row.pk)) for row in self.people]


@dataclass(frozen=True)
class Preview:
    """All that a document concerns, and the totals at its node, which stay the same."""

    concerns: list[Concern]
    totals: dict[int, YearTotal]
    fingerprint: str

    @property
    def carried(self) -> frozenset[int]:
        """The memberships that go along to a successor."""
        return frozenset(row.pk for one in self.concerns for row in one.people if one.line.carries(row.pk))

    @property
    def people(self) -> int:
        """How many persons act for the units that it concerns."""
        return sum(len(one.people) for one in self.concerns)

    @property
    def waiting(self) -> int:
        """How many filings wait for somebody and may get another holder."""
        return sum(len(one.waiting) for one in self.concerns)

    @property
    def relations(self) -> int:
        """How many relations it concerns."""
        return sum(len(one.relations) for one in self.concerns)


def reorganisations_visible_to(actor: Actor) -> QuerySet[Reorganisation]:
    """Select the documents of the finance departments within the actor's subtree, the latest first."""
    nodes = organisations.visible_to(actor).values("pk")
    rows = Reorganisation.objects.filter(node_id__in=nodes).select_related("node")
    return rows.order_by("-drafted_at", "-id")


def lock(actor: Actor, reorganisation_id: int) -> Reorganisation:
    """Fetch and lock a document within the actor's sight.

    :raises UnknownReorganisationError: when there is none.
    """
    seen = reorganisations_visible_to(actor).filter(pk=reorganisation_id).order_by().values("pk")
    row = Reorganisation.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=seen).first()
    if row is None:
        raise UnknownReorganisationError
    return row


def lines_of(reorganisation: Reorganisation) -> QuerySet[Line]:
    """Select the lines in their order."""
    return reorganisation.lines.select_related("unit", "target").order_by("seq")


def changed_counts(reorganisation: Reorganisation) -> list[tuple[str, int]]:
    """Return how many rows of each kind a document in force changed."""
    counted = dict(reorganisation.changes.order_by().values_list("subject").annotate(Count("pk")))
    return [(str(label), counted[value]) for value, label in Subject.choices if value in counted]


def approvals_of(reorganisation_id: int) -> QuerySet[Document]:
    """Select the approval's files."""
    return documents.documents_of(owner_of(reorganisation_id)).filter(deleted_at=None)


def owner_of(reorganisation_id: int) -> str:
    """Return under whose name a document's files are kept."""
    return f"reorganisation:{reorganisation_id}"


def units_by_code(actor: Actor, codes: Iterable[str]) -> dict[str, list[Organisation]]:
    """Map codes to the units within sight that bear them today; of those that ended only where nobody else does."""
    found: dict[str, list[Organisation]] = {}
    for one in organisations.units_with_codes(codes, actor.path).order_by("pk"):
        found.setdefault(one.unit_code, []).append(one)
    # A code may have passed to another unit after its bearer closed.
    return {code: [one for one in ones if one.closed_on is None] or ones for code, ones in found.items()}


def facts_of(lines: Sequence[Line]) -> list[LineFacts]:
    """Return lines with what stands in the tree today, by sets whatever their number."""
    units = [line.unit_id for line in lines]
    ids = {*units, *(line.target_id for line in lines if line.target_id)}
    places = {node.id: node for node in organisations.nodes(organisations.placements().filter(organisation_id__in=ids))}
    supervising = organisations.with_units_below(units)
    followers = _followers(lines)
    arrived = {unit: one.region for unit, one in followers.items()}
    codes = {line.seq: _new_code(line, arrived) for line in lines}
    recoded = {line.unit_id for line in lines if line.kind == LineKind.RECODE}
    kept = {(one.region, one.code): one for unit, one in followers.items() if one.code and unit not in recoded}
    holders = _holders({*codes.values(), *kept} - {("", "")})
    clashes = {one.transfer: (one, *holders[place]) for place, one in kept.items() if place in holders}
    found = []
    for line in lines:
        place, target = places[line.unit_id], places.get(line.target_id or 0)
        region, code = codes[line.seq]
        found.append(
            LineFacts(
                seq=line.seq,
                kind=line.kind,
                unit=line.unit_id,
                unit_name=line.unit.name,
                target=line.target_id,
                target_name=line.target.name if line.target else "",
                home=place.home_path,
                target_home=target.home_path if target else "",
                target_path=target.path if target else "",
                unit_closed=line.unit.closed_on is not None,
                target_closed=line.target is not None and line.target.closed_on is not None,
                target_is_unit=target is None or not target.is_finance,
                has_below=line.unit_id in supervising,
                region=region,
                code=code,
                own_code=line.unit.unit_code,
                leaves_code=line.kind == LineKind.RECODE and line.unit_id not in followers,
                holder=holders.get((region, code), (0, ""))[0],
                code_holder=holders.get((region, code), (0, ""))[1],
                follower=clashes[line.unit_id][0].name if line.unit_id in clashes else "",
                follower_code=clashes[line.unit_id][0].code if line.unit_id in clashes else "",
                follower_holder=clashes[line.unit_id][2] if line.unit_id in clashes else "",
            )
        )
    return found


def totals(path: str) -> dict[int, YearTotal]:
    """Return what counts at or below a path, year by year, from what each unit has: not from the nodes' summaries."""
    sums, due = ledger.sums_under(path), organisations.due_under(path)
    return {
        year: YearTotal(*sums.get(year, (ZERO, ZERO)), due.get(year, 0)) for year in sorted({*sums, *due}, reverse=True)
    }


def preview(reorganisation: Reorganisation) -> Preview:
    """Return all that a document would change, by sets: as many statements for one line as for thousands."""
    lines = list(lines_of(reorganisation))
    units = [line.unit_id for line in lines]
    acting = organisations.memberships_at(units, reorganisation.effective_on)
    people = _by_unit((row.organisation_id, row) for row in acting)
    waiting = _by_unit((row.organisation_id, row) for row in shares.open_filings(units).select_related("holder"))
    relations = _relations(lines)
    sharing = _sharing(lines, reorganisation.effective_on.year)
    figures: dict[int, list[tuple[int, Decimal, Decimal]]] = defaultdict(list)
    for (unit, year), amounts in ledger.sums_of(units).items():
        figures[unit].append((year, *amounts))
    below = _below(units)
    leaving = {id_ for line in lines if line.kind == LineKind.SPLIT for id_ in line.excepted}
    concerns = [
        Concern(
            line,
            _people_of(line, people.get(line.unit_id, []), leaving),
            waiting.get(line.unit_id, []),
            relations.get(line.unit_id, []),
            sharing.get(line.unit_id, []),
            figures[line.unit_id],
            below.get(line.unit_id, 0),
            told.former,
            told.former_code,
        )
        for line, told in zip(lines, told_lines(lines), strict=True)
    ]
    node = organisations.node(reorganisation.node_id)
    return Preview(concerns, totals(node.path), _fingerprint(reorganisation, concerns))


def _people_of(line: Line, people: Sequence[Membership], leaving: set[int]) -> list[Membership]:
    """Return the people of whom a line says what becomes of them; a unit that ends says nothing of those that left."""
    if line.kind == LineKind.SPLIT:
        return list(people)
    return [row for row in people if row.pk not in leaving] if line.kind in ENDING else []


@dataclass(frozen=True)
class _Follower:
    """A unit below one that is transferred: it comes to another region with its code."""

    transfer: int
    region: str
    name: str
    code: str


def _followers(lines: Sequence[Line]) -> dict[int, _Follower]:
    regions = {line.unit_id: line.target.region_id for line in lines if line.target and line.kind == LineKind.TRANSFER}
    if not regions:
        return {}
    ids = organisations.at_or_below(regions) - set(regions)
    rows = organisations.placements().filter(organisation_id__in=ids, organisation__closed_on=None)
    found = {}
    for unit, path, name, code in rows.values_list(
        "organisation_id", "path", "organisation__name", "organisation__unit_code"
    ):
        above = [int(part) for part in path.rstrip(".").split(".") if int(part) in regions]
        if above:
            found[unit] = _Follower(above[-1], regions[above[-1]], name, code)
    return found


def _new_code(line: Line, arrived: Mapping[int, str]) -> tuple[str, str]:
    """Return the region and the code that a line gives a unit; one that moves to another region brings its own."""
    if line.target and line.kind == LineKind.TRANSFER:
        return line.target.region_id, line.code or line.unit.unit_code
    return (arrived.get(line.unit_id, line.unit.region_id), line.code) if line.code else ("", "")


def _holders(codes: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, str]]:
    if not codes:
        return {}
    rows = organisations.units_with_codes({code for _, code in codes}, "").filter(closed_on=None)
    return {(row.region_id, row.unit_code): (row.pk, row.name) for row in rows if row.unit_code}


def _by_unit(rows: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for unit, row in rows:
        found[unit].append(row)
    return found


def _relations(lines: Sequence[Line]) -> Mapping[int, list[Relation]]:
    ending = {line.unit_id for line in lines if line.kind in ENDING}
    found: dict[int, list[Relation]] = defaultdict(list)
    for row in organisations.relations_about(ending):
        found[row.unit_id if row.unit_id in ending else row.other_id].append(row)
    return found


def _sharing(lines: Sequence[Line], year: int) -> Mapping[int, list[SharedMember]]:
    """Map each unit that ends to the memberships of shared canteens in which it feeds or eats from the year on."""
    ending = {line.unit_id for line in lines if line.kind in ENDING}
    rows = shares.shared_from(ending, year).select_related("host", "member").order_by("year", "pk")
    return _by_unit((row.host_id if row.host_id in ending else row.member_id, row) for row in rows)


def _below(unit_ids: Sequence[int]) -> dict[int, int]:
    wanted = set(unit_ids)
    ids = organisations.at_or_below(unit_ids)
    counted: dict[int, int] = defaultdict(int)
    for path in organisations.placements().filter(organisation_id__in=ids).values_list("path", flat=True):
        *above, _ = path.rstrip(".").split(".")
        for part in above:
            if int(part) in wanted:
                counted[int(part)] += 1
    return counted


def _fingerprint(reorganisation: Reorganisation, concerns: Sequence[Concern]) -> str:
    seen = [
        {
            "line": one.line.pk,
            "people": sorted(row.pk for row in one.people),
            "waiting": [(row.pk, row.version, row.state) for row in one.waiting],
            "relations": sorted(row.pk for row in one.relations),
            "below": one.below,
            **({"sharing": sorted((row.pk, row.host_id, row.state) for row in one.sharing)} if one.sharing else {}),
        }
        for one in concerns
    ]
    told = json.dumps([str(reorganisation.effective_on), seen])
    return hashlib.sha256(told.encode()).hexdigest()
