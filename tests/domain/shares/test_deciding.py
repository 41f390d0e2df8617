from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.ledger.models import Entry
from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.shares import permissions, queries, services
from nongcai.domain.shares.errors import (
    FilingChangedError,
    NotHolderError,
    ReturnReasonMissingError,
    SamePersonError,
    StepNotPermittedError,
    UnexplainedFigureError,
    UnknownFilingError,
)
from nongcai.domain.shares.models import FilingStep
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, unit
from tests.domain.shares.season import (
    CONFIRMED,
    ENDORSED,
    OFFICE,
    POLICE,
    PRIMARY,
    SCHOOL,
    YEAR,
    open_season,
    own,
)


class TestDecide:
    def test_climbs_from_unit_over_supervisor_to_finance(self, season):
        filing = season.file(SCHOOL)

        filing = season.decide(filing, "endorse", "supervisor", at=ENDORSED)
        assert (filing.state, filing.holder_id, filing.held_since) == ("endorsed", season.cast.city.id, ENDORSED)
        filing = season.decide(filing, "confirm", "city_finance")

        assert (filing.state, filing.holder_id, filing.confirmed_at) == ("confirmed", None, CONFIRMED)
        assert [step.action for step in filing.steps.order_by("id")] == ["file", "endorse", "confirm"]

    def test_books_the_reserve_with_its_base(self, season):
        filing = season.confirmed()

        entries = Entry.objects.filter(unit_id=filing.organisation_id, year=YEAR).order_by("kind")
        assert [(row.kind, row.amount, row.origin, row.rule) for row in entries] == [
            ("canteen_total", 500_000, "platform", "filing_confirmed"),
            ("reserved", 60_000, "platform", "filing_confirmed"),
        ]
        assert ledger.differences() == []

    def test_cannot_skip_the_supervisor(self, season):
        with pytest.raises(StepNotPermittedError):
            season.decide(season.file(SCHOOL), "confirm", "city_finance")

    @pytest.mark.parametrize("by", ["city_finance", "auditor", "unit"])
    def test_is_for_whom_it_waits_for(self, season, by):
        with pytest.raises((NotHolderError, NotAllowedError)):
            season.decide(season.file(SCHOOL), "endorse", by)

    @pytest.mark.parametrize("by", ["stranger", "district_finance"])
    def test_is_not_there_for_others(self, season, by):
        with pytest.raises(UnknownFilingError):
            season.decide(season.file(SCHOOL), "endorse", by)

    def test_goes_past_no_district_bureau(self, season):
        filing = season.decide(season.file(PRIMARY, by="primary"), "endorse", "district_supervisor")

        with pytest.raises(NotHolderError, match="金水区财政局"):
            season.decide(filing, "confirm", "city_finance")
        assert season.decide(filing, "confirm", "district_finance").state == "confirmed"

    def test_of_ones_own_filing_takes_another_person(self, season):
        filing = season.file(OFFICE, by="supervisor")

        with pytest.raises(SamePersonError):
            season.decide(filing, "endorse", "supervisor")
        assert season.decide(filing, "endorse", "second_supervisor").state == "endorsed"

    def test_is_refused_when_the_filing_changed_meanwhile(self, season):
        filing = season.file(SCHOOL)
        season.decide(filing, "send_back", "supervisor", reason="other", words="请核对")
        season.file(SCHOOL, own(reserved=75_000), seen=1)

        with pytest.raises(FilingChangedError):
            season.decide(filing, "endorse", "supervisor")


class TestImplausibleFigures:
    def test_pass_with_a_word_on_why_which_is_kept(self, season):
        filing = season.file(SCHOOL, own(total=700_000, reserved=70_000))
        many = Decision("endorse", [(filing.pk, 1)])

        (outcome,) = services.decide_many(actor=season.actor("supervisor"), decision=many, at=ENDORSED)
        with pytest.raises(UnexplainedFigureError):
            season.decide(filing, "endorse", "supervisor", words="")
        season.decide(filing, "endorse", "supervisor", words="新增学生食堂，已核实。")

        assert isinstance(outcome.refusal, UnexplainedFigureError)
        assert FilingStep.objects.get(filing=filing, action="endorse").words == "新增学生食堂，已核实。"


class TestSendBack:
    def test_names_a_reason_words_and_fields(self, season):
        filing = season.file(SCHOOL)
        decision = Decision(
            "send_back",
            [(filing.pk, 1)],
            words=" 总额与决算不符 ",
            reason="total_implausible",
            fields=("canteen_total",),
        )

        filing = services.decide(actor=season.actor("supervisor"), decision=decision, at=ENDORSED)

        step = FilingStep.objects.get(filing=filing, action="send_back")
        assert (step.reason, step.words, step.fields) == ("total_implausible", "总额与决算不符", ["canteen_total"])
        assert (filing.state, filing.holder_id) == ("returned", season.unit(SCHOOL))
        assert Message.objects.filter(recipient=season.cast.users["unit"]).get().text.startswith(f"{YEAR}年度")

    @pytest.mark.parametrize(("reason", "words"), [("", "请核对"), ("other", " ")])
    def test_is_refused_without_reason_or_words(self, season, reason, words):
        with pytest.raises(ReturnReasonMissingError):
            season.decide(season.file(SCHOOL), "send_back", "supervisor", reason=reason, words=words)

    def test_by_finance_goes_to_the_unit_and_climbs_again_from_below(self, season):
        filing = season.decide(season.file(SCHOOL), "endorse", "supervisor")
        season.decide(filing, "send_back", "city_finance", reason="ratio_low", words="请核对")

        again = season.file(SCHOOL, own(reserved=75_000), seen=1)

        assert (again.state, again.holder_id, again.endorsed_at) == ("filed", season.unit(OFFICE), None)


class TestSecondReview:
    @pytest.fixture
    def nursery(self, cast):
        season = open_season(cast, has_second_review=True)
        rows = [unit("4101000009", "第一中学附属幼儿园", supervisor_code=SCHOOL, level=3)]
        organisation_services.list_units(actor=season.actor("city_finance"), year=YEAR, rows=rows, at=AT)
        listed = {row.code: row.organisation_id for row in organisations.listings(YEAR, season.cast.city.path)}
        season.cast.units["4101000009"] = organisations.node(listed["4101000009"])
        return season

    def test_puts_the_second_level_between(self, nursery):
        filing = nursery.file("4101000009", by="supervisor")

        chain = queries.chains([filing.organisation_id], second_review=True)[filing.organisation_id]
        principal = replace(nursery.actor("unit"), role="supervisor")
        assert filing.holder_id == nursery.unit(SCHOOL)
        assert permissions.possible_decisions(principal, filing, chain) == ["review", "send_back"]

    def test_lets_it_climb_on_to_the_first_level(self, nursery):
        filing = nursery.file("4101000009", by="supervisor")
        principal = replace(nursery.actor("unit"), role="supervisor")
        decision = Decision("review", [(filing.pk, 1)])

        filing = services.decide(actor=principal, decision=decision, at=ENDORSED)

        assert (filing.state, filing.holder_id) == ("reviewed", nursery.unit(OFFICE))
        assert nursery.decide(filing, "endorse", "second_supervisor").holder_id == nursery.cast.city.id


class TestDecideMany:
    def test_tells_an_outcome_for_each_and_does_the_rest(self, season):
        school = season.decide(season.file(SCHOOL), "endorse", "supervisor")
        police = season.file(POLICE, by="police")
        office = season.file(OFFICE, by="supervisor")
        decision = Decision("confirm", [(school.pk, 1), (police.pk, 2), (office.pk, 1), (10**9, 1)])

        outcomes = services.decide_many(actor=season.actor("city_finance"), decision=decision, at=CONFIRMED)

        refusals = {one.filing_id: type(one.refusal) for one in outcomes}
        assert refusals == {
            school.pk: type(None), police.pk: FilingChangedError, office.pk: StepNotPermittedError,
            10**9: UnknownFilingError,
        }  # fmt: skip
        assert ledger.node_standings([season.cast.city.id], YEAR).get().filed == 1

    def test_finds_done_what_was_done(self, season):
        school = season.decide(season.file(SCHOOL), "endorse", "supervisor")
        decision = Decision("confirm", [(school.pk, 1)])
        services.decide_many(actor=season.actor("city_finance"), decision=decision, at=CONFIRMED)

        (again,) = services.decide_many(actor=season.actor("city_finance"), decision=decision, at=CONFIRMED)

        assert "财政已确认" in str(again.refusal)
        assert Entry.objects.filter(unit_id=season.unit(SCHOOL), year=YEAR).count() == 2

    def test_takes_as_many_statements_for_three_as_for_two(self, season):
        def statements(*filings):
            decision = Decision("send_back", [(one.pk, one.version) for one in filings], words="请核对", reason="other")
            with CaptureQueriesContext(connection) as found:
                services.decide_many(actor=season.actor("city_finance"), decision=decision, at=CONFIRMED)
            return len(found)

        school = season.decide(season.file(SCHOOL), "endorse", "supervisor")
        office = season.decide(season.file(OFFICE, by="supervisor"), "endorse", "second_supervisor")
        two = statements(school, office)
        filings = [
            season.decide(season.file(SCHOOL, seen=1), "endorse", "supervisor"),
            season.decide(season.file(OFFICE, by="supervisor", seen=1), "endorse", "second_supervisor"),
            season.file(POLICE, by="police"),
        ]

        assert statements(*filings) == two


class TestWaitingFor:
    def test_puts_exceptions_first_then_what_waits_longest(self, season):
        plain = season.file(POLICE, by="police")
        odd = season.decide(season.file(SCHOOL, own(total=700_000, reserved=70_000)), "endorse", "supervisor")

        rows = queries.waiting_for(season.actor("city_finance"), YEAR)

        assert [row.pk for row in rows] == [odd.pk, plain.pk]

    def test_shows_nobody_what_waits_for_another(self, season):
        season.file(SCHOOL)

        assert not queries.waiting_for(season.actor("city_finance"), YEAR).exists()
        assert queries.waiting_for(season.actor("supervisor"), YEAR).count() == 1
