"""What helps, through the API: answers, hotlines, questions."""

import json

import pytest

from tests.interfaces.web.support_table import HOTLINE, article
from tests.market import on_stage


@pytest.fixture
def call(cast, caller):
    on_stage(cast)

    def called(name, path, sent=None):
        client = caller(name)
        if sent is None:
            return client.get(f"/api/v1/{path}")
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json")

    return called


def test_finds_answers_and_hotlines(call, cast):
    key = article(cast)["article_id"]
    assert [one["id"] for one in call("unit", "faq?text=登录").json()] == [key]
    assert call("unit", "faq?topic=order").json() == []
    made = call("platform", "hotlines", HOTLINE).json()

    assert [one["number"] for one in call("unit", "hotlines").json()] == [HOTLINE["number"], "400-1188-832"]
    assert call("platform", f"hotlines/{made['id']}/end", {}).json()["ended_at"]
    told = {"topic": "account", "question": "怎样登录？", "answer": "用激活码。", "is_shown": False}
    assert call("platform", f"faq/{key}", told | {"version": 1}).json()["version"] == 2
    assert call("platform", f"faq/{key}", told | {"version": 1}).json()["code"] == "faq_article_changed"
    assert call("unit", "faq").json() == []


def test_asks_and_answers(call):
    made = call("unit", "questions", {"topic": "filing", "title": "怎样撤回？", "words": "已报送"}).json()
    one = f"questions/{made['id']}"
    assert call("platform", one).json()["actions"] == ["answer"]
    answered = call("platform", f"{one}/step", {"action": "answer", "words": "点撤回"}).json()
    assert (answered["state"], [step["action"] for step in answered["steps"]]) == ("answered", ["ask", "answer"])
    assert call("unit", f"{one}/step", {"action": "withdraw", "words": "不用了"}).json()["code"] == (
        "question_step_not_permitted"
    )
    assert call("supplier", one).status_code == 404
    assert call("unit", "questions").json()["count"] == 1
