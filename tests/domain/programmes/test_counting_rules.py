from datetime import datetime, timedelta

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.programmes import queries, services
from nongcai.domain.programmes.errors import (
    CountedByRuleError,
    LooserRuleError,
    PublishedRuleError,
    UnknownRuleError,
)
from nongcai.domain.programmes.models import CountingRule
from nongcai.foundation.errors import InvalidError, NotAllowedError
from nongcai.foundation.years import CHINA
from tests.domain.programmes.writing import AT, counting

pytestmark = pytest.mark.django_db

YEAR = AT.year
NEEDS_ALL = {"paid", "goods", "invoice"}


def draft(cast, name="city_finance", **changes):
    return services.write_counting_rule(actor=cast.actor(name), told=counting(**changes), at=AT)


def publish(cast, rule, name="city_finance", at=AT):
    return services.publish_counting_rule(actor=cast.actor(name), rule_id=rule.pk, at=at)


def needs(region="410100", year=YEAR, **when):
    return set(queries.counting_for(region, year, **when).needs)


class TestDrafts:
    """A region's finance writes its own; the nation's holds until then."""

    def test_bind_nobody_until_they_are_published(self, cast):
        rule = draft(cast)
        assert (needs(), queries.anywhere_by_order()) == (NEEDS_ALL, False)
        assert list(queries.counting_drafts("410100", YEAR)) == [rule]

        publish(cast, rule)

        assert (needs(), needs("410105"), needs(year=YEAR - 1)) == ({"paid", "goods"}, {"paid", "goods"}, NEEDS_ALL)
        assert (queries.anywhere_by_order(), list(queries.counting_drafts("410100", YEAR))) == (True, [])
        assert queries.years_by_order([("410105", YEAR), ("420000", YEAR)]) == {("410105", YEAR)}

    def test_are_rewritten_and_thrown_away_but_not_what_is_in_force(self, cast):
        actor, rule = cast.actor("city_finance"), draft(cast)
        told = {"actor": actor, "rule_id": rule.pk, "at": AT}
        services.write_counting_rule(**told, told=counting(needs=["goods"]))
        services.publish_counting_rule(**told)

        assert needs() == {"goods"}
        for again in (
            lambda: services.write_counting_rule(**told, told=counting()),
            lambda: services.publish_counting_rule(**told),
            lambda: services.discard_counting_rule(**told),
        ):
            with pytest.raises(PublishedRuleError):
                again()
        services.discard_counting_rule(actor=actor, rule_id=draft(cast).pk, at=AT)
        assert not queries.counting_drafts("410100", YEAR).exists()
        deeds = queries.amendments_of("410100", YEAR).values_list("deed", flat=True)
        assert sorted(deeds) == sorted([*["write_counting"] * 3, "publish_counting", "discard_counting"])

    def test_are_the_region_s_own(self, cast):
        rule = draft(cast)

        for name, refused in (("district_finance", UnknownRuleError), ("supervisor", NotAllowedError)):
            with pytest.raises(refused):
                publish(cast, rule, name)
        with pytest.raises(NotAllowedError):
            draft(cast, "unit")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"needs": []}, "请选择订单计入所需的环节。"),
            ({"last_year": YEAR - 1}, "终止年度不能早于起始年度。"),
            ({"accepts_after_days": 0}, "自动验收天数至少1日；不自动验收的，留空。"),
        ],
    )
    def test_say_in_words_what_cannot_be(self, cast, changes, said):
        with pytest.raises(InvalidError) as refusal:
            draft(cast, **changes)

        assert said in [str(text) for told in refusal.value.fields.values() for text in told]

    @pytest.mark.parametrize(
        ("changes", "is_refused"),
        [
            ({"needs": ["goods"]}, True),
            ({"needs": ["goods"], "paragraph": "三"}, False),
            ({"needs": ["paid", "goods", "evaluated"]}, False),
        ],
    )
    def test_that_need_less_than_the_layer_above_name_their_paragraph(self, cast, changes, is_refused):
        publish(cast, draft(cast))
        rule = draft(cast, "district_finance", **{"paragraph": ""} | changes)
        if not is_refused:
            assert publish(cast, rule, "district_finance").published_at == AT
            return

        with pytest.raises(LooserRuleError, match="付清货款并验货"):
            publish(cast, rule, "district_finance")

        assert needs("410105") == {"paid", "goods"}


class TestWhatWasInForce:
    def test_is_found_by_when_something_was_known(self, cast):
        publish(cast, draft(cast))
        later = AT + timedelta(days=30)
        publish(cast, draft(cast, needs=["goods"]), at=later)

        assert needs() == {"goods"}
        assert needs(known_at=later - timedelta(seconds=1)) == {"paid", "goods"}
        assert needs(known_at=AT - timedelta(seconds=1)) == NEEDS_ALL


class TestPublishedRule:
    """The database keeps what the service keeps."""

    @pytest.mark.parametrize(
        "changes", [{"needs": ["paid"]}, {"year_by": "completed"}, {"text": "另一句"}, {"published_at": None}]
    )
    def test_says_the_same_for_ever(self, cast, changes):
        rule = publish(cast, draft(cast))

        with pytest.raises(ProgrammingError), transaction.atomic():
            CountingRule.objects.filter(pk=rule.pk).update(**changes)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rule.delete()

        CountingRule.objects.filter(pk=rule.pk).update(last_year=YEAR)


class TestEnding:
    def end(self, cast, rule, last_year, at=AT):
        return services.end_counting_rule(actor=cast.actor("city_finance"), rule_id=rule.pk, last_year=last_year, at=at)

    def test_lets_the_layer_above_speak_again(self, cast):
        rule = publish(cast, draft(cast))

        self.end(cast, rule, YEAR)

        assert (needs(), needs(year=YEAR + 1)) == ({"paid", "goods"}, NEEDS_ALL)

    @pytest.mark.parametrize("last_year", [None, YEAR])
    def test_never_reaches_back_before_this_year(self, cast, last_year):
        """By China's clock: half an hour before the year ends there, it has not ended; then it has."""
        rule = publish(cast, draft(cast, last_year=last_year))
        turn = datetime(YEAR + 1, 1, 1, tzinfo=CHINA)

        self.end(cast, rule, YEAR, at=turn - timedelta(minutes=30))
        with pytest.raises(CountedByRuleError, match=f"不能早于{YEAR + 1}年度"):
            self.end(cast, rule, YEAR + 1 if last_year else YEAR, at=turn)

    def test_of_a_draft_is_free(self, cast):
        rule = draft(cast)

        assert self.end(cast, rule, YEAR, at=AT + timedelta(days=800)).last_year == YEAR

    def test_is_not_before_it_began(self, cast):
        rule = publish(cast, draft(cast, first_year=YEAR + 1))

        with pytest.raises(InvalidError):
            self.end(cast, rule, YEAR)
