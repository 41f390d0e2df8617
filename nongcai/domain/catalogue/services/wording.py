"""What an alarm says of itself: against what, how far above, by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.catalogue.rules import comparing
from nongcai.domain.catalogue.states import Measured, PriceBasis
from nongcai.foundation.money import shown
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from nongcai.domain.catalogue.queries import Above

_MEDIAN = N_("同类在售{offers}项，中位价{base}元/{measured}（{day}计算）")
_REFERENCE = N_("{place}{day}参考价{base}元/{measured}")
_ELSEWHERE = N_("{shop}{day}价格{base}元/{measured}")
_TEXT = N_("{against}；本商品{price}元/{measured}，高{above}%。{rule}")
_RULE = N_("按《{document}》{paragraph}，高出{percent}%的应当说明。")
_NO_RULE = N_("挂牌价不得高于本供应商在其他渠道的价格。")


def grounds_of(one: Above) -> str:
    """Say in words why somebody is asked about a price."""
    measured = Measured(one.measured).label
    facts = {"base": shown(one.base), "measured": measured}
    if one.basis == PriceBasis.MEDIAN and one.as_of is not None:
        against = _MEDIAN.format(offers=one.offers, day=chinese_day(day_of(one.as_of)), **facts)
    elif one.basis == PriceBasis.REFERENCE and one.reference_day is not None:
        against = _REFERENCE.format(place=one.place, day=chinese_day(one.reference_day), **facts)
    else:
        day = chinese_day(one.elsewhere_day) if one.elsewhere_day else ""
        against = _ELSEWHERE.format(shop=one.shop, day=day, **facts)
    above = comparing.above(one.unit_price, one.base)
    return _TEXT.format(against=against, price=shown(one.unit_price), measured=measured, above=above, rule=_rule(one))


def _rule(one: Above) -> str:
    if one.rule_id is None:
        return _NO_RULE
    percent = f"{one.percent.normalize():f}" if one.percent is not None else ""
    return _RULE.format(document=one.document, paragraph=one.paragraph, percent=percent)
