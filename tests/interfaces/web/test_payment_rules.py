"""The payment rule of a year: read by all who manage, drafted and put in force by finance."""

from dataclasses import asdict

import pytest

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.models import PaymentRule
from tests.cast import CITY
from tests.domain.programmes.writing import AT, payment

YEAR = 2025
SHOWN, NEW = f"/programmes/?year={YEAR}", f"/programmes/{YEAR}/payment/new/"
TYPED = {name: "" if value is None else str(value) for name, value in asdict(payment()).items()}


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def draft(cast):
    return services.write_payment_rule(actor=cast.actor("city_finance"), told=payment(), at=AT)


class TestReading:
    @pytest.mark.parametrize("name", ["unit", "supervisor", "auditor", "city_finance"])
    def test_shows_in_plain_words_what_holds(self, browser_of, name):
        text = text_of(browser_of(name).get(SHOWN))

        assert "自货物交付之日起30日内付款，合同另有约定的最长60日" in text
        assert "满15日无人办理的，订单自动取消" in text
        assert "计入订单完成时间所在的年度" in text
        assert ("录入付款期限" in text) is (name == "city_finance")

    def test_shows_drafts_to_their_layer_alone(self, browser_of, draft):
        shown = {name: "15日内付款" in text_of(browser_of(name).get(SHOWN)) for name in ("city_finance", "supervisor")}

        assert shown == {"city_finance": True, "supervisor": False}


class TestWriting:
    def test_begins_with_the_days_that_hold(self, browser_of):
        text = text_of(browser_of("city_finance").get(NEW))

        assert 'name="goods_first_days" value="30"' in text
        assert "国务院令第802号" not in text

    def test_is_drafted_changed_and_put_in_force(self, browser_of):
        browser = browser_of("city_finance")
        browser.post(NEW, TYPED)
        rule = PaymentRule.objects.get(region=CITY)
        one = f"/programmes/payment/{rule.pk}"
        assert "保存草稿" in text_of(browser.get(f"{one}/edit/"))
        browser.post(f"{one}/edit/", TYPED | {"goods_first_days": "20"})
        said = text_of(browser.post(f"{one}/publish/", follow=True))

        assert "付款期限已启用" in said
        assert programmes.payment_for(CITY, YEAR).goods_first_days == 20
        assert "内容不能再改" in text_of(browser.get(f"{one}/edit/"))
        assert "终止年度不能早于" in text_of(browser.post(f"{one}/end/", {"last_year": str(YEAR)}, follow=True))
        browser.post(f"{one}/end/", {"last_year": "2099"})
        assert PaymentRule.objects.get(pk=rule.pk).last_year == 2099
        assert "没有终止" in text_of(browser.post(f"{one}/end/", {"last_year": "明年"}, follow=True))

    def test_is_thrown_away(self, browser_of, draft):
        browser_of("city_finance").post(f"/programmes/payment/{draft.pk}/discard/")

        assert not PaymentRule.objects.filter(region=CITY).exists()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"goods_first_days": "31"}, "付款期限不得超过自交付之日起30日，合同另有约定的最长60日。"),
            ({"last_year": "2024"}, "终止年度不能早于起始年度。"),
            ({"check_days": "0"}, "请填写1至366之间的整数天数。"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, changes, said):
        response = browser_of("city_finance").post(NEW, TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert not PaymentRule.objects.filter(region=CITY).exists()
