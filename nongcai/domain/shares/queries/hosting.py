"""Who manages a shared canteen, and who runs an outsourced one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from nongcai.domain.documents import queries as documents
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import rules
from nongcai.domain.shares.errors import AmbiguousHostError, UnknownHostError, UnknownMemberError, UnknownScanError
from nongcai.domain.shares.models import SharedMember, ShareFiling
from nongcai.domain.shares.queries.checking import Sharing
from nongcai.domain.shares.states import STANDING, UNANSWERED, SharedMemberState
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from nongcai.domain.documents.models import Document
    from nongcai.domain.shares.queries.chains import Chain

NO_SUCH_MEMBER = N_("没有单位编码或全称为“{text}”的预算单位，请核对。")


def host_named(chain: Chain, text: str) -> int:
    """Return the unit that a unit code or an exact name means; a code of one's own region goes first.

    :raises UnknownHostError: when there is none.
    :raises AmbiguousHostError: when there are several.
    """
    found = Named([text], chain.path).by(text, chain.region_code)
    if not found:
        raise UnknownHostError(text=text, fields={"host": [str(UnknownHostError.message).format(text=text)]})
    if len(found) > 1:
        told = str(AmbiguousHostError.message).format(text=text, n=len(found))
        raise AmbiguousHostError(text=text, n=len(found), fields={"host": [told]})
    return found[0]


class Named:
    """Whom codes and exact names mean within a whole tree, looked up in two statements whatever their number."""

    def __init__(self, texts: Iterable[str], path: str) -> None:
        root, wanted = path.partition(".")[0] + ".", set(texts)
        self.coded: dict[str, list[tuple[int, str]]] = {}
        self.named: dict[str, list[int]] = {}
        if not wanted:
            return
        for code, unit, region in organisations.units_with_codes(wanted, root).values_list(
            "unit_code", "id", "region_id"
        ):
            self.coded.setdefault(code, []).append((unit, region))
        for name, unit in organisations.units_by_name(wanted, root):
            self.named.setdefault(name, []).append(unit)

    @property
    def units(self) -> set[int]:
        """All units that any of the texts may mean."""
        coded = {unit for found in self.coded.values() for unit, _ in found}
        return coded.union(*self.named.values())

    def by(self, text: str, region_code: str) -> list[int]:
        """Return the units that a text may mean, seen from a region."""
        coded = self.coded.get(text, [])
        near = [unit for unit, region in coded if region == region_code]
        return near or [unit for unit, _ in coded] or self.named.get(text, [])


def members_named(chain: Chain, texts: Iterable[str]) -> list[int]:
    """Return the units that unit codes or exact names mean, as the managing unit typed them.

    :raises UnknownMemberError: when one means no unit, or several; it tells each.
    """
    wanted = list(dict.fromkeys(texts))
    named = Named(wanted, chain.path)
    found = {text: named.by(text, chain.region_code) for text in wanted}
    wrong = [_told(text, units) for text, units in found.items() if len(units) != 1]
    if wrong:
        raise UnknownMemberError(fields={"members": wrong})
    return list(dict.fromkeys(units[0] for units in found.values()))


def _told(text: str, units: list[int]) -> str:
    if units:
        return str(AmbiguousHostError.message).format(text=text, n=len(units))
    return str(NO_SUCH_MEMBER).format(text=text)


def sharing(unit_ids: Iterable[int], host_ids: Iterable[int], year: int, *, outside: bool = False) -> Sharing:
    """Return who of these units and hosts eats where, feeds others or was asked; `outside` asks for proofs, too."""
    units, hosts = list(unit_ids), list(host_ids)
    members, without = _not_hosting(hosts, year) if hosts else ({}, {})
    feeding = set(ShareFiling.objects.filter(year=year, host_id__in=units).values_list("host_id", flat=True))
    asked: dict[int, tuple[int, str]] = {}
    naming = set()
    rows = SharedMember.objects.filter(Q(host_id__in=units) | Q(member_id__in=units), year=year, state__in=STANDING)
    for row in rows.select_related("host"):
        if row.state == SharedMemberState.NAMED:
            asked[row.member_id] = (row.host_id, row.host.name)
        feeding.add(row.host_id)
        if row.named_at is not None:
            naming.add(row.host_id)
    return Sharing(members, feeding, asked, naming, without, _proven(units, year) if outside else ())


def _not_hosting(hosts: list[int], year: int) -> tuple[dict[int, str], dict[int, str]]:
    """Return those that eat elsewhere, and those that filed that they have no canteen, by id with their names."""
    rows = ShareFiling.objects.filter(year=year, organisation_id__in=hosts)
    filed = list(rows.values_list("organisation_id", "organisation__name", "host_id", "host_name", "canteen"))
    eating = {unit: name for unit, name, host, outside, _ in filed if host or outside}
    return eating, {unit: name for unit, name, _, _, canteen in filed if canteen == rules.NONE and unit not in eating}


def _proven(units: list[int], year: int) -> set[int]:
    owners = {proof_owner(unit, year): unit for unit in units}
    return {owners[owner] for owner in documents.owners_among(owners)}


def proof_owner(unit_id: int, year: int) -> str:
    """Return under what the proofs are kept that an outside body manages a unit's canteen."""
    return f"shared-canteen-proof:{unit_id}:{year}"


def proofs_of(unit_id: int, year: int) -> QuerySet[Document]:
    """Select the proofs that an outside body manages a unit's canteen, in the order they came."""
    return documents.documents_of(proof_owner(unit_id, year))


def proof_of(unit_id: int, year: int, document_id: UUID) -> Document:
    """Return one of these proofs.

    :raises UnknownScanError: when there is none.
    """
    found = proofs_of(unit_id, year).filter(pk=document_id).first()
    if found is None:
        raise UnknownScanError(what=document_id)
    return found


@dataclass(frozen=True)
class Memberships:
    """A unit's shared canteens of a year: its members, and the host that it eats at or that named it."""

    members: list[SharedMember]
    host: SharedMember | None

    @property
    def asked(self) -> SharedMember | None:
        """The host that waits for this unit's answer."""
        return self.host if self.host and self.host.state == SharedMemberState.NAMED else None

    @property
    def unanswered(self) -> list[SharedMember]:
        """The members that did not acknowledge, objections among them."""
        return [row for row in self.members if row.state in UNANSWERED]

    @property
    def objected(self) -> list[SharedMember]:
        """The members that object."""
        return [row for row in self.members if row.state == SharedMemberState.OBJECTED]


def memberships(unit_id: int, year: int) -> Memberships:
    """Return with whom a unit shares canteens in a year; what was struck is left out."""
    rows = SharedMember.objects.filter(Q(host_id=unit_id) | Q(member_id=unit_id), year=year)
    rows = rows.exclude(state=SharedMemberState.STRUCK).select_related("host", "member").order_by("id")
    found = list(rows)
    members = [row for row in found if row.host_id == unit_id]
    hosts = [row for row in found if row.member_id == unit_id and row.is_standing]
    return Memberships(members, next(iter(hosts), None))


def shared_from(unit_ids: Iterable[int], year: int) -> QuerySet[SharedMember]:
    """Select the memberships of shared canteens that stand from a year on, in which any of these feeds or eats."""
    ids = list(unit_ids)
    return SharedMember.objects.filter(Q(host_id__in=ids) | Q(member_id__in=ids), year__gte=year, state__in=STANDING)


def unanswered_of(host_ids: Iterable[int], year: int) -> dict[int, int]:
    """Map hosts to how many of the members that they named did not acknowledge."""
    rows = SharedMember.objects.filter(host_id__in=list(host_ids), year=year, state__in=UNANSWERED)
    return dict(rows.order_by().values_list("host_id").annotate(n=Count("pk")))


def contractors_of(unit_id: int) -> dict[int, str]:
    """Map the bodies that run a unit's canteens today to their names: they have a trading account."""
    rows = organisations.relations_of(unit_id).filter(kind="contractor")
    return {row.other_id: row.other.name for row in rows}
