"""The page of laggards, what was sent, and how the office reminds."""

from __future__ import annotations

from datetime import time

import pytest
from django.test import Client

from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.models import Liaison, Organisation
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.urging.models import Contact, ReminderPolicy
from tests import cast as offices
from tests.domain.shares.season import POLICE, PRIMARY, SCHOOL, YEAR, open_season
from tests.interfaces.web.test_programmes import text_of
from tests.worlds import world

LIST, REMIND, EXPORT = "/urging/", "/urging/remind/", "/urging/export/"
CONTACTS, SETTINGS = "/urging/contacts/", "/urging/settings/"
TYPED = {
    "days_before": "3", "quiet_from": "20:00", "quiet_to": "09:00", "rests_on_days_off": "on",
    "sms_a_day": "1", "sms_a_week": "2", "site_a_day": "1",
}  # fmt: skip


season = world(open_season)


class TestLaggingList:
    def test_shows_the_step_and_the_bureaus_apart(self, browser_of, season):
        season.file(SCHOOL)

        text = text_of(browser_of("city_finance").get(LIST))

        assert "本级直接管理的单位中有3家未办结" in text
        assert "待主管单位确认" in text
        assert "下级财政部门（所属单位未办结家数）" in text
        assert "金水区实验小学" not in text

    def test_is_filtered_by_step_supervisor_and_words(self, browser_of, season):
        season.file(SCHOOL)
        browser, office = browser_of("city_finance"), season.unit("4101000001")

        def names(query):
            return [row.one.name for row in browser.get(f"{LIST}?{query}").context["rows"]]

        assert names("step=endorse") == ["郑州市第一中学"]
        assert names(f"supervisor={office}") == ["郑州市教育局", "郑州市第一中学"]
        assert names("q=公安") == ["郑州市公安局"]

    def test_offers_a_text_to_paste_without_sensitive_bodies_and_numbers(self, browser_of, season):
        Organisation.objects.filter(pk=season.unit(POLICE)).update(is_sensitive=True)

        found = browser_of("auditor").get(LIST)

        text = found.context["paste"].initial["text"]
        assert "尚有3家单位未办结" in text
        assert "待单位填报2家：郑州市教育局、郑州市第一中学。" in text
        assert text.endswith("另有1家单位另行通知。")
        assert "公安" not in text
        assert "发送提醒" not in text_of(found)

    def test_takes_few_queries_however_many_lag(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")
        rows = [offices.unit(f"41010020{n:02}", f"郑州市第{n}小学") for n in range(60)]
        organisation_services.list_units(
            actor=season.actor("city_finance"), year=YEAR, rows=[*offices.UNITS, *rows], at=offices.AT
        )

        with django_assert_max_num_queries(17):
            found = browser.get(LIST)

        assert found.context["total"] == 63


class TestReconciledMode:
    def test_lists_and_reminds_of_what_the_exports_tell(self, browser_of, cast):
        season = open_season(cast, mode="reconciled")
        browser = browser_of("city_finance")

        text = text_of(browser.get(LIST))
        browser.post(REMIND, {"unit": [season.unit(SCHOOL)]})

        assert "本级直接管理的单位中有3家未办结" in text
        assert f"{YEAR}年度预留份额填报尚未完成" in Contact.objects.get().text
        assert "郑州市第一中学" in text_of(browser.get(CONTACTS))


class TestLaggingRemind:
    def test_says_what_became_of_each_row(self, browser_of, season):
        ids = [season.unit(SCHOOL), season.unit(PRIMARY), season.cast.district.id]

        text = text_of(browser_of("city_finance").post(REMIND, {"unit": ids}))

        assert "已安排提醒2家" in text
        assert "未提醒1家" in text
        assert "不得越级提醒" in text
        assert "郑州市第一中学" in text_of(browser_of("auditor").get(CONTACTS))

    def test_wants_somebody_chosen_and_a_token(self, browser_of, season):
        assert "请先选择要提醒的单位" in text_of(browser_of("city_finance").post(REMIND, {"unit": "x"}, follow=True))
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(season.cast.users["city_finance"])
        assert browser.post(REMIND, {"unit": season.unit(SCHOOL)}).status_code == 403
        assert browser_of("auditor").post(REMIND, {"unit": season.unit(SCHOOL)}).status_code == 404

    def test_sends_short_messages_only_where_there_is_a_gateway(self, browser_of, season, settings):
        settings.NONGCAI_SMS_BACKEND = "nongcai.foundation.sms.ConsoleGateway"
        ShareFiling.objects.filter(organisation_id=season.unit(SCHOOL)).update(contact_phone="13800001234")

        browser_of("city_finance").post(REMIND, {"unit": season.unit(SCHOOL), "sms": "on"})

        assert sorted(Contact.objects.values_list("channel", flat=True)) == ["site", "sms"]
        assert "13800001234" not in text_of(browser_of("city_finance").get(CONTACTS))


class TestLaggingExport:
    def test_wants_a_purpose(self, browser_of, season):
        assert browser_of("auditor").post(EXPORT, {"purpose": "调度会"}).headers["Content-Type"].endswith("sheet")
        assert "请填写导出用途" in text_of(browser_of("auditor").post(EXPORT, {}, follow=True))


class TestContactList:
    def test_takes_few_queries_and_stays_within_sight(self, browser_of, season, django_assert_max_num_queries):
        browser_of("city_finance").post(REMIND, {"unit": [season.unit(SCHOOL), season.unit(POLICE)]})
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(8):
            text = text_of(browser.get(f"{CONTACTS}?q=第一"))

        assert "郑州市第一中学" in text
        assert "郑州市公安局" not in text
        assert "没有联系记录" in text_of(browser_of("district_finance").get(CONTACTS))


class TestCallEnter:
    def test_keeps_the_call_beside_the_reminder(self, browser_of, season):
        unit = season.unit(SCHOOL)
        address = f"/urging/{unit}/{YEAR}/call/"
        typed = {
            "answer": "reached",
            "person": "王老师",
            "called_at": "2024-03-13T10:00",
            "said": "正在核对。",
            "promised_on": "2024-03-15",
        }
        browser = browser_of("city_finance")
        early = browser.post(address, typed)
        browser.post(REMIND, {"unit": unit})
        unsaid = text_of(browser.get(address))
        Contact.objects.update(state="sent")

        text = text_of(browser.post(address, typed, follow=True))

        assert (early.status_code, "请先发送提醒" in text_of(early)) == (422, True)
        assert "首次提醒发出后才能登记电话联系" in unsaid
        assert "电话记录已登记" in text
        nameless = browser.post(address, typed | {"number": "other"})
        assert (nameless.status_code, "请填写所拨的电话号码" in text_of(nameless)) == (422, True)
        assert "接听人：王老师；答复办结日期：2024-03-15" in text

    def test_shows_the_numbers_of_the_list_and_marks_the_dead_one(self, browser_of, season):
        unit, browser = season.unit(SCHOOL), browser_of("city_finance")
        entry = {"post": "食堂管理岗", "duty": "a", "phone": "0371-65801234", "since": "2024-01-01"}
        browser.post(f"/contacts/{unit}/enter/", entry)
        browser.post(REMIND, {"unit": unit})
        Contact.objects.update(state="sent")
        address, liaison = f"/urging/{unit}/{YEAR}/call/", Liaison.objects.get()
        typed = {"answer": "dead", "called_at": "2024-03-13T10:00", "said": "提示为空号。"}

        offered = text_of(browser.get(address))
        other = browser.post(address, typed | {"number": "other"})
        marked = text_of(browser.post(address, typed | {"number": liaison.pk}, follow=True))

        liaison.refresh_from_db()
        assert "A岗 食堂管理岗" in offered
        assert "0371-****1234" in offered
        assert (other.status_code, "请核对所拨号码" in text_of(other)) == (422, True)
        assert "号码失效" in marked
        assert liaison.dead_at is not None

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")
        with django_assert_max_num_queries(8):
            browser.get(f"/urging/{season.unit(SCHOOL)}/{YEAR}/call/")


class TestPolicyEdit:
    def test_keeps_what_was_typed(self, browser_of, season):
        browser = browser_of("city_finance")
        assert "现按上级或系统默认设置" in text_of(browser.get(SETTINGS))

        assert "提醒设置已保存" in text_of(browser.post(SETTINGS, TYPED, follow=True))

        policy = ReminderPolicy.objects.get()
        assert (policy.days_before, policy.quiet_to, policy.sms_a_week) == (3, time(9), 2)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"sms_a_day": "9"}, "请填写0至5之间的整数"),
            ({"quiet_to": "早上"}, "请按“21:00”的形式"),
            ({"days_before": "0"}, "1至20之间"),
        ],
    )
    def test_says_what_is_wrong(self, browser_of, season, changes, said):
        response = browser_of("city_finance").post(SETTINGS, TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
