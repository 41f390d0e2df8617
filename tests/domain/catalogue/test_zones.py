"""Zones: what they take, who decides, how many they hold, in which order they show."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    CuratorError,
    EntryNotListedError,
    EntryReasonError,
    EntryRulesError,
    EntryStepError,
    MarkupError,
    NoEntriesError,
    PictureUnreadableError,
    PictureWordsError,
    ZoneClosedError,
    ZoneOrderError,
    ZonePeriodError,
    ZoneRulesError,
    ZoneStepError,
)
from nongcai.domain.catalogue.models import Zone, ZoneEntry, ZoneEntryStep
from nongcai.domain.catalogue.rules import parse
from nongcai.domain.catalogue.services import entering
from nongcai.domain.catalogue.states import EntryState, Move, ZoneAction, ZoneState
from nongcai.domain.notifications.models import Message
from nongcai.foundation.errors import DomainError, InvalidError, NotAllowedError, NotFoundError
from tests.goods import picture, second_supplier
from tests.market import AT, COUNTY, OTHER_COUNTY, TODAY, all_the_way, on_stage
from tests.shelf import category, goods
from tests.zones import admit, entered, opened, planned, standing, stepped, told_zone


@pytest.fixture
def files(settings, tmp_path):
    settings.FILES = tmp_path


def order(market, entry, move, version=None, by="platform"):
    seen = Zone.objects.get(pk=entry.zone_id).order_version if version is None else version
    return services.order_entry(actor=market.actor(by), entry_id=entry.pk, move=move, version=seen)


def send_back(market, zone, *entries, words="请补充检测报告"):
    keys = [entry.pk for entry in entries]
    return services.return_entries(actor=market.actor("platform"), zone_id=zone.pk, entry_ids=keys, words=words, at=AT)


def shown_names(zone, on=TODAY, **asked):
    found = queries.find(queries.Asked(zone=zone.pk, **asked), on)
    return [row.name for row in found.rows]


class TestPlan:
    def test_is_opened_by_a_step_of_its_own(self, stall):
        zone = planned(stall)
        assert (zone.state, zone.is_open(TODAY)) == (ZoneState.PLANNED, False)

        zone = stepped(stall, zone, ZoneAction.OPEN)
        assert [zone.is_open(day) for day in (date(2023, 12, 31), TODAY)] == [False, True]
        with pytest.raises(ZoneStepError):
            stepped(stall, zone, ZoneAction.OPEN)
        assert stepped(stall, zone, ZoneAction.CLOSE).state == ZoneState.ENDED

    def test_came_with_three(self, db):
        found = list(Zone.objects.order_by("position").values_list("name", "kind"))
        assert found == [("832优选", "brand"), ("食堂采购专场", "session"), ("工会采购专场", "session")]

    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [
            (ZonePeriodError, {"closes_on": date(2023, 1, 1)}),
            (ZoneRulesError, {"low": Decimal(5), "high": Decimal(4)}),
            (ZoneRulesError, {"certificates": ["famous"]}),
            (ZoneRulesError, {"categories": [404]}),
            (ZoneRulesError, {"province": "99"}),
            (ZoneRulesError, {"counties": ["410100"]}),
            (MarkupError, {"words": "<script>"}),
            (InvalidError, {"name": "832优选"}),
            (InvalidError, {"kind": "shop"}),
        ],
    )
    def test_refuses_what_makes_no_sense(self, stall, refusal, changes):
        with pytest.raises(refusal):
            planned(stall, **changes)

    def test_is_the_platforms(self, stall):
        with pytest.raises(NotAllowedError):
            services.plan_zone(actor=stall.actor("quality"), told=told_zone())

    def test_has_a_picture_with_words(self, stall, files):
        zone, told = planned(stall), {"name": "a.jpg", "at": AT}
        for alt, data, refusal in (("", picture(), PictureWordsError), ("横幅", b"x", PictureUnreadableError)):
            with pytest.raises(refusal):
                services.hang_banner(actor=stall.actor("platform"), zone_id=zone.pk, data=data, alt=alt, **told)

        zone = services.hang_banner(
            actor=stall.actor("platform"), zone_id=zone.pk, data=picture(), alt="春季专场横幅", **told
        )
        assert queries.banner_file(zone).media_type == "image/jpeg"


class TestApply:
    def test_waits_for_the_zone(self, stall, supplier):
        zone, made = opened(stall), goods(supplier)
        entry = entered(stall, zone, made.product)

        assert entry.state == EntryState.APPLIED
        assert shown_names(zone) == []
        with pytest.raises(EntryStepError):
            entered(stall, zone, made.product)

    @pytest.mark.parametrize(
        ("rules", "named"),
        [
            ({"certificates": ["organic", "green"]}, "须有在有效期内的有机产品、绿色食品之一"),
            ({"high": Decimal(50)}, "折算单价不高于50.00元/千克"),
            ({"low": Decimal(61), "high": Decimal(80)}, "折算单价在61.00元至80.00元/千克之间"),
            ({"counties": [OTHER_COUNTY]}, "产地须为河南省洛阳市洛宁县"),
            ({"province": "62"}, "产地须为甘肃省"),
        ],
    )
    def test_that_fails_a_rule_is_refused_by_its_name(self, stall, supplier, rules, named):
        zone, made = opened(stall, **rules), goods(supplier)

        with pytest.raises(EntryRulesError) as refusal:
            entered(stall, zone, made.product)

        assert str(refusal.value) == f"“卢氏黑木耳”不符合“春季专场”的入选条件：{self.whole(named)}。"

    def whole(self, named):
        return f"须按重量计，{named}" if named.startswith("折算") else named

    def test_names_the_category(self, stall, supplier):
        zone, made = opened(stall, categories=[category("粮油").pk]), goods(supplier)

        with pytest.raises(EntryRulesError, match="商品分类须为粮油"):
            entered(stall, zone, made.product)

    def test_takes_what_lies_below_a_category_and_in_one_of_the_places(self, stall, supplier):
        group = category("粮油")
        made = goods(supplier, category=category("米", group))

        zone = opened(stall, categories=[group.pk], counties=[COUNTY], province="62", high=Decimal(60))
        assert entered(stall, zone, made.product).state == EntryState.APPLIED

    def test_wants_a_price_by_weight_where_there_is_a_band(self, stall, supplier):
        made = goods(supplier, of={"measured": "count", "net": 1, "price": 5})

        with pytest.raises(EntryRulesError, match="须按重量计"):
            entered(stall, opened(stall, high=Decimal(60)), made.product)

    def test_wants_an_open_zone_and_goods_that_are_up(self, stall, supplier):
        made, hidden = goods(supplier), goods(supplier, "核桃", of={"is_on": False})
        ended = opened(stall, closes_on=TODAY - timedelta(days=1))

        with pytest.raises(ZoneClosedError):
            entered(stall, ended, made.product)
        with pytest.raises(NotFoundError):
            entered(stall, planned(stall, name="另一专场"), made.product)
        with pytest.raises(EntryNotListedError):
            entered(stall, opened(stall, name="第三专场"), hidden.product)

    def test_is_for_own_products(self, stall, supplier):
        zone, made = opened(stall), goods(supplier)
        stall.supplier.refresh_from_db()
        _other, stranger = second_supplier(stall)

        with pytest.raises(NotFoundError):
            services.enter_zone(actor=stranger, zone_id=zone.pk, product_id=made.product.pk, at=AT)
        with pytest.raises(NotAllowedError):
            services.enter_zone(actor=stall.actor("platform"), zone_id=zone.pk, product_id=made.product.pk, at=AT)


class TestDecide:
    def test_admits_many_at_once_and_tells(self, stall, supplier):
        zone = opened(stall)
        entries = [entered(stall, zone, goods(supplier, name).product) for name in ("木耳", "核桃")]

        assert admit(stall, zone, *entries) == 2
        assert sorted(shown_names(zone)) == ["木耳", "核桃"]
        assert Message.objects.latest("pk").text == "商品“木耳”等2种已入选“春季专场”。"

    def test_tells_of_one_by_its_name(self, stall, supplier):
        standing(stall, opened(stall), goods(supplier, "木耳").product)

        assert Message.objects.latest("pk").text == "商品“木耳”已入选“春季专场”。"

    def test_sends_back_with_a_reason_and_takes_again(self, stall, supplier):
        zone, made = opened(stall), goods(supplier)
        entry = entered(stall, zone, made.product)
        with pytest.raises(EntryReasonError):
            send_back(stall, zone, entry, words=" ")

        send_back(stall, zone, entry)
        entered(stall, zone, made.product)
        admit(stall, zone, entry)
        services.remove_entry(actor=stall.actor("platform"), entry_id=entry.pk, words="抽检不合格", at=AT)

        assert shown_names(zone) == []
        steps = [(row.action, row.words) for row in ZoneEntryStep.objects.order_by("pk")]
        assert steps == [
            ("apply", ""), ("send_back", "请补充检测报告"), ("apply", ""), ("admit", ""), ("remove", "抽检不合格"),
        ]  # fmt: skip

    def test_is_taken_back_by_its_supplier(self, stall, supplier):
        zone, made = opened(stall), goods(supplier)
        entry = standing(stall, zone, made.product)
        stall.supplier.refresh_from_db()
        _other, stranger = second_supplier(stall)

        with pytest.raises(NotFoundError):
            services.withdraw_entry(actor=stranger, entry_id=entry.pk, at=AT)
        services.withdraw_entry(actor=stall.actor("supplier"), entry_id=entry.pk, at=AT)
        assert shown_names(zone) == []
        with pytest.raises(EntryStepError):
            admit(stall, zone, entry)

    def test_looks_at_the_rules_again(self, stall, supplier):
        zone, made = opened(stall, high=Decimal(60)), goods(supplier)
        entry = entered(stall, zone, made.product)
        type(made.offer).objects.filter(pk=made.offer.pk).update(price=31)
        made.put_up()

        with pytest.raises(EntryRulesError):
            admit(stall, zone, entry)

    def test_wants_something_chosen_of_this_zone(self, stall, supplier):
        zone, other = opened(stall), opened(stall, name="另一专场")
        entry = entered(stall, zone, goods(supplier).product)

        with pytest.raises(NoEntriesError):
            admit(stall, zone)
        with pytest.raises(NotFoundError):
            admit(stall, other, entry)

    def test_is_for_those_who_were_named(self, stall, supplier):
        zone = opened(stall)
        entry, platform = entered(stall, zone, goods(supplier).product), stall.actor("platform")
        with pytest.raises(CuratorError):
            services.name_curators(actor=platform, zone_id=zone.pk, user_ids=[stall.users["quality"].pk], at=AT)
        with pytest.raises(NotAllowedError):
            services.admit_entries(actor=stall.actor("supplier"), zone_id=zone.pk, entry_ids=[entry.pk], at=AT)

        services.name_curators(actor=platform, zone_id=zone.pk, user_ids=[platform.user_id], at=AT)
        zone.curators.update(user=stall.users["quality"])
        with pytest.raises(NotAllowedError):
            admit(stall, zone, entry)
        services.name_curators(actor=platform, zone_id=zone.pk, user_ids=[], at=AT)
        assert admit(stall, zone, entry) == 1

    def test_is_kept_by_the_database(self, stall, supplier):
        entry = standing(stall, opened(stall), goods(supplier).product)

        for change in (
            lambda: ZoneEntry.objects.filter(pk=entry.pk).update(state="sent_back"),
            lambda: ZoneEntryStep.objects.update(words="x"),
            lambda: ZoneEntry.objects.filter(pk=entry.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


class TestOrder:
    def test_is_moved_step_by_step(self, stall, supplier):
        zone = opened(stall)
        made = {name: standing(stall, zone, goods(supplier, name).product) for name in "甲乙丙丁"}
        neutral = shown_names(zone)

        order(stall, made["丙"], Move.FIRST)
        order(stall, made["丁"], Move.UP)
        assert shown_names(zone) == ["丙", "丁", *(one for one in neutral if one in "甲乙")]
        order(stall, made["丁"], Move.UP)
        order(stall, made["甲"], Move.UP)
        assert shown_names(zone) == ["丁", "丙", "甲", "乙"]
        order(stall, made["丁"], Move.DOWN)
        assert shown_names(zone)[:3] == ["丙", "丁", "甲"]
        order(stall, made["甲"], Move.DOWN)
        order(stall, made["丙"], Move.FREE)
        assert shown_names(zone) == ["丁", *(one for one in neutral if one != "丁")]
        assert [row.product.name for row in queries.standing_in(zone)] == shown_names(zone)

    @pytest.mark.parametrize("text", ["", "木耳"])
    def test_pages_go_on_in_it(self, stall, supplier, text):
        zone = opened(stall)
        made = [standing(stall, zone, goods(supplier, f"木耳{number}").product) for number in range(5)]
        order(stall, made[4], Move.FIRST)

        after, seen = "", []
        while True:
            found = queries.find(queries.Asked(parse(text), zone=zone.pk, after=after), TODAY, size=2)
            seen += [row.product_id for row in found.rows]
            after = found.after
            if not after:
                break

        assert seen == [row.product_id for row in queries.standing_in(zone)]
        assert len(set(seen)) == 5

    def test_of_what_does_not_stand_there_is_none(self, stall, supplier):
        entry = entered(stall, opened(stall), goods(supplier).product)

        with pytest.raises(EntryStepError):
            order(stall, entry, Move.FIRST)


class TestTwoAtOnce:
    """Two curators, each with an application for the last place, or each with a button for one order."""

    def test_fill_one_place_once(self, stage):
        assert sorted(self.admitting(stage)) == ["ZoneFullError", "done"]

    def test_would_overfill_it_without_the_lock(self, stage, monkeypatch):
        both = Barrier(2)

        def looks(zone_id):
            return Zone.objects.get(pk=zone_id)

        monkeypatch.setattr(entering, "lock_zone", looks)
        count = entering._require_room

        def once_both_have_counted(zone, more):
            count(zone, more)
            both.wait(20)

        monkeypatch.setattr(entering, "_require_room", once_both_have_counted)

        assert self.admitting(stage) == ["done", "done"]

    def test_move_one_after_the_other_saw_the_new_order(self, stage):
        market, zone, entries = self.staged(stage, capacity=9)
        admit(market, zone, *entries)

        came = self.at_once(lambda entry: order(market, entry, Move.FIRST, version=0), entries)

        assert sorted(came) == ["ZoneOrderError", "done"]
        assert ZoneEntry.objects.filter(position__isnull=False).count() == 1
        assert isinstance(ZoneOrderError(zone="甲"), DomainError)

    def admitting(self, stage):
        market, zone, entries = self.staged(stage, capacity=1)
        return self.at_once(lambda entry: admit(market, zone, entry), entries)

    def staged(self, stage, **rules):
        market = on_stage(stage)
        supplier, zone = all_the_way(market), opened(market, **rules)
        return market, zone, [entered(market, zone, goods(supplier, name).product) for name in ("木耳", "核桃")]

    def at_once(self, act, entries):
        def acting(entry):
            try:
                act(entry)
            except (DomainError, BrokenBarrierError) as refusal:
                return type(refusal).__name__
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(acting, entries))
