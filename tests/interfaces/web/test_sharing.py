"""A shared canteen on the pages: members are named, asked, and answer."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nongcai.domain.shares import queries, services
from tests.domain.shares.season import POLICE, PRIMARY, SCHOOL, YEAR, own
from tests.interfaces.web.filing import TYPED, running


@pytest.fixture
def season(cast, settings, tmp_path):
    settings.FILES = tmp_path
    return running(cast)


@pytest.fixture
def asked(season):
    season.file(POLICE, own(), by="police", at=timezone.now())
    services.name_members(
        actor=season.actor("police"), unit_id=season.unit(POLICE), year=YEAR, members=[SCHOOL], at=timezone.now()
    )
    return season


def address(season, code, more=""):
    return f"/shares/units/{season.unit(code)}/{YEAR}/{more}"


def text_of(response):
    return response.content.decode()


class TestNaming:
    def test_is_done_on_the_managing_units_page(self, browser_of, season):
        browser = browser_of("police")

        browser.post(address(season, POLICE, "members/"), {"members": f"{SCHOOL}\n 郑州市教育局 \n"})

        text = text_of(browser.get(address(season, POLICE)))
        assert "共用食堂成员 2 家，其中 2 家尚未确认或有异议" in text
        assert "待成员确认" in text

    def test_tells_beside_the_field_who_is_not_known(self, browser_of, season):
        response = browser_of("police").post(address(season, POLICE, "members/"), {"members": "没有这家\n也没有"})

        assert response.status_code == 422
        assert "没有单位编码或全称为“没有这家”的预算单位" in text_of(response)
        assert "没有单位编码或全称为“也没有”的预算单位" in text_of(response)

    def test_is_undone(self, browser_of, asked):
        browser = browser_of("police")

        browser.post(address(asked, POLICE, f"members/{asked.unit(SCHOOL)}/strike/"))

        assert "待成员确认" not in text_of(browser.get(address(asked, POLICE)))

    def test_stands_on_the_printed_form(self, browser_of, asked):
        text = text_of(browser_of("police").get(address(asked, POLICE, "print/")))

        assert "共用本单位食堂的单位" in text
        assert "郑州市第一中学" in text

    def test_is_seen_by_who_reviews_the_host(self, browser_of, asked):
        text = text_of(browser_of("city_finance").get(address(asked, POLICE)))

        assert "其中 1 家尚未确认或有异议" in text
        assert "members/" not in text
        assert "成员未确认 1 家" in text_of(browser_of("city_finance").get("/shares/inbox/"))


class TestAnswering:
    def test_waits_on_the_desk_and_on_the_page(self, browser_of, asked):
        assert "共用食堂待确认" in text_of(browser_of("unit").get("/"))
        assert "确认共用并提交" in text_of(browser_of("unit").get(address(asked, SCHOOL)))
        assert "确认共用或提出异议" in text_of(browser_of("unit").get(address(asked, SCHOOL, "file/")))
        assert "确认共用并提交" not in text_of(browser_of("city_finance").get(address(asked, SCHOOL)))

    def test_files_the_zero(self, browser_of, asked):
        typed = {"host": asked.unit(POLICE), "seen_version": 0, "contact_name": "李明", "contact_phone": "0371-6000000"}

        browser_of("unit").post(address(asked, SCHOOL, "host/acknowledge/"), typed)

        assert "共用食堂，由郑州市公安局填报" in text_of(browser_of("supervisor").get(address(asked, SCHOOL)))
        assert "成员已确认" in text_of(browser_of("police").get(address(asked, POLICE)))

    def test_objects_with_words_that_the_host_sees(self, browser_of, asked):
        path = address(asked, SCHOOL, "host/object/")
        empty = browser_of("unit").post(path, {"host": asked.unit(POLICE), "words": ""})
        browser_of("unit").post(path, {"host": asked.unit(POLICE), "words": "本校自有食堂"})

        assert empty.status_code == 422
        assert "本校自有食堂" in text_of(browser_of("police").get(address(asked, POLICE)))
        assert "共用食堂成员有异议" in text_of(browser_of("police").get("/"))

    def test_stops_the_form_until_it_is_given(self, browser_of, asked):
        response = browser_of("unit").post(address(asked, SCHOOL, "file/"), TYPED | {"do": "file"})

        assert response.status_code == 409
        assert "请先确认共用或提出异议" in text_of(response)

    def test_takes_few_queries(self, browser_of, asked, django_assert_max_num_queries):
        browser = browser_of("unit")

        with django_assert_max_num_queries(24):
            browser.get(address(asked, SCHOOL))


class TestProof:
    TYPED = TYPED | {"do": "file", "eats": "shared", "host": "", "host_name": "驻郑某单位", "reserved": "",
                     "canteens-0-total": "", "canteens-0-name": "", "canteens-0-diners": ""}  # fmt: skip

    def test_is_asked_for_beside_its_field(self, browser_of, season):
        response = browser_of("primary").post(address(season, PRIMARY, "file/"), self.TYPED)

        assert response.status_code == 422
        assert "须上传证明材料" in text_of(response)

    def test_is_sent_along_and_handed_out(self, browser_of, season):
        proof = SimpleUploadedFile("协议.pdf", b"%PDF-1.7")

        sent = browser_of("primary").post(address(season, PRIMARY, "file/"), self.TYPED | {"proof": proof})

        assert sent.status_code == 302, text_of(sent)
        found = queries.proofs_of(season.unit(PRIMARY), YEAR).get()
        path = address(season, PRIMARY, f"proofs/{found.pk}/")
        assert path in text_of(browser_of("district_finance").get(address(season, PRIMARY)))
        assert b"".join(browser_of("district_finance").get(path).streaming_content) == b"%PDF-1.7"
        assert browser_of("stranger").get(path).status_code == 404
