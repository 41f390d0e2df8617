"""Drafting, publishing, ending and rehearsing rules."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.models import Rule
from nongcai.domain.programmes.permissions import Layer
from tests.cast import CITY
from tests.interfaces.web.test_programmes import NEW, RULE, SHOWN, draft, text_of

pytestmark = pytest.mark.django_db

FOR_2024 = {"first_year": 2024, "last_year": 2024}
REHEARSED = "/programmes/2024/rehearse/"


def acted(browser, rule, act, **values):
    return browser.post(f"/programmes/rules/{rule.pk}/{act}/", values, follow=True)


class TestRuleNew:
    def test_explains_alternatives_and_conjunctions(self, browser_of):
        text = text_of(browser_of("city_finance").get(NEW))

        assert "做到其中一条即可" in text
        assert "每一条都要做到" in text

    def test_drafts_a_rule_that_binds_nobody_yet(self, browser_of):
        response = browser_of("city_finance").post(NEW, RULE, follow=True)

        assert "预留比例不得低于12%。" in text_of(response)
        assert [row.rule.shown for row in response.context["drafts"]] == ["年度食堂食材采购总额不低于12%"]
        assert "预留比例不得低于12%。" not in text_of(browser_of("unit").get(SHOWN))

    def test_drafts_a_departments_rule(self, browser_of, cast):
        browser_of("supervisor").post(NEW, RULE)

        layer = Layer(CITY, cast.units["4101000001"].id)
        assert [rule.value for rule in programmes.rules_of(layer)] == [12]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"base": ""}, "数值、计算基数、比较和计量单位应同时填写或同时留空。"),
            ({"value": "120"}, "百分比应在0和100之间。"),
            ({"value": "10%"}, "请填写不小于零的数字，不加逗号和单位"),
            ({"last_year": "2024"}, "终止年度不能早于起始年度。"),
            ({"first_year": "25"}, "之间的四位年份"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, changes, said):
        response = browser_of("city_finance").post(NEW, RULE | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not Rule.objects.filter(text=RULE["text"]).exists()

    def test_takes_few_queries(self, browser_of, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(5):
            response = browser.get(NEW)

        assert response.status_code == 200


class TestRuleEdit:
    def test_rewrites_a_draft(self, browser_of, cast):
        rule = draft(cast)

        acted(browser_of("city_finance"), rule, "edit", **RULE | {"value": "14"})

        assert Rule.objects.get(pk=rule.pk).value == 14

    def test_shows_what_binds_without_its_form(self, browser_of, cast):
        rule = draft(cast)
        browser = browser_of("city_finance")
        acted(browser, rule, "publish")

        text = text_of(browser.get(f"/programmes/rules/{rule.pk}/edit/"))

        assert "这条规则已启用，内容不能再改" in text
        assert "保存草稿" not in text

    def test_of_another_layer_is_not_there(self, browser_of, cast):
        rule = draft(cast)

        assert acted(browser_of("district_finance"), rule, "edit", **RULE).status_code == 404


class TestRulePublish:
    def test_binds_the_units_below(self, browser_of, cast):
        rule = draft(cast, text="预留比例不得低于12%。")

        acted(browser_of("city_finance"), rule, "publish")

        assert "预留比例不得低于12%。" in text_of(browser_of("unit").get(SHOWN))

    def test_of_a_looser_rule_asks_for_its_paragraph(self, browser_of, cast):
        rule = draft(cast, 8, paragraph="")
        browser = browser_of("city_finance")

        shown = text_of(browser.get(SHOWN))
        refused = acted(browser, rule, "publish")

        assert "填写依据文件的段落后再启用" in shown
        assert refused.status_code == 422
        assert "与上位规定不一致：全国规定“年度食堂食材采购总额不低于10%”" in text_of(refused)

    def test_by_a_stranger_changes_nothing(self, browser_of, cast):
        rule = draft(cast)

        answered = [acted(browser_of(name), rule, "publish").status_code for name in ("unit", "auditor", "supervisor")]

        assert answered == [404, 404, 404]
        assert Rule.objects.get(pk=rule.pk).published_at is None


class TestRuleEnd:
    def test_sets_the_last_year(self, browser_of, cast):
        rule = draft(cast, last_year=None)
        browser = browser_of("city_finance")
        acted(browser, rule, "publish")

        response = acted(browser, rule, "end", last_year="2026")

        assert "规则适用至2026年度。" in text_of(response)
        assert Rule.objects.get(pk=rule.pk).last_year == 2026

    @pytest.mark.parametrize(("last_year", "said"), [("", "没有终止"), ("2024", "终止年度不能早于起始年度。")])
    def test_says_what_is_wrong(self, browser_of, cast, last_year, said):
        rule = draft(cast, last_year=None)

        response = acted(browser_of("city_finance"), rule, "end", last_year=last_year)

        assert said in text_of(response)
        assert Rule.objects.get(pk=rule.pk).last_year is None


class TestRuleDiscard:
    def test_throws_a_draft_away(self, browser_of, cast):
        rule = draft(cast)

        acted(browser_of("city_finance"), rule, "discard")

        assert not Rule.objects.filter(pk=rule.pk).exists()

    def test_refuses_what_binds(self, browser_of, cast):
        rule = draft(cast)
        browser = browser_of("city_finance")
        acted(browser, rule, "publish")

        response = acted(browser, rule, "discard")

        assert response.status_code == 409
        assert "这条规则已启用，内容不能再改" in text_of(response)


class TestRuleRehearse:
    def test_names_who_would_fall_short_and_by_how_much(self, browser_of, cast):
        draft(cast, 15, **FOR_2024)

        response = browser_of("city_finance").get(REHEARSED)

        text = text_of(response)
        assert [row.name for row in response.context["page"]] == ["郑州市教育局", "金水区教育局"]
        assert "3,000.00" in text
        assert "按2023年度财政已确认的填报计算" in text

    def test_takes_one_draft_when_asked_to(self, browser_of, cast):
        draft(cast, 15, **FOR_2024)
        mild = draft(cast, 5, group=2, **FOR_2024)

        response = browser_of("city_finance").get(f"{REHEARSED}?rule={mild.pk}")

        assert response.context["found"].short == 0
        assert "没有未达到要求的单位" in text_of(response)

    def test_says_what_to_do_without_drafts(self, browser_of, cast):
        assert "没有可以试算的草稿" in text_of(browser_of("city_finance").get(REHEARSED))

    def test_of_anothers_draft_is_not_there(self, browser_of, cast):
        rule = draft(cast, 15, **FOR_2024)

        assert browser_of("district_finance").get(f"{REHEARSED}?rule={rule.pk}").status_code == 404

    def test_takes_few_queries(self, browser_of, cast, django_assert_max_num_queries):
        draft(cast, 15, **FOR_2024)
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(11):
            response = browser.get(REHEARSED)

        assert response.status_code == 200


class TestRuleExport:
    @pytest.fixture(autouse=True)
    def files(self, settings, tmp_path):
        settings.FILES = tmp_path

    def test_is_marked_and_kept(self, browser_of, cast):
        draft(cast, 15, **FOR_2024)

        response = browser_of("city_finance").post(f"{REHEARSED}export/", {"purpose": "征求意见"})

        sheet = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0)
        rows = sheet.to_python()
        assert "用途：征求意见" in rows[1][0]
        assert [row[2] for row in rows[4:]] == ["郑州市教育局", "金水区教育局"]
        assert Document.objects.get().name == "2024年度规则试算（未达到要求的单位）（用途：征求意见）.xlsx"

    def test_wants_a_purpose(self, browser_of, cast):
        draft(cast, 15, **FOR_2024)

        response = browser_of("city_finance").post(f"{REHEARSED}export/", {"purpose": ""}, follow=True)

        assert "请填写导出用途后再导出。" in text_of(response)
        assert not Document.objects.exists()


class TestLayers:
    def test_of_a_bureau_and_a_department_are_apart(self, browser_of, cast):
        rule = draft(cast, name="supervisor")

        bureau, department = (browser_of(name).get(SHOWN) for name in ("city_finance", "supervisor"))

        assert [row.rule.id for row in department.context["drafts"]] == [rule.pk]
        assert bureau.context["drafts"] == []
