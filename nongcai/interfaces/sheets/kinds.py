"""The kinds of sheet that are known, and telling which one a row of headings belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.accounts import ACCOUNTS
from nongcai.interfaces.sheets.codes import CODES
from nongcai.interfaces.sheets.directory import DIRECTORY
from nongcai.interfaces.sheets.filings import FILINGS
from nongcai.interfaces.sheets.market_lists import COUNTY_LIST, PRICE_LIST
from nongcai.interfaces.sheets.posts import POSTS
from nongcai.interfaces.sheets.share_forms import CANTEENS_FORM, UNITS_FORM
from nongcai.interfaces.sheets.transactions import TRANSACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nongcai.interfaces.sheets.columns import Column, SheetSpec
    from nongcai.interfaces.sheets.headings import Heading

SPECS: dict[str, SheetSpec] = {spec.kind: spec for spec in (DIRECTORY, FILINGS, ACCOUNTS, TRANSACTIONS)}
_UPLOADED = (POSTS, CODES, UNITS_FORM, CANTEENS_FORM, PRICE_LIST, COUNTY_LIST)
# With those that an import never takes a sheet for: people upload them where it is clear what they are.
EVERY: dict[str, SheetSpec] = {**SPECS, **{spec.kind: spec for spec in _UPLOADED}}
# A sheet is taken for a kind only when it leads the next one by more than one ordinary column.
_CLEAR_LEAD = 3
_TELLING, _PLAIN, _IN_TITLE = 3, 1, 3


@dataclass(frozen=True)
class Recognition:
    """What kind of sheet it is; None with the reason why that is open."""

    kind: str | None
    reason: str = ""


def recognise(headings: Sequence[Heading], title: tuple[str, ...]) -> Recognition:
    """Tell the kind of a sheet from its headings and title."""
    scores = sorted(((score(spec, headings, title), kind) for kind, spec in SPECS.items()), reverse=True)
    (best, kind), (second, other) = scores[:2]
    if best < _TELLING + _PLAIN:
        return Recognition(None, _("没有认出表头，看不出是哪一种表。"))
    if best - second < _CLEAR_LEAD:
        reason = _("既像“{one}”又像“{other}”，请选择是哪一种表。")
        return Recognition(None, reason.format(one=SPECS[kind].title, other=SPECS[other].title))
    return Recognition(kind)


def score(spec: SheetSpec, headings: Sequence[Heading], title: tuple[str, ...] = ()) -> int:
    """Say how much a row of headings looks like a kind of sheet; 0 without a telling column."""
    placed = {column.field: column for heading in headings for column, _rank in claims(spec, heading)}.values()
    if not any(column.telling for column in placed):
        return 0
    named = any(word in line for line in title for word in spec.title_words)
    return sum(_TELLING if column.telling else _PLAIN for column in placed) + (_IN_TITLE if named else 0)


def claims(spec: SheetSpec, heading: Heading) -> list[tuple[Column, int]]:
    """Return the columns that a heading may mean, each with its rank (0 is the column's own label)."""
    for name in heading.names:
        found = [(column, column.names[name]) for column in spec.columns if name in column.names]
        if found:
            return found
    return []
