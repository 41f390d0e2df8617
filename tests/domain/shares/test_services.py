from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.shares import queries, services
from nongcai.domain.shares.errors import DecidedElsewhereError, SelfFiledModeError
from nongcai.domain.shares.models import FilingVersion
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, FILINGS, YEAR, told

LATER = datetime(YEAR, 9, 1, tzinfo=UTC)


def record(cast, *rows, at=AT, role="city_finance"):
    return services.record_filings(actor=cast.actor(role), year=YEAR, rows=rows, at=at)


class TestRecordFilings:
    def test_counts_confirmed_filings_with_their_base(self, cast):
        sums = ledger.node_standings([cast.city.id], YEAR).get()

        assert sums.reserved == sum(Decimal(reserved) for _, reserved in FILINGS.values())
        assert sums.canteen_total == sum(Decimal(total) for total, _ in FILINGS.values())
        assert sums.filings == len(FILINGS)

    def test_counts_a_zero_filing_as_filed(self, cast):
        counts = ledger.node_standings([cast.city.id], YEAR).get()

        assert (counts.filed, counts.reserving) == (len(FILINGS), len(FILINGS) - 1)

    def test_changes_nothing_the_second_time(self, cast):
        school = cast.units["4101000002"].id
        before = Entry.objects.count()

        again = record(cast, told(school, *FILINGS["4101000002"]))

        assert (again.new, again.changed, again.entries) == (0, 0, 0)
        assert Entry.objects.count() == before

    def test_keeps_what_was_first_confirmed_beside_what_stands(self, cast):
        school = cast.units["4101000002"].id

        record(cast, told(school, "400000.00", "50000.00"), at=LATER)

        filing = queries.filing_of(school, YEAR)
        assert (filing.reserved_initially, filing.reserved, filing.version) == (Decimal(60000), Decimal(50000), 2)
        assert FilingVersion.objects.filter(filing=filing).count() == 2

    def test_undoes_and_counts_anew_on_a_change(self, cast):
        school = cast.units["4101000002"].id

        record(cast, told(school, "400000.00", "50000.00"), at=LATER)

        amounts = Entry.objects.filter(unit_id=school, kind="reserved").order_by("source").values_list("amount", "sign")
        assert list(amounts) == [(Decimal(60000), 1), (Decimal(-60000), -1), (Decimal(50000), 1)]
        assert ledger.differences() == []

    def test_does_not_count_before_finance_has_confirmed(self, cast):
        school = cast.units["4101000002"].id

        record(cast, replace(told(school, "400000.00", "60000.00"), confirmed_at=None), at=LATER)

        assert Entry.objects.filter(unit_id=school, kind="reserved").order_by("source").last().sign == -1
        assert ledger.node_standings([cast.city.id], YEAR).get().filed == len(FILINGS) - 1

    @pytest.mark.parametrize("role", ["supervisor", "unit", "auditor"])
    def test_is_for_finance_only(self, cast, role):
        with pytest.raises(NotAllowedError):
            record(cast, told(cast.units["4101000002"].id, "1.00", "1.00"), role=role)

    def test_overwrites_nothing_that_was_filed_here(self, season):
        filing = season.confirmed()
        before = ledger.node_standings([season.cast.city.id], filing.year).get().reserved

        with pytest.raises(SelfFiledModeError, match="市第一中学"):
            services.record_filings(
                actor=season.actor("city_finance"), year=filing.year,
                rows=[told(filing.organisation_id, "900000", "90000")], at=LATER,
            )  # fmt: skip

        filing.refresh_from_db()
        assert (filing.state, filing.import_run) == ("confirmed", None)
        assert ledger.node_standings([season.cast.city.id], filing.year).get().reserved == before

    def test_is_decided_on_the_832_platform_alone(self, cast):
        school = cast.units["4101000002"].id
        waiting = replace(told(school, "100000", "20000"), confirmed_at=None, endorsed_at=AT)
        record(cast, waiting, at=LATER)
        filing = queries.filing_of(school, YEAR)
        decision = Decision("confirm", [(filing.pk, filing.version)])

        with pytest.raises(DecidedElsewhereError):
            services.decide(actor=cast.actor("city_finance"), decision=decision, at=LATER)
