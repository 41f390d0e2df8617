"""Who may call what: strangers get 401, what lies outside is 404, refusals have a code."""

from __future__ import annotations

import pytest
from django.test import Client

PATHS = (
    "me",
    "organisations/1",
    "boards/1",
    "boards/1/ranking",
    "boards/1/earlier",
    "units",
    "units/1",
    "units/1/entries",
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
)
ACTS = ("", "/trial", "/draft", "/withdraw", "/keep", "/decide")
POSTS = ("shares/decide", *(f"shares/units/1/2023{act}" for act in ACTS))


class TestAnonymous:
    @pytest.mark.parametrize("path", PATHS)
    def test_gets_401_and_a_code(self, client, db, path):
        response = client.get(f"/api/v1/{path}")

        assert response.status_code == 401
        assert response.json() == {"code": "not_signed_in", "message": "请先登录。", "fields": {}}

    @pytest.mark.parametrize("path", POSTS)
    def test_changes_nothing(self, client, db, path):
        response = client.post(f"/api/v1/{path}", {}, content_type="application/json")

        assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


class TestNobodysPerson:
    def test_gets_403(self, django_user_model, db):
        user = django_user_model.objects.create(username="new", label="new", created_at="2024-01-01T00:00Z")
        client = Client()
        client.force_login(user, backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")

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
