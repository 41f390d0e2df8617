"""Two posts within a unit: one prepares, the other lets out."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.shares import queries as shares
from tests.cast import hire
from tests.domain.shares.season import SCHOOL, YEAR
from tests.interfaces.web.filing import TYPED, running
from tests.worlds import world


@world
def season(cast):
    return running(cast)


@world
def staffed(season):
    hire(season.cast, "preparer")
    hire(season.cast, "approver")
    return season


def page(season, act=""):
    return f"/shares/units/{season.unit(SCHOOL)}/{YEAR}/{act}"


def text_of(response) -> str:
    return response.content.decode()


def prepare(season, browser_of):
    return browser_of("preparer").post(page(season, "file/"), TYPED | {"do": "file"}, follow=True)


class TestPreparing:
    def test_says_where_the_form_goes(self, browser_of, staffed):
        text = text_of(browser_of("preparer").get(page(staffed, "file/")))

        assert "送单位审核" in text
        assert "提交填报" not in text
        assert "审核人报送后才算已填报" in text

    def test_says_that_nobody_approves(self, browser_of, season):
        hire(season.cast, "preparer")
        browser = browser_of("preparer")

        assert "本单位没有在任的单位审核人" in text_of(browser.get(page(season, "file/")))
        response = browser.post(page(season, "file/"), TYPED | {"do": "file"})
        assert (response.status_code, "不能报送或撤回" in text_of(response)) == (409, True)

    def test_leaves_the_form_within_the_unit(self, browser_of, staffed):
        text = text_of(prepare(staffed, browser_of))

        assert f"{YEAR}年度预留份额填报已送单位审核人，审核通过后报送。" in text
        assert "待单位审核" in text
        assert "待郑州市第一中学办理" in text
        assert "撤回" in text
        assert "审核通过并报送" not in text

    @pytest.mark.parametrize("name", ["supervisor", "city_finance"])
    def test_shows_those_above_that_it_lies_within(self, browser_of, staffed, name):
        prepare(staffed, browser_of)
        browser = browser_of(name)

        assert "待单位审核" in text_of(browser.get("/shares/?state=prepared"))
        text = text_of(browser.get(page(staffed)))
        assert "单位审核" in text
        assert 'value="send_back"' not in text

    def test_counts_the_queries_of_its_page(self, browser_of, staffed):
        prepare(staffed, browser_of)
        browser = browser_of("approver")
        browser.get(page(staffed))

        with CaptureQueriesContext(connection) as queries:
            browser.get(page(staffed))

        assert len(queries) <= 45


class TestApproving:
    def test_begins_on_the_desk(self, browser_of, staffed):
        browser = browser_of("approver")
        assert "待审核报送的填报" not in text_of(browser.get("/"))

        prepare(staffed, browser_of)

        text = text_of(browser.get("/"))
        assert "待审核报送的填报" in text
        assert page(staffed) in text

    def test_lets_the_form_out(self, browser_of, staffed):
        prepare(staffed, browser_of)
        browser = browser_of("approver")
        shown = text_of(browser.get(page(staffed)))
        assert "审核通过并报送" in shown

        response = browser.post(page(staffed, "decide/"), {"action": "approve", "version": 1}, follow=True)

        assert "已填报" in text_of(response)
        filing = shares.filing_of(staffed.unit(SCHOOL), YEAR)
        assert (filing.state, filing.approved_by) == ("filed", staffed.cast.users["approver"])
        assert "撤回" in text_of(response)
        assert "单位审核并报送" in text_of(response)

    def test_sends_back_with_words(self, browser_of, staffed):
        prepare(staffed, browser_of)
        browser = browser_of("approver")

        assert browser.post(page(staffed, "decide/"), {"action": "send_back", "version": 1}).status_code == 422
        told = {"action": "send_back", "version": 1, "reason": "other", "words": "食堂二未填"}
        browser.post(page(staffed, "decide/"), told)

        assert "食堂二未填" in text_of(browser_of("preparer").get(page(staffed, "file/")))

    def test_is_not_there_for_who_prepared(self, browser_of, staffed):
        prepare(staffed, browser_of)

        response = browser_of("preparer").post(page(staffed, "decide/"), {"action": "approve", "version": 1})

        assert response.status_code == 403

    def test_takes_back_what_is_out(self, browser_of, staffed):
        prepare(staffed, browser_of)
        browser = browser_of("approver")
        browser.post(page(staffed, "decide/"), {"action": "approve", "version": 1})

        assert browser_of("preparer").post(page(staffed, "withdraw/")).status_code == 403
        browser.post(page(staffed, "withdraw/"))

        assert shares.filing_of(staffed.unit(SCHOOL), YEAR).state == "withdrawn"

    def test_writes_nothing_itself(self, browser_of, staffed):
        assert browser_of("approver").get(page(staffed, "file/")).status_code == 404
