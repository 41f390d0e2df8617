from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.payments import rules
from nongcai.domain.programmes import queries, services
from nongcai.domain.programmes.errors import (
    LooserRuleError,
    NoPaymentRuleError,
    PublishedRuleError,
    UnknownRuleError,
)
from nongcai.domain.programmes.models import PaymentRule
from nongcai.foundation import records
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.domain.programmes.writing import AT, payment

pytestmark = pytest.mark.django_db


def own(**changes):
    told = {
        "region_id": "410000",
        "first_year": 2024,
        "goods_first_days": 15,
        "longest_days": 30,
        "pay_first_days": 30,
        "extension_days": 15,
        "inspection_days": 5,
        "check_days": 3,
        "refund_days": 7,
        "document": "豫财购〔2024〕9号",
        "published_at": AT,
        "text": "自交付之日起15日内付款。",
    }
    return PaymentRule(**told | changes)


class TestPaymentFor:
    def test_is_the_law_where_nobody_says_more(self):
        found = queries.payment_for("410100", 2024)

        assert (found.goods_first_days, found.longest_days, found.check_days, found.refund_days) == (30, 60, 3, 7)
        assert "国务院令第802号" in found.document

    def test_is_that_of_the_nearest_layer(self):
        records.save(own())

        assert queries.payment_for("410100", 2024).goods_first_days == 15
        assert queries.payment_for("420000", 2024).goods_first_days == 30
        assert queries.payment_for("410100", 2023).goods_first_days == 30

    def test_is_none_before_there_was_any(self):
        with pytest.raises(NoPaymentRuleError):
            queries.payment_for("410100", 2018)


class TestDrafts:
    """A region's finance writes its own; the nation's holds until then."""

    YEAR = 2025

    def draft(self, cast, name="city_finance", **changes):
        return services.write_payment_rule(actor=cast.actor(name), told=payment(**changes), at=AT)

    def days(self, region="410100", year=YEAR):
        return queries.payment_for(region, year).goods_first_days, queries.payment_bounds_in(region, year).longest_days

    def test_bind_nobody_until_they_are_published(self, cast):
        rule = self.draft(cast)
        assert self.days() == (30, 60)
        assert list(queries.payment_drafts("410100", self.YEAR)) == [rule]

        services.publish_payment_rule(actor=cast.actor("city_finance"), rule_id=rule.pk, at=AT)

        assert (self.days(), self.days("410105"), self.days(year=2024)) == ((15, 40), (15, 40), (30, 60))
        assert not queries.payment_drafts("410100", self.YEAR).exists()

    def test_are_rewritten_and_thrown_away_but_not_what_is_in_force(self, cast):
        actor, rule = cast.actor("city_finance"), self.draft(cast)
        told = {"actor": actor, "rule_id": rule.pk, "at": AT}
        services.write_payment_rule(**told, told=payment(goods_first_days=20))
        services.publish_payment_rule(**told)

        assert self.days() == (20, 40)
        for again in (
            lambda: services.write_payment_rule(**told, told=payment()),
            lambda: services.publish_payment_rule(**told),
            lambda: services.discard_payment_rule(**told),
        ):
            with pytest.raises(PublishedRuleError):
                again()
        services.end_payment_rule(**told, last_year=self.YEAR)
        assert (self.days(), self.days(year=self.YEAR + 1)) == ((20, 40), (30, 60))
        other = self.draft(cast)
        services.discard_payment_rule(actor=actor, rule_id=other.pk, at=AT)
        assert not queries.payment_drafts("410100", self.YEAR).exists()
        deeds = queries.amendments_of("410100", self.YEAR).values_list("deed", flat=True)
        assert sorted(deeds) == sorted(
            ["write_payment", "write_payment", "publish_payment", "end_payment", "write_payment", "discard_payment"]
        )

    def test_are_the_region_s_own(self, cast):
        rule = self.draft(cast)
        told = {"rule_id": rule.pk, "at": AT}

        for name, refused in (("district_finance", UnknownRuleError), ("supervisor", NotAllowedError)):
            with pytest.raises(refused):
                services.publish_payment_rule(actor=cast.actor(name), **told)
        with pytest.raises(NotAllowedError):
            self.draft(cast, "unit")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"goods_first_days": 31}, "付款期限不得超过自交付之日起30日，合同另有约定的最长60日。"),
            ({"longest_days": 61}, "付款期限不得超过自交付之日起30日，合同另有约定的最长60日。"),
            ({"last_year": 2024}, "终止年度不能早于起始年度。"),
            ({"lapses_after_days": 0}, "未签约自动取消期限至少1日。"),
            ({"check_days": 0}, "付款、检验、核查、退款的期限各至少1日；只有延迟付款可以为0。"),
        ],
    )
    def test_say_in_words_what_cannot_be(self, cast, changes, said):
        with pytest.raises(InvalidError) as refusal:
            self.draft(cast, **changes)

        texts = [str(text) for told in refusal.value.fields.values() for text in told]
        assert said in texts

    @pytest.mark.parametrize(("changes", "is_refused"), [({}, True), ({"paragraph": "三"}, False)])
    def test_that_give_more_time_than_the_layer_above_name_their_paragraph(self, cast, changes, is_refused):
        city = self.draft(cast)
        services.publish_payment_rule(actor=cast.actor("city_finance"), rule_id=city.pk, at=AT)
        told = {"goods_first_days": 16, "paragraph": ""} | changes
        rule = self.draft(cast, "district_finance", **told)
        publish = {"actor": cast.actor("district_finance"), "rule_id": rule.pk, "at": AT}
        if not is_refused:
            assert services.publish_payment_rule(**publish).published_at == AT
            return

        with pytest.raises(LooserRuleError, match="15日内付款"):
            services.publish_payment_rule(**publish)

        assert self.days("410105") == (15, 40)


class TestPublishedRule:
    @pytest.mark.parametrize("changes", [{"goods_first_days": 25}, {"refund_days": 8}, {"published_at": None}])
    def test_says_the_same_for_ever(self, changes):
        rule = own()
        records.save(rule)

        with pytest.raises(ProgrammingError), transaction.atomic():
            PaymentRule.objects.filter(pk=rule.pk).update(**changes)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rule.delete()

        PaymentRule.objects.filter(pk=rule.pk).update(last_year=2030)


class TestPaymentRule:
    @pytest.mark.parametrize("longer", [{"goods_first_days": 31}, {"longest_days": 61}])
    def test_never_lengthens_the_law(self, longer):
        records.save(own())

        with pytest.raises(InvalidError):
            records.save(own(region_id="410100", **longer))

    def test_tells_the_room_of_payments_what_it_wants(self):
        told = queries.payment_for("410100", 2024)
        names = rules.Terms.__dataclass_fields__

        terms = rules.Terms(**{name: getattr(told, name) for name in names})

        assert rules.due_day(date(2024, 3, 1), rules.goods_first_days(terms)) == date(2024, 3, 31)
