"""Pages of what is to count to another unit, and the same through the API."""

import json

from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.orders.models import Order, UnitCorrection
from nongcai.domain.organisations.models import Membership
from nongcai.interfaces.web.templatetags.shell import in_yuan
from tests.cast import AT
from tests.interfaces.web.ordering import form_of, text
from tests.orders import open_trade
from tests.worlds import world

LIST, POLICE = "/orders/corrections/", "4101000003"


@world
def order(cast):
    trade = open_trade(cast)
    post = cast.users["buyer"].memberships.get()
    # The same person buys for the police, too.
    Membership.objects.create(
        user=post.user,
        organisation_id=post.organisation_id,
        role=post.role,
        period=DateRange(AT.date(), None),
        buys_for_id=cast.units[POLICE].id,
    )
    return trade.signed()


class TestCorrections:
    def test_are_asked_for_and_agreed_to_by_all(self, cast, order, browser_of):
        page, police = f"/orders/{order.pk}/", cast.units[POLICE]
        told = form_of(text(browser_of("buyer"), page), "correct/")
        assert told["to_unit_id"] == str(police.id)
        assert browser_of("buyer").post(f"{page}correct/", told).status_code == 422
        browser_of("buyer").post(f"{page}correct/", told | {"words": "选错单位"})
        again = browser_of("buyer").post(f"{page}correct/", told | {"words": "选错单位"})
        assert again.status_code == 422

        address = f"{page}corrections/1/answer/"
        assert browser_of("unit").post(address, {"agrees": "no", "words": ""}).status_code == 422
        for name in ("unit", "stranger", "city_finance"):
            assert "选错单位" in text(browser_of(name), LIST)
            assert browser_of(name).post(address, {"agrees": "yes"}).status_code == 302

        assert Order.objects.get().unit_id == police.id
        assert "已更正" in text(browser_of("buyer"), LIST)

    def test_end_with_a_no_and_are_not_everybodys(self, order, cast, browser_of):
        page = f"/orders/{order.pk}/"
        told = form_of(text(browser_of("buyer"), page), "correct/") | {"words": "选错单位"}
        browser_of("buyer").post(f"{page}correct/", told)
        address = f"{page}corrections/1/answer/"

        assert browser_of("supervisor").post(address, {"agrees": "yes"}).status_code == 403
        assert browser_of("district_finance").post(address, {"agrees": "yes"}).status_code == 404
        browser_of("stranger").post(address, {"agrees": "no", "words": "不是我单位采购"})
        assert UnitCorrection.objects.get().state == "refused"
        assert browser_of("unit").post(address, {"agrees": "yes"}).status_code == 409
        assert "没有更正申请" in text(browser_of("district_finance"), LIST)

    def test_say_how_much_they_move_and_who_has_still_to_agree(self, order, browser_of):
        page = f"/orders/{order.pk}/"
        told = form_of(text(browser_of("buyer"), page), "correct/") | {"words": "选错单位"}
        browser_of("buyer").post(f"{page}correct/", told)
        browser_of("unit").post(f"{page}corrections/1/answer/", {"agrees": "yes"})

        shown = text(browser_of("stranger"), LIST)

        assert in_yuan(order.due) in shown
        assert "更正后单位、原单位财政部门、更正后单位财政部门" in shown
        # The order itself is in the sight of the unit that has it, not of the one that is to have it.
        assert f'href="{page}"' not in shown
        assert f'href="{page}"' in text(browser_of("unit"), LIST)

    def test_stand_on_the_desk_of_whoever_has_to_agree_until_it_did(self, order, browser_of):
        page, card = f"/orders/{order.pk}/", "待同意的所属单位更正"
        told = form_of(text(browser_of("buyer"), page), "correct/") | {"words": "选错单位"}
        assert card not in text(browser_of("unit"), "/")
        browser_of("buyer").post(f"{page}correct/", told)

        parties = ("unit", "stranger", "city_finance")
        assert [card in text(browser_of(name), "/") for name in parties] == [True, True, True]
        assert card not in text(browser_of("supervisor"), "/")
        browser_of("unit").post(f"{page}corrections/1/answer/", {"agrees": "yes"})

        assert [card in text(browser_of(name), "/") for name in parties] == [False, True, True]

    def test_go_through_the_api(self, order, cast, browser_of):
        def post(name, path, told):
            address = f"/api/v1/orders/{order.pk}/{path}"
            return browser_of(name).post(address, json.dumps(told), content_type="application/json")

        told = {"to_unit_id": cast.units[POLICE].id, "words": "选错单位"}
        assert post("buyer", "correct", told).json()["state"] == "asked"
        assert post("buyer", "correct", told).json()["code"] == "correction_open"
        answered = post("city_finance", "corrections/1/answer", {"agrees": True}).json()
        assert (bool(answered["from_finance_at"]), bool(answered["to_finance_at"])) == (True, True)
        assert browser_of("unit").get("/api/v1/corrections").json()["count"] == 1
        assert browser_of("stranger").get("/api/v1/corrections").json()["items"][0]["to_name"] == "郑州市公安局"
