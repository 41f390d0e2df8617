from datetime import date, timedelta

import pytest

from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.errors import (
    ChangedMeanwhileError,
    CreditCheckMissingError,
    DayNotYetError,
    LetterMissingError,
    ListedDishonestError,
    ObjectionOpenError,
    OtherPersonError,
    PublicityTooShortError,
    ReasonMissingError,
    StepNotPermittedError,
    WordsMissingError,
)
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.states import ApplicationState, PaperState
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.market import (
    AT,
    TODAY,
    admit,
    all_the_way,
    check,
    recommend,
    sells,
    show_papers,
    submit,
    vet,
)
from tests.worlds import world


@world
def submitted(market):
    show_papers(market)
    submit(market)
    return market


@world
def vetted(submitted):
    vet(submitted)
    return submitted


def pass_on(market, name, version=1):
    return services.pass_on(
        actor=market.actor(name), application_id=market.application.pk, version=version, words="", at=AT
    )


def send_back(market, name, *, reason="papers", words="营业执照看不清。"):
    application = market.application
    return services.send_back(
        actor=market.actor(name),
        application_id=application.pk,
        version=application.version,
        reason=reason,
        words=words,
        at=AT,
    )


def publicise(market, days=5):
    return services.publicise(
        actor=market.actor("quality"),
        application_id=market.application.pk,
        version=1,
        since=TODAY,
        until=TODAY + timedelta(days=days - 1),
        at=AT,
    )


def objection(market, at=AT):
    return services.enter_objection(
        actor=market.actor("linkage"),
        application_id=market.application.pk,
        source="村民来信",
        words="带动户数与实际不符。",
        received_on=TODAY,
        at=at,
    )


class TestPassOn:
    def test_takes_both_functions_in_any_order(self, submitted):
        pass_on(submitted, "linkage")
        application = pass_on(submitted, "quality")

        assert application.state == ApplicationState.VETTED
        assert set(queries.signed_by(application)) == {"quality", "linkage"}

    def test_is_taken_once_by_each_function(self, submitted):
        pass_on(submitted, "quality")

        with pytest.raises(StepNotPermittedError):
            pass_on(submitted, "quality")

    def test_takes_two_persons(self, submitted):
        pass_on(submitted, "quality")
        step = queries.signed_by(submitted.application)["quality"]
        assert step.user_id == submitted.users["quality"].pk
        alone = submitted.actor("linkage")
        object.__setattr__(alone, "user_id", step.user_id)

        with pytest.raises(OtherPersonError):
            services.pass_on(actor=alone, application_id=submitted.application.pk, version=1, words="", at=AT)

    def test_is_not_another_countys(self, submitted):
        with pytest.raises(NotFoundError):
            pass_on(submitted, "other_county")

    def test_is_not_the_platforms(self, submitted):
        with pytest.raises(NotAllowedError):
            pass_on(submitted, "platform")

    def test_refuses_a_version_that_was_replaced(self, submitted):
        send_back(submitted, "quality")
        submit(submitted, goods="木耳")

        with pytest.raises(ChangedMeanwhileError):
            pass_on(submitted, "quality", version=1)


class TestSendBack:
    def test_lets_the_reviewer_of_the_repair_see_what_changed(self, submitted):
        send_back(submitted, "quality")
        submit(submitted, goods="木耳")

        changes = queries.changes_since(submitted.application)

        assert [(one.label, one.after) for one in changes] == [("主营产品", "木耳")]

    def test_wants_a_reason_and_words(self, submitted):
        for reason, words in (("", "看不清"), ("papers", " "), ("unheard of", "看不清")):
            with pytest.raises(ReasonMissingError):
                send_back(submitted, "quality", reason=reason, words=words)

    def test_wants_both_functions_again(self, vetted):
        send_back(vetted, "linkage")
        submit(vetted)

        assert queries.signed_by(vetted.application) == {}
        assert vetted.application.state == ApplicationState.SUBMITTED

    def test_is_not_the_platforms_before_the_county_has_recommended(self, submitted):
        with pytest.raises(StepNotPermittedError):
            send_back(submitted, "platform")


class TestPublicise:
    def test_lasts_five_days_at_least(self, vetted):
        with pytest.raises(PublicityTooShortError):
            publicise(vetted, days=4)

    def test_holds_the_recommendation_up_until_it_is_over(self, vetted):
        check(vetted)
        publicise(vetted)

        with pytest.raises(DayNotYetError):
            recommend(vetted, at=AT + timedelta(days=4))

        assert recommend(vetted, at=AT + timedelta(days=5)).state == ApplicationState.RECOMMENDED

    def test_holds_it_up_while_an_objection_has_no_answer(self, vetted):
        check(vetted)
        publicise(vetted)
        row = objection(vetted)
        with pytest.raises(ObjectionOpenError):
            recommend(vetted, at=AT + timedelta(days=5))

        services.answer_objection(
            actor=vetted.actor("quality"), objection_id=row.pk, is_upheld=False, answer="经核实，户数属实。", at=AT
        )

        assert recommend(vetted, at=AT + timedelta(days=5)).state == ApplicationState.RECOMMENDED

    def test_answers_with_words(self, vetted):
        publicise(vetted)
        row = objection(vetted)

        with pytest.raises(WordsMissingError):
            services.answer_objection(
                actor=vetted.actor("quality"), objection_id=row.pk, is_upheld=False, answer=" ", at=AT
            )

    def test_takes_objections_only_meanwhile(self, vetted):
        with pytest.raises(StepNotPermittedError):
            objection(vetted)


class TestRecommend:
    def test_wants_a_fresh_look_at_the_lists(self, vetted):
        with pytest.raises(CreditCheckMissingError):
            recommend(vetted)
        check(vetted, on=TODAY - timedelta(days=31))
        with pytest.raises(CreditCheckMissingError):
            recommend(vetted)
        check(vetted, on=TODAY - timedelta(days=30))

        assert recommend(vetted).state == ApplicationState.RECOMMENDED

    def test_refuses_who_stands_on_a_list(self, vetted):
        check(vetted, is_listed=True)

        with pytest.raises(ListedDishonestError):
            recommend(vetted)

    def test_wants_the_letter(self, vetted):
        check(vetted)

        with pytest.raises(LetterMissingError):
            services.recommend(
                actor=vetted.actor("quality"), application_id=vetted.application.pk, version=1, letter=None, at=AT
            )

    def test_comes_after_both_functions(self, submitted):
        check(submitted)
        pass_on(submitted, "quality")

        with pytest.raises(StepNotPermittedError):
            recommend(submitted)


class TestCheckCredit:
    def test_is_of_a_day_that_has_come(self, vetted):
        with pytest.raises(DayNotYetError):
            check(vetted, on=date(2024, 3, 2))

    def test_is_not_another_countys(self, vetted):
        with pytest.raises(NotFoundError):
            check(vetted, by="other_county")


class TestAdmit:
    def test_lets_the_supplier_sell(self, vetted):
        check(vetted)
        recommend(vetted)
        assert not sells(vetted)

        admit(vetted)

        assert sells(vetted)
        assert set(Paper.objects.values_list("state", flat=True)) == {PaperState.ACCEPTED}

    def test_takes_the_name_that_was_reviewed(self, submitted):
        send_back(submitted, "quality")
        submit(submitted, name="卢氏县新山货合作社")
        vet(submitted)
        check(submitted)
        recommend(submitted)

        admit(submitted)

        submitted.supplier.refresh_from_db()
        assert submitted.supplier.name == "卢氏县新山货合作社"

    def test_is_not_the_countys(self, vetted):
        check(vetted)
        recommend(vetted)

        with pytest.raises(NotAllowedError):
            services.admit(
                actor=vetted.actor("quality"), application_id=vetted.application.pk, version=1, words="", at=AT
            )


class TestRecall:
    def test_ends_the_admission(self, market):
        all_the_way(market)

        services.recall(
            actor=market.actor("linkage"), application_id=market.application.pk, words="带动户数不实", at=AT
        )

        assert not sells(market)
        assert market.users["platform"].messages.filter(text__contains="撤销").exists()

    def test_lets_it_apply_again(self, market):
        all_the_way(market)
        services.recall(actor=market.actor("linkage"), application_id=market.application.pk, words="不实", at=AT)

        services.apply_anew(actor=market.actor("supplier"), at=AT)
        submit(market)
        vet(market)
        recommend(market)
        admit(market)

        assert sells(market)

    def test_wants_its_cause(self, market):
        all_the_way(market)

        with pytest.raises(WordsMissingError):
            services.recall(actor=market.actor("linkage"), application_id=market.application.pk, words=" ", at=AT)


def test_the_market_is_apart_from_the_tree(market):
    assert market.actor("supplier").path.startswith("market:")
