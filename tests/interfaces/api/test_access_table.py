"""Who may call what: one table of operation × role × status, with input that only the right to it can refuse."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.cast import YEAR
from tests.interfaces.web.test_access import changed, draft, drafted_rule, reported, run
from tests.interfaces.web.test_programmes import RULE, TYPED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

ROLES = ("city_finance", "district_finance", "supervisor", "unit", "auditor", "stranger", "anonymous")
SEASON = YEAR + 2
PROGRAMME = {name: value for name, value in TYPED.items() if value} | {"moves_to_workday": True}


def all_of(status: int, **others: int) -> dict[str, int]:
    """Everybody who signed in gets this status but those who are named."""
    return dict.fromkeys(ROLES, status) | {"anonymous": 401} | others


@dataclass(frozen=True)
class Operation:
    """An operation, and what it answers to each role; `path` takes what `made` returns."""

    method: str
    path: str
    expected: dict[str, int]
    sent: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Method and path."""
        return f"{self.method} {self.path}"


CITY = all_of(404, city_finance=200, auditor=200)
# Whose people the school's are.
KEEPERS = all_of(404, city_finance=200, supervisor=200, unit=403, auditor=403)
SCHOOL = CITY | {"supervisor": 200, "unit": 200}

TABLE = (
    Operation("get", "me", all_of(200)),
    Operation("get", "accounts", all_of(200)),
    Operation(
        "post",
        "accounts",
        KEEPERS,
        {"organisation_id": "{unit_id}", "role": "unit", "label": "填报岗", "username": "new-post"},
    ),
    Operation("post", "accounts/{user_id}/renew", KEEPERS),
    Operation("post", "accounts/{user_id}/close", KEEPERS, {"words": "离岗"}),
    Operation("get", "reorganisations", all_of(404, city_finance=200, district_finance=200, auditor=200)),
    Operation(
        "post",
        "reorganisations",
        all_of(403, city_finance=200, district_finance=200),
        {"title": "机构改革", "approval": "1号", "effective_on": "2024-01-01"},
    ),
    Operation("get", "reorganisations/{reorganisation_id}", CITY),
    Operation("post", "reorganisations/{reorganisation_id}/lines", all_of(422)),
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
    Operation("get", "organisations/{organisation_id}", CITY),
    Operation("get", "units", all_of(200)),
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
        "post",
        "shares/units/{unit_id}/{year}/withdraw",
        all_of(403, district_finance=404, supervisor=409, unit=409, stranger=404),
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
    Operation("get", "shares/units/{unit_id}/{year}/scans", SCHOOL),
    Operation("get", "shares/units/{unit_id}/{year}/scans/{document_id}", all_of(404)),
    Operation("post", "shares/units/{unit_id}/{year}/scans", all_of(422)),
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
    Operation("post", "exemptions/{exemption_id}/end", all_of(403, city_finance=404, district_finance=404)),
    Operation("post", "extensions/{extension_id}/end", all_of(403, city_finance=404, district_finance=404)),
    Operation("get", "shares/reports", all_of(404, city_finance=200, district_finance=200, auditor=200)),
    Operation("get", "shares/reports/sums", all_of(404, city_finance=200, district_finance=200, auditor=200)),
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
)


def made(operation: Operation, cast: Cast) -> dict[str, object]:
    """Make what a path is about: of the city's bureau, or of the school."""
    path = operation.path
    found: dict[str, object] = {"region": "410100", "year": YEAR, "slug": "none", "order_no": "0", "exemption_id": 1}
    found |= {"extension_id": 1}
    found |= {"document_id": uuid4(), "line_id": 1, "membership_id": 1, "user_id": cast.users["unit"].pk}
    found |= {"organisation_id": cast.city.id, "node_id": cast.city.id, "unit_id": cast.units["4101000002"].id}
    makers: dict[str, Callable[[Cast], dict[str, object]]] = {
        "{run_id}": run, "{notice_id}": draft, "{rule_id}": drafted_rule, "{reorganisation_id}": changed,
        "{report_id}": reported,
    }  # fmt: skip
    for name, make in makers.items():
        if name in path:
            found |= make(cast)
    return found


def undone(act: Callable[[], Any]) -> Any:
    """Do something, and undo it: the next finds what this one found."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


class TestAccess:
    @pytest.mark.parametrize("operation", TABLE, ids=lambda one: one.name)
    def test_follows_the_table(self, operation, cast):
        about = made(operation, cast)
        address = "/api/v1/" + operation.path.format(**about)
        sent = {
            name: value.format(**about) if isinstance(value, str) else value for name, value in operation.sent.items()
        }

        answered = {role: undone(lambda role=role: self.answer(operation, address, sent, cast, role)) for role in ROLES}

        assert answered == operation.expected

    def answer(self, operation, address, sent, cast, role):
        client = Client()
        if role != "anonymous":
            client.force_login(cast.users[role], backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
        if operation.method == "get":
            return client.get(address).status_code
        return client.post(address, sent, content_type="application/json").status_code

    def test_is_settled_for_every_operation(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]
        published = {
            f"{method} {path.removeprefix('/api/v1/')}" for path, methods in paths.items() for method in methods
        }

        assert published == {operation.name for operation in TABLE}
