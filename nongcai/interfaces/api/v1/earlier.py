"""Earlier years of a node: summed from entries, or known only as opening sums (期初汇总数)."""

from __future__ import annotations

from django.utils import timezone
from ninja import Router, Schema

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.assessments.queries import EarlierYear
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import REFUSALS
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.shapes import Percent, Yuan, node_or_404, year_or_reported, yuan

router = Router(tags=["assessments"])


class EarlierYearOut(Schema):
    """A past year's sums. Without detail (无明细) nothing stands behind them but `source_document`."""

    year: Year
    has_detail: bool
    canteen_total: Yuan | None
    reserved: Yuan
    purchased: Yuan
    ratio: Percent | None
    completion_rate: Percent | None
    source_document: str


@router.get(
    "/boards/{node_id}/earlier",
    response={200: list[EarlierYearOut], **REFUSALS},
    operation_id="earlier",
    summary="What a node's years before one came to, the latest first",
)
def earlier(request: ApiRequest, node_id: int, year: Year | None = None) -> list[dict[str, object]]:
    node = node_or_404(request.actor, node_id)
    before = year_or_reported(node, year) or timezone.localdate().year
    return [_earlier_out(one) for one in assessments.earlier_years(node, before)]


def _earlier_out(one: EarlierYear) -> dict[str, object]:
    amounts = ("canteen_total", "reserved", "purchased", "ratio", "completion_rate")
    return {name: getattr(one, name) for name in EarlierYearOut.model_fields} | {
        name: yuan(getattr(one, name)) for name in amounts
    }
