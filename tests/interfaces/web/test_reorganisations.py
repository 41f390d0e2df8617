"""Changes of organisations, as a bureau drafts, previews, enforces and reverses them."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.reorganisations.models import Line, Reorganisation
from tests.interfaces.web.test_programmes import text_of

LIST, NEW = "/reorganisations/", "/reorganisations/new/"
TOLD = {"title": "市直部门机构改革", "approval": "郑编办〔2024〕12号", "effective_on": "2024-06-01"}
OFFICE, SCHOOL, POLICE = "4101000001", "4101000002", "4101000003"
MERGE = {"kind": "merge", "rows": f"{SCHOOL} {POLICE}", "moves_people": "on"}


@pytest.fixture
def browser(browser_of, settings, tmp_path):
    settings.FILES = tmp_path
    return browser_of("city_finance")


@pytest.fixture
def address(browser):
    browser.post(NEW, TOLD)
    return f"{LIST}{Reorganisation.objects.get().pk}/"


def checked(browser, address):
    browser.post(f"{address}lines/", MERGE)
    browser.post(f"{address}approvals/", {"file": SimpleUploadedFile("批复.pdf", b"-")})
    return browser.post(f"{address}steps/check/", follow=True)


class TestReorganisationList:
    def test_says_what_it_is_for_while_empty(self, browser):
        assert "还没有机构调整单" in text_of(browser.get(LIST))

    def test_takes_few_queries(self, browser, address, django_assert_max_num_queries):
        for _ in range(3):
            browser.post(NEW, TOLD)

        with django_assert_max_num_queries(8):
            assert "市直部门机构改革" in text_of(browser.get(LIST))


class TestReorganisationNew:
    def test_says_in_the_form_what_is_missing(self, browser):
        response = browser.post(NEW, TOLD | {"approval": ""})

        assert response.status_code == 422
        assert not Reorganisation.objects.exists()


class TestReorganisationEdit:
    def test_writes_the_particulars_anew(self, browser, address):
        browser.post(f"{address}edit/", TOLD | {"title": "区划调整"})

        assert Reorganisation.objects.get().title == "区划调整"


class TestReorganisationShow:
    def test_previews_people_filings_and_totals(self, browser, address):
        browser.post(f"{address}lines/", MERGE)

        text = text_of(browser.get(address))

        assert "第一中学填报岗（预算单位）转入承接单位" in text
        assert "2023年度预留 60,000.00" in text
        assert "本部门合计（调整前后不变" in text

    def test_takes_as_many_queries_for_one_line_as_for_several(self, browser, address, django_assert_max_num_queries):
        browser.post(f"{address}lines/", {"kind": "rename", "rows": f"{SCHOOL} 甲\n{POLICE} 乙\n{OFFICE} 丙"})

        with django_assert_max_num_queries(18):
            assert browser.get(address).status_code == 200

    def test_offers_an_auditor_nothing_to_do(self, browser, browser_of, address):
        text = text_of(browser_of("auditor").get(address))

        assert "增加调整事项" not in text
        assert "作废" not in text


class TestLineAdd:
    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ("", "这个字段是必填项。"),
            ("9999 8888", "第1行：管理范围内没有编码为“9999”的单位。"),
            ("a b c d", "第1行：一行最多三项"),
            (f"{SCHOOL} {SCHOOL}", "承接"),
        ],
    )
    def test_says_which_row_is_wrong_and_adds_none(self, browser, address, rows, said):
        response = browser.post(f"{address}lines/", MERGE | {"rows": rows})

        assert response.status_code == 422
        assert said in text_of(response)
        assert not Line.objects.exists()


class TestLineRemove:
    def test_takes_it_out(self, browser, address):
        browser.post(f"{address}lines/", MERGE)

        browser.post(f"{address}lines/{Line.objects.get().pk}/remove/")

        assert not Line.objects.exists()

    def test_leaves_no_gap_in_the_numbers_by_which_faults_are_told(self, browser, address):
        browser.post(f"{address}lines/", {"kind": "rename", "rows": f"{SCHOOL} 甲\n{POLICE} 乙"})
        browser.post(f"{address}lines/{Line.objects.first().pk}/remove/")

        shown = re.findall(r'data-label="序号" class="num">(\d+)<', text_of(browser.get(address)))
        refused = text_of(browser.post(f"{address}lines/", {"kind": "close", "rows": f"{SCHOOL}\n{POLICE}"}))

        assert shown == ["1"]
        assert "第2行：“郑州市公安局”在调整单中出现两次" in refused


class TestPersonPlace:
    def test_lets_one_person_stop_or_go_along(self, browser, address, cast):
        browser.post(f"{address}lines/", MERGE)
        membership = cast.users["unit"].memberships.get().pk
        place = f"{address}lines/{Line.objects.get().pk}/people/{membership}/"

        stopped = browser.post(place, {"goes_along": "no"}, follow=True)
        again = browser.post(place, {"goes_along": "yes"}, follow=True)

        assert "第一中学填报岗（预算单位）任职终止" in text_of(stopped)
        assert "第一中学填报岗（预算单位）转入承接单位" in text_of(again)

    def test_knows_nobody_else(self, browser, address):
        browser.post(f"{address}lines/", MERGE)

        assert browser.post(f"{address}lines/{Line.objects.get().pk}/people/0/").status_code == 404


class TestSplit:
    def test_lists_each_person_by_the_unit_that_it_goes_to(self, browser, address, cast):
        browser.post(f"{address}lines/", {"kind": "split", "rows": f"{SCHOOL} 第一中学分校 4101001003"})
        membership = cast.users["unit"].memberships.get().pk
        before = text_of(browser.get(address))

        place = f"{address}lines/{Line.objects.get().pk}/people/{membership}/"
        after = text_of(browser.post(place, {"goes_along": "yes"}, follow=True))

        assert "第一中学分校" in before
        assert "第一中学填报岗（预算单位）不转入" in before
        assert "第一中学填报岗（预算单位）转入分设单位" in after


class TestApprovalUpload:
    def test_refuses_what_is_no_paper(self, browser, address):
        response = browser.post(f"{address}approvals/", {"file": SimpleUploadedFile("x.exe", b"-")})

        assert "批准文件应为PDF、OFD或图片" in text_of(response)


class TestReorganisationStep:
    def test_enforces_what_was_checked_and_reverses_it(self, browser, address, cast):
        assert "已核对，可以办理生效。" in text_of(checked(browser, address))
        school = cast.units[SCHOOL].id

        text = text_of(browser.post(f"{address}steps/enforce/", follow=True))
        assert "机构调整已生效。" in text
        assert "生效时变更的记录" in text
        assert "在办填报" not in text
        assert organisations.node(school).parent_id == cast.units[POLICE].id

        text = text_of(browser.post(f"{address}steps/reverse/", {"words": "批复已撤销"}, follow=True))
        assert "机构调整已撤回" in text
        assert "批复已撤销" in text
        assert organisations.node(school).parent_id == cast.units[OFFICE].id

    def test_wants_a_reason_for_reversing(self, browser, address):
        checked(browser, address)
        browser.post(f"{address}steps/enforce/")

        assert "请填写撤回理由。" in text_of(browser.post(f"{address}steps/reverse/", follow=True))
        assert Reorganisation.objects.get().state == "in_force"

    def test_refuses_one_without_approval(self, browser, address):
        browser.post(f"{address}lines/", MERGE)

        response = browser.post(f"{address}steps/check/")

        assert response.status_code == 422
        assert "还没有上传批准文件" in text_of(response)

    def test_is_not_there_by_another_name(self, browser, address):
        assert browser.post(f"{address}steps/approve/").status_code == 404


class TestReorganisationTold:
    def test_shows_a_unit_and_its_district_their_own_lines(
        self, browser, browser_of, address, cast, django_assert_max_num_queries
    ):
        browser.post(f"{address}lines/", {"kind": "rename", "rows": f"4101050002 实验一小\n{SCHOOL} 一中"})
        browser.post(f"{address}approvals/", {"file": SimpleUploadedFile("批复.pdf", b"-")})
        browser.post(f"{address}steps/check/")
        assert browser_of("district_finance").get(f"{address}told/").status_code == 404
        browser.post(f"{address}steps/enforce/")
        district = browser_of("district_finance")

        with django_assert_max_num_queries(9):
            text = text_of(district.get(f"{address}told/"))

        assert "“金水区实验小学”更名为“实验一小”" in text
        assert "一中" not in text
        assert "涉及本地区单位的机构调整" in text_of(district.get(LIST))
        assert "更名为“一中”" in text_of(browser_of("unit").get(f"{address}told/"))
        assert browser_of("stranger").get(f"{address}told/").status_code == 404
        unit = browser_of("unit").get(f"/units/{cast.units[SCHOOL].id}/")
        assert "机构沿革" in text_of(unit)


class TestReorganisationPrint:
    def test_shows_the_lines(self, browser, address):
        browser.post(f"{address}lines/", MERGE)

        assert "郑州市第一中学" in text_of(browser.get(f"{address}print/"))
