"""The rules of a year, each with its document, and writing one's own layer's."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from tests.cast import CITY, PASSWORD
from tests.domain.programmes.writing import AT, bureau_of, in_force, percent, told_programme

YEAR = 2025
SHOWN = f"/programmes/?year={YEAR}"
EDIT = f"/programmes/{YEAR}/edit/"
NEW = f"/programmes/{YEAR}/rules/new/"
TYPED = {
    "title": "郑州市预留份额填报（2025年度）",
    "document": "郑财购〔2025〕1号",
    "mode": "self_filed",
    "files_from": "2025-03-01",
    "files_due": "2025-03-24",
    "endorse_due": "2025-03-26",
    "confirm_due": "2025-03-29",
    "report_due": "",
    "finish_by": "2025-10-31",
    "moves_to_workday": "on",
    "zone_name": "脱贫地区",
    "leading_count": "4",
}
RULE = {
    "subject": "canteen_minimum",
    "strength": "must",
    "applies_to": "has_canteen",
    "base": "canteen_total",
    "operator": "at_least",
    "value": "12",
    "measure": "percent",
    "group": "1",
    "condition": "",
    "first_year": str(YEAR),
    "last_year": str(YEAR),
    "document": "郑财购〔2025〕1号",
    "paragraph": "二（一）",
    "text": "预留比例不得低于12%。",
}


def text_of(response) -> str:
    return response.content.decode()


def draft(cast, value=12, name="city_finance", **changes):
    return services.write_rule(actor=cast.actor(name), told=percent(value, **changes), at=AT)


def season(cast, **changes):
    """Write and publish the city's season."""
    actor = cast.actor("city_finance")
    services.write_programme(actor=actor, year=YEAR, told=told_programme(**changes), at=AT)
    return services.publish_programme(actor=actor, year=YEAR, at=AT)


class TestRulePublishAll:
    def test_tells_which_stay_drafts_and_why(self, browser_of, cast):
        draft(cast)
        draft(cast, 8, paragraph="")

        response = browser_of("city_finance").post(f"/programmes/{YEAR}/rules/publish/", follow=True)

        assert "已启用1条规则" in text_of(response)
        assert "没有启用：与上位规定不一致" in text_of(response)

    def test_says_that_there_is_nothing(self, browser_of, cast):
        response = browser_of("city_finance").post(f"/programmes/{YEAR}/rules/publish/", follow=True)

        assert "没有这一年度起适用的草稿" in text_of(response)


class TestProgrammeShow:
    def test_shows_the_rules_of_each_layer_with_their_documents(self, browser_of):
        response = browser_of("unit").get("/programmes/?year=2024")

        text = text_of(response)
        assert [layer for layer, _rules in response.context["layers"]][-1] == "郑州市"
        assert "郑财购〔2024〕1号" in text

    def test_begins_with_the_latest_listed_year(self, browser_of):
        response = browser_of("city_finance").get("/programmes/")

        assert response.context["year"] == 2023
        assert "财库〔2021〕19号" in text_of(response)

    def test_falls_back_when_the_year_makes_no_sense(self, browser_of):
        response = browser_of("city_finance").get("/programmes/?year=1418")

        assert response.status_code == 200
        assert response.context["year"] == 2023

    def test_tells_each_last_day_as_it_was_moved_to_a_workday(self, browser_of, cast):
        season(cast, confirm_due=date(2025, 3, 29), moves_to_workday=True)

        text = text_of(browser_of("unit").get(SHOWN))

        assert "自填模式" in text
        assert "2025-03-31 <span" in text
        assert "文件规定 2025-03-29，遇休息日顺延" in text

    def test_marks_what_is_looser_than_above_and_names_the_higher_document(self, browser_of):
        in_force(CITY, percent(8, paragraph="第三条"))

        text = text_of(browser_of("unit").get(SHOWN))

        assert "与上位规定不一致" in text
        assert "全国规定“年度食堂食材采购总额不低于10%”（财库〔2021〕19号）" in text

    @pytest.mark.parametrize(
        ("name", "sees", "acts"),
        [
            ("city_finance", True, True),
            ("unit", False, False),
            ("auditor", False, False),
            ("district_finance", False, True),
            ("supervisor", False, True),
        ],
    )
    def test_keeps_drafts_and_buttons_to_those_who_write_the_layer(self, browser_of, cast, name, sees, acts):
        rule = draft(cast)

        response = browser_of(name).get(SHOWN)

        found = [row.rule.id for row in response.context["drafts"]]
        assert (found == [rule.pk], NEW in text_of(response)) == (sees, acts)

    @pytest.mark.parametrize(("name", "sees"), [("city_finance", True), ("auditor", True), ("stranger", False)])
    def test_shows_amendments_to_the_bureau_and_its_auditor(self, browser_of, cast, name, sees):
        draft(cast)

        assert ("修订记录" in text_of(browser_of(name).get(SHOWN))) is sees

    @pytest.mark.parametrize(("name", "warned"), [("city_finance", True), ("unit", False)])
    def test_warns_finance_of_a_missing_list_of_holidays(self, browser_of, name, warned, monkeypatch):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2028, 11, 1))

        assert ("缺少2029年的放假安排" in text_of(browser_of(name).get("/programmes/"))) is warned

    def test_takes_few_queries(self, browser_of, cast, django_assert_max_num_queries):
        season(cast)
        for value in range(11, 16):
            draft(cast, value, first_year=2023, last_year=2023)
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(22):
            response = browser.get("/programmes/")

        assert response.status_code == 200


class TestProgrammeEdit:
    def test_begins_a_new_year(self, browser_of):
        text = text_of(browser_of("city_finance").get(EDIT))

        assert "新录入，保存为草稿" in text
        assert "政府采购脱贫地区农副产品（2025年度）" in text

    def test_keeps_what_was_typed_as_a_draft(self, browser_of):
        response = browser_of("city_finance").post(EDIT, TYPED, follow=True)

        found = programmes.own_programme(CITY, YEAR)
        assert (found.confirm_due, found.published_at) == (date(2025, 3, 29), None)
        assert "本级方案草稿，启用前不生效" in text_of(response)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"endorse_due": "2025-03-20"}, "主管单位确认截止不能早于填报截止。"),
            ({"files_due": "3月24日"}, "请按“2025-03-24”的形式填写日期。"),
            ({"leading_count": "0"}, "请填写1至100之间的整数。"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, changes, said):
        response = browser_of("city_finance").post(EDIT, TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert programmes.own_programme(CITY, YEAR) is None

    def test_carries_its_own_token(self, cast):
        browser = Client(enforce_csrf_checks=True)
        login = browser.get("/login/").context["csrf_token"]
        browser.post("/login/", {"username": "city_finance", "password": PASSWORD, "csrfmiddlewaretoken": str(login)})
        token = browser.get(EDIT).context["csrf_token"]

        refused = browser.post(EDIT, TYPED)
        accepted = browser.post(EDIT, TYPED | {"csrfmiddlewaretoken": str(token)})

        assert (refused.status_code, accepted.status_code) == (403, 302)

    def test_takes_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(6):
            response = browser.get(EDIT)

        assert response.status_code == 200


class TestProgrammePublish:
    def test_puts_it_in_force_for_the_regions_below(self, browser_of):
        browser = browser_of("city_finance")
        browser.post(EDIT, TYPED)

        browser.post(f"/programmes/{YEAR}/publish/")

        assert "郑财购〔2025〕1号" in text_of(browser_of("district_finance").get(SHOWN))

    def test_refuses_a_season_of_self_filing_without_its_window(self, browser_of):
        browser = browser_of("city_finance")
        browser.post(EDIT, TYPED | {"files_from": "", "files_due": ""})

        response = browser.post(f"/programmes/{YEAR}/publish/")

        assert response.status_code == 422
        assert "自填模式应填写填报开始日和截止日。" in text_of(response)

    @pytest.mark.parametrize("act", ["publish", "copy"])
    @pytest.mark.parametrize("name", ["supervisor", "unit", "auditor"])
    def test_and_copying_are_not_there_for_others(self, browser_of, name, act):
        assert browser_of(name).post(f"/programmes/{YEAR}/{act}/").status_code == 404


class TestProgrammeCopy:
    def test_makes_a_draft_of_the_next_year(self, browser_of, cast):
        season(cast)

        response = browser_of("city_finance").post(f"/programmes/{YEAR}/copy/", follow=True)

        assert response.context["year"] == YEAR + 1
        assert "已复制为2026年度的草稿" in text_of(response)

    def test_marks_lines_that_still_name_an_earlier_year(self, browser_of, cast):
        season(cast, document="郑财购〔2025〕3号")
        for text in ("2025年度预留比例不低于11%。", "工会会员每人每年不超过2000元，比例不低于12%。"):
            draft(cast, text=text, document="年度工作通知")
        services.publish_rules(actor=cast.actor("city_finance"), year=YEAR, at=AT)
        browser = browser_of("city_finance")

        assert "仍写有" not in text_of(browser.get(SHOWN))
        browser.post(f"/programmes/{YEAR}/copy/")
        shown = text_of(browser.get(f"/programmes/?year={YEAR + 1}"))

        assert shown.count("仍写有2025年，请核对") == 2
        assert shown.count("仍写有2025年，请核对名称和依据文件。") == 1

    def test_says_that_the_layer_above_files_in_another_way(self, browser_of, cast):
        words = "为对账模式，请核对。"
        season(cast)
        browser = browser_of("city_finance")
        browser.post(f"/programmes/{YEAR}/copy/")
        assert words not in text_of(browser.get(f"/programmes/?year={YEAR + 1}"))

        province = bureau_of("410000")
        services.write_programme(actor=province, year=YEAR + 1, told=told_programme(mode="reconciled"), at=AT)
        services.publish_programme(actor=province, year=YEAR + 1, at=AT)

        assert words in text_of(browser.get(f"/programmes/?year={YEAR + 1}"))

    def test_says_that_the_next_year_has_one(self, browser_of, cast):
        season(cast)
        browser = browser_of("city_finance")
        browser.post(f"/programmes/{YEAR}/copy/")

        response = browser.post(f"/programmes/{YEAR}/copy/")

        assert response.status_code == 409
        assert "2026年度已有本级年度方案，请直接修改。" in text_of(response)
