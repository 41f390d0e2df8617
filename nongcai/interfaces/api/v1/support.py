"""What helps everybody: answers, hotlines, questions to the platform."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.orders.services import Photo
from nongcai.domain.support import permissions, queries, services
from nongcai.domain.support.services import ToldArticle, ToldHotline, ToldQuestion
from nongcai.domain.support.states import QuestionAction, QuestionState, Topic
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key
from nongcai.interfaces.api.v1.order_acts import PhotoIn

if TYPE_CHECKING:
    from nongcai.domain.support.models import FaqArticle, Hotline, Question

router = Router(tags=["help"])
QUESTION = "/questions/{question_id}"
Title = Annotated[str, Field(min_length=1, max_length=120)]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Files = Annotated[list[PhotoIn], Field(max_length=9)]


class ArticleIn(Schema):
    """An answer to what is often asked."""

    topic: Topic
    question: Title
    answer: Annotated[str, Field(min_length=1, max_length=4000)]
    words: Annotated[str, Field(max_length=200)] = ""
    is_shown: bool = True


class ChangedArticleIn(ArticleIn):
    """The answer anew, with the version that was read."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class ArticleOut(Schema):
    """An answer to what is often asked."""

    id: int
    topic: Topic
    question: str
    answer: str
    words: str
    is_shown: bool
    version: int
    at: datetime


class HotlineIn(Schema):
    """Whom to call in a region."""

    region_code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    number: Annotated[str, Field(min_length=1, max_length=30)]
    hours: Annotated[str, Field(max_length=60)] = ""


class HotlineOut(Schema):
    """Whom to call in a region."""

    id: int
    region_code: str
    name: str
    number: str
    hours: str
    ended_at: datetime | None


class QuestionIn(Schema):
    """What somebody wants to know."""

    topic: Topic
    title: Title
    words: Words
    files: Files = []


class QuestionStepIn(Schema):
    """What is said further."""

    action: QuestionAction
    words: Words
    files: Files = []


class QuestionOut(Schema):
    """A question, who has it, until when."""

    id: int
    topic: Topic
    title: str
    state: QuestionState
    holder: str
    by_office: str
    by_label: str
    since: datetime
    due_on: date | None
    asked_at: datetime
    closed_at: datetime | None


class SupportSaidOut(Schema):
    """What was asked or answered."""

    seq: int
    action: QuestionAction
    by_office: str
    by_label: str
    words: str
    at: datetime


class ShownQuestionOut(QuestionOut):
    """A question with what was said, and what the caller may do."""

    steps: list[SupportSaidOut]
    actions: list[QuestionAction]


@router.get(
    "/faq", response={200: list[ArticleOut], **REFUSALS}, operation_id="find_faq", summary="Answers by words and topic"
)
def find_faq(
    request: ApiRequest, text: Annotated[str, Field(max_length=60)] = "", topic: Topic | None = None
) -> list[FaqArticle]:
    return queries.articles_found(request.actor, text=text, topic=topic or "")


@router.post("/faq", response={200: ArticleOut, **ACT_REFUSALS}, operation_id="enter_faq", summary="Write an answer")
def enter_faq(request: ApiRequest, told: ArticleIn) -> FaqArticle:
    return services.enter_article(actor=request.actor, told=ToldArticle(**told.dict()), at=timezone.now())


@router.post(
    "/faq/{article_id}",
    response={200: ArticleOut, **ACT_REFUSALS},
    operation_id="change_faq",
    summary="Write an answer anew, or show it no longer",
)
def change_faq(request: ApiRequest, article_id: Key, told: ChangedArticleIn) -> FaqArticle:
    said = ToldArticle(**told.dict(exclude={"version"}))
    return services.change_article(
        actor=request.actor, article_id=article_id, version=told.version, told=said, at=timezone.now()
    )


@router.get(
    "/hotlines",
    response={200: list[HotlineOut], **REFUSALS},
    operation_id="list_hotlines",
    summary="Whom to call in the own region and above; for the platform all",
)
def list_hotlines(request: ApiRequest) -> list[dict[str, Any]]:
    return [_hotline(one) for one in queries.hotlines_of(queries.region_near(request.actor))]


@router.post(
    "/hotlines", response={200: HotlineOut, **ACT_REFUSALS}, operation_id="enter_hotline", summary="Tell whom to call"
)
def enter_hotline(request: ApiRequest, told: HotlineIn) -> dict[str, Any]:
    return _hotline(services.enter_hotline(actor=request.actor, told=ToldHotline(**told.dict()), at=timezone.now()))


@router.post(
    "/hotlines/{hotline_id}/end",
    response={200: HotlineOut, **ACT_REFUSALS},
    operation_id="end_hotline",
    summary="Show a number no longer",
)
def end_hotline(request: ApiRequest, hotline_id: Key) -> dict[str, Any]:
    return _hotline(services.end_hotline(actor=request.actor, hotline_id=hotline_id, at=timezone.now()))


@router.get(
    "/questions",
    response={200: Page[QuestionOut], **REFUSALS},
    operation_id="list_questions",
    summary="What one has asked; for the platform all",
)
def list_questions(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    return paged(queries.questions_visible_to(request.actor), page, page_size, lambda row: row)


@router.post(
    "/questions",
    response={200: QuestionOut, **ACT_REFUSALS},
    operation_id="ask_question",
    summary="Ask the platform",
)
def ask_question(request: ApiRequest, told: QuestionIn) -> Question:
    said = ToldQuestion(told.topic, told.title, told.words, _files(told.files))
    return services.ask(actor=request.actor, told=said, at=timezone.now())


@router.get(
    QUESTION,
    response={200: ShownQuestionOut, **REFUSALS},
    operation_id="show_question",
    summary="A question, what was said, and what may be done",
)
def show_question(request: ApiRequest, question_id: Key) -> dict[str, Any]:
    question: Question = get_object_or_404(queries.questions_visible_to(request.actor), pk=question_id)
    return _shown(request, question)


@router.post(
    f"{QUESTION}/step",
    response={200: ShownQuestionOut, **ACT_REFUSALS},
    operation_id="step_question",
    summary="Answer, ask further, close or withdraw",
)
def step_question(request: ApiRequest, question_id: Key, told: QuestionStepIn) -> dict[str, Any]:
    question = services.step_question(
        actor=request.actor,
        question_id=question_id,
        action=told.action,
        words=told.words,
        files=_files(told.files),
        at=timezone.now(),
    )
    return _shown(request, question)


def _shown(request: ApiRequest, question: Question) -> dict[str, Any]:
    told = {name: getattr(question, name) for name in QuestionOut.model_fields}
    return told | {
        "steps": list(queries.question_steps(question)),
        "actions": permissions.acts_in(request.actor, question),
    }


def _hotline(row: Hotline) -> dict[str, Any]:
    names = ("id", "name", "number", "hours", "ended_at")
    return {name: getattr(row, name) for name in names} | {"region_code": row.region_id}


def _files(told: list[PhotoIn]) -> list[Photo]:
    return [Photo(one.name, one.data) for one in told]
