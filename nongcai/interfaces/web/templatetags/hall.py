"""What pages of the hall have by dozens, drawn without a template for each: offers, links of a filter, fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nongcai.domain.catalogue.states import Measured, SaleUnit
from nongcai.interfaces.web.templatetags.shell import address, certificates, icon, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms import BaseForm, BoundField

    from nongcai.domain.catalogue.queries import OfferRow
    from nongcai.domain.catalogue.rules import Delivered
    from nongcai.interfaces.web.hall.linking import Link

register = template.Library()

_NOTHING = SafeString("")


class _Words(NamedTuple):
    """What each line says, drawn or translated once."""

    yuan: str
    unknown: str
    add: str
    delivered: str
    none: SafeString
    measured: dict[str, str]
    sold: dict[str, str]


@register.simple_tag
def offer_rows(rows: Iterable[tuple[OfferRow, list[tuple[str, bool]], str, Delivered | None]]) -> SafeString:
    """Draw lines of offers: each with the parts of its name, where it is from, what it costs delivered."""
    words = _words(get_language() or "")
    return mark_safe("".join(_offer(*one, words) for one in rows))


@register.simple_tag
def facet_links(links: Iterable[Link]) -> SafeString:
    """Draw the values of a filter, each with how many it leaves."""
    return mark_safe("".join(map(_link, links)))


@register.simple_tag
def search_fields(form: BaseForm) -> SafeString:
    """Draw the fields of a search whose choices are the same for everybody."""
    return mark_safe("".join(_field(one) for one in form))


def quiet(drawn: SafeString) -> SafeString:
    """Draw a greyed line, as `c-quiet` does."""
    return mark_safe(f'<span class="block text-sm text-quiet">{drawn}</span>')


# Of a list's time `format_html` takes a tenth. Here every text that somebody wrote goes through `escape`: names,
# specifications and places; the rest are numbers, addresses and words of ours.
def _offer(
    row: OfferRow, parts: Sequence[tuple[str, bool]], place: str, delivered: Delivered | None, words: _Words
) -> str:
    specification, measured = escape(row.specification), words.measured[row.measured]
    seller = address("hall:seller_show", row.supplier_id)
    held = quiet(certificates(row.held)) if row.held else ""
    each = quiet(mark_safe(f"{yuan(row.price)} {words.yuan}/{words.sold[row.sale_unit]}"))
    if delivered:
        each += quiet(mark_safe(f"{words.delivered} {yuan(delivered.unit_price)} {words.yuan}/{measured}"))
    return (
        f'<tr><th scope="row" class="wrap"><a class="goods" href="{address("hall:product_show", row.product_id)}">'
        f"{_picture(row)}<span>{''.join(map(_part, parts))}</span></a>{held}</th>"
        f'<td class="wrap">{specification}{"" if row.in_stock else words.none}</td>'
        f'<td class="wrap">{county(row.county_code, place) if place else words.unknown}</td>'
        f'<td class="wrap"><a href="{seller}">{escape(row.supplier_name)}</a></td>'
        f'<td class="num">{yuan(row.unit_price)} {words.yuan}/{measured}{each}</td>'
        f'<td class="mid"><input type="checkbox" class="checkbox" name="offer" value="{row.pk}" '
        f'aria-label="{words.add}{escape(row.name)} {specification}"></td></tr>'
    )


def _picture(row: OfferRow) -> str:
    if row.picture is None:
        return ""
    source = address("goods:picture_show", row.picture.id, "small")
    return f'<img src="{source}" alt="" width="64" height="48" loading="lazy">'


def _part(part: tuple[str, bool]) -> str:
    text, is_hit = part
    return f"<mark>{escape(text)}</mark>" if is_hit else escape(text)


def county(code: str, place: str) -> SafeString:
    """Draw the way to what a county sells."""
    return mark_safe(f'<a href="{address("hall:county_show", code)}">{escape(place)}</a>')


def _link(one: Link) -> str:
    taken, sign = (' font-semibold" aria-current="true', icon("check")) if one.is_taken else ("", "")
    return (
        f'<li><a class="inline-flex min-h-6 items-center gap-1 hover:underline{taken}" href="{escape(one.url)}">'
        f'{sign}{escape(one.label)} <span class="text-sm text-quiet">{escape(one.count)}</span></a></li>'
    )


@lru_cache(maxsize=4)
def _words(_language: str) -> _Words:
    return _Words(
        _("元"),
        _("产地不明"),
        _("加入比较："),
        _("送达"),
        render_to_string("hall/_badge.html", {"kind": "none"}),
        {one.value: str(one.label) for one in Measured},
        {one.value: str(one.label) for one in SaleUnit},
    )


@dataclass(frozen=True)
class _Filled:
    """A field, told from others by what was typed into it: so it looks, whoever typed it."""

    form: type[BaseForm]
    anchor: str
    typed: str
    language: str
    field: BoundField = field(compare=False)


def _field(one: BoundField) -> SafeString:
    filled = _Filled(type(one.form), one.auto_id, repr(one.value()), get_language() or "", one)
    # What is wrong with one may hang on the others.
    return _draw(filled) if one.errors else _drawn(filled)


def _draw(one: _Filled) -> SafeString:
    return render_to_string("layouts/_filter_field.html", {"field": one.field})


_drawn: Any = lru_cache(maxsize=512)(_draw)
