"""The counting rule of a year: read by all who manage, drafted and put in force by finance."""

import re
from dataclasses import asdict

import pytest

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.models import CountingRule
from tests.cast import CITY
from tests.domain.programmes.writing import AT, counting

YEAR = 2025
SHOWN, NEW = f"/programmes/?year={YEAR}", f"/programmes/{YEAR}/counting/new/"
TYPED = {name: "" if value is None else value for name, value in asdict(counting()).items()}


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def draft(cast):
    return services.write_counting_rule(actor=cast.actor("city_finance"), told=counting(), at=AT)


class TestReading:
    @pytest.mark.parametrize("name", ["unit", "supervisor", "auditor", "city_finance"])
    def test_shows_in_plain_words_what_holds(self, browser_of, name):
        text = text_of(browser_of(name).get(SHOWN))

        assert "付清货款、验货、验票，全部办完即计入" in text
        assert "全部发货满15日无人验收的，自动验收" in text
        assert ("录入计入口径" in text) is (name == "city_finance")

    def test_shows_drafts_to_their_layer_alone(self, browser_of, draft):
        shown = {name: draft.text in text_of(browser_of(name).get(SHOWN)) for name in ("city_finance", "supervisor")}

        assert shown == {"city_finance": True, "supervisor": False}


class TestWriting:
    def test_begins_with_what_holds(self, browser_of):
        text = text_of(browser_of("city_finance").get(NEW))

        checked = re.findall(r'name="needs" value="(\w+)"[^>]* checked', text)
        assert set(checked) == {"paid", "goods", "invoice"}
        assert "完成时间在本年度内的订单" not in text

    def test_is_drafted_changed_put_in_force_and_ended(self, browser_of):
        browser = browser_of("city_finance")
        browser.post(NEW, TYPED)
        rule = CountingRule.objects.get(region=CITY)
        one = f"/programmes/counting/{rule.pk}"
        assert "保存草稿" in text_of(browser.get(f"{one}/edit/"))
        browser.post(f"{one}/edit/", TYPED | {"needs": ["goods"], "accepts_after_days": ""})
        said = text_of(browser.post(f"{one}/publish/", follow=True))

        assert "计入口径已启用" in said
        assert "不自动验收" in said
        assert programmes.counting_for(CITY, YEAR).needs == ["goods"]
        assert "内容不能再改" in text_of(browser.get(f"{one}/edit/"))
        assert "终止年度不能早于" in text_of(browser.post(f"{one}/end/", {"last_year": str(YEAR)}, follow=True))
        browser.post(f"{one}/end/", {"last_year": "2099"})
        assert CountingRule.objects.get(pk=rule.pk).last_year == 2099

    def test_says_before_it_replaces_what_the_layer_has_itself(self, browser_of):
        browser, asked = browser_of("city_finance"), []
        for _ in range(2):
            browser.post(NEW, TYPED)
            asked.append("本级现行的计入口径由此替代" in text_of(browser.get(SHOWN)))
            browser.post(f"/programmes/counting/{CountingRule.objects.latest('pk').pk}/publish/")

        assert asked == [False, True]

    def test_is_thrown_away(self, browser_of, draft):
        browser_of("city_finance").post(f"/programmes/counting/{draft.pk}/discard/")

        assert not CountingRule.objects.filter(region=CITY).exists()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"needs": []}, "请至少勾选一个环节。"),
            ({"last_year": "2024"}, "终止年度不能早于起始年度。"),
            ({"accepts_after_days": "0"}, "请填写1至366之间的整数天数，或者留空。"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, changes, said):
        response = browser_of("city_finance").post(NEW, TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not CountingRule.objects.filter(region=CITY).exists()
