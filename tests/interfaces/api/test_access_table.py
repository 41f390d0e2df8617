"""Who may call what: one table of operation × role × status, with input that only the right to it can refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from nongcai.interfaces.api.auth import OPEN_TO
from tests.browsers import signed_in
from tests.cast import YEAR
from tests.interfaces.api.about import made, world_of_path
from tests.interfaces.api.approvals_table import APPROVALS_TABLE
from tests.interfaces.api.market_table import MARKET, MARKET_TABLE
from tests.interfaces.api.prices_table import HALL, PRICES_TABLE
from tests.interfaces.api.sent import BUYER, CALL, CODES, HANDED, LETTER, LIAISON, NOTICE, PROGRAMME, SEASON, STANDING
from tests.interfaces.api.support_table import SUPPORT_TABLE
from tests.interfaces.trading import POSTS, as_awaiting, asked
from tests.interfaces.web.arguments import present, undone
from tests.interfaces.web.test_programmes import RULE

APART = (
    "buyer", "support", "awaiting", "union_reader", "soe_reader", "farm_reader",
    "audit_officer", "system_officer", "security_officer", *POSTS, *MARKET,
)  # fmt: skip
ROLES = (
    "city_finance", "district_finance", "supervisor", "unit", "auditor", "stranger",
    *APART, "programmer", "reviewer", "preparer", "approver", "anonymous",
)  # fmt: skip
# They do a part of finance's work as finance does, and read the rest as auditors, but for the logs.
PARTS, LOGS = ("programmer", "reviewer"), ("get accounts/steps", "get contacts/looks")
RULED = ("programmes", "rules", "counting-rules", "payment-rules", "exemptions", "extensions", "targets")
OF_PARTS = {
    "programmer": tuple(f"post {what}" for what in RULED),
    "reviewer": ("post shares/reports",),
}
# They share what the school's one account does alone; who approves writes nothing.
STAFF = ("preparer", "approver")
WRITING = ("post accounts/batch", "post buyers", "post posts/{buyer_id}", "post shares/units/")
WRITING += tuple(f"post approvals/{what}" for what in ("levels", "requests", "delegations", "budgets"))


def all_of(status: int, **others: int) -> dict[str, int]:
    """Everybody who signed in and does not only buy gets this status but those who are named."""
    return dict.fromkeys(ROLES, status) | dict.fromkeys(APART, 404) | {"anonymous": 401} | others


@dataclass(frozen=True)
class Operation:
    """An operation, and what it answers to each role; `path` takes what `made` returns."""

    method: str
    path: str
    said: dict[str, int]
    sent: dict[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> dict[str, int]:
        """Return role → status; who does a part of finance's work has an auditor's, unless its own is told."""
        found = self.said | dict.fromkeys(PARTS, self.said["auditor"]) | dict.fromkeys(STAFF, self.said["unit"])
        # A post of its own is told by name.
        found |= {role: told for role, told in as_awaiting(self.said).items() if self.said[role] == 404}
        for role, begins in OF_PARTS.items():
            if self.name.startswith(begins):
                found[role] = self.said["city_finance"]
        if self.name.startswith(WRITING) and not self.name.endswith(("scans", "proofs", "decide")):
            found["approver"] = 403
        return found | (dict.fromkeys(PARTS, 404) if self.name in LOGS else {})

    @property
    def world(self) -> object:
        """Return what builds the hall, where it is made there."""
        return world_of_path(self.path)

    @property
    def name(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"


CITY = all_of(404, city_finance=200, auditor=200)
# They act for the school, at the wrong time.
SCHOOLS_OWN = all_of(403, district_finance=404, supervisor=409, unit=409, stranger=404)
# Whose people the school's are.
BUREAUS = all_of(404, city_finance=200, district_finance=200, auditor=200)
KEEPERS = all_of(404, city_finance=200, supervisor=200, unit=403, auditor=403)
WATCHERS = dict.fromkeys(("support", "audit_officer", "system_officer", "security_officer"), 200)
SYSTEM, SECURITY = {"system_officer": 200}, {"security_officer": 200}
# The school's own people keep its buyers, too.
BUYERS = KEEPERS | {"unit": 200}
SCHOOL = CITY | {"supervisor": 200, "unit": 200}

OWN_LETTER = all_of(403, city_finance=200, district_finance=404)
NOT_REMINDED = all_of(403, city_finance=409, district_finance=404)

TABLE = (
    Operation("get", "me", all_of(200, **dict.fromkeys(APART, 200))),
    Operation("get", "accounts", all_of(200) | WATCHERS),
    Operation("get", "accounts/steps", all_of(404, auditor=200, audit_officer=200)),
    Operation(
        "post",
        "accounts",
        KEEPERS | dict.fromkeys(WATCHERS, 403) | SYSTEM,
        {"organisation_id": "{unit_id}", "role": "unit", "label": "填报岗", "username": "new-post"},
    ),
    Operation("post", "accounts/{user_id}/renew", KEEPERS | SYSTEM | {"support": 403}),
    Operation(
        "post",
        "accounts/{user_id}/unlock",
        KEEPERS | dict.fromkeys(("city_finance", "supervisor", "system_officer"), 409),
    ),
    Operation(
        "post",
        "accounts/batch",
        all_of(200, auditor=403) | SYSTEM,
        {"rows": [{"unit_code": "4101000002", "label": "食堂采购岗", "account_kind": "食堂", "username": "shitang"}]},
    ),
    Operation("post", "units/{unit_id}/nature", KEEPERS | {"supervisor": 403}, {"year": YEAR, "nature": "enterprise"}),
    Operation("get", "contacts", all_of(200)),
    Operation("post", "contacts", BUYERS, LIAISON),
    Operation("get", "contacts/looks", BUREAUS | {"audit_officer": 200}),
    Operation("post", "contacts/{liaison_id}/end", BUYERS, {"until": "2099-01-01"}),
    Operation("post", "contacts/{liaison_id}/dead", BUYERS),
    Operation("post", "contacts/{liaison_id}/number", KEEPERS, {"purpose": "核实"}),
    Operation("get", "buyers", all_of(200)),
    Operation("post", "buyers", BUYERS, BUYER),
    Operation("post", "posts/{buyer_id}/term", BUYERS, {"ends_on": "2099-01-01"}),
    Operation(
        "post",
        "posts/{buyer_id}/hand-over",
        BUYERS | {"security_officer": 403},
        {"username": "shitang", "label": "新岗", "on": "2099-01-01"},
    ),
    Operation(
        "post",
        "posts/{buyer_id}/depute",
        all_of(404, auditor=403, security_officer=403),
        {"username": "nobody", "first": "2099-01-01", "last": "2099-01-02"},
    ),
    Operation("post", "accounts/{user_id}/close", KEEPERS | SYSTEM, {"words": "离岗"}),
    Operation(
        "post", "accounts/{user_id}/posts", KEEPERS | SECURITY, {"organisation_id": "{unit_id}", "role": "supervisor"}
    ),
    Operation("post", "posts/{clerk_id}/end", KEEPERS | SECURITY, {"words": "岗位调整"}),
    Operation(
        "post",
        "posts/{clerk_id}/sign",
        KEEPERS | {"city_finance": 403, "supervisor": 403} | SECURITY,
        {"may_sign": True},
    ),
    Operation(
        "post",
        "posts/grant",
        all_of(403, city_finance=200, district_finance=200, supervisor=200) | SECURITY,
        {"membership_ids": [1]},
    ),
    Operation("get", "reorganisations", BUREAUS),
    Operation(
        "post",
        "reorganisations",
        all_of(403, city_finance=200, district_finance=200),
        {"title": "机构改革", "approval": "1号", "effective_on": "2024-01-01"},
    ),
    Operation("get", "reorganisations/{reorganisation_id}", CITY),
    Operation("post", "reorganisations/{reorganisation_id}/lines", all_of(422)),
    Operation("post", "reorganisations/{reorganisation_id}/codes/check", CITY, {"rows": CODES}),
    Operation(
        "post", "reorganisations/{reorganisation_id}/codes", all_of(404, city_finance=200, auditor=403), {"rows": CODES}
    ),
    Operation(
        "post",
        "reorganisations/{reorganisation_id}/lines/{line_id}/people/{membership_id}",
        all_of(404, auditor=403),
        {"goes_along": True},
    ),
    Operation("post", "reorganisations/{reorganisation_id}/approvals", all_of(422)),
    Operation("post", "reorganisations/{reorganisation_id}/check", all_of(404, city_finance=422, auditor=403)),
    *(
        Operation(
            "post",
            f"reorganisations/{{reorganisation_id}}/{act}",
            all_of(404, city_finance=409, auditor=403),
            {"words": "有误"},
        )
        for act in ("reopen", "enforce", "reverse")
    ),
    Operation("post", "reorganisations/{reorganisation_id}/discard", all_of(404, city_finance=200, auditor=403)),
    *(Operation("get", f"urging/{{year}}/{what}", BUREAUS) for what in ("lagging", "bureaus", "contacts")),
    Operation("post", "urging/{year}/remind", all_of(403, city_finance=200, district_finance=200), {"ids": [1]}),
    Operation("post", "urging/{year}/units/{unit_id}/calls", NOT_REMINDED, CALL),
    Operation("get", "letters", all_of(200)),
    Operation("post", "letters", all_of(403, city_finance=409, district_finance=409), LETTER),
    Operation("get", "letters/{letter_id}", CITY),
    Operation("post", "letters/{letter_id}/text", OWN_LETTER, {"title": "提示函", "text": "请尽快完成。"}),
    Operation("post", "letters/{letter_id}/sign", all_of(403, district_finance=404)),
    Operation("post", "letters/{letter_id}/number", all_of(422), {"number": ""}),
    Operation("post", "letters/{letter_id}/name", OWN_LETTER | {"city_finance": 409}, NOTICE),
    *(
        Operation("post", f"letters/{{letter_id}}/{act}", OWN_LETTER | {"city_finance": 409})
        for act in ("give-back", "issue")
    ),
    Operation("post", "letters/{letter_id}/receive", all_of(404, supervisor=409)),
    Operation("post", "letters/{letter_id}/discard", OWN_LETTER),
    Operation("get", "organisations/{organisation_id}", CITY),
    Operation("get", "units", all_of(200)),
    Operation("get", "lines/{year}", all_of(404, union_reader=200, soe_reader=200)),
    Operation("get", "lines/{year}/origins", all_of(404, farm_reader=200)),
    Operation("get", "boards/{node_id}", CITY),
    Operation("get", "boards/{node_id}/ranking", CITY),
    Operation("get", "boards/{node_id}/earlier", CITY),
    Operation("get", "units/{unit_id}", SCHOOL),
    Operation("get", "units/{unit_id}/entries", SCHOOL),
    Operation("get", "transactions/{order_no}", all_of(404)),
    Operation("get", "shares", all_of(200)),
    Operation("get", "shares/progress", all_of(200)),
    Operation("get", "shares/inbox", all_of(200)),
    Operation("post", "shares/decide", all_of(422), {"action": "confirm", "filings": []}),
    Operation(
        "post",
        "shares/tables/{year}",
        all_of(403, city_finance=200, district_finance=200, supervisor=200),
        {"how": "file", "rows": [{"unit_code": "999"}]},
    ),
    Operation("get", "shares/units/{unit_id}/{year}", SCHOOL),
    Operation(
        "post",
        "shares/units/{unit_id}/{year}",
        all_of(403, district_finance=404, supervisor=409, unit=409, stranger=404),
    ),
    Operation(
        "post",
        "shares/units/{unit_id}/{year}/trial",
        all_of(403, district_finance=404, supervisor=200, unit=200, stranger=404),
    ),
    Operation(
        "post",
        "shares/units/{unit_id}/{year}/draft",
        all_of(403, district_finance=404, supervisor=200, unit=200, stranger=404),
    ),
    Operation(
        "post", "shares/units/{unit_id}/{year}/withdraw", all_of(403, district_finance=404, unit=409, stranger=404)
    ),
    Operation(
        "post",
        "shares/units/{unit_id}/{year}/keep",
        all_of(403, district_finance=404, supervisor=409, unit=409, stranger=404),
    ),
    Operation(
        "post",
        "shares/units/{unit_id}/{year}/decide",
        all_of(409, district_finance=404, stranger=404),
        {"action": "confirm", "version": 1},
    ),
    Operation("post", "rules/publish/{year}", all_of(403, city_finance=200, district_finance=200, supervisor=200)),
    Operation("get", "webhooks", BUREAUS),
    Operation(
        "post",
        "webhooks",
        all_of(403, city_finance=422, district_finance=422),
        {"name": "系统", "address": "https://not-listed.example.org/"},
    ),
    Operation("get", "webhooks/{subscription_id}/deliveries", CITY),
    Operation(
        "post",
        "webhooks/{subscription_id}/step",
        all_of(403, city_finance=200, district_finance=404),
        {"action": "end"},
    ),
    Operation("post", "webhooks/{subscription_id}/secret", all_of(403, city_finance=200, district_finance=404)),
    Operation(
        "post",
        "webhooks/{subscription_id}/replay",
        all_of(403, city_finance=200, district_finance=404),
        {"since": "2024-01-01", "until": "2024-01-31"},
    ),
    Operation(
        "post",
        "webhooks/{subscription_id}/deliveries/{delivery_id}/replay",
        all_of(403, city_finance=404, district_finance=404),
    ),
    Operation("get", "shares/units/{unit_id}/{year}/scans", SCHOOL),
    Operation("get", "shares/units/{unit_id}/{year}/scans/{document_id}", all_of(404)),
    Operation("post", "shares/units/{unit_id}/{year}/scans", all_of(422)),
    Operation("get", "shares/units/{unit_id}/{year}/sharing", SCHOOL),
    Operation("post", "shares/units/{unit_id}/{year}/members", SCHOOLS_OWN, {"members": ["4101000003"]}),
    Operation("post", "shares/units/{unit_id}/{year}/members/{member_id}/strike", SCHOOLS_OWN),
    Operation("post", "shares/units/{unit_id}/{year}/host/acknowledge", SCHOOLS_OWN, {"host_id": 1}),
    Operation("post", "shares/units/{unit_id}/{year}/host/object", SCHOOLS_OWN, {"host_id": 1, "words": "另有食堂"}),
    Operation("get", "shares/units/{unit_id}/{year}/proofs", SCHOOL),
    Operation("get", "shares/units/{unit_id}/{year}/proofs/{document_id}", all_of(404)),
    Operation("post", "shares/units/{unit_id}/{year}/proofs", all_of(422)),
    Operation("get", "imports", all_of(200)),
    Operation("get", "imports/{run_id}", CITY),
    Operation("get", "imports/{run_id}/problems", CITY),
    Operation("get", "reconciliation", all_of(200)),
    Operation("get", "notices", all_of(200)),
    Operation("get", "notices/{notice_id}", CITY),
    Operation("post", "notices/{notice_id}/papers", CITY, {"purpose": "核对"}),
    Operation("get", "public/notices", dict.fromkeys(ROLES, 200)),
    Operation("get", "public/notices/{slug}", dict.fromkeys(ROLES, 404)),
    Operation("get", "programmes/{region}/{year}", all_of(200)),
    Operation("post", "programmes/{region}/{year}", all_of(403, city_finance=200, district_finance=404), PROGRAMME),
    Operation("post", "programmes/{region}/{year}/publish", all_of(403, city_finance=200, district_finance=404)),
    Operation("post", "programmes/{region}/{year}/copy", all_of(403, city_finance=409, district_finance=404)),
    Operation("post", "rules", all_of(403, city_finance=200, district_finance=200, supervisor=200), RULE),
    Operation("post", "rules/{rule_id}", all_of(403, city_finance=200, district_finance=404, supervisor=404), RULE),
    Operation("post", "rules/{rule_id}/publish", all_of(403, city_finance=200, district_finance=404, supervisor=404)),
    Operation(
        "post",
        "rules/{rule_id}/end",
        all_of(403, city_finance=200, district_finance=404, supervisor=404),
        {"last_year": SEASON},
    ),
    Operation("post", "rules/{rule_id}/discard", all_of(403, city_finance=204, district_finance=404, supervisor=404)),
    *(Operation("post", path, all_of(403, **said), sent) for path, said, sent in STANDING),
    Operation(
        "post",
        "exemptions",
        all_of(403, city_finance=200, district_finance=422, stranger=422),
        {
            "unit": "4101000002",
            "rate": "8",
            "first_year": YEAR,
            "last_year": YEAR,
            "approved_by": "局",
            "document": "文件",
            "ground": "确有困难",
        },
    ),
    Operation("get", "targets/{year}", all_of(404, city_finance=200, district_finance=200, auditor=200)),
    Operation("get", "targets/{year}/{unit_id}", SCHOOL),
    Operation("post", "targets/{year}", all_of(403, city_finance=200, district_finance=422), HANDED),
    Operation("post", "exemptions/{exemption_id}/end", all_of(403, city_finance=404, district_finance=404)),
    Operation("post", "extensions/{extension_id}/end", all_of(403, city_finance=404, district_finance=404)),
    *(
        Operation("get", path, all_of(404, city_finance=200, district_finance=200, supervisor=200, auditor=200))
        for path in ("shares/table", "shares/table/units", "shares/table/residents")
    ),
    Operation("get", "shares/reports", BUREAUS),
    Operation("get", "shares/reports/sums", BUREAUS),
    Operation("post", "shares/reports", all_of(403, city_finance=200, district_finance=200), {"year": YEAR}),
    Operation(
        "post", "shares/reports/{report_id}/accept", all_of(404, city_finance=200, auditor=403, district_finance=403)
    ),
    Operation(
        "post",
        "shares/reports/{report_id}/send-back",
        all_of(404, city_finance=200, auditor=403, district_finance=403),
        {"words": "请核对"},
    ),
    Operation(
        "post",
        "extensions",
        all_of(403, city_finance=200, district_finance=422, stranger=422),
        {"unit": "4101000002", "year": YEAR, "due_on": "2030-01-01", "ground": "灾害"},
    ),
    *(
        Operation(method, path, all_of(managing, **own), sent)
        for method, path, managing, own, sent in MARKET_TABLE + PRICES_TABLE + APPROVALS_TABLE + SUPPORT_TABLE
    ),
    *(Operation("get", f"hall/{path}", all_of(said, **dict.fromkeys(APART, said))) for path, said in HALL.items()),
)


@pytest.mark.usefixtures("hired")
class TestAccess:
    @pytest.mark.parametrize("operation", TABLE, ids=lambda one: one.name)
    def test_follows_the_table(self, operation, cast):
        about = made(operation.path, cast)
        address = "/api/v1/" + operation.path.format(**about)
        sent = {
            name: value.format(**about) if isinstance(value, str) else value for name, value in operation.sent.items()
        }

        roles = asked(resolve(address).url_name, OPEN_TO, operation.expected)

        answered = {role: undone(lambda role=role: self.answer(operation, address, sent, cast, role)) for role in roles}

        assert operation.expected | answered == operation.expected

    def answer(self, operation, address, sent, cast, role):
        user = cast.person(present(cast, role))
        client = signed_in(user) if user else Client()
        if operation.method == "get":
            return client.get(address).status_code
        return client.post(address, sent, content_type="application/json").status_code

    def test_is_settled_for_every_operation(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]
        published = {
            f"{method} {path.removeprefix('/api/v1/')}" for path, methods in paths.items() for method in methods
        }

        # A post of somebody stands for any.
        told = {re.sub(r"\{(buyer|clerk)_id\}", "{membership_id}", operation.name) for operation in TABLE}
        assert published == told
