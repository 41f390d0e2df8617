"""Everybody is shown once at sign-in what was announced, and finds it later."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from nongcai.domain.urging.models import Announcement, AnnouncementReading
from tests.domain.urging.season import TOLD, announce
from tests.interfaces.web.test_programmes import text_of

LIST, NEW = "/announcements/", "/announcements/new/"
TYPED = {
    "year": "2023",
    "title": TOLD.title,
    "number": TOLD.number,
    "text": TOLD.text,
    "shown_from": "2020-01-01",
    "shown_until": "2099-12-31",
}


@pytest.fixture
def arriving(cast):
    """Give a browser in which one of the cast has just signed in."""

    def browser(name):
        client = Client()
        client.force_login(cast.users[name])
        return client

    return browser


def said_to(browser, address="/shares/"):
    return text_of(browser.get(address, follow=True))


class TestSignIn:
    def test_leads_past_what_was_announced_and_on_to_where_one_was_going(self, arriving, cast):
        announce(cast)
        opened = arriving("unit")

        shown = opened.get("/shares/?q=1", follow=True)

        assert shown.redirect_chain[0][0] == "/announcements/unread/?next=%2Fshares%2F%3Fq%3D1"
        assert "请于3月31日前完成填报" in text_of(shown)
        numbers = [one.pk for one, _files in shown.context["rows"]]
        done = opened.post("/announcements/acknowledge/", {"shown": numbers, "next": "/shares/?q=1"})
        assert done.headers["Location"] == "/shares/?q=1"
        assert opened.get("/shares/?q=1").status_code == 200
        assert AnnouncementReading.objects.get().user == cast.users["unit"]

    def test_shows_the_layers_together(self, arriving, cast):
        announce(cast, title="市通知")
        announce(cast, by="district_finance", title="区通知", number="")

        text = said_to(arriving("district_finance"))

        assert text.index("市通知") < text.index("区通知")

    def test_shows_it_once_whatever_the_session(self, arriving, cast):
        one = announce(cast)
        arriving("unit").post("/announcements/acknowledge/", {"shown": [one.pk], "next": "//evil.example/"})

        assert arriving("unit").get("/shares/").status_code == 200
        assert TOLD.title in said_to(arriving("unit"), LIST)

    def test_leads_nobody_from_the_house(self, arriving, cast):
        answer = arriving("unit").post("/announcements/acknowledge/", {"next": "//evil.example/"})

        assert answer.headers["Location"] == "/"

    def test_asks_once_a_session(self, arriving, cast, django_assert_num_queries):
        browser = arriving("auditor")

        for asked in (4, 3, 3):
            with django_assert_num_queries(asked):
                browser.get("/messages/")

    def test_wants_the_token_of_the_form(self, cast):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.users["unit"])

        assert browser.post("/announcements/acknowledge/", {"shown": [1]}).status_code == 403


class TestAnnouncementNew:
    def test_publishes_with_its_files(self, browser_of, cast):
        file = SimpleUploadedFile("填报表.docx", b"words", "application/octet-stream")

        shown = browser_of("city_finance").post(NEW, TYPED | {"attachments": [file]}, follow=True)

        assert "填报通知已发布" in text_of(shown)
        one = Announcement.objects.get()
        (kept,) = shown.context["files"]
        taken = browser_of("unit").get(f"/announcements/{one.pk}/files/{kept.pk}/")
        assert b"".join(taken.streaming_content) == b"words"
        assert browser_of("unit").get(f"/announcements/{one.pk}/").context["readings"] is None

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"shown_until": "2019-12-31"}, "提示结束不能早于提示开始。"),
            ({"shown_from": "明天"}, "请按“2025-03-24”的形式填写日期。"),
            ({"text": ""}, "这个字段是必填项"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, cast, changes, said):
        response = browser_of("city_finance").post(NEW, TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not Announcement.objects.exists()

    def test_refuses_a_program_as_attachment_and_a_number_twice(self, browser_of, cast):
        browser = browser_of("city_finance")
        wrong = browser.post(NEW, TYPED | {"attachments": [SimpleUploadedFile("a.exe", b"x")]})
        announce(cast)
        twice = browser.post(NEW, TYPED)

        assert "“a.exe”不能作为附件" in text_of(wrong)
        assert "已用于本部门的《" in text_of(twice)


class TestAnnouncementPages:
    def test_take_few_queries_however_many_have_read(self, browser_of, cast, django_assert_num_queries):
        one = announce(cast)
        for name in ("unit", "supervisor", "stranger", "city_finance"):
            browser_of(name).post("/announcements/acknowledge/", {"shown": [one.pk]})
        browser = browser_of("city_finance")

        with django_assert_num_queries(4):
            text = text_of(browser.get(LIST))
        with django_assert_num_queries(6):
            shown = text_of(browser.get(f"/announcements/{one.pk}/"))

        assert TOLD.number in text
        assert "阅读记录（4人" in shown

    def test_withdrawn_ones_are_gone(self, browser_of, cast):
        one = announce(cast)

        text = text_of(browser_of("city_finance").post(f"/announcements/{one.pk}/withdraw/", follow=True))

        assert "填报通知已撤下" in text
        assert browser_of("unit").get(f"/announcements/{one.pk}/").status_code == 404
