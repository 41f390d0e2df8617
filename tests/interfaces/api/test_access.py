"""Who may call what: strangers get 401, what lies outside is 404, refusals have a code."""

from __future__ import annotations

import re

import pytest
from django.test import Client

BACKEND = "nongcai.interfaces.web.accounts.backend.PasswordBackend"
PATHS = (
    "me",
    "accounts",
    "accounts/steps",
    "organisations/1",
    "boards/1",
    "boards/1/ranking",
    "boards/1/earlier",
    "units",
    "units/1",
    "units/1/entries",
    "lines/2023",
    "lines/2023/origins",
    "transactions/832001",
    "imports",
    "imports/1",
    "imports/1/problems",
    "reconciliation",
    "notices",
    "notices/1",
    "shares",
    "shares/progress",
    "shares/inbox",
    "shares/units/1/2023",
    "programmes/410100/2025",
    "reorganisations",
    "reorganisations/1",
    "contacts",
    "contacts/looks",
    "suppliers",
    "suppliers/1",
    "applications",
    "papers",
    "measures",
)
ACTS = (
    "accounts",
    "accounts/1/renew",
    "accounts/1/close",
    "notices/1/papers",
    "programmes/410100/2025",
    "programmes/410100/2025/publish",
    "programmes/410100/2025/copy",
    "rules",
    "rules/1",
    "rules/1/publish",
    "rules/1/end",
    "rules/1/discard",
    "dues/1/claims",
    "payment-claims/1/1/step",
    "counting-rules",
    "counting-rules/1",
    "counting-rules/1/publish",
    "counting-rules/1/end",
    "counting-rules/1/discard",
    "payment-rules",
    "payment-rules/1",
    "payment-rules/1/publish",
    "payment-rules/1/end",
    "payment-rules/1/discard",
    "exemptions",
    "exemptions/1/end",
    "extensions",
    "targets/2025",
    "shares/decide",
    "shares/units/1/2025",
    "shares/units/1/2025/trial",
    "shares/units/1/2025/draft",
    "shares/units/1/2025/withdraw",
    "shares/units/1/2025/keep",
    "shares/units/1/2025/decide",
    "reorganisations",
    "reorganisations/1/lines",
    "reorganisations/1/lines/1/people/1",
    "reorganisations/1/approvals",
    "reorganisations/1/check",
    "reorganisations/1/reopen",
    "reorganisations/1/enforce",
    "reorganisations/1/reverse",
    "reorganisations/1/discard",
    "accounts/1/unlock",
    "accounts/batch",
    "buyers",
    "contacts",
    "units/1/nature",
    "contacts/1/end",
    "contacts/1/dead",
    "contacts/1/number",
    "letters",
    "letters/1/discard",
    "letters/1/give-back",
    "letters/1/issue",
    "letters/1/name",
    "letters/1/number",
    "letters/1/receive",
    "letters/1/sign",
    "letters/1/text",
    "accounts/1/posts",
    "posts/grant",
    "posts/1/end",
    "posts/1/sign",
    "posts/1/depute",
    "posts/1/hand-over",
    "posts/1/term",
    "reorganisations/1/codes",
    "reorganisations/1/codes/check",
    "shares/reports",
    "shares/reports/1/accept",
    "shares/reports/1/send-back",
    "shares/tables/2025",
    "shares/units/1/2025/scans",
    "urging/2025/remind",
    "urging/2025/units/1/calls",
    "shares/units/1/2025/host/acknowledge",
    "shares/units/1/2025/host/object",
    "shares/units/1/2025/members",
    "shares/units/1/2025/members/1/strike",
    "shares/units/1/2025/proofs",
    "extensions/1/end",
    "rules/publish/2025",
    "webhooks",
    "webhooks/1/step",
    "webhooks/1/secret",
    "webhooks/1/replay",
    "webhooks/1/deliveries/1/replay",
    "suppliers/1/checks",
    "suppliers/1/measures",
    "applications",
    "applications/1/dossier",
    "applications/1/submit",
    "applications/1/withdraw",
    "applications/1/pass",
    "applications/1/publicise",
    "applications/1/recommend",
    "applications/1/admit",
    "applications/1/return",
    "applications/1/recall",
    "applications/1/objections",
    "objections/1/answer",
    "papers",
    "papers/1/accept",
    "papers/1/refuse",
    "measures/1/reply",
    "measures/1/decide",
    "measures/1/appeal",
    "measures/1/end",
    "goods/batches",
    "goods/batches/1/check",
    "goods/batches/1/load",
    "goods/batches/1/discard",
    "goods/products",
    "goods/products/1",
    "goods/products/1/submit",
    "goods/products/1/withdraw",
    "goods/products/1/retire",
    "goods/products/1/pass",
    "goods/products/1/return",
    "goods/products/1/pictures",
    "goods/products/1/offers",
    "goods/pictures/1/remove",
    "goods/pictures/1/first",
    "goods/offers/1",
    "goods/offers/1/price",
    "goods/offers/1/stock",
    "goods/offers/1/switch",
    "goods/freight",
    "goods/freight/1",
    "goods/categories",
    "goods/categories/plant",
    "goods/categories/1",
    "goods/categories/1/move",
    "goods/categories/1/open",
    "goods/categories/1/attributes",
    "goods/attributes/1",
    "zones",
    "zones/1",
    "zones/1/step",
    "zones/1/curators",
    "zones/1/banner",
    "zones/1/entries",
    "zones/1/admit",
    "zones/1/return",
    "zones/entries/1/withdraw",
    "zones/entries/1/remove",
    "zones/entries/1/order",
    "demands",
    "demands/1/close",
    "demands/1/answer",
    "demands/1/retract",
    "reorders",
    "reorders/1/rename",
    "reorders/1/copy",
    "reorders/1/remove",
    "reorders/1/lines",
    "reorders/lines/1",
    "reorders/lines/1/remove",
    "goods/synonyms",
    "goods/synonyms/1",
    "goods/counties",
    "goods/counties/end",
    "hall/offers/1/elsewhere",
    "prices/alarms/1/reply",
    "prices/alarms/1/decide",
    "prices/rules",
    "prices/rules/1/end",
    "prices/names",
    "prices/names/1/forget",
    "prices/references",
    "prices/references/1/strike",
)
ACTS += (
    "applications/recommend", "approvals/agree", "approvals/budgets", "approvals/budgets/1/change",
    "approvals/budgets/1/close", "approvals/delegations", "approvals/delegations/1/end", "approvals/levels",
    "approvals/requests/purchase:1/agree", "approvals/requests/purchase:1/refuse",
    "approvals/requests/purchase:1/withdraw", "cart/lines", "cart/lines/1", "cart/lines/1/remove", "demands/1/number",
    "faq", "faq/1", "hotlines", "hotlines/1/end", "incident-terms", "incidents/1/1/step", "orders/1/incidents",
    "questions", "questions/1/step",
    "dues/1/extend", "dues/1/online-payments", "dues/1/online-payments/1/check", "dues/1/invoices",
    "dues/1/invoices/accept", "dues/1/invoices/1/strike",
    "goods/batches/1/rejects", "goods/batches/form", "market/accounts", "market/accounts/1/close",
    "market/accounts/1/factors", "market/accounts/1/renew", "market/accounts/1/unlock", "orders", "orders/1/accept",
    "orders/1/agree", "orders/1/approve", "orders/1/call-off", "orders/1/cancel", "orders/1/correct",
    "orders/1/corrections/1/answer", "orders/1/decline", "orders/1/evaluate", "orders/1/refuse", "orders/1/requote",
    "orders/1/returns", "orders/1/returns/1/answer", "orders/1/returns/1/take", "orders/1/ship", "orders/1/sign",
    "prices/alarms/1/reply/files", "prices/lists", "prices/lists/1/enter", "prices/lists/1/rejects",
    "settlement-accounts", "settlement-accounts/1/confirm", "settlement-accounts/1/refuse", "statements",
    "standing-orders", "standing-orders/1", "standing-orders/1/breaks", "standing-orders/1/breaks/1/remove",
    "standing-orders/1/end", "standing-orders/1/pause", "standing-orders/1/prices", "standing-orders/1/resume",
    "standing-orders/1/runs/2026-01-05/7/place",
    "transfer-issues/1/1/assign", "transfer-issues/1/1/give-back", "transfer-issues/1/1/step",
)  # fmt: skip


class TestAnonymous:
    @pytest.mark.parametrize("path", PATHS)
    def test_gets_401_and_a_code(self, client, db, path):
        response = client.get(f"/api/v1/{path}")

        assert response.status_code == 401
        assert response.json() == {"code": "not_signed_in", "message": "请先登录。", "fields": {}}

    @pytest.mark.parametrize("path", ACTS)
    def test_changes_nothing(self, client, db, path):
        response = client.post(f"/api/v1/{path}", {}, content_type="application/json")

        assert response.status_code == 401
        assert response.json()["code"] == "not_signed_in"


class TestActs:
    def test_are_all_on_the_list(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]
        acts = {path.removeprefix("/api/v1/") for path, methods in paths.items() if "post" in methods}
        named = {"410100": "{region}", "2025": "{year}", "purchase:1": "{subject}"}
        named |= {"2026-01-05": "{day}", "7": "{supplier}"}

        listed = {"/".join(named.get(part, part) for part in act.split("/")) for act in ACTS}

        assert {re.sub(r"\{(\w+_id|seq)\}", "1", act) for act in acts} == listed

    def test_want_the_pages_token(self, cast):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(
            cast.users["city_finance"], backend="nongcai.interfaces.web.accounts.backend.PasswordBackend"
        )

        response = browser.post("/api/v1/rules/1/publish", {}, content_type="application/json")

        assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
        assert "X-CSRFToken" in response.json()["message"]


class TestWhatNoOperationTells:
    """Also what stops a call before any operation is told in Chinese, with a code that stays."""

    @pytest.mark.parametrize(
        ("method", "path", "sent", "told"),
        [
            ("post", "contacts", "{", (400, "unreadable")),
            ("post", "contacts", b"\xff", (400, "unreadable")),
            ("post", "contacts", "{}", (422, "invalid")),
            ("get", "nowhere", "", (404, "not_found")),
            ("put", "contacts", "{}", (405, "method_not_allowed")),
            ("get", "units/1/nature", "", (405, "method_not_allowed")),
        ],
    )
    def test_has_a_code_and_a_chinese_sentence(self, caller, method, path, sent, told):
        call = getattr(caller("city_finance"), method)

        response = call(f"/api/v1/{path}", **({"data": sent, "content_type": "application/json"} if sent else {}))

        body = response.json()
        assert (response.status_code, body["code"]) == told
        assert re.search("[\u4e00-\u9fff]", body["message"])
        assert set(body) == {"code", "message", "fields"}
        assert (told[0] == 405) == ("Allow" in response.headers)

    def test_says_how_a_program_signs_in(self, client):
        [scheme] = client.get("/api/v1/openapi.json").json()["components"]["securitySchemes"].values()

        assert "X-CSRFToken" in scheme["description"]


class TestNobodysPerson:
    def test_gets_403(self, django_user_model, db):
        user = django_user_model.objects.create(username="new", label="new", created_at="2024-01-01T00:00Z")
        client = Client()
        client.force_login(user, backend=BACKEND)

        response = client.get("/api/v1/me")

        assert response.status_code == 403
        assert response.json()["code"] == "no_membership"


class TestOutside:
    @pytest.mark.parametrize("path", ["organisations/{}", "boards/{}", "boards/{}/ranking", "boards/{}/earlier"])
    def test_is_not_there(self, caller, cast, path):
        response = caller("stranger").get(f"/api/v1/{path.format(cast.city.id)}")

        assert response.status_code == 404
        assert response.json()["code"] == "not_found"

    @pytest.mark.parametrize("path", ["units/{}", "units/{}/entries", "shares/units/{}/2023"])
    def test_units_are_not_there(self, caller, cast, path):
        response = caller("stranger").get(f"/api/v1/{path.format(cast.units['4101000002'].id)}")

        assert response.status_code == 404

    def test_orders_are_not_there(self, caller, traded):
        outside = caller("stranger").get("/api/v1/transactions/832001")
        individual = caller("unit").get("/api/v1/transactions/832004")

        assert (outside.status_code, individual.status_code) == (404, 404)


class TestWrongParameter:
    def test_is_named(self, caller, cast):
        response = caller("city_finance").get(f"/api/v1/boards/{cast.city.id}?as_of=1418,81")

        assert response.status_code == 422
        assert response.json()["code"] == "invalid"
        assert list(response.json()["fields"]) == ["as_of"]
