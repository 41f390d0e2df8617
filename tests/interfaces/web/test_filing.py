"""A unit's year: the page, the form, the draft, the sheet of paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from tests.cast import PASSWORD
from tests.domain.programmes.writing import in_force, percent
from tests.domain.shares.season import OFFICE, POLICE, SCHOOL, YEAR, open_season, own
from tests.interfaces.web.filing import TYPED, canteen, running
from tests.worlds import world

UNKNOWN_HOST = "没有单位编码或全称为“查无此单位”的预算单位"


@world
def season(cast):
    return running(cast)


def text_of(response) -> str:
    return response.content.decode()


def address(season, act="", code=SCHOOL) -> str:
    return f"/shares/units/{season.unit(code)}/{YEAR}/{act}"


def filed(season):
    return shares.filing_of(season.unit(SCHOOL), YEAR)


class TestFilingOwn:
    @pytest.mark.parametrize("name", ["unit", "supervisor"])
    def test_leads_a_unit_to_its_running_year(self, browser_of, season, name):
        response = browser_of(name).get("/shares/own/")

        code = {"unit": SCHOOL, "supervisor": OFFICE}[name]
        assert response.url == address(season, code=code)

    def test_leads_finance_to_the_list(self, browser_of, season):
        assert browser_of("city_finance").get("/shares/own/").url == "/shares/"


class TestFilingShow:
    def test_says_that_nothing_is_filed_and_until_when(self, browser_of, season):
        text = text_of(browser_of("unit").get(address(season)))

        assert "本年度尚未填报" in text
        assert "开始填报" in text
        assert f"{YEAR}年度填报截止于" in text

    def test_says_whom_it_waits_for_and_since_when(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        text = text_of(browser_of("unit").get(address(season)))

        assert "待郑州市教育局办理，自" in text
        assert "500,000.00 元（50.00 万元）" in text
        assert "12.00%" in text
        assert "撤回" in text
        assert "财政部门确认后计入" in text

    def test_tells_each_rule_with_its_paragraph_and_outcome(self, browser_of, season):
        in_force("410100", percent(15, first_year=YEAR, last_year=YEAR, strength="encouraged", document="鼓励文件"))
        season.file(SCHOOL, at=timezone.now())

        text = text_of(browser_of("city_finance").get(address(season)))

        assert "鼓励文件 第二条" in text
        assert "未达到" in text
        assert "75,000.00" in text

    def test_tells_only_what_a_version_changed(self, browser_of, season):
        at = timezone.now()
        first = season.file(SCHOOL, at=at)
        services.withdraw(actor=season.actor("unit"), filing_id=first.pk, at=at)
        season.file(SCHOOL, own(total=600_000, reserved=70_000), at=at, seen=1)

        text = text_of(browser_of("supervisor").get(address(season)))

        assert "历次版本（仅列出变化）" in text
        assert "职工食堂（自有食堂，就餐200人）500,000.00元，上年决算" in text
        assert "70,000.00" in text

    def test_keeps_the_initial_and_the_standing_reserve_apart(self, browser_of, season):
        at = timezone.now()
        season.confirmed()
        season.file(SCHOOL, own(reserved=55_000), at=at, seen=1)

        text = text_of(browser_of("unit").get(address(season)))

        assert "年初预留数" in text
        assert "60,000.00 元（12.00%）" in text

    def test_hides_the_telephone_from_those_who_only_read(self, browser_of, season):
        season.file(SCHOOL, own(contact_name="填报岗", contact_phone="037112345678"), at=timezone.now())

        shown = {name: "037112345678" in text_of(browser_of(name).get(address(season))) for name in season.cast.users}

        assert [name for name, seen in shown.items() if seen] == ["supervisor", "unit", "second_supervisor"]

    def test_says_where_nobody_files_here(self, browser_of, cast):
        open_season(cast, mode="reconciled")

        text = text_of(browser_of("unit").get(f"/shares/units/{cast.units[SCHOOL].id}/{YEAR}/"))

        assert "实行对账模式" in text
        assert "开始填报" not in text

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        season.file(SCHOOL, at=timezone.now())
        browser = browser_of("supervisor")

        with django_assert_max_num_queries(33):
            browser.get(address(season))


class TestFilingPrint:
    def test_has_room_for_signature_and_seal(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        text = text_of(browser_of("unit").get(address(season, "print/")))

        assert "预留份额填报表" in text
        assert "填报单位（盖章）" in text
        assert "500,000.00" in text

    def test_is_not_there_before_anything_is_filed(self, browser_of, season):
        assert browser_of("unit").get(address(season, "print/")).status_code == 404


class TestFilingFile:
    def test_shows_last_year_and_the_bound_beside_the_fields(self, browser_of, season):
        response = browser_of("unit").get(address(season, "file/"))

        text = text_of(response)
        assert "上年预留 60,000.00 元。" in text
        assert "鼓励" in text
        assert response.context["takes"]

    def test_files(self, browser_of, season):
        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"}, follow=True)

        assert "预留份额填报已提交" in text_of(response)
        assert (filed(season).canteen_total, filed(season).reserved) == (500_000, 60_000)

    def test_reckons_the_amount_from_the_ratio(self, browser_of, season):
        typed = TYPED | {"do": "file", "reserved": "", "ratio": "12.5", "canteens-0-total": "500,000"}

        browser_of("unit").post(address(season, "file/"), typed)

        assert filed(season).reserved == 62_500

    def test_tries_without_filing(self, browser_of, season):
        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "try"})

        text = text_of(response)
        assert "试算结果" in text
        assert "12.00%" in text
        assert filed(season) is None

    def test_adds_a_canteen_and_keeps_what_was_typed(self, browser_of, season):
        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "add", "contact_name": ""})

        text = text_of(response)
        assert 'name="canteens-1-kind"' in text
        assert 'value="职工食堂"' in text
        assert "canteens-2-kind" not in text

    def test_sums_several_canteens(self, browser_of, season):
        typed = TYPED | canteen(1, kind="own", name="学生食堂", total="100000") | {"canteens-TOTAL_FORMS": "2"}

        browser_of("unit").post(address(season, "file/"), typed | {"do": "file"})

        assert filed(season).canteen_total == 600_000

    def test_leaves_out_a_canteen_that_was_struck_out(self, browser_of, season):
        typed = TYPED | canteen(1, kind="own", name="学生食堂", total="", DELETE="on") | {"canteens-TOTAL_FORMS": "2"}

        browser_of("unit").post(address(season, "file/"), typed | {"do": "file"})

        assert filed(season).canteen_total == 500_000

    def test_files_nothing_without_a_canteen(self, browser_of, season):
        typed = TYPED | {"do": "file", "eats": "none", "reserved": ""} | canteen(0, kind="own", name="", total="")

        browser_of("unit").post(address(season, "file/"), typed)

        assert (filed(season).remark, filed(season).reserved) == ("无食堂", 0)

    def test_finds_the_managing_unit_by_its_code(self, browser_of, season):
        typed = TYPED | {"do": "file", "eats": "shared", "host": OFFICE} | canteen(0, kind="own", name="", total="")

        browser_of("unit").post(address(season, "file/"), typed | {"reserved": ""})

        assert filed(season).remark == "共用食堂，由郑州市教育局填报"

    def test_says_that_the_managing_unit_is_unknown(self, browser_of, season):
        typed = TYPED | {"do": "file", "eats": "shared", "host": "查无此单位"}

        response = browser_of("unit").post(address(season, "file/"), typed)

        assert response.status_code == 422
        assert UNKNOWN_HOST in text_of(response)

    def test_refuses_below_the_floor_and_loses_nothing(self, browser_of, season):
        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file", "reserved": "1,000"})

        text = text_of(response)
        assert response.status_code == 422
        assert "未达到" in text
        assert "相差49,000.00元" in text
        assert 'value="1,000"' in text
        assert filed(season) is None

    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"ratio": "12"}, "预留金额和预留比例只填一项"),
            ({"reserved": ""}, "请填写预留金额，或填写预留比例"),
            ({"canteens-0-total": "五十万"}, "请填写以元为单位"),
            ({"canteens-0-total": "50,00.00"}, "请填写以元为单位"),
            ({"reserved": "60,5"}, "请填写以元为单位"),
            ({"reserved": "600000"}, "预留金额600,000.00元大于各食堂采购总额合计500,000.00元"),
            ({"canteens-0-total": "", "canteens-0-name": "", "canteens-0-diners": ""}, "请至少填写一个食堂"),
            ({"canteens-0-kind": "outsourced"}, "承包方还没有“832平台”交易账号"),
            ({"eats": "shared"}, "请填写管理食堂的单位"),
            ({"contact_phone": "无"}, "请填写电话号码"),
        ],
    )
    def test_says_what_is_wrong(self, browser_of, season, wrong, told):
        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"} | wrong)

        assert response.status_code == 422
        assert told in text_of(response)

    def test_keeps_what_was_typed_when_the_window_closes_meanwhile(self, browser_of, cast):
        season = running(cast, closed=True)

        response = browser_of("unit").post(address(season, "file/"), TYPED | {"do": "file"})

        assert response.status_code == 409
        assert "请向同级财政部门申请延期" in text_of(response)
        assert 'value="60000"' in text_of(response)

    def test_has_no_form_after_the_window(self, browser_of, cast):
        season = running(cast, closed=True)

        text = text_of(browser_of("unit").get(address(season, "file/")))

        assert "提交填报" not in text
        assert "已于" in text

    def test_refuses_a_form_that_was_opened_before_another_filed(self, browser_of, season):
        first = season.file(SCHOOL, at=timezone.now())
        services.withdraw(actor=season.actor("unit"), filing_id=first.pk, at=timezone.now())

        typed = TYPED | {"do": "file", "reserved": "61000"}
        response = browser_of("unit").post(address(season, "file/"), typed | {"seen_version": "0"})

        text = text_of(response)
        assert response.status_code == 409
        assert "已有新的内容（第1版，" in text
        assert "与第1版不同的有：预留金额（元）" in text
        assert 'value="61000"' in text
        again = browser_of("unit").post(address(season, "file/"), typed | {"seen_version": "1"})
        assert (again.status_code, 'name="seen_version" value="1"' in text) == (302, True)

    def test_begins_with_what_was_filed(self, browser_of, season):
        first = season.file(SCHOOL, at=timezone.now())
        services.withdraw(actor=season.actor("unit"), filing_id=first.pk, at=timezone.now())

        text = text_of(browser_of("unit").get(address(season, "file/")))

        assert 'value="职工食堂"' in text
        assert 'name="seen_version" value="1"' in text

    def test_wants_its_token(self, cast, season):
        client = Client(enforce_csrf_checks=True)
        client.login(username="unit", password=PASSWORD)

        response = client.post(address(season, "file/"), TYPED | {"do": "file"})

        assert response.status_code == 403
        assert filed(season) is None

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("unit")

        with django_assert_max_num_queries(26):
            browser.get(address(season, "file/"))


class TestFilingDraft:
    def test_comes_back_as_it_was_typed(self, browser_of, season):
        browser = browser_of("unit")
        browser.post(address(season, "draft/"), TYPED | {"contact_name": "", "reserved": "六万"})

        text = text_of(browser.get(address(season, "file/")))

        assert "已恢复草稿" in text
        assert 'value="六万"' in text
        assert 'value="职工食堂"' in text

    def test_answers_a_script_with_a_word(self, browser_of, season):
        response = browser_of("unit").post(address(season, "draft/"), TYPED, HTTP_HX_REQUEST="true")

        assert text_of(response).startswith("草稿已于")

    def test_is_left_aside_once_something_newer_was_filed(self, browser_of, season):
        browser = browser_of("unit")
        season.file(SCHOOL, at=timezone.now())
        browser.post(address(season, "draft/"), TYPED | {"canteens-0-name": "旧食堂"})

        assert "旧食堂" not in text_of(browser.get(address(season, "file/")))

    def test_is_nobody_elses(self, browser_of, season):
        assert browser_of("stranger").post(address(season, "draft/"), TYPED).status_code == 404
        assert browser_of("city_finance").post(address(season, "draft/"), TYPED).status_code == 404


class TestActs:
    def test_withdraw_and_keep(self, browser_of, season):
        season.confirmed()
        browser = browser_of("unit")
        season.file(SCHOOL, own(reserved=55_000), at=timezone.now(), seen=1)

        browser.post(address(season, "withdraw/"))
        assert filed(season).state == "withdrawn"
        browser.post(address(season, "keep/"))
        assert (filed(season).state, filed(season).reserved) == ("confirmed", 60_000)

    def test_endorse(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        response = browser_of("supervisor").post(
            address(season, "decide/"), {"action": "endorse", "version": "1"}, follow=True
        )

        assert "已办理，当前状态：主管已确认。" in text_of(response)

    def test_send_back_with_reason_words_and_fields(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())
        typed = {
            "action": "send_back",
            "version": "1",
            "reason": "other",
            "words": "请核对",
            "fields_named": ["reserved"],
        }

        browser_of("supervisor").post(address(season, "decide/"), typed)

        text = text_of(browser_of("unit").get(address(season, "file/")))
        assert "郑州市教育局于" in text
        assert "请核对" in text
        assert "需修改的项目：预留金额或比例" in text

    def test_do_not_send_back_without_words(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        response = browser_of("supervisor").post(address(season, "decide/"), {"action": "send_back", "version": "1"})

        assert response.status_code == 422
        assert "退回时请选择原因，并写明需要修改什么。" in text_of(response)

    def test_refuse_who_does_not_hold_it(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        response = browser_of("city_finance").post(address(season, "decide/"), {"action": "confirm", "version": "1"})

        assert response.status_code in {403, 409}

    def test_refuse_an_older_version(self, browser_of, season):
        season.file(SCHOOL, at=timezone.now())

        response = browser_of("supervisor").post(address(season, "decide/"), {"action": "endorse", "version": "9"})

        assert response.status_code == 409


class TestLongNames:
    def test_are_shown_in_full(self, browser_of, season):
        season.file(SCHOOL, own(note="很长的说明" * 50), at=timezone.now() + timedelta(seconds=1))

        assert "很长的说明" * 50 in text_of(browser_of("unit").get(address(season)))


def test_police_goes_up_at_once(browser_of, season):
    season.file(POLICE, by="police", at=timezone.now())

    assert "待郑州市财政局办理" in text_of(browser_of("police").get(address(season, code=POLICE)))
