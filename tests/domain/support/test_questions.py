from datetime import date, timedelta
from itertools import product

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.notifications.models import Message
from nongcai.domain.orders.errors import EvidenceError
from nongcai.domain.orders.services import Photo
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.errors import (
    ArticleError,
    IncidentWordsError,
    QuestionStepError,
    UnknownQuestionError,
)
from nongcai.domain.support.models import Question
from nongcai.domain.support.services import ToldQuestion
from nongcai.domain.support.states import OPEN_QUESTIONS, QUESTION_MACHINE, QuestionAction, QuestionState
from nongcai.foundation.errors import NotAllowedError
from tests.market import AT, TODAY, on_stage

pytestmark = pytest.mark.django_db

A = QuestionAction
TOLD = ToldQuestion("filing", "报错了怎样撤回？", "已报送，发现总额有误。")


@pytest.fixture
def market(cast):
    return on_stage(cast)


@pytest.fixture
def asked(cast, market):
    return services.ask(actor=cast.actor("unit"), told=TOLD, at=AT)


def step(question, action, actor, at=AT):
    return services.step_question(actor=actor, question_id=question.pk, action=action, words="请看指南。", at=at)


def heard(user, text):
    return Message.objects.filter(recipient=user, text__contains=text).exists()


def test_waits_for_the_platform_until_a_workday(asked, market):
    # Asked on a Friday: three workdays later is the Wednesday.
    assert (asked.state, asked.holder, asked.due_on) == ("asked", "平台", date(2024, 3, 6))
    assert heard(market.users["platform"], "报错了怎样撤回")


def test_is_answered_asked_further_and_closed(asked, cast, market):
    unit, platform = cast.actor("unit"), market.actor("platform")
    answered = step(asked, A.ANSWER, platform)
    assert (answered.state, answered.due_on) == ("answered", TODAY + timedelta(days=10))
    assert heard(cast.users["unit"], "您的咨询已答复")

    assert step(asked, A.ASK_AGAIN, unit).due_on == date(2024, 3, 6)
    step(asked, A.ANSWER, platform)
    closed = step(asked, A.CLOSE, unit)

    assert (closed.state, closed.due_on, closed.closed_at) == ("closed", None, AT)
    assert [one.action for one in queries.question_steps(closed)] == ["ask", "answer", "ask_again", "answer", "close"]


def test_is_between_whoever_asked_and_the_platform(asked, cast, market):
    for actor in (cast.actor("supervisor"), cast.actor("city_finance"), market.actor("supplier")):
        assert not queries.questions_visible_to(actor).exists()
        with pytest.raises(UnknownQuestionError):
            step(asked, A.WITHDRAW, actor)
    with pytest.raises(NotAllowedError):
        step(asked, A.ANSWER, cast.actor("unit"))
    with pytest.raises(NotAllowedError):
        step(asked, A.WITHDRAW, market.actor("platform"))
    with pytest.raises(QuestionStepError):
        step(asked, A.CLOSE, cast.actor("unit"))
    with pytest.raises(NotAllowedError):
        step(asked, A.LAPSE, cast.actor("unit"))

    assert permissions.acts_in(cast.actor("unit"), asked) == ["withdraw"]
    assert permissions.acts_in(market.actor("platform"), asked) == ["answer"]
    assert step(asked, A.WITHDRAW, cast.actor("unit")).state == "withdrawn"


def test_wants_somebody_a_topic_words_and_files_that_are_kept(cast, market):
    unit = cast.actor("unit")
    with pytest.raises(NotAllowedError):
        services.ask(actor=organisations.operator_of_machine(), told=TOLD, at=AT)
    with pytest.raises(ArticleError):
        services.ask(actor=unit, told=ToldQuestion("weather", "下雨吗", "问"), at=AT)
    with pytest.raises(IncidentWordsError):
        services.ask(actor=unit, told=ToldQuestion("filing", "怎样撤回", " "), at=AT)
    with pytest.raises(EvidenceError):
        services.ask(actor=unit, told=ToldQuestion("filing", "撤回", "怎样", [Photo("x.html", b"<html>")]), at=AT)

    assert services.ask(actor=unit, told=TOLD, at=AT).by_label


def test_closes_by_itself_when_nobody_asks_further(asked, market):
    assert services.close_answered(at=AT + timedelta(days=30)) == 0
    step(asked, A.ANSWER, market.actor("platform"))
    assert services.close_answered(at=AT + timedelta(days=10)) == 0

    assert services.close_answered(at=AT + timedelta(days=11)) == 1

    asked.refresh_from_db()
    assert asked.state == "closed"


def test_reminds_the_platform_once_a_day(asked, market):
    assert services.remind_of_questions(at=AT) == 0
    late = AT + timedelta(days=20)

    assert [services.remind_of_questions(at=late) for _ in range(2)] == [1, 0]
    assert heard(market.users["platform"], "有1件咨询已超过答复期限")


@pytest.mark.parametrize(("source", "target"), [one for one in product(QuestionState, repeat=2) if len(set(one)) == 2])
def test_goes_where_the_table_says(cast, source, target):
    def clock(state):
        is_open = state in OPEN_QUESTIONS
        return {"closed_at": None if is_open else AT, "due_on": TODAY if is_open else None}

    told = {"topic": "filing", "title": "撤回", "user": cast.users["unit"], "since": AT, "asked_at": AT}
    made = Question.objects.create(**told, state=source, **clock(source))
    is_allowed = True
    try:
        with transaction.atomic():
            Question.objects.filter(pk=made.pk).update(state=target, **clock(target))
    except ProgrammingError:
        is_allowed = False

    assert is_allowed is ((source, target) in QUESTION_MACHINE.pairs)
