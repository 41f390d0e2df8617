"""The demand board: what units will need, who sees it of whom, and who could deliver."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    DemandClosedError,
    DemandPhoneError,
    DemandPrivateError,
    DemandQuantityError,
    DemandWeeksError,
    EntryNotListedError,
    MarkupError,
    SupplierNotAdmittedError,
)
from nongcai.domain.catalogue.models import Demand, DemandAnswer
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Organisation
from nongcai.foundation.errors import InvalidError, NotAllowedError, NotFoundError
from tests.buying import published, told_demand
from tests.cast import hire_buyer
from tests.goods import second_supplier
from tests.market import all_the_way, on_stage
from tests.shelf import category, goods, sell_for_good
from tests.worlds import world

NOW = timezone.now
TODAY = timezone.localdate


def seen(actor, **asked):
    return [row.item for row in queries.demands_visible_to(actor, TODAY(), **asked)]


def shown(actor, demand):
    row = queries.demands_visible_to(actor, TODAY()).get(pk=demand.pk)
    return queries.demands_shown(actor, [row], TODAY())[0]


@world
def market(cast):
    market = on_stage(cast)
    sell_for_good(all_the_way(market))
    return market


def answer(market, demand, product, by="supplier"):
    return services.answer_demand(actor=market.actor(by), demand_id=demand.pk, product_id=product.pk, at=NOW())


class TestPublish:
    def test_tells_whole_weeks_and_the_units_district(self, cast):
        wednesday = TODAY() + timedelta(days=9 - TODAY().weekday())
        demand = published(cast, since=wednesday, until=wednesday)

        assert (demand.since.weekday(), demand.until - demand.since) == (0, timedelta(days=6))
        assert shown(cast.actor("unit"), demand).place == "河南省郑州市"

    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [
            (DemandWeeksError, {"until": date(2020, 1, 1), "since": date(2020, 1, 1)}),
            (DemandWeeksError, {"until": date(2090, 1, 1)}),
            (DemandWeeksError, {"until": date.max}),
            (DemandWeeksError, {"since": date.min}),
            (DemandWeeksError, {"since": date.max}),
            (DemandQuantityError, {"quantity": Decimal(0)}),
            (DemandQuantityError, {"quantity": Decimal("0.0001")}),
            (DemandPrivateError, {"remarks": "请打13800000001"}),
            (DemandPrivateError, {"item": "大米0371-60000000"}),
            (DemandPhoneError, {"phone": "张三"}),
            (MarkupError, {"remarks": "<b>急</b>"}),
            (InvalidError, {"measure": "cart"}),
            (NotFoundError, {"category_id": 404}),
        ],
    )
    def test_refuses_what_makes_no_sense(self, cast, refusal, changes):
        with pytest.raises(refusal):
            published(cast, **changes)
        assert not Demand.objects.exists()

    def test_is_for_units_and_their_buyers(self, cast):
        hire_buyer(cast)
        published(cast, by="buyer")

        assert seen(cast.actor("unit")) == ["干木耳"]
        with pytest.raises(NotAllowedError):
            published(cast, by="city_finance")


class TestSight:
    def test_of_a_unit_is_its_own_of_the_market_what_is_open(self, cast, market):
        dry = category("干货")
        published(cast, item="木耳", category_id=dry.pk)
        published(cast, item="大米", by="stranger")

        assert seen(cast.actor("unit")) == ["木耳"]
        assert seen(cast.actor("city_finance")) == []
        for name in ("supplier", "platform"):
            assert seen(market.actor(name)) == ["大米", "木耳"]
        assert seen(market.actor("quality")) == []
        assert seen(market.actor("supplier"), category=dry) == ["木耳"]
        assert seen(market.actor("supplier"), province="62") == []
        assert seen(market.actor("supplier"), province="41", is_open=True) == ["大米", "木耳"]

    def test_ends_with_the_last_day_or_when_it_is_closed(self, cast, market):
        closed, over = published(cast, item="木耳"), published(cast, item="大米")
        services.close_demand(actor=cast.actor("unit"), demand_id=closed.pk, at=NOW())
        Demand.objects.filter(pk=over.pk).update(since=date(2020, 1, 6), until=TODAY() - timedelta(days=1))

        assert seen(market.actor("supplier")) == []
        assert seen(market.actor("platform")) == ["大米", "木耳"]
        assert seen(cast.actor("unit"), is_open=True) == []
        with pytest.raises(DemandClosedError):
            services.close_demand(actor=cast.actor("unit"), demand_id=closed.pk, at=NOW())
        with pytest.raises(NotFoundError):
            services.close_demand(actor=cast.actor("stranger"), demand_id=over.pk, at=NOW())

    def test_of_a_sensitive_unit_is_the_district_alone(self, cast, market):
        demand = published(cast, by="stranger", phone="0371-60000000")
        police = cast.units["4101000003"].id
        assert shown(market.actor("supplier"), demand).unit_name == "郑州市公安局"

        Organisation.objects.filter(pk=police).update(is_sensitive=True)
        for name in ("supplier", "platform"):
            told = shown(market.actor(name), demand)
            assert (told.unit_name, told.phone, told.place) == ("", "", "河南省郑州市")
        assert shown(cast.actor("stranger"), demand).unit_name == "郑州市公安局"


class TestWhomNobodyLetIn:
    def test_sees_no_unit_and_no_number(self, cast):
        market = on_stage(cast)
        demand = published(cast)

        assert seen(market.actor("supplier")) == []
        sell_for_good(all_the_way(market))
        assert seen(market.actor("supplier")) == [demand.item]

    def test_nor_is_a_number_told_when_the_demand_is_over(self, market, cast):
        demand = published(cast, phone="0371-60000000")
        answer(market, demand, goods(market.supplier).product)
        before = shown(market.actor("supplier"), demand).phone
        services.close_demand(actor=cast.actor("unit"), demand_id=demand.pk, at=NOW())

        assert before
        assert shown(market.actor("supplier"), demand).phone == ""
        assert shown(cast.actor("unit"), demand).phone == "0371-60000000"
        with pytest.raises(NotFoundError):
            services.look_at_number(actor=market.actor("supplier"), demand_id=demand.pk, purpose="供货", at=NOW())

    def test_and_who_looks_at_a_whole_number_is_kept(self, market, cast):
        demand = published(cast, phone="0371-60000000")
        assert shown(market.actor("supplier"), demand).phone == "0371-****0000"

        number = services.look_at_number(
            actor=market.actor("supplier"), demand_id=demand.pk, purpose="联系供货", at=NOW()
        )

        assert number == "0371-60000000"
        [look] = organisations.looks_visible_to(cast.actor("city_finance"))
        assert (look.whose.name, look.what, look.purpose) == (demand.unit.name, f"需求“{demand.item}”", "联系供货")
        assert look.user_id == market.users["supplier"].pk
        assert not organisations.looks_visible_to(cast.actor("district_finance")).exists()


class TestAnswer:
    def test_is_one_a_supplier_and_may_change(self, cast, market):
        demand = published(cast)
        one, other = (goods(market.supplier, name).product for name in ("木耳", "香菇"))
        answer(market, demand, one)
        answer(market, demand, other)

        [found] = queries.answers_visible_to(cast.actor("unit"), demand, TODAY())
        assert (found.answer.product, found.is_shown) == (other, True)
        assert services.retract_answer(actor=market.actor("supplier"), demand_id=demand.pk, at=NOW()) == 1
        assert not DemandAnswer.objects.exists()

    def test_of_others_is_not_seen_by_suppliers(self, cast, market):
        demand = published(cast)
        answer(market, demand, goods(market.supplier).product)
        _second, stranger = second_supplier(market)

        assert queries.answers_visible_to(stranger, demand, TODAY()) == []
        assert len(queries.answers_visible_to(market.actor("platform"), demand, TODAY())) == 1

    def test_wants_an_open_demand_and_an_own_listed_product(self, cast, market):
        demand, draft = published(cast), goods(market.supplier, state="draft").product
        made = goods(market.supplier).product
        _second, stranger = second_supplier(market)

        with pytest.raises(EntryNotListedError):
            answer(market, demand, draft)
        with pytest.raises(NotFoundError):
            services.answer_demand(actor=stranger, demand_id=demand.pk, product_id=made.pk, at=NOW())
        with pytest.raises(NotAllowedError):
            answer(market, demand, made, by="platform")
        answer(market, demand, made)
        services.close_demand(actor=cast.actor("unit"), demand_id=demand.pk, at=NOW())
        with pytest.raises(DemandClosedError):
            answer(market, demand, made)

    def test_is_for_those_who_were_admitted(self, cast):
        market, demand = on_stage(cast), published(cast)

        with pytest.raises(SupplierNotAdmittedError):
            services.answer_demand(actor=market.actor("supplier"), demand_id=demand.pk, product_id=1, at=NOW())


class TestWords:
    def test_of_a_demand_are_kept_bare(self, cast):
        told = told_demand(item=" 大米 ", remarks=" 一级 ", phone=" 13800000001 ")
        demand = services.publish_demand(actor=cast.actor("unit"), told=told, at=NOW())

        assert (demand.item, demand.remarks, demand.phone) == ("大米", "一级", "13800000001")
