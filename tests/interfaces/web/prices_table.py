"""The rows of prices in the access tables: what each page is about."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nongcai.domain.catalogue import queries, services
from nongcai.domain.documents import services as documents
from tests import prices
from tests.interfaces.web.market_table import sold_today
from tests.market import AT, COUNTY, SCAN, all_the_way, on_stage
from tests.shelf import category

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from nongcai.domain.catalogue.models import PriceAlarm
    from tests.cast import Cast
    from tests.market import Market

PRICES = "品名,市场,日期,价格,单位\n黑木耳,郑州万邦市场,2024-03-01,24.5,元/斤\n香菇,郑州万邦市场,2024-03-01,0,元/斤\n"
COUNTIES = "县名,区划代码\n卢氏县,\n郑州市,410100\n"


def admitted(cast: Cast) -> Market:
    """The supplier sells."""
    market = on_stage(cast)
    all_the_way(market)
    return market


def opened(cast: Cast) -> PriceAlarm:
    """An alarm that waits for the supplier."""
    return prices.alarmed(admitted(cast))


def alarm(cast: Cast) -> dict[str, object]:
    """An alarm that waits for the supplier."""
    return {"alarm_id": opened(cast).pk}


def public_file(cast: Cast) -> dict[str, object]:
    """What a supplier showed in public."""
    market = admitted(cast)
    row = prices.reply(market, prices.alarmed(market), scans=[SCAN])
    step, files = queries.steps_of_alarm(row)[-1]
    return {"step_id": step.pk, "document_id": files[0].pk}


def proof(cast: Cast) -> dict[str, object]:
    """What the platform has proved."""
    market = admitted(cast)
    row = prices.prove(market.actor("platform"), prices.dear(market).offer)
    return {"elsewhere_id": row.pk}


def offer(cast: Cast) -> dict[str, object]:
    """An offer that shows on the day on which the pages are read."""
    return {"offer_id": sold_today(cast).offer.pk}


def rule(cast: Cast) -> dict[str, object]:
    """A rule without an end."""
    return {"rule_id": prices.rule(on_stage(cast).actor("platform")).pk}


def reference(cast: Cast) -> dict[str, object]:
    """What a market published."""
    told = prices.told_reference(category("食用菌").pk)
    row = services.enter_reference(actor=on_stage(cast).actor("platform"), told=told, at=AT)
    return {"reference_id": row.pk}


def market_name(cast: Cast) -> dict[str, object]:
    """A name that was told."""
    actor = on_stage(cast).actor("platform")
    services.name_markets(actor=actor, meanings={"黑木耳": services.Meaning(None)})
    return {"market_name_id": queries.market_names().get().pk}


def synonym(cast: Cast) -> dict[str, object]:
    """Words of one meaning."""
    row = services.add_synonym(actor=on_stage(cast).actor("platform"), words=["地耳", "地皮菜"])
    return {"synonym_id": row.pk}


def kept(cast: Cast, owner: str, text: str) -> UUID:
    """A table that the platform has uploaded."""
    user, now = cast.market["platform"], timezone.now()
    row = documents.store(
        owner=f"{owner}:{user.pk}", name="表.csv", media_type="text/csv", chunks=[text.encode()], at=now,
        user_id=user.pk, expires_at=now + timedelta(days=1),
    )  # fmt: skip
    return row.pk


def price_list(cast: Cast) -> dict[str, object]:
    """A market's list."""
    return {"document_id": kept(cast, "price-list", PRICES)}


def county_list(cast: Cast) -> dict[str, object]:
    """A list of counties."""
    return {"document_id": kept(cast, "county-list", COUNTIES)}


def listed(cast: Cast, _made: dict[str, object]) -> dict[str, object]:
    """A list that stands."""
    rows = [queries.SaidCounty(2, COUNTY)]
    actor = on_stage(cast).actor("platform")
    services.list_counties(actor=actor, name="重点县", document="通知", since=AT.date(), rows=rows)
    return {"name": "重点县"}


def shown(_cast: Cast, _made: dict[str, object]) -> dict[str, object]:
    """What is asked elsewhere, with a proof."""
    file = SimpleUploadedFile("截图.pdf", SCAN.data)
    told = {"shop": "某平台", "price": "20", "quantity": "500", "unit": "g", "day": "2024-03-01"}
    return told | {"file": file}


ARGUMENTS_OF_PRICES: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"prices:alarm_{act}": alarm for act in ("show", "reply", "decide")},
    "prices:reply_file": public_file,
    "prices:elsewhere_file": proof,
    "prices:elsewhere_prove": offer,
    "prices:rule_end": rule,
    "prices:reference_strike": reference,
    "prices:name_forget": market_name,
    **{f"prices:batch_{act}": price_list for act in ("show", "name", "load", "rejects")},
    "goods:synonym_switch": synonym,
    **{f"goods:listing_{act}": county_list for act in ("show", "load")},
}
