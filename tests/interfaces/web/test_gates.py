"""The gates that every page request passes."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from psycopg.errors import CannotConnectNow

from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.foundation.texts import N_
from nongcai.interfaces.web import middleware
from nongcai.interfaces.web.middleware import (
    ClientAddress,
    LoginGate,
    ReadOnlyGate,
    RefusalMiddleware,
    WriteOnReadingError,
    reads,
)
from tests.cast import PASSWORD


class TooLateError(ConflictError):
    """Planted for these tests."""

    code = "too_late"
    message = N_("{year} 年度已经结束。")


class TestReads:
    @pytest.mark.parametrize(
        "statement",
        [
            "SELECT 1",
            "  (SELECT 1) UNION (SELECT 2)",
            "WITH t AS (SELECT 1) SELECT * FROM t",
            'SELECT "updated_at", \'DELETE\' FROM "update"',
            "SAVEPOINT s1",
            "RELEASE SAVEPOINT s1",
            'DECLARE "c" NO SCROLL CURSOR WITH HOLD FOR SELECT 1',
        ],
    )
    def test_lets_reading_pass(self, statement):
        assert reads(statement)

    @pytest.mark.parametrize(
        "statement",
        [
            "INSERT INTO t VALUES (1)",
            " update t set a = 1",
            "DELETE FROM t",
            "TRUNCATE t",
            "CREATE TABLE t ()",
            "WITH gone AS (DELETE FROM t RETURNING 1) SELECT * FROM gone",
            "SELECT 1 FROM t FOR UPDATE",
            "",
        ],
    )
    def test_stops_everything_else(self, statement):
        assert not reads(statement)


@pytest.mark.django_db
class TestReadOnlyGate:
    def test_stops_a_get_that_writes(self):
        gate = ReadOnlyGate(_writes)

        with pytest.raises(WriteOnReadingError):
            gate(RequestFactory().get("/"))

    def test_lets_a_post_write(self):
        gate = ReadOnlyGate(_writes)

        response = gate(RequestFactory().post("/"))

        assert response.status_code == 200

    def test_lets_a_named_view_write(self, monkeypatch):
        monkeypatch.setattr(middleware, "WRITING_READS", {""})

        response = ReadOnlyGate(_writes)(RequestFactory().get("/"))

        assert response.status_code == 200


class TestClientAddress:
    @pytest.mark.parametrize(
        ("proxies", "noted", "seen"),
        [
            (0, "198.51.100.7", "10.0.0.1"),
            (1, "198.51.100.7", "198.51.100.7"),
            (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
            (2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
            (2, "198.51.100.7", "10.0.0.1"),
            (1, "nonsense", "10.0.0.1"),
        ],
    )
    def test_believes_ones_own_proxies_alone(self, settings, proxies, noted, seen):
        settings.PROXIES = proxies
        request = RequestFactory().get("/", headers={"X-Forwarded-For": noted}, REMOTE_ADDR="10.0.0.1")

        found = ClientAddress(lambda one: HttpResponse(one.META["REMOTE_ADDR"]))(request)

        assert found.content.decode() == seen


class TestLapsedSession:
    def test_says_that_nothing_was_sent_and_leads_back_to_the_form(self, client, cast):
        form = "/shares/units/1/2024/file/"

        response = client.post(form, {"do": "file"}, headers={"Referer": f"http://testserver{form}"}, follow=True)

        assert response.redirect_chain == [(f"/login/?next={form}", 302)]
        assert "登录已过期，刚才的操作没有提交" in response.content.decode()

    def test_leads_nowhere_else(self, client, cast):
        response = client.post("/boards/", headers={"Referer": "https://elsewhere.example/x"})

        assert response.headers["Location"] == "/login/?next=/"


class TestLoginGate:
    def test_sends_strangers_to_the_login_and_back(self, client):
        response = client.get("/messages/?page=2")

        assert response.status_code == 302
        assert response.headers["Location"] == "/login/?next=/messages/%3Fpage%3D2"

    def test_redirects_the_whole_browser_when_htmx_asks(self, client):
        response = client.get("/messages/", headers={"HX-Request": "true"})

        assert response.headers["HX-Redirect"] == "/login/?next=/messages/"

    def test_leaves_the_api_alone(self):
        request = RequestFactory().get("/api/v1/anything")
        request.user = AnonymousUser()

        assert LoginGate(_answer).process_view(request, _answer, (), {}) is None


class TestActorMiddleware:
    def test_says_who_acts(self, browser_of, cast):
        response = browser_of("supervisor").get("/")

        actor = response.wsgi_request.actor
        assert (actor.organisation_id, actor.role) == (cast.units["4101000001"].id, "supervisor")

    def test_tells_a_person_who_acts_for_nobody(self, django_user_model, client):
        user = django_user_model.objects.create(username="new", label="new", created_at="2024-01-01T00:00Z")
        client.force_login(user, backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")

        response = client.get("/")

        assert response.status_code == 403
        assert "尚未对应任何单位" in response.content.decode()


class TestContentSecurityPolicy:
    def test_forbids_everything_inline(self, client):
        policy = client.get("/dev/components/").headers["Content-Security-Policy"]

        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


class TestRefusal:
    def test_becomes_a_page_with_its_status(self):
        request = RequestFactory().post("/", headers={"Referer": "http://testserver/shares/?year=2023"})

        response = RefusalMiddleware(_answer).process_exception(request, TooLateError(year=2023))

        assert response.status_code == 409
        assert "2023 年度已经结束。" in response.content.decode()
        assert 'href="/shares/?year=2023"' in response.content.decode()

    def test_goes_into_the_slot_of_the_page_by_htmx(self):
        request = RequestFactory().post("/")
        request.htmx = True

        response = RefusalMiddleware(_answer).process_exception(
            request, InvalidError(fields={"amount": ["金额不能为负。"]})
        )

        assert response.status_code == 422
        assert response.headers["HX-Retarget"] == "#refusal"
        assert "金额不能为负。" in response.content.decode()
        assert "<html" not in response.content.decode()

    def test_never_sends_back_to_another_site(self):
        request = RequestFactory().post("/", headers={"Referer": "https://elsewhere.example/trap"})

        response = RefusalMiddleware(_answer).process_exception(request, TooLateError(year=2023))

        assert "/trap" not in response.content.decode()

    def test_lets_bugs_crash(self):
        request = RequestFactory().post("/")

        assert RefusalMiddleware(_answer).process_exception(request, ValueError("bug")) is None

    def test_leaves_the_api_to_its_own_answers(self):
        request = RequestFactory().post("/api/v1/shares")

        assert RefusalMiddleware(_answer).process_exception(request, TooLateError(year=2023)) is None


class TestCsrf:
    def test_refuses_a_post_without_the_pages_token(self, cast):
        browser = Client(enforce_csrf_checks=True)

        response = browser.post("/login/", {"username": "unit", "password": PASSWORD})

        assert response.status_code == 403
        assert "页面已过期" in response.content.decode()
        assert "填写的内容没有保存" in response.content.decode()

    def test_says_of_a_filing_that_a_draft_is_kept_and_leads_back_to_it(self, cast):
        browser = Client(enforce_csrf_checks=True)
        address = "/shares/units/1/2024/file/"

        for headers in ({}, {"HX-Request": "true"}):
            response = browser.post(address, headers={"Referer": f"http://testserver{address}", **headers})

            assert response.status_code == 403
            assert "自动保存过的内容在草稿中" in response.content.decode()
            assert f'href="{address}"' in response.content.decode()

    def test_accepts_the_token_that_the_page_carries(self, cast):
        browser = Client(enforce_csrf_checks=True)
        token = browser.get("/login/").context["csrf_token"]

        response = browser.post(
            "/login/",
            {"username": "unit", "password": PASSWORD, "csrfmiddlewaretoken": str(token)},
        )

        assert response.status_code == 302


class TestTrouble:
    def test_shows_a_plain_page_for_what_is_not_there(self, client):
        response = client.get("/nothing/here/")

        assert response.status_code == 404
        assert "没有找到这个页面" in response.content.decode()

    def test_admits_a_fault_without_reading_the_database(self, client, monkeypatch):
        client.raise_request_exception = False
        monkeypatch.setattr("nongcai.interfaces.web.components.views._samples", _breaks)

        response = client.get("/dev/components/")

        assert response.status_code == 500
        assert "系统出错" in response.content.decode()

    def test_says_when_to_come_back_while_the_database_is_away(self, cast, browser_of):
        browser = browser_of("unit")
        browser.raise_request_exception = False

        with connection.execute_wrapper(_is_away):
            page, call = browser.get("/"), browser.get("/api/v1/me")

        assert (page.status_code, page.headers["Retry-After"]) == (503, "10")
        assert "系统正在恢复，操作没有完成" in page.content.decode()
        assert (call.status_code, call.headers["Retry-After"], call.json()["code"]) == (503, "10", "unavailable")


def _is_away(*_statement):
    raise OperationalError from CannotConnectNow("the database system is in recovery mode")


def _answer(request):
    return HttpResponse("ok")


def _breaks(request):
    raise RuntimeError("planted")


def _writes(request):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE planted (a int) ON COMMIT DROP")
        cursor.execute("INSERT INTO planted VALUES (1)")
    return _answer(request)
