"""What pages of the hall have by dozens, drawn without a template for each: offers, links of a filter, fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nongcai.interfaces.web.templatetags.shell import DASH, address, certificates, icon, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms import BaseForm, BoundField

    from nongcai.domain.catalogue.queries import OfferRow, Shown
    from nongcai.domain.catalogue.rules import Delivered
    from nongcai.interfaces.web.hall.linking import Link

register = template.Library()

_OFFER = (
    '<tr><th scope="row" class="wrap"><a class="goods" href="{}">{}<span>{}</span></a>{}</th>'
    '<td class="wrap">{}{}</td><td class="wrap">{}</td><td class="wrap"><a href="{}">{}</a></td>'
    '<td class="num">{} {yuan}/{measured}{}{}</td>'
    '<td class="mid"><input type="checkbox" class="checkbox" name="offer" value="{}" aria-label="{}{} {}"></td></tr>'
)
_LINK = (
    '<li><a class="inline-flex min-h-6 items-center gap-1 hover:underline{}" href="{}">{}{} '
    '<span class="text-sm text-quiet">{}</span></a></li>'
)
_TAKEN = mark_safe(' font-semibold" aria-current="true')
_NOTHING = SafeString("")


class _Words(NamedTuple):
    """What each line says, translated once a page."""

    yuan: str
    unknown: str
    add: str
    delivered: str
    none: SafeString


@register.simple_tag
def offer_rows(rows: Iterable[tuple[OfferRow, list[tuple[str, bool]], str, Delivered | None]]) -> SafeString:
    """Draw lines of offers: each with the parts of its name, where it is from, what it costs delivered."""
    words = _Words(_("元"), _("产地不明"), _("加入比较："), _("送达"), _badge(_("暂无货")))
    return mark_safe("".join(_offer(*one, words) for one in rows))


@register.simple_tag
def facet_links(links: Iterable[Link]) -> SafeString:
    """Draw the values of a filter, each with how many it leaves."""
    return mark_safe("".join(map(_link, links)))


@register.simple_tag
def search_fields(form: BaseForm) -> SafeString:
    """Draw the fields of a search whose choices are the same for everybody."""
    return mark_safe("".join(_field(one) for one in form))


@register.simple_tag
def product_facts(shown: Shown) -> list[tuple[str, Any]]:
    """Return what is said of a product, each with its heading."""
    product, seller = shown.product, address("hall:seller_show", shown.product.supplier_id)
    origin = format_html("{}{}", _county(product.county_code, product.origin), _("（脱贫县）"))
    return [
        (_("产地"), origin),
        (_("供应商"), format_html('<a href="{}">{}</a>', seller, shown.offers[0].supplier_name)),
        (_("生产者"), product.producer),
        (_("净含量"), product.net),
        (_("执行标准"), product.standard or DASH),
        (_("保质期"), f"{product.shelf_life_days} {_('天')}"),
        (_("贮存条件"), product.storage),
        (_("致敏物质"), product.allergens or DASH),
        *product.facts.items(),
    ]


def quiet(text: object) -> SafeString:
    """Draw a greyed line, as `c-quiet` does."""
    return format_html('<span class="block text-sm text-quiet">{}</span>', text)


def _offer(
    row: OfferRow, parts: Sequence[tuple[str, bool]], place: str, delivered: Delivered | None, words: _Words
) -> SafeString:
    measured = row.measured_label
    return format_html(
        _OFFER,
        address("hall:product_show", row.product_id),
        _picture(row),
        mark_safe("".join(_part(*one) for one in parts)),
        quiet(certificates(row.held)) if row.held else _NOTHING,
        row.specification,
        _NOTHING if row.in_stock else words.none,
        _county(row.county_code, place) if place else words.unknown,
        address("hall:seller_show", row.supplier_id),
        row.supplier_name,
        yuan(row.unit_price),
        quiet(f"{yuan(row.price)} {words.yuan}/{row.sale_unit_label}"),
        quiet(f"{words.delivered} {yuan(delivered.unit_price)} {words.yuan}/{measured}") if delivered else _NOTHING,
        row.pk,
        words.add,
        row.name,
        row.specification,
        yuan=words.yuan,
        measured=measured,
    )


def _picture(row: OfferRow) -> SafeString:
    if row.picture is None:
        return _NOTHING
    source = address("goods:picture_show", row.picture.id, "small")
    return format_html('<img src="{}" alt="" width="64" height="48" loading="lazy">', source)


def _part(text: str, is_hit: bool) -> SafeString:  # noqa: FBT001  a pair of the cut name
    return format_html("<mark>{}</mark>" if is_hit else "{}", text)


def _county(code: str, place: str) -> SafeString:
    return format_html('<a href="{}">{}</a>', address("hall:county_show", code), place)


def _link(one: Link) -> SafeString:
    if one.is_taken:
        return format_html(_LINK, _TAKEN, one.url, icon("check"), one.label, one.count)
    return format_html(_LINK, _NOTHING, one.url, _NOTHING, one.label, one.count)


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


@lru_cache(maxsize=32)
def _badge(label: str) -> SafeString:
    return render_to_string("hall/_none.html", {"label": label})
