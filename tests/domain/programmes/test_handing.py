from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.programmes import queries, services
from nongcai.domain.programmes.errors import (
    NoTargetsError,
    NotHandedHereError,
    RepeatedCodesError,
    UnknownAddresseesError,
)
from nongcai.domain.programmes.models import Amendment, Target
from nongcai.domain.programmes.services import ToldTargets
from nongcai.foundation.errors import InvalidError, NotAllowedError
from tests.cast import CITY, DISTRICT, YEAR
from tests.domain.programmes.writing import AT

pytestmark = pytest.mark.django_db

SCHOOL, POLICE, PRIMARY = "4101000002", "4101000003", "4101050002"
TOLD = ToldTargets(YEAR, "郑财购〔2023〕3号", date(YEAR, 4, 1))
LATER = ToldTargets(YEAR, "郑财购〔2023〕9号", date(YEAR, 9, 1))


@pytest.fixture
def hand(cast):
    def act(amounts, *, told=TOLD, by="city_finance"):
        sums = [(code, Decimal(amount)) for code, amount in amounts.items()]
        return services.hand_down_by_code(actor=cast.actor(by), told=told, amounts=sums, at=AT)

    return act


def standing(cast, code):
    found = queries.targets_of([cast.units[code].id], YEAR)
    return found[cast.units[code].id].amount if found else None


class TestHandDown:
    def test_reaches_units_and_districts(self, cast, hand):
        assert hand({SCHOOL: "60000", DISTRICT: "500000.50"}) == 2

        handed = list(queries.targets_handed_by(cast.city, YEAR))
        assert [(one.organisation.name, one.amount) for one in handed] == [
            ("金水区财政局", Decimal("500000.50")),
            ("郑州市第一中学", Decimal(60_000)),
        ]
        assert handed[0].office_id == cast.city.id

    def test_keeps_what_stood(self, cast, hand):
        hand({SCHOOL: "60000"})
        hand({SCHOOL: "70000"}, told=LATER)

        (line,) = queries.target_lines(queries.targets_handed_by(cast.city, YEAR))
        assert (line.target.amount, [one.amount for one in line.former]) == (70_000, [60_000])
        assert (line.code, line.former[0].document) == (SCHOOL, TOLD.document)

    def test_counts_no_row_that_changes_nothing(self, cast, hand):
        hand({SCHOOL: "60000"})

        assert hand({SCHOOL: "60000.00", POLICE: "1"}) == 1
        assert Target.objects.count() == 2

    def test_is_on_the_record_of_amendments(self, cast, hand):
        hand({SCHOOL: "60000"})
        hand({SCHOOL: "1", POLICE: "2"}, told=LATER)

        words = [one.words for one in Amendment.objects.filter(deed="hand_down", region=CITY).order_by("pk")]
        assert words == [
            "郑财购〔2023〕3号：郑州市第一中学 60,000.00元",
            "郑财购〔2023〕9号：共2个单位，合计3.00元",
        ]

    def test_of_other_years_stand_apart(self, cast, hand):
        hand({SCHOOL: "60000"}, told=ToldTargets(YEAR + 1, "文件", date(YEAR + 1, 4, 1)))

        assert standing(cast, SCHOOL) is None

    def test_is_finances_alone(self, hand):
        for by in ("supervisor", "unit", "auditor"):
            with pytest.raises(NotAllowedError):
                hand({SCHOOL: "1"}, by=by)

    def test_never_goes_past_a_district(self, cast, hand):
        with pytest.raises(UnknownAddresseesError):
            hand({SCHOOL: "1", PRIMARY: "1"})
        with pytest.raises(NotHandedHereError):
            services.hand_down(
                actor=cast.actor("city_finance"), told=TOLD, amounts={cast.units[PRIMARY].id: Decimal(1)}, at=AT
            )

        assert not Target.objects.exists()
        assert hand({PRIMARY: "1"}, by="district_finance") == 1

    def test_is_not_for_oneself_nor_upwards(self, cast, hand):
        with pytest.raises(UnknownAddresseesError):
            hand({CITY: "1"}, by="city_finance")
        with pytest.raises(UnknownAddresseesError):
            hand({CITY: "1"}, by="district_finance")

    @pytest.mark.parametrize(
        ("amount", "told"), [("-1", TOLD), ("1", ToldTargets(YEAR, "", date(YEAR, 4, 1)))], ids=["amount", "document"]
    )
    def test_refuses_what_makes_no_sense(self, hand, amount, told):
        with pytest.raises(InvalidError):
            hand({SCHOOL: amount, POLICE: "5"}, told=told)

    def test_refuses_a_code_twice(self, cast):
        with pytest.raises(RepeatedCodesError):
            services.hand_down_by_code(
                actor=cast.actor("city_finance"), told=TOLD, amounts=[(SCHOOL, Decimal(1))] * 2, at=AT
            )

    def test_refuses_nothing_at_all(self, cast):
        with pytest.raises(NoTargetsError):
            services.hand_down(actor=cast.actor("city_finance"), told=TOLD, amounts={}, at=AT)

    def test_is_never_changed(self, hand):
        hand({SCHOOL: "60000"})

        with pytest.raises(DatabaseError), transaction.atomic():
            Target.objects.update(amount=1)

    def test_takes_a_constant_number_of_statements(self, cast, hand, django_assert_num_queries):
        hand({SCHOOL: "1"})
        hand({SCHOOL: "2", POLICE: "3"})

        with django_assert_num_queries(2):
            queries.target_lines(queries.targets_handed_by(cast.city, YEAR))


class TestHandingOf:
    def test_says_by_how_much_an_office_hands_down_more_than_it_was_handed(self, cast, hand):
        hand({DISTRICT: "100"})
        hand({PRIMARY: "120"}, by="district_finance")

        found = queries.handing_of(cast.district, YEAR)

        assert (found.own.amount, found.handed, found.count, found.excess) == (100, 120, 1, 20)

    def test_says_nothing_where_nothing_was_handed(self, cast, hand):
        hand({SCHOOL: "100"})

        found = queries.handing_of(cast.city, YEAR)

        assert (found.own, found.handed, found.excess) == (None, 100, 0)
