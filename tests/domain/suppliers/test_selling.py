"""The rule of `rules.may_sell`, for one and for many, after any history of papers and measures."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.models import Measure, Paper, Supplier
from nongcai.domain.suppliers.services import Decision
from nongcai.domain.suppliers.states import MeasureKind, MeasureState, PaperKind, PaperState
from tests.market import AT, SCAN, TODAY, all_the_way, paper

DAYS = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))
TERMS = st.tuples(DAYS, st.one_of(st.none(), DAYS)).filter(lambda told: told[1] is None or told[0] <= told[1])
PAPERS = st.lists(
    st.tuples(st.sampled_from([PaperKind.BUSINESS, PaperKind.LINKAGE, PaperKind.ORGANIC]), TERMS,
              st.sampled_from([PaperState.ACCEPTED, PaperState.SHOWN, PaperState.REFUSED])),
    max_size=5,
)  # fmt: skip
MEASURES = st.lists(st.tuples(st.sampled_from(MeasureKind), TERMS, st.sampled_from(MeasureState)), max_size=3)
HIDING = {MeasureKind.SUSPEND_LISTING, MeasureKind.SUSPEND_TRADING, MeasureKind.EXPEL}
FORCED = {MeasureState.IN_FORCE, MeasureState.APPEALED, MeasureState.UPHELD}


def covers(term, on):
    since, until = term
    return since <= on and (until is None or on <= until)


@pytest.mark.usefixtures("cast")
class TestSelling:
    @given(papers=PAPERS, measures=MEASURES, on=DAYS, is_admitted=st.booleans())
    @settings(
        max_examples=60,
        deadline=None,
        # Each example takes back what it made.
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_is_the_same_for_one_and_for_many_and_as_the_rule_says(self, market, papers, measures, on, is_admitted):
        with transaction.atomic():
            told = self.told(market.supplier, market.application if is_admitted else None, papers, measures, on)
            transaction.set_rollback(True)

        held = {kind for kind, term, state in papers if state == PaperState.ACCEPTED and covers(term, on)}
        hidden = any(kind in HIDING and state in FORCED and covers(term, on) for kind, term, state in measures)
        wanted = is_admitted and not hidden and {PaperKind.BUSINESS, PaperKind.LINKAGE} <= held
        assert told == (wanted, wanted)

    @given(papers=PAPERS, measures=MEASURES, is_admitted=st.booleans())
    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    def test_is_kept_as_spans_for_every_day(self, market, papers, measures, is_admitted):
        with transaction.atomic():
            self.told(market.supplier, market.application if is_admitted else None, papers, measures, TODAY)
            services.respan(market.supplier.pk)
            days = [TODAY + timedelta(days=later) for later in (-1000, *range(-5, 6), 100_000)]
            asked = [queries.standing_of(market.supplier, on).sells for on in days]
            kept = [queries.selling_spans(on).filter(supplier=market.supplier).count() for on in days]
            transaction.set_rollback(True)

        assert kept == [int(sells) for sells in asked]

    def told(self, supplier, admission, papers, measures, on):
        Supplier.objects.filter(pk=supplier.pk).update(admission=admission)
        supplier.refresh_from_db()
        for told in papers:
            self.paper(supplier, *told)
        for told in measures:
            self.measure(supplier, *told)
        return queries.standing_of(supplier, on).sells, queries.selling_on(on).filter(pk=supplier.pk).exists()

    def paper(self, supplier, kind, term, state):
        return Paper.objects.create(
            supplier=supplier, kind=kind, number=f"N{Paper.objects.count()}", since=term[0], until=term[1],
            state=state, shown_at=AT, shown_by="岗",
        )  # fmt: skip

    def measure(self, supplier, kind, term, state):
        return Measure.objects.create(
            supplier=supplier, kind=kind, state=state, cause="甲", reply_due=TODAY, since=term[0], until=term[1],
            notified_at=AT,
        )  # fmt: skip


class TestTheFirstAndTheLastDay:
    def test_of_a_paper_are_both_in(self, market):
        all_the_way(market)

        selling = [
            queries.selling_on(on).filter(pk=market.supplier.pk).exists()
            for on in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1))
        ]

        assert selling == [False, True, True, False]


def spans_agree(market):
    market.supplier.refresh_from_db()
    days = [TODAY + timedelta(days=later) for later in range(-70, 400, 7)]
    kept = [queries.selling_spans(on).filter(supplier=market.supplier).exists() for on in days]
    return kept == [queries.standing_of(market.supplier, on).sells for on in days] and any(kept)


class TestSpans:
    """Each act that changes who may sell reckons them anew."""

    def test_follow_admission_papers_and_measures(self, market):
        all_the_way(market)
        assert spans_agree(market)

        old = Paper.objects.get(supplier=market.supplier, kind=PaperKind.BUSINESS)
        told = paper(PaperKind.BUSINESS, number="NO-2", until=date(2024, 6, 30), replaces_id=old.pk)
        new = services.show_paper(actor=market.actor("supplier"), told=told, scan=SCAN, at=AT)
        services.accept_paper(actor=market.actor("platform"), paper_id=new.pk, at=AT)
        assert spans_agree(market)
        assert not queries.selling_spans(date(2024, 7, 1)).exists()

        platform = market.actor("platform")
        measure = services.notify(
            actor=platform, supplier_id=market.supplier.pk, kind=MeasureKind.SUSPEND_LISTING, cause="抽检不合格",
            reply_due=TODAY + timedelta(days=7), at=AT,
        )  # fmt: skip
        decision = Decision(date(2024, 4, 1), date(2024, 4, 30), date(2024, 5, 10), "情况属实")
        later = AT + timedelta(days=8)
        services.decide(actor=platform, measure_id=measure.pk, decision=decision, at=later)
        assert spans_agree(market)
        assert not queries.selling_spans(date(2024, 4, 15)).exists()

        services.lift(actor=platform, measure_id=measure.pk, words="已整改", at=later)
        assert spans_agree(market)
        assert queries.selling_spans(date(2024, 4, 15)).exists()

        services.recall(actor=market.actor("quality"), application_id=market.application.pk, words="不实", at=later)
        assert not queries.selling_spans(date(2024, 4, 15)).exists()
