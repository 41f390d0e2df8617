"""The operations on prices and words: what each answers to those who manage units and to each role of the market."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.interfaces.api.goods_table import ALL, BLIND, GOODS_TABLE, NONE, PLATFORM, SEEN, decides, steps
from tests.interfaces.api.market_table import HALL as MARKET_HALL
from tests.interfaces.web import prices_table as pages
from tests.interfaces.web.test_access import APART

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ALARM, REFERENCES = "prices/alarms/{alarm_id}", "prices/references"
KEEPER = BLIND | {"platform": 200}
RULE = {"basis": "median", "percent": "30", "reply_days": 5, "since": "2024-03-01", "document": "办法"}
# Nothing has this key, which only the platform learns.
REFERENCE = {
    "category_id": 2**40,
    "name": "黑木耳",
    "place": "市场",
    "day": "2024-03-01",
    "price": "40",
    "source": "行情",
}
LISTED = {"name": "重点县", "document": "通知", "since": "2024-03-01", "counties": ["411224"]}

# Method, path, what those who manage units get, what each role of the market gets, what is sent.
PRICES_TABLE: tuple[tuple[str, str, int, dict[str, int], dict[str, Any]], ...] = (
    ("get", "prices/alarms", 404, ALL, {}),
    ("get", ALARM, 404, SEEN, {}),
    ("post", f"{ALARM}/reply", 404, steps(200), {"words": "成本较高"}),
    # What is sent has no files.
    ("post", f"{ALARM}/reply/files", 422, dict.fromkeys(NONE, 422), {}),
    ("get", "prices/replies/{step_id}/files/{document_id}", 200, dict.fromkeys(APART, 200), {}),
    ("get", "prices/elsewhere/{elsewhere_id}/file", 404, SEEN, {}),
    ("get", "prices/lists/template", 404, KEEPER, {}),
    ("post", "prices/lists", 422, dict.fromkeys(NONE, 422), {}),
    ("get", "prices/lists/{price_list_id}", 404, KEEPER, {}),
    ("post", "prices/lists/{price_list_id}/enter", 404, KEEPER, {"source": "行情"}),
    ("post", "prices/lists/{price_list_id}/rejects", 404, KEEPER, {}),
    ("post", f"{ALARM}/decide", 404, decides(200), {"action": "keep", "words": "属实"}),
    ("get", "prices/rules", 404, ALL, {}),
    ("post", "prices/rules", 403, PLATFORM, RULE),
    ("post", "prices/rules/{price_rule_id}/end", 403, PLATFORM, {}),
    ("get", REFERENCES, 404, ALL, {}),
    ("post", REFERENCES, 403, NONE | {"platform": 404}, REFERENCE),
    ("post", f"{REFERENCES}/{{reference_id}}/strike", 403, PLATFORM, {}),
    ("get", "prices/names", 404, KEEPER, {}),
    ("post", "prices/names", 403, PLATFORM, {"name": "黑木耳", "category_id": None}),
    ("post", "prices/names/{market_name_id}/forget", 403, PLATFORM, {}),
    ("get", "goods/synonyms", 404, KEEPER, {}),
    ("post", "goods/synonyms", 403, PLATFORM, {"words": ["地耳", "地皮菜"]}),
    ("post", "goods/synonyms/{synonym_id}", 403, PLATFORM, {"is_on": False}),
    ("get", "goods/counties", 404, KEEPER, {}),
    ("post", "goods/counties", 403, PLATFORM, LISTED),
    ("post", "goods/counties/end", 403, NONE | {"platform": 404}, {"name": "没有"}),
    # What is sent has no file.
    ("post", "hall/offers/{offer_id}/elsewhere", 422, dict.fromkeys(APART, 422), {}),
    *GOODS_TABLE,
)
HALL = MARKET_HALL | {"goods/{goods_id}/evidence": 200}

MADE_OF_PRICES: dict[str, Callable[[Cast], dict[str, object]]] = {
    "{alarm_id}": pages.alarm,
    "{price_rule_id}": lambda cast: {"price_rule_id": pages.rule(cast)["rule_id"]},
    "{reference_id}": pages.reference,
    "{market_name_id}": pages.market_name,
    "{synonym_id}": pages.synonym,
    "{step_id}": pages.public_file,
    "{elsewhere_id}": pages.proof,
    "{price_list_id}": lambda cast: {"price_list_id": pages.price_list(cast)["document_id"]},
}
