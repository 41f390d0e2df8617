"""A region's sums, and what the regions below handed up beside what stands there now."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.models import RegionReport, ReportStep, ShareFiling
from nongcai.domain.shares.queries.finding import as_counted
from nongcai.domain.shares.states import ReportAction, ReportState
from nongcai.foundation.money import ZERO, rounded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class RegionSums:
    """What a region's confirmed filings come to: numbers of units, then yuan. `missing`: see `RegionReport`."""

    due: int
    filed: int
    reserving: int
    no_canteen: int
    missing: int
    canteen_total: Decimal
    reserved: Decimal
    union_planned: Decimal

    @property
    def digest(self) -> str:
        """The SHA-256 of the figures, written in one canonical way."""
        written = "|".join(f"{name}={_written(value)}" for name, value in asdict(self).items())
        return sha256(written.encode()).hexdigest()


@dataclass(frozen=True)
class RegionLine:
    """A region below: its last report, if any, and what stands there now."""

    node: Node
    report: RegionReport | None
    reserved_now: Decimal

    @property
    def moved(self) -> Decimal:
        """By how much the reserve has changed since it was handed up, in yuan."""
        return self.reserved_now - self.report.reserved if self.report else ZERO


def region_sums(node: Node, year: int) -> RegionSums:
    """Sum a finance department's region from the ledger and the filings, in a few statements whatever its size."""
    standing = ledger.node_standings([node.id], year).first()
    due = organisations.due_counts([node.id], year).values_list("due", flat=True).first() or 0
    units = organisations.units_under(node.path).values("organisation_id")
    counted = as_counted(ShareFiling.objects.filter(organisation_id__in=units, year=year), "canteen", "union_planned")
    told = counted.aggregate(
        no_canteen=Count("id", filter=Q(confirmed_canteen="none")),
        planned=Coalesce(Sum("confirmed_union_planned"), ZERO),
    )
    lines = region_lines(node, year)
    return RegionSums(
        due=due,
        filed=standing.filed if standing else 0,
        reserving=standing.reserving if standing else 0,
        no_canteen=told["no_canteen"],
        missing=sum(line.report is None or line.report.state != ReportState.ACCEPTED for line in lines),
        canteen_total=standing.canteen_total if standing else ZERO,
        reserved=standing.reserved if standing else ZERO,
        union_planned=told["planned"],
    )


def region_lines(node: Node, year: int) -> list[RegionLine]:
    """Return the regions directly below with what they handed up last and what stands there now."""
    below = [child for child in organisations.children_of(node) if child.is_finance]
    ids = [child.id for child in below]
    reports = {row.node_id: row for row in latest_reports(year).filter(node_id__in=ids)}
    now = dict(ledger.node_standings(ids, year).values_list("node_id", "reserved"))
    return [RegionLine(child, reports.get(child.id), now.get(child.id, ZERO)) for child in below]


def latest_reports(year: int) -> QuerySet[RegionReport]:
    """Select each region's last report of a year."""
    newest = RegionReport.objects.filter(year=year).order_by("node_id", "-version").distinct("node_id")
    return RegionReport.objects.filter(pk__in=newest.values("pk")).select_related("node", "receiver")


def reports_visible_to(actor: Actor) -> QuerySet[RegionReport]:
    """Select the reports of the regions within the actor's subtree, the latest version first."""
    rows = RegionReport.objects.filter(node__in=organisations.visible_to(actor))
    return rows.select_related("node", "receiver").order_by("node_id", "-year", "-version")


def report_words(report_ids: Iterable[int]) -> dict[int, str]:
    """Map reports that were sent back to the words that say why."""
    steps = ReportStep.objects.filter(report_id__in=list(report_ids), action=ReportAction.SEND_BACK)
    return dict(steps.order_by("pk").values_list("report_id", "words"))


def _written(value: Decimal | int) -> str:
    return str(rounded(value)) if isinstance(value, Decimal) else str(value)
