"""Filings of many units at once: what becomes of each row, as drafts or filed by the office that supervises them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.domain.shares.queries import SaidCanteen, SaidFiling, SaidRow
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.reading import Year
from nongcai.interfaces.api.v1.filing_shapes import FilingIn
from nongcai.interfaces.sheets.share_reading import typed_of

if TYPE_CHECKING:
    from nongcai.domain.shares.queries import JudgedRow

router = Router(tags=["filings"])


class FilingRowIn(FilingIn):
    """A unit's filing in a table of many. Contractors go by their names; `seen_version` is not looked at."""

    unit_code: str = Field(max_length=32)
    unit_name: str = Field("", max_length=128)

    def row(self, row_no: int) -> SaidRow:
        """Return the row as it was told."""
        told = self.dict(exclude={"canteens", "host", "seen_version", "unit_code", "unit_name"})
        said = SaidFiling(canteens=tuple(SaidCanteen(**one.dict()) for one in self.canteens), **told)
        return SaidRow(row_no, self.unit_code, self.unit_name, said, self.host, typed_of(said, self.host))


class TableIn(Schema):
    """Rows, and what is to be done: only tried, kept as drafts for the units, or filed at once (代填)."""

    how: Literal["try", "drafts", "file"]
    rows: list[FilingRowIn] = Field(min_length=1, max_length=shares.MOST_ROWS)


class FilingRowOut(Schema):
    """What becomes of a row, by its place from 1; `code` and `message` say why nothing does."""

    row_no: int
    unit_code: str
    unit_id: int | None
    outcome: str
    code: str
    message: str


@router.post(
    "/shares/tables/{year}",
    response={200: list[FilingRowOut], **ACT_REFUSALS},
    operation_id="file_many",
    summary="Fill in filings of many units, with an outcome for each row",
)
def file_many(request: ApiRequest, year: Year, told: TableIn) -> list[dict[str, object]]:
    rows, at = [one.row(place) for place, one in enumerate(told.rows, start=1)], timezone.now()
    if told.how == "try":
        return [_out(row) for row in shares.judge_rows(request.actor, year, rows, at)]
    act = services.file_many if told.how == "file" else services.fill_drafts
    return [_out(row) for row in act(actor=request.actor, year=year, rows=rows, at=at)]


def _out(row: JudgedRow) -> dict[str, object]:
    refusal = row.refusal
    return {
        "row_no": row.row.row_no,
        "unit_code": row.row.unit_code,
        "unit_id": row.unit_id,
        "outcome": row.outcome.value,
        "code": refusal.code if refusal else "",
        "message": _(type(refusal).message).format(**refusal.facts) if refusal else "",
    }
