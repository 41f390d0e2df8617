"""Lower ratios, later days, and the days on which offices are closed."""

from __future__ import annotations

from datetime import date

import pytest

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.models import Amendment, Exemption, Extension
from tests.interfaces.web.test_programmes import YEAR, season, text_of

GRANTS = f"/programmes/grants/?year={YEAR}"
EXEMPTION = "/programmes/exemptions/"
EXTENSION = f"/programmes/{YEAR}/extensions/"
DAYS, ENTER = "/programmes/days-off/?year=2027", "/programmes/2027/days-off/"
APPROVED = {
    "unit": "4101000002",
    "rate": "5",
    "first_year": str(YEAR),
    "last_year": str(YEAR),
    "approved_by": "财政部国库司",
    "document": "财库函〔2025〕1号",
    "paragraph": "",
    "ground": "食堂停业改造",
}
LATER = {"unit": "郑州市第一中学", "due_on": "2025-04-02", "ground": "食堂改造，数据未定"}
LINES = "2027-01-01至2027-01-03 元旦\n2027/2/20 上班\n\n2027年5月3日 劳动节"


class TestGrantList:
    def test_says_what_holds_where_nothing_was_granted(self, browser_of, cast):
        text = text_of(browser_of("auditor").get(GRANTS))

        assert "这一年度没有降低比例核准" in text
        assert "登记核准" not in text

    def test_of_the_city_is_not_all_there_for_a_district(self, browser_of, cast):
        browser_of("city_finance").post(EXEMPTION, APPROVED)

        assert "食堂停业改造" in text_of(browser_of("city_finance").get(GRANTS))
        assert "食堂停业改造" not in text_of(browser_of("district_finance").get(GRANTS))

    def test_takes_few_queries(self, browser_of, cast, django_assert_max_num_queries):
        browser = browser_of("city_finance")
        for code in ("4101000001", "4101000002", "4101000003"):
            browser.post(EXEMPTION, APPROVED | {"unit": code})

        with django_assert_max_num_queries(7):
            response = browser.get(GRANTS)

        assert response.status_code == 200


class TestExemptionEnter:
    def test_keeps_it_for_the_unit_of_the_code(self, browser_of, cast):
        response = browser_of("city_finance").post(EXEMPTION, APPROVED, follow=True)

        school = cast.units["4101000002"]
        assert programmes.exemptions([school.path], YEAR) == {school.id: 5}
        assert "降低比例核准已登记。" in text_of(response)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"unit": "开封市教育局"}, "管理范围内没有代码或名称为“开封市教育局”的单位"),
            ({"unit": "教育局"}, "对应不止一家单位："),
            ({"rate": "120"}, "请填写0至100之间的数字"),
            ({"last_year": "2024"}, "终止年度不能早于起始年度。"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, cast, changes, said):
        response = browser_of("city_finance").post(EXEMPTION, APPROVED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not Exemption.objects.exists()

    def test_finds_no_unit_of_another_bureau(self, browser_of, cast):
        assert browser_of("district_finance").post(EXEMPTION, APPROVED).status_code == 422

    @pytest.mark.parametrize(("name", "status"), [("auditor", 404), ("supervisor", 404), ("unit", 404)])
    def test_is_for_finance_alone(self, browser_of, cast, name, status):
        assert browser_of(name).post(EXEMPTION, APPROVED).status_code == status
        assert not Exemption.objects.exists()


class TestExemptionEnd:
    def test_ends_it(self, browser_of, cast):
        browser = browser_of("city_finance")
        browser.post(EXEMPTION, APPROVED)

        response = browser.post(f"{EXEMPTION}{Exemption.objects.get().pk}/end/?year={YEAR}", follow=True)

        assert "降低比例核准已终止" in text_of(response)
        assert programmes.exemptions([cast.units["4101000002"].path], YEAR) == {}

    def test_of_a_stranger_is_not_there(self, browser_of, cast):
        browser_of("city_finance").post(EXEMPTION, APPROVED)

        response = browser_of("district_finance").post(f"{EXEMPTION}{Exemption.objects.get().pk}/end/")

        assert response.status_code == 404


class TestExtensionEnter:
    def test_lets_a_unit_file_until_a_later_day(self, browser_of, cast):
        season(cast)

        response = browser_of("city_finance").post(EXTENSION, LATER, follow=True)

        school = cast.units["4101000002"].id
        assert programmes.extensions([school], YEAR) == {school: date(2025, 4, 2)}
        assert "食堂改造，数据未定" in text_of(response)

    def test_refuses_a_day_that_is_no_later(self, browser_of, cast):
        season(cast)

        response = browser_of("city_finance").post(EXTENSION, LATER | {"due_on": "2025-03-20"})

        assert response.status_code == 422
        assert response.context["form"].chosen_year == YEAR
        assert "延期至2025-03-20不晚于现在的截止日2025-03-24，请填写更晚的日期。" in text_of(response)
        assert not Extension.objects.exists()


class TestExtensionEnd:
    def test_lets_the_usual_last_day_hold_again(self, browser_of, cast):
        season(cast)
        browser = browser_of("city_finance")
        browser.post(EXTENSION, LATER)
        extension = Extension.objects.get()

        assert "延期已终止" in text_of(browser.post(f"/programmes/extensions/{extension.pk}/end/", follow=True))

        assert programmes.extensions([cast.units["4101000002"].id], YEAR) == {}
        assert Amendment.objects.filter(deed="end_extension").count() == 1
        assert browser.post(f"/programmes/extensions/{extension.pk}/end/").status_code == 404

    def test_of_a_stranger_is_not_there(self, browser_of, cast):
        season(cast)
        browser_of("city_finance").post(EXTENSION, LATER)

        response = browser_of("district_finance").post(f"/programmes/extensions/{Extension.objects.get().pk}/end/")

        assert response.status_code == 404
        assert programmes.extensions([cast.units["4101000002"].id], YEAR) != {}


class TestDayoffList:
    def test_asks_for_a_missing_year(self, browser_of, monkeypatch, cast):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 25))

        text = text_of(browser_of("city_finance").get(DAYS))

        assert "2027年的放假安排还没有录入" in text

    def test_shows_holidays_and_the_weekends_worked(self, browser_of, cast):
        response = browser_of("auditor").get("/programmes/days-off/?year=2025")

        assert response.context["holidays"][0] == ("元旦", [date(2025, 1, 1)])
        assert date(2025, 1, 26) in response.context["calendar"].worked
        assert "录入放假安排" not in text_of(response)

    def test_takes_few_queries(self, browser_of, cast, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(7):
            response = browser.get("/programmes/days-off/?year=2025")

        assert response.status_code == 200


class TestDayoffEnter:
    def test_takes_days_spans_and_worked_weekends(self, browser_of, cast):
        response = browser_of("city_finance").post(ENTER, {"lines": LINES})

        calendar = programmes.calendar_of(2027)
        assert response.status_code == 302
        assert [day.day for day, _name in calendar.holidays] == [1, 2, 3, 3]
        assert calendar.worked == [date(2027, 2, 20)]

    def test_gives_back_what_was_entered(self, browser_of, cast):
        browser = browser_of("city_finance")

        lines = browser.get("/programmes/days-off/?year=2025").context["lines_form"].initial["lines"]
        before = programmes.calendar_of(2025)
        browser.post("/programmes/2025/days-off/", {"lines": lines})

        assert programmes.calendar_of(2025) == before

    def test_says_a_sentence_a_wrong_line_and_keeps_nothing(self, browser_of, cast):
        wrong = "2027-01-01 元旦\n元旦\n2027-02-30 春节\n2026-05-01 劳动节\n2027-01-01 元旦"

        response = browser_of("city_finance").post(ENTER, {"lines": wrong})

        assert response.status_code == 422
        assert [str(error) for error in response.context["lines_form"].errors["lines"]] == [
            "第2行“元旦”：看不懂，请按“2027-01-01 元旦”的形式填写，名称不超过20字。",
            "第3行“2027-02-30 春节”：没有这一天，或起止颠倒、超过31天，请核对日期。",
            "第4行“2026-05-01 劳动节”：不在2027年，请核对年份。",
            "第5行“2027-01-01 元旦”：与第1行是同一天，请删去一行。",
        ]
        assert not programmes.has_calendar(2027)

    @pytest.mark.parametrize(("name", "status"), [("auditor", 404), ("unit", 404)])
    def test_is_for_finance_alone(self, browser_of, cast, name, status):
        assert browser_of(name).post(ENTER, {"lines": LINES}).status_code == status
        assert not programmes.has_calendar(2027)
