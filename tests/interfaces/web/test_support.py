"""Pages that help: answers and hotlines for everybody, questions to the platform."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nongcai.domain.support.models import FaqArticle, Question
from nongcai.interfaces.jobs.support import close_answered
from tests.interfaces.web.support_table import ARTICLE, HOTLINE, article, asked
from tests.market import on_stage
from tests.orders import PHOTO

pytestmark = pytest.mark.django_db

HELP = "/help/"


def text(browser, url, status=200):
    response = browser.get(url)
    assert response.status_code == status
    return response.content.decode()


class TestHelp:
    def test_is_read_without_signing_in(self, cast):
        article(cast)
        stranger = Client()

        page = text(stranger, HELP)

        assert "怎样登录？" in page
        assert "400-1188-832" in page
        assert "怎样登录？" not in text(stranger, f"{HELP}?q=验收")
        assert "用单位的登录名和密码。" in text(
            stranger, reverse("support:article_show", args=[FaqArticle.objects.get().pk])
        )
        assert HELP in text(stranger, "/login/")
        assert stranger.get(reverse("support:question_new")).status_code == 302

    def test_shows_nobody_else_what_the_platform_hides(self, cast, browser_of):
        key = article(cast)["article_id"]
        FaqArticle.objects.update(is_shown=False)
        url = reverse("support:article_show", args=[key])

        text(Client(), url, 404)
        text(browser_of("city_finance"), url, 404)
        assert "未公开" in text(browser_of("platform"), url)

    def test_escapes_what_was_written(self, cast):
        key = article(cast)["article_id"]
        FaqArticle.objects.update(question="<script>1</script>", answer="<b>粗</b>")

        page = text(Client(), reverse("support:article_show", args=[key]))

        assert "<script>1" not in page
        assert "&lt;b&gt;粗" in page

    def test_is_written_by_the_platform(self, cast, browser_of):
        on_stage(cast)
        platform = browser_of("platform")
        assert platform.post(reverse("support:article_new"), ARTICLE | {"answer": ""}).status_code == 422
        made = platform.post(reverse("support:article_new"), ARTICLE)
        assert made.status_code == 302
        edit = reverse("support:article_edit", args=[FaqArticle.objects.get().pk])
        told = ARTICLE | {"version": "1", "answer": "见操作指南。"}
        assert platform.post(edit, told).status_code == 302

        late = platform.post(edit, told)

        assert (late.status_code, "已由他人修改" in late.content.decode()) == (422, True)
        assert FaqArticle.objects.get().answer == "见操作指南。"

    def test_shows_the_regions_desk(self, cast, browser_of):
        on_stage(cast)
        platform, url = browser_of("platform"), reverse("support:hotline_list")
        assert platform.post(url, HOTLINE | {"number": "javascript:alert(1)"}).status_code == 422
        assert platform.post(url, HOTLINE).status_code == 302

        assert HOTLINE["number"] in text(browser_of("unit"), HELP)


class TestQuestions:
    def test_are_asked_answered_and_closed(self, cast, browser_of, settings, tmp_path):
        settings.FILES = tmp_path
        on_stage(cast)
        unit, platform = browser_of("unit"), browser_of("platform")
        told = {
            "topic": "filing",
            "title": "怎样撤回？",
            "words": "已报送",
            "evidence": [SimpleUploadedFile("页.jpg", PHOTO)],
        }
        shown = unit.post(reverse("support:question_new"), told).headers["Location"]
        assert "待答复的咨询" in text(platform, "/")
        answer = f"{shown}answer/"
        assert answer in text(platform, shown)
        assert answer not in text(unit, shown)

        assert platform.post(answer, {"words": ""}).status_code == 422
        assert platform.post(answer, {"words": "打开填报表，点撤回。"}).status_code == 302

        page = text(unit, shown)
        assert "打开填报表，点撤回。" in page
        assert "页.jpg" in page
        assert unit.post(f"{shown}close/", {"words": "已解决"}).status_code == 302
        assert Question.objects.get().state == "closed"
        assert unit.post(f"{shown}burn/", {"words": "x"}).status_code == 404

    def test_are_nobody_elses(self, cast, browser_of):
        key = asked(cast).pk
        url = reverse("support:question_show", args=[key])

        assert [browser_of(name).get(url).status_code for name in ("buyer", "platform", "unit", "supplier")] == [
            200,
            200,
            404,
            404,
        ]
        assert "怎样改收货地址" not in text(browser_of("supplier"), reverse("support:question_list"))

    def test_want_the_token_of_the_page(self, cast):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.users["unit"])

        assert browser.post(reverse("support:question_new"), {"title": "x"}).status_code == 403

    def test_close_by_a_job(self, cast):
        made = asked(cast)
        Question.objects.filter(pk=made.pk).update(state="answered")

        # Its clock is that of today.
        close_answered(0)

        made.refresh_from_db()
        assert made.state == "closed"
