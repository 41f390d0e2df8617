"""Letters of reminder, as a bureau writes them and an addressee signs for them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from pypdf import PdfReader

from nongcai.domain.urging import services
from nongcai.domain.urging.models import Letter
from nongcai.domain.urging.services import ToldCall
from tests.domain.shares.season import OFFICE, SCHOOL, YEAR, open_season
from tests.domain.urging.test_reminding import DUE, at
from tests.interfaces.web.test_programmes import text_of

NEW, LIST = f"/urging/letters/new/{YEAR}/", "/urging/letters/"
NUMBER = "郑财购函〔2024〕3号"


@pytest.fixture
def season(cast, settings, tmp_path):
    settings.FILES = tmp_path
    season = open_season(cast, files_due=DUE)
    actor, ids = season.actor("city_finance"), [season.unit(OFFICE), season.unit(SCHOOL)]
    services.remind(actor=actor, year=YEAR, ids=ids, at=at(3, 12), with_sms=False)
    services.deliver(at=at(3, 12))
    call = ToldCall("办公室", at(3, 13, 10), "正在填报。")
    services.log_call(actor=actor, unit_id=season.unit(OFFICE), year=YEAR, told=call, at=at(3, 13, 10))
    return season


@pytest.fixture
def address(browser_of, season):
    sent = {"addressee": season.unit(OFFICE), "act_by": "2099-04-10"}
    browser_of("city_finance").post(NEW, sent)
    return f"{LIST}{Letter.objects.get().pk}/"


def content(response):
    return BytesIO(b"".join(response.streaming_content))


class TestLetterNew:
    def test_offers_whom_this_office_writes_to_and_says_who_was_not_called(self, browser_of, season):
        text = text_of(browser_of("city_finance").get(NEW))

        assert "郑州市教育局（2家未办结）" in text
        assert "须先电话联系的" in text
        assert f'href="/urging/{season.cast.district.id}/2024/call/"' in text
        assert "金水区实验小学" not in text
        refused = browser_of("city_finance").post(NEW, {"addressee": season.cast.district.id, "act_by": "2099-04-10"})
        assert (refused.status_code, "请先登记电话联系" in text_of(refused)) == (422, True)


class TestLetterShow:
    def test_goes_from_draft_to_the_addressee(self, browser_of, address, django_assert_max_num_queries):
        clerk, signer, office = (browser_of(name) for name in ("city_finance", "city_signer", "supervisor"))
        told = {"title": "关于尽快完成填报的提示函", "text": "请尽快完成。\n\n特此函告。", "contact": "采购处"}
        clerk.post(f"{address}edit/", told)
        assert clerk.post(f"{address}steps/sign/").status_code == 403
        assert office.get(address).status_code == 404
        assert "待签发：由本部门有签发权" in text_of(clerk.get(address))
        assert "待签发提示函" in text_of(signer.get("/"))
        signer.post(f"{address}steps/sign/")
        wrong = clerk.post(f"{address}number/", {"number": "3号", "dated_on": "2024-03-27"})
        assert (wrong.status_code, "发文字号应为" in text_of(wrong)) == (422, True)
        clerk.post(f"{address}number/", {"number": NUMBER, "dated_on": "2024-03-27"})
        clerk.post(f"{address}finals/", {"file": SimpleUploadedFile("定稿.pdf", b"%PDF-1.4")})
        clerk.post(f"{address}steps/issue/")
        assert "待签发提示函" not in text_of(signer.get("/"))
        assert "待签收提示函" in text_of(office.get("/"))

        with django_assert_max_num_queries(9):
            text = text_of(office.get(address))
        assert "定稿.pdf" in text
        assert "签收" in text
        assert "已签收" in text_of(office.post(f"{address}steps/receive/", follow=True))
        assert "提示函" in text_of(clerk.get("/urging/contacts/?q=第一"))

    def test_names_who_is_through_since_it_was_drafted(self, browser_of, address, season):
        season.confirmed(SCHOOL)

        assert "郑州市第一中学。印发和列入通报时不再记入" in text_of(browser_of("city_finance").get(address))
        assert "不再记入" not in text_of(browser_of("auditor").get(address))

    def test_wants_the_last_day_to_pass_before_a_notice(self, browser_of, address):
        Letter.objects.update(state="signed")
        Letter.objects.update(state="numbered", number=NUMBER, dated_on="2024-03-27")
        Letter.objects.update(state="issued")

        refused = browser_of("city_finance").post(f"{address}name/", {"notice_number": "郑财购〔2024〕9号"})

        assert "期限届满后仍未办结的才能列入通报" in text_of(refused)


class TestLetterPaper:
    def test_is_printed_with_its_list_and_without_a_seal(self, browser_of, address):
        browser = browser_of("auditor")

        pdf = PdfReader(content(browser.get(f"{address}paper/pdf/")))
        docx = Document(content(browser.get(f"{address}paper/docx/")))

        text = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")
        assert "提示函" in text
        assert "待单位填报" in text
        assert "送审稿" in text
        assert any("尚有2家未办结" in one.text for one in docx.paragraphs)
        assert browser.get(f"{address}paper/odt/").status_code == 404
