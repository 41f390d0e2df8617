"""A dear price: asked about, explained in public, decided; an offer that is withheld comes back when it is cheaper."""

from datetime import timedelta
from decimal import Decimal

import pytest

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    AlarmStepError,
    AlarmWaitsError,
    AlarmWordsError,
    DayAheadError,
    MarkupError,
    OtherMeasureError,
    RuleEndedError,
    TooManyFilesError,
)
from nongcai.domain.catalogue.models import PriceAlarm
from nongcai.domain.catalogue.states import AlarmAction, AlarmState, PriceBasis
from nongcai.domain.notifications.models import Message
from nongcai.domain.suppliers.errors import FileUnreadableError
from nongcai.domain.suppliers.services import Scan
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.market import AT, SCAN, TODAY
from tests.prices import (
    alarm_of,
    alarmed,
    dear,
    decide,
    like_offers,
    prove,
    reply,
    rule,
    set_price,
    told_reference,
)
from tests.shelf import category

KEEP, WITHHOLD = AlarmAction.KEEP, AlarmAction.WITHHOLD


@pytest.fixture
def market(stall, supplier):
    stall.supplier.refresh_from_db()
    return stall


def shows(offer, on=TODAY):
    return queries.shown(on).filter(pk=offer.pk).exists()


class TestOpening:
    def test_comes_with_the_price_and_says_why(self, market):
        like_offers()
        rule(market.actor("platform"))
        offer = dear(market, "20.00").offer
        set_price(market, offer, "26.00")
        assert not PriceAlarm.objects.exists()

        set_price(market, offer, "26.01")

        alarm = alarm_of(offer)
        assert (alarm.state, alarm.base, alarm.ceiling, alarm.unit_price) == ("open", 40, 52, Decimal("52.02"))
        assert alarm.reply_due == TODAY + timedelta(days=5)
        assert alarm.grounds == (
            "同类在售5项，中位价40.00元/千克（2024年3月1日计算）；本商品52.02元/千克，高30%。"
            "按《平台价格管理办法》第三条，高出30%的应当说明。"
        )
        told = Message.objects.latest("pk")
        assert (told.recipient, told.path) == (market.users["supplier"], f"/prices/alarms/{alarm.pk}/")

    def test_comes_once_however_often_it_is_looked_at(self, market):
        alarm = alarmed(market)

        set_price(market, alarm.offer, "61.00")
        assert services.watch_all_prices(at=AT + timedelta(days=1)) == 0

        assert PriceAlarm.objects.count() == 1

    def test_comes_by_the_daily_look_too(self, market):
        like_offers()
        made = dear(market)
        rule(market.actor("platform"))

        assert services.watch_all_prices(at=AT) == 1
        assert alarm_of(made.offer).state == AlarmState.OPEN

    def test_of_many_is_told_in_one_message(self, market):
        like_offers()
        rule(market.actor("platform"))
        offers = [dear(market).offer for _ in range(3)]
        before = Message.objects.count()

        assert services.watch_prices([one.pk for one in offers], at=AT) == 3

        assert Message.objects.count() == before + 1
        assert "3项商品" in Message.objects.latest("pk").text

    def test_follows_the_rule_of_the_nearest_category_on_the_day(self, market):
        group = category("干货")
        like_offers(category=category("菌类", group))
        platform = market.actor("platform")
        rule(platform, "10")
        rule(platform, "200", category_id=group.pk)
        rule(platform, "20", category_id=category("菌类", group).pk, since=TODAY + timedelta(days=1))
        offer = dear(market).offer
        type(offer.product).objects.update(category=category("菌类", group))
        services.put_up([offer.product_id], at=AT)

        assert services.watch_all_prices(at=AT) == 0
        assert services.watch_all_prices(at=AT + timedelta(days=1)) == 1

    def test_is_against_a_reference_price_where_a_rule_says_so(self, market):
        kind = category("干货")
        offer = dear(market).offer
        services.enter_reference(actor=market.actor("platform"), told=told_reference(kind.pk), at=AT)
        assert services.watch_all_prices(at=AT) == 0

        rule(market.actor("platform"), "100", basis=PriceBasis.REFERENCE)
        assert services.watch_all_prices(at=AT) == 1

        assert alarm_of(offer).reference is not None
        assert alarm_of(offer).grounds.startswith("郑州万邦市场2024年3月1日参考价40.00元/千克")

    def test_needs_no_rule_for_a_lower_price_elsewhere(self, market):
        offer = dear(market).offer

        proof = prove(market.actor("platform"), offer)

        assert (alarm_of(offer).elsewhere, alarm_of(offer).basis) == (proof, "elsewhere")
        assert "挂牌价不得高于" in alarm_of(offer).grounds

    def test_leaves_alone_what_is_not_up(self, market):
        like_offers()
        rule(market.actor("platform"))
        offer = dear(market).offer
        type(offer).objects.filter(pk=offer.pk).update(is_on=False)
        services.put_up([offer.product_id], at=AT)
        assert services.watch_all_prices(at=AT) == 0

        services.switch_offer(actor=market.actor("supplier"), offer_id=offer.pk, is_on=True, at=AT)

        assert alarm_of(offer).state == AlarmState.OPEN


class TestLowering:
    def test_ends_it_by_itself(self, market):
        alarm = alarmed(market)
        set_price(market, alarm.offer, "26.01")
        assert alarm_of(alarm.offer).state == AlarmState.OPEN

        set_price(market, alarm.offer, "26.00")

        assert alarm_of(alarm.offer).state == AlarmState.LOWERED
        assert [step.action for step, _files in queries.steps_of_alarm(alarm)] == ["open", "lower"]

    def test_brings_back_what_was_withheld(self, market):
        alarm = alarmed(market)
        decide(market, reply(market, alarm), WITHHOLD)
        assert not shows(alarm.offer)

        set_price(market, alarm.offer, "30.00")
        assert not shows(alarm.offer)
        set_price(market, alarm.offer, "25.00")

        assert shows(alarm.offer)

    def test_may_be_raised_again_and_is_asked_about_anew(self, market):
        alarm = alarmed(market)
        set_price(market, alarm.offer, "20.00")
        set_price(market, alarm.offer, "60.00")

        assert PriceAlarm.objects.filter(offer=alarm.offer).count() == 2


class TestReply:
    def test_is_read_by_all_with_its_files(self, market):
        alarm = alarmed(market)

        reply(market, alarm, scans=[SCAN])

        said = queries.evidence_of([alarm.offer_id], TODAY)[alarm.offer_id].said
        assert (said.state, said.reply) == ("replied", "有机种植，成本较高。")
        assert [file.name for file in queries.reply_files([said.reply_id])[said.reply_id]] == ["scan.pdf"]
        assert Message.objects.latest("pk").recipient == market.users["platform"]

    @pytest.mark.parametrize(
        ("refusal", "told"),
        [
            (AlarmWordsError, {"words": " "}),
            (MarkupError, {"words": "<script>"}),
            (TooManyFilesError, {"scans": [SCAN] * 6}),
            (FileUnreadableError, {"scans": [Scan("a.pdf", b"MZ")]}),
        ],
    )
    def test_wants_words_and_files_that_can_be_read(self, market, refusal, told):
        alarm = alarmed(market)
        with pytest.raises(refusal):
            reply(market, alarm, **told)
        assert alarm_of(alarm.offer).state == AlarmState.OPEN

    def test_is_the_suppliers_and_comes_once(self, market):
        alarm = alarmed(market)
        with pytest.raises(NotAllowedError):
            services.reply_to_alarm(actor=market.actor("platform"), alarm_id=alarm.pk, words="x", scans=[], at=AT)
        with pytest.raises(NotFoundError):
            services.reply_to_alarm(actor=market.actor("other_county"), alarm_id=alarm.pk, words="x", scans=[], at=AT)
        reply(market, alarm)
        with pytest.raises(AlarmStepError, match="已说明"):
            reply(market, alarm)


class TestDecision:
    def test_to_withhold_waits_for_the_reply_or_its_day(self, market):
        alarm = alarmed(market)
        with pytest.raises(AlarmWaitsError, match="2024年3月6日"):
            decide(market, alarm, WITHHOLD, later=5)

        decide(market, alarm, WITHHOLD, later=6)

        assert not shows(alarm.offer)
        assert "52.00元/千克" in Message.objects.latest("pk").text

    def test_to_keep_holds_until_the_price_rises(self, market):
        alarm = decide(market, alarmed(market), KEEP)
        assert services.watch_all_prices(at=AT + timedelta(days=30)) == 0
        assert queries.evidence_of([alarm.offer_id], TODAY)[alarm.offer_id].said.verdict == "已核对成本材料。"

        set_price(market, alarm.offer, "61.00")

        assert alarm_of(alarm.offer).pk != alarm.pk

    def test_to_keep_brings_back_what_was_withheld(self, market):
        alarm = decide(market, reply(market, alarmed(market)), WITHHOLD)
        decide(market, alarm, KEEP)
        assert shows(alarm.offer)

    def test_on_a_proof_holds_until_another_comes(self, market):
        offer = dear(market).offer
        prove(market.actor("platform"), offer)
        decide(market, alarm_of(offer), KEEP)
        assert services.watch_all_prices(at=AT + timedelta(hours=1)) == 0

        prove(market.actor("platform"), offer, at=AT + timedelta(hours=2))

        assert PriceAlarm.objects.filter(offer=offer).count() == 2

    def test_is_wanted_no_more_of_what_is_sold_no_more(self, market):
        alarm = alarmed(market)
        product_id = alarm.offer.product_id
        services.retire_product(actor=market.actor("supplier"), product_id=product_id, at=AT)

        alarm.refresh_from_db()
        assert alarm.get_state_display() == "已停售"
        assert [step.action for step, _files in queries.steps_of_alarm(alarm)] == ["open", "unsell"]
        assert not queries.alarms_waiting_for(market.actor("platform"), TODAY + timedelta(days=60)).exists()
        with pytest.raises(AlarmStepError, match="已停售"):
            reply(market, alarm)

    def test_of_before_is_ended_by_the_clock(self, market):
        alarm = alarmed(market)
        type(alarm.offer.product).objects.filter(pk=alarm.offer.product_id).update(state="retired")

        services.watch_all_prices(at=AT)

        alarm.refresh_from_db()
        assert alarm.state == AlarmState.UNSOLD

    def test_is_the_platforms(self, market):
        alarm = alarmed(market)
        verdict = services.Verdict(KEEP, "好")
        for name in ("supplier", "quality"):
            with pytest.raises(NotAllowedError):
                services.decide_alarm(actor=market.actor(name), alarm_id=alarm.pk, verdict=verdict, at=AT)


class TestProof:
    @pytest.mark.parametrize(
        ("refusal", "changes"),
        [(DayAheadError, {"day": TODAY + timedelta(days=1)}), (OtherMeasureError, {"unit": "ml"})],
    )
    def test_is_of_a_day_that_came_and_by_the_same_measure(self, market, refusal, changes):
        with pytest.raises(refusal):
            prove(market.actor("platform"), dear(market).offer, **changes)

    def test_of_a_price_that_is_no_lower_asks_nobody(self, market):
        prove(market.actor("platform"), dear(market).offer, price="30.00", quantity="250")
        assert not PriceAlarm.objects.exists()

    def test_is_shown_by_those_who_buy_and_the_platform(self, market, cast):
        offer = dear(market).offer
        for actor in (market.actor("supplier"), market.actor("quality"), cast.actor("auditor")):
            with pytest.raises(NotAllowedError):
                prove(actor, offer)
        assert prove(cast.actor("unit"), offer).by_office


class TestRules:
    def test_end_with_a_day(self, market):
        row = rule(market.actor("platform"))
        assert services.end_price_rule(actor=market.actor("platform"), rule_id=row.pk, at=AT).until == TODAY
        with pytest.raises(RuleEndedError):
            services.end_price_rule(actor=market.actor("platform"), rule_id=row.pk, at=AT)

    def test_are_the_platforms(self, market):
        with pytest.raises(NotAllowedError):
            rule(market.actor("supplier"))


class TestWhatIsSaidInPublic:
    def test_an_approval_says_nothing_of_a_price_that_rose_since(self, market):
        like_offers()
        rule(market.actor("platform"))
        offer = dear(market, "20.00").offer
        set_price(market, offer, "27.00")
        decide(market, alarm_of(offer), KEEP)
        kept = queries.evidence_of([offer.pk], TODAY)[offer.pk].said

        set_price(market, offer, "40.00")

        assert kept.state == AlarmState.KEPT
        assert queries.evidence_of([offer.pk], TODAY)[offer.pk].said is None

    def test_a_price_is_held_against_nothing_measured_otherwise(self, market):
        offer = dear(market, "20.00").offer
        prove(market.actor("platform"), offer, price="1.00")
        assert alarm_of(offer).basis == PriceBasis.ELSEWHERE
        type(offer).objects.filter(pk=offer.pk).update(measured="count", net=1)
        services.put_up([offer.product_id], at=AT)

        services.watch_prices([offer.pk], at=AT)

        # The old alarm is not ended by a price of another kind, and the proof by weight says nothing of pieces.
        assert PriceAlarm.objects.get(offer=offer).state == AlarmState.OPEN
        PriceAlarm.objects.filter(offer=offer).update(state=AlarmState.LOWERED)
        assert services.watch_prices([offer.pk], at=AT) == 0
