"""What the page of a product says, drawn without a template for each line: offers, facts, certificates, prices."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from nongcai.domain.catalogue.states import Measured, SaleUnit
from nongcai.interfaces.web.templatetags.hall import county, quiet
from nongcai.interfaces.web.templatetags.shell import DASH, address, certificates, yuan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.catalogue.queries import OfferRow, Proof, Shown
    from nongcai.domain.catalogue.rules import Delivered
    from nongcai.interfaces.web.prices.showing import HeldAgainst

register = template.Library()


class _Words(NamedTuple):
    """What the lines say, drawn or translated once."""

    yuan: str
    days: str
    compare: str
    facts: tuple[str, ...]
    poor: str
    total: str
    freight: str
    free: str
    few: str
    withheld: str
    number: str
    valid: str
    to: str
    always: str
    few_like: str
    badges: dict[str, SafeString]
    measured: dict[str, str]
    sold: dict[str, str]


# Every text that somebody wrote goes through `escape`; the rest are numbers, addresses and words of ours.
@register.simple_tag
def goods_rows(rows: Iterable[tuple[OfferRow, int, Delivered | None]], place: str) -> SafeString:
    """Draw the offers of a product, each with what a quantity costs at a place."""
    words = _words(get_language() or "")
    return mark_safe("".join(_row(*one, place, words) for one in rows))


@register.simple_tag
def goods_facts(shown: Shown) -> SafeString:
    """Draw what is said of a product, each with its heading."""
    words, product = _words(get_language() or ""), shown.product
    told = [
        f"{county(product.county_code, product.origin)}{words.poor}",
        f'<a href="{address("hall:seller_show", product.supplier_id)}">{escape(shown.offers[0].supplier_name)}</a>',
        escape(product.producer),
        escape(product.net),
        escape(product.standard or DASH),
        f"{product.shelf_life_days} {words.days}",
        escape(product.storage),
        escape(product.allergens or DASH),
        *map(escape, product.facts.values()),
    ]
    headings = (*words.facts, *map(escape, product.facts))
    return mark_safe("".join(map(_fact, headings, told)))


@register.simple_tag
def goods_claims(claims: Iterable[Proof]) -> SafeString:
    """Draw the certificates of a product, each with the paper that proves it."""
    words = _words(get_language() or "")
    return mark_safe("".join(_claim(one, words) for one in claims))


@register.simple_tag
def goods_compared(one: HeldAgainst, fewest_suppliers: int, fewest_offers: int) -> SafeString:
    """Draw what an offer's price is held against: its like, and what markets say."""
    words = _words(get_language() or "")
    few = words.few_like % {"suppliers": fewest_suppliers, "offers": fewest_offers}
    like = f"{escape(one.like)}{quiet(mark_safe(escape(one.spread)))}" if one.like else few
    told = [(words.badges["like"], like)]
    told += [(words.badges["reference"], escape(one.reference))] if one.reference else []
    return mark_safe("".join(_item(badge, text) for badge, text in told))


def _row(row: OfferRow, quantity: int, delivered: Delivered | None, place: str, words: _Words) -> str:
    specification, sold, measured = escape(row.specification), words.sold[row.sale_unit], words.measured[row.measured]
    if delivered:
        freight = f"{words.freight} {yuan(delivered.freight)} {words.yuan}" if delivered.freight else words.free
        whole = f"{quantity} {sold}{words.total} {yuan(delivered.total)} {words.yuan}{freight}"
        cost = f"{yuan(delivered.unit_price)} {words.yuan}/{measured}{quiet(mark_safe(whole))}"
    else:
        cost = words.few if quantity < row.minimum else words.withheld if place else DASH
    return (
        f'<tr><th scope="row" class="wrap">{specification}{words.badges["weighed"] if row.is_catch_weight else ""}</th>'
        f'<td class="num">{yuan(row.price)} {words.yuan}/{sold}</td>'
        f'<td class="num">{yuan(row.unit_price)} {words.yuan}/{measured}</td>'
        f'<td class="num">{cost}</td>'
        f'<td class="num">{row.minimum} {sold}</td>'
        f'<td class="num">{row.lead_days} {words.days}</td>'
        f"<td>{words.badges['stocked' if row.in_stock else 'none']}</td>"
        f'<td class="mid"><input type="checkbox" class="checkbox" name="offer" value="{row.pk}" '
        f'aria-label="{words.compare}{specification}"></td></tr>'
    )


def _fact(heading: str, told: str) -> str:
    return f'<dt class="text-quiet">{heading}</dt><dd class="mb-1 break-words sm:mb-0">{told}</dd>'


def _item(badge: str, told: str) -> str:
    return (
        f'<li class="flex flex-wrap items-baseline gap-2">{badge}'
        f'<span class="min-w-0 flex-1 break-words">{told}</span></li>'
    )


def _claim(one: Proof, words: _Words) -> str:
    issuer = f"，{escape(one.issuer)}" if one.issuer else ""
    until = f"{one.until:%Y-%m-%d}" if one.until else words.always
    return _item(
        certificates([one.certificate]),
        f"{words.number} {escape(one.number or DASH)}{issuer}{words.valid} {one.since:%Y-%m-%d} {words.to} {until}",
    )


@lru_cache(maxsize=4)
def _words(_language: str) -> _Words:
    return _Words(
        yuan=_("元"),
        days=_("天"),
        compare=_("加入比较："),
        facts=(
            _("产地"), _("供应商"), _("生产者"), _("净含量"), _("执行标准"), _("保质期"), _("贮存条件"), _("致敏物质"),
        ),
        poor=_("（脱贫县）"),
        total=_("，共"),
        freight=_("，含运费"),
        free=_("，包邮"),
        few=_("不足起订量"),
        withheld=_("不配送"),
        number=_("证书编号"),
        valid=_("，有效期"),
        to=_("至"),
        always=_("长期"),
        few_like=_("可比商品不足，不作比较（须有 %(suppliers)s 家供应商的 %(offers)s 项同类商品）。"),
        badges={
            one: render_to_string("hall/_badge.html", {"kind": one})
            for one in ("weighed", "stocked", "none", "like", "reference")
        },
        measured={one.value: str(one.label) for one in Measured},
        sold={one.value: str(one.label) for one in SaleUnit},
    )  # fmt: skip
