"""Notices: in work for the bureau, as printed for everybody."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.documents.queries import documents_of
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.queries import operator_of_machine
from nongcai.domain.organisations.roles import Role
from tests.domain.assessments.city import NOW, SCHOOL
from tests.domain.notices.office import open_office


@pytest.fixture
def office(db, settings, tmp_path):
    settings.FILES = tmp_path
    return open_office()


def session_of(username: str, organisation_id: int, role: Role) -> Client:
    user = accounts.user_by_name(username)
    organisations.appoint(
        actor=operator_of_machine(),
        user_id=user.pk,
        organisation_id=organisation_id,
        role=role,
        since=date(2023, 1, 1),
        at=NOW,
    )
    client = Client()
    client.force_login(user, backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
    return client


class TestNotices:
    def test_in_work_are_seen_by_the_bureau_with_their_steps(self, office):
        draft = office.draft()
        bureau = session_of("drafter", office.city.node.id, Role.FINANCE)

        listed = bureau.get("/api/v1/notices").json()
        detail = bureau.get(f"/api/v1/notices/{draft.pk}").json()

        assert [one["state"] for one in listed["items"]] == ["drafting"]
        assert detail["printed"]["title"] == draft.title
        assert detail["steps"][0]["label"] == "采购科经办"

    def test_in_work_are_not_there_for_a_unit(self, office):
        draft = office.draft()
        school = session_of("checker", office.city.unit(SCHOOL), Role.UNIT)

        assert school.get("/api/v1/notices").json()["count"] == 0
        assert school.get(f"/api/v1/notices/{draft.pk}").status_code == 404

    def test_are_shown_to_a_unit_once_published_without_their_steps(self, office):
        notice = office.published()
        school = session_of("checker", office.city.unit(SCHOOL), Role.UNIT)

        detail = school.get(f"/api/v1/notices/{notice.pk}").json()

        assert detail["notice"]["number"] == "郑财购〔2024〕1号"
        assert detail["steps"] == []


class TestPapers:
    @staticmethod
    def ask(browser, notice, **wanted):
        address = f"/api/v1/notices/{notice.pk}/papers"
        return browser.post(address, {"form": "docx", "purpose": "核对"} | wanted, content_type="application/json")

    def test_are_handed_out_on_record(self, office):
        draft = office.draft()
        bureau = session_of("drafter", office.city.node.id, Role.FINANCE)

        answers = [self.ask(bureau, draft, part=part) for part in ("notice", "internal")]

        kept = [document.path.read_bytes() for document in documents_of(f"export:notice:{draft.pk}")]
        assert [answer.content for answer in answers] == kept

    def test_want_a_purpose(self, office):
        answer = self.ask(session_of("drafter", office.city.node.id, Role.FINANCE), office.draft(), purpose="")

        assert (answer.status_code, list(answer.json()["fields"])) == (422, ["purpose"])

    def test_keep_internal_attachments_in_the_office(self, office):
        notice = office.published()
        school = session_of("checker", office.city.unit(SCHOOL), Role.UNIT)

        assert [self.ask(school, notice, part=part).status_code for part in ("notice", "internal")] == [200, 404]


class TestPublicNotices:
    def test_are_read_without_a_login_as_they_are_printed(self, client, office):
        notice = office.published()

        listed = client.get("/api/v1/public/notices").json()
        shown = client.get(f"/api/v1/public/notices/{notice.public_slug}").json()

        assert [one["slug"] for one in listed["items"]] == [notice.public_slug]
        assert shown["number"] == "郑财购〔2024〕1号"
        assert any("10.00万元" in block["text"] for block in shown["blocks"])
        assert shown["attachments"] == []

    def test_do_not_show_what_is_in_work(self, client, office):
        office.draft()

        assert client.get("/api/v1/public/notices").json()["count"] == 0

    def test_have_no_address_that_was_never_given(self, client, db):
        response = client.get("/api/v1/public/notices/none")

        assert response.status_code == 404
