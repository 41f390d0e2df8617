"""What a product's page says of its prices: like offers, markets, and what was said in public."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.rules import comparing
from nongcai.domain.catalogue.states import Measured
from nongcai.foundation.money import shown as yuan

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from nongcai.domain.catalogue.queries import Evidence, OfferRow, Shown
    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class HeldAgainst:
    """What is said of an offer's price."""

    row: OfferRow
    evidence: Evidence
    like: str
    spread: str
    reference: str
    files: list[Document]


def held_against(shown: Shown, on: date, actor: Actor) -> dict[str, Any]:
    """Return what a page says of the prices of a product's offers."""
    found = catalogue.evidence_of([row.pk for row in shown.offers], on)
    files = catalogue.reply_files([one.said.reply_id for one in found.values() if one.said and one.said.reply_id])
    return {
        "held_against": [_told(row, found[row.pk], files) for row in shown.offers if row.pk in found],
        "proves": permissions.may_prove(actor),
        "fewest_offers": comparing.FEWEST_OFFERS,
        "fewest_suppliers": comparing.FEWEST_SUPPLIERS,
    }


def _told(row: OfferRow, one: Evidence, files: dict[int, list[Document]]) -> HeldAgainst:
    key = one.said.reply_id if one.said else None
    return HeldAgainst(row, one, _like(one), _spread(one), _reference(one), files.get(key or 0, []))


def _like(one: Evidence) -> str:
    if one.like is None:
        return ""
    return _("同类 %(offers)s 项（%(suppliers)s 家供应商），中位价 %(median)s 元/%(measured)s，本商品%(than)s。") % {
        "offers": one.like.offers,
        "suppliers": one.like.suppliers,
        "median": yuan(one.like.median),
        "measured": Measured(one.measured).label,
        "than": _than(one.above_like, _("与中位价相同")),
    }


def _spread(one: Evidence) -> str:
    if one.like is None:
        return ""
    prices = ("lowest", "lower_quartile", "upper_quartile", "highest")
    facts = {name: yuan(getattr(one.like, name)) for name in prices}
    text = _(
        "最低 %(lowest)s 元，半数在 %(lower_quartile)s 至 %(upper_quartile)s 元之间，最高 %(highest)s 元；%(day)s计算。"
    )
    return text % (facts | {"day": f"{timezone.localtime(one.like.as_of):%Y-%m-%d %H:%M}"})


def _reference(one: Evidence) -> str:
    if one.reference is None:
        return ""
    return _("%(place)s%(name)s %(day)s 参考价 %(price)s 元/%(measured)s，本商品%(than)s（来源：%(source)s）。") % {
        "place": one.reference.place,
        "name": one.reference.name,
        "day": f"{one.reference.day:%Y-%m-%d}",
        "price": yuan(one.reference.price),
        "measured": Measured(one.measured).label,
        "than": _than(one.above_reference, _("与参考价相同")),
        "source": one.reference.source,
    }


def _than(percent: Decimal | None, same: str) -> str:
    if not percent:
        return same
    figure = f"{abs(percent).normalize():f}"
    return _("高 %s%%") % figure if percent > 0 else _("低 %s%%") % figure
