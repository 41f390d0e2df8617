"""What is sent to operations of the access table."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from tests.cast import YEAR
from tests.domain.programmes.writing import counting, payment
from tests.interfaces.web.test_programmes import TYPED

CODES = [{"old_code": "4101000002", "new_code": "4101001002"}]
PROGRAMME = {name: value for name, value in TYPED.items() if value} | {"moves_to_workday": True}
CALL = {"person": "办公室", "called_at": "2024-01-31T09:00:00+08:00", "said": "正在办理。"}
LETTER = {"year": 2023, "addressee_id": 1, "act_by": "2099-01-01"}
HANDED = {"document": "文件", "dated_on": "2023-04-01", "targets": [{"code": "4101000002", "amount": "1"}]}
NOTICE = {"notice_number": "郑财购〔2024〕1号"}
SEASON = YEAR + 2
LIAISON = {"organisation_id": "{unit_id}", "post": "总务岗", "phone": "13900000002", "since": "2099-01-01"}
BUYER = {"unit_id": "{unit_id}", "kind": "canteen", "label": "食堂采购岗", "username": "shitang"}
_COUNTING, _RULE = "counting-rules/{counting_rule_id}", "payment-rules/{payment_rule_id}"
_OWN = {"city_finance": 200, "district_finance": 404}
# Path, what finance gets, what is sent.
STANDING: tuple[tuple[str, dict[str, int], dict[str, Any]], ...] = (
    ("counting-rules", {"city_finance": 200, "district_finance": 200}, asdict(counting())),
    (_COUNTING, _OWN, asdict(counting())),
    (f"{_COUNTING}/publish", _OWN, {}),
    (f"{_COUNTING}/end", _OWN, {"last_year": 2099}),
    (f"{_COUNTING}/discard", _OWN | {"city_finance": 204}, {}),
    ("payment-rules", {"city_finance": 200, "district_finance": 200}, asdict(payment())),
    (_RULE, _OWN, asdict(payment())),
    (f"{_RULE}/publish", _OWN, {}),
    (f"{_RULE}/end", _OWN, {"last_year": SEASON}),
    (f"{_RULE}/discard", _OWN | {"city_finance": 204}, {}),
)
