"""The middle of a list, drawn once while what it says stays the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from nongcai.domain.catalogue import queries as catalogue
from nongcai.foundation.keeping import Kept
from nongcai.interfaces.web.hall import linking
from nongcai.interfaces.web.templatetags.buying import buys, orders

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise
    from django.utils.safestring import SafeString

    from nongcai.domain.catalogue.queries import Found, OfferRow, Option
    from nongcai.interfaces.web.hall.forms import HallForm
    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class _Middle:
    """What was drawn, and of what."""

    options: Mapping[str, list[Option]]
    rows: Sequence[OfferRow]
    drawn: SafeString

    def says(self, found: Found) -> bool:
        """Whether the same would be drawn again: the counts that were kept, and rows that are equal in all they say."""
        return self.options is found.options and self.rows == found.rows


_KEPT: Kept[_Middle] = Kept(age=catalogue.AGE, most=200)


def middle_of(request: WebRequest, form: HallForm, found: Found) -> SafeString:
    """Draw a list with its search and its filters.

    Where the page itself is kept, so is the drawing: by the address, by what its reader may do with goods, and while
    nothing that stands on it has changed.
    """
    key = (request.META["QUERY_STRING"], orders(request.actor), buys(request.actor), get_language())
    at = timezone.now()
    kept = _KEPT.get(key, at)
    if kept is not None and kept.says(found):
        return kept.drawn
    choices: list[tuple[str, str | _StrPromise]] = [("", "不限"), *found.places.provinces.items()]
    form.fields["to"].widget.choices = choices
    drawn = render_to_string("hall/_list.html", {"form": form, **told(found)}, request)
    if found.is_more:
        _KEPT.put(key, _Middle(found.options, found.rows, drawn), at)
    return drawn


def told(found: Found) -> dict[str, Any]:
    """Return what a page with offers says of them."""
    asked = found.asked
    return {
        "found": found,
        "total": f"{found.total}+" if found.is_more else str(found.total),
        "rows": [
            (row, found.parts(row.name), found.place(row.county_code), row.delivered(asked.to) if asked.to else None)
            for row in found.rows
        ],
        "facets": linking.facets(found),
        "taken": linking.taken(found),
        "relaxed": linking.relaxed(found),
        "way": way_to(found),
        "all_url": linking.address(replace(asked, after="")),
        "next_url": linking.address(replace(asked, after=found.after)) if found.after else "",
        "first_url": linking.address(replace(asked, after="")) if asked.after else "",
    }


def way_to(found: Found) -> list[linking.Link]:
    """Return the categories from the top down to the one that is asked for."""
    asked = found.asked
    return [linking.Link(one.name, linking.address(replace(asked, category=one.id, after=""))) for one in found.way]
