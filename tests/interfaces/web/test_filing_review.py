"""What waits for an office, and who has filed at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from tests import cast as offices
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, own
from tests.interfaces.web.filing import running
from tests.worlds import world

INBOX, DECIDE = "/shares/inbox/", "/shares/inbox/decide/"


@world
def season(cast):
    return running(cast)


def text_of(response) -> str:
    return response.content.decode()


def waiting(season, code=SCHOOL, **changes):
    by = {POLICE: "police", OFFICE: "supervisor"}.get(code, "unit")
    return season.file(code, own(**changes), by=by, at=timezone.now())


def key(filing) -> str:
    return f"{filing.pk}:{filing.version}"


def many(season, number):
    """Let so many more schools file and wait for the supervising unit."""
    rows = [
        offices.unit(f"41010001{place:02}", f"第{place}小学", supervisor_code=OFFICE, level=2)
        for place in range(number)
    ]
    actor = season.actor("city_finance")
    organisation_services.list_units(actor=actor, year=YEAR, rows=(*offices.UNITS, *rows), at=timezone.now())
    units = shares.due_units(season.actor("supervisor"), YEAR, text="小学")
    return [file_for(season, unit.organisation_id) for unit in units]


def file_for(season, unit_id):
    return services.file_share(
        actor=season.actor("second_supervisor"), unit_id=unit_id, year=YEAR, said=own(), at=timezone.now()
    )


class TestInboxShow:
    def test_puts_the_year_before_beside_each_filing(self, browser_of, season):
        waiting(season)

        text = text_of(browser_of("supervisor").get(INBOX))

        assert "郑州市第一中学" in text
        assert "400,000.00" in text  # the year before
        assert "500,000.00" in text
        assert "确认选中" in text

    def test_puts_exceptions_first_with_words(self, browser_of, season):
        waiting(season, POLICE, total=500_000)
        season.decide(waiting(season, total=2_000_000, reserved=300_000), "endorse", "supervisor")

        response = browser_of("city_finance").get(INBOX)

        names = [row.filing.organisation.name for row, _ticked, _hints in response.context["rows"]]
        assert names == ["郑州市第一中学", "郑州市公安局"]
        assert "数据异常" in text_of(response)

    def test_filters_by_flag_and_name(self, browser_of, season):
        waiting(season, POLICE)
        season.decide(waiting(season, total=2_000_000, reserved=300_000), "endorse", "supervisor")
        browser = browser_of("city_finance")

        shown = {q: len(browser.get(f"{INBOX}?{q}").context["rows"]) for q in ("flag=implausible", "q=公安", "q=无此")}

        assert shown == {"flag=implausible": 1, "q=公安": 1, "q=无此": 0}

    def test_says_that_nothing_waits(self, browser_of, season):
        assert "没有待办的填报" in text_of(browser_of("city_finance").get(INBOX))

    def test_lets_an_auditor_look_only(self, browser_of, season):
        waiting(season, POLICE)

        text = text_of(browser_of("auditor").get(INBOX))

        assert "郑州市公安局" in text
        assert "确认选中" not in text

    def test_takes_as_many_queries_for_many(self, browser_of, season):
        browser = browser_of("supervisor")
        waiting(season)
        browser.get(INBOX)
        with CaptureQueriesContext(
            connection,
        ) as few:
            browser.get(INBOX)
        many(season, 12)
        with CaptureQueriesContext(connection) as more:
            response = browser.get(INBOX)

        assert len(response.context["rows"]) == 13
        assert len(more) == len(few) <= 16

    def test_offers_all_beyond_the_page(self, browser_of, season, monkeypatch):
        monkeypatch.setattr("nongcai.interfaces.web.shares.inbox.ROWS", 2)
        filings = many(season, 5)
        browser = browser_of("supervisor")

        assert "本页外还有 3 份符合条件" in text_of(browser.get(INBOX))
        response = browser.get(f"{INBOX}?whole=1")

        assert sorted(response.context["keys"].split()) == sorted(key(one) for one in filings)
        assert "已选择符合条件的 5 份（共 5 份，一次最多办理 5000 份）" in text_of(response)


class TestInboxDecide:
    def test_confirms_what_was_ticked_with_an_outcome_each(self, browser_of, season):
        first, second = waiting(season, POLICE), season.decide(waiting(season), "endorse", "supervisor")

        response = browser_of("city_finance").post(
            DECIDE, {"filing": [key(first), f"{second.pk}:9"], "action": "confirm"}
        )

        text = text_of(response)
        assert "已办理 1 份，未办理 1 份。" in text
        assert "已有新的内容（第1版）" in text
        assert [one.state for one in (shares.filing_of(season.unit(c), YEAR) for c in (POLICE, SCHOOL))] == [
            "confirmed",
            "endorsed",
        ]

    def test_asks_for_a_reason_before_implausible_figures_pass(self, browser_of, season):
        odd = waiting(season, total=2_000_000, reserved=300_000)
        browser = browser_of("supervisor")
        shown = text_of(browser.get(INBOX))

        asked = text_of(browser.post(DECIDE, {"filing": [key(odd)], "action": "endorse"}))
        told = {"filing": [key(odd)], "action": "endorse", "ground": "新增食堂，已核实。"}
        done = text_of(browser.post(DECIDE, told))

        assert "与上年400,000.00元相差超过一半" in shown
        assert "数据异常 1 份，写明理由后再办理" in asked
        assert f'name="filing" value="{key(odd)}"' in asked
        assert "与上年400,000.00元相差超过一半" in asked
        assert "已办理 1 份，未办理 0 份。" in done
        assert "新增食堂，已核实。" in text_of(browser.get(f"/shares/units/{odd.organisation_id}/{YEAR}/"))

    def test_decides_all_that_the_filter_found(self, browser_of, season):
        filings = many(season, 5)

        response = browser_of("supervisor").post(
            DECIDE, {"all": " ".join(key(one) for one in filings), "action": "endorse"}
        )

        assert "已办理 5 份，未办理 0 份。" in text_of(response)

    def test_takes_as_many_queries_for_many(self, browser_of, season):
        filings = many(season, 12)
        browser, counts = browser_of("supervisor"), []
        for some in (filings[:2], filings[2:]):
            with CaptureQueriesContext(connection) as told:
                browser.post(DECIDE, {"all": " ".join(key(one) for one in some), "action": "endorse"})
            counts.append(len(told))

        assert counts[1] <= counts[0] + 2

    def test_sends_back_with_reason_and_words(self, browser_of, season):
        filing = waiting(season)

        browser_of("supervisor").post(
            DECIDE, {"filing": [key(filing)], "action": "send_back", "reason": "other", "words": "请核对"}
        )

        assert shares.filing_of(season.unit(SCHOOL), YEAR).state == "returned"

    def test_wants_words_and_keeps_the_ticks(self, browser_of, season):
        filing = waiting(season)

        response = browser_of("supervisor").post(DECIDE, {"filing": [key(filing)], "action": "send_back"})

        assert response.status_code == 422
        assert "退回时请选择原因" in text_of(response)
        assert [ticked for _row, ticked, _hints in response.context["rows"]] == [True]

    def test_wants_something_ticked(self, browser_of, season):
        response = browser_of("supervisor").post(DECIDE, {"action": "endorse"}, follow=True)

        assert "请先选择要办理的填报。" in text_of(response)

    def test_tells_a_stranger_that_it_is_not_there(self, browser_of, season):
        filing = waiting(season)

        response = browser_of("stranger").post(DECIDE, {"filing": [key(filing)], "action": "endorse"})

        assert "没有这份填报，或它不在您的查看范围内。" in text_of(response)


class TestFilingList:
    def test_tells_who_has_not_filed(self, browser_of, season):
        waiting(season)

        response = browser_of("city_finance").get("/shares/")

        text = text_of(response)
        assert (response.context["progress"].due, response.context["progress"].filed) == (5, 1)
        assert "20.00%" in text
        assert text.count("未填报") >= 4
        assert "郑州市教育局" in text

    def test_reckons_the_passing_rate(self, season):
        season.confirmed()
        waiting(season, POLICE)

        found = shares.progress(season.actor("city_finance"), YEAR)

        assert (found.filing_rate, found.passing_rate, found.missing) == (40, 50, 3)

    @pytest.mark.parametrize(("state", "number"), [("unfiled", 4), ("filed", 1), ("confirmed", 0)])
    def test_filters_by_state(self, browser_of, season, state, number):
        waiting(season)

        response = browser_of("city_finance").get(f"/shares/?state={state}")

        assert len(response.context["rows"]) == number

    def test_ends_at_ones_subtree(self, browser_of, season):
        response = browser_of("supervisor").get("/shares/")

        assert {row.listing.code for row in response.context["rows"]} == {OFFICE, SCHOOL}

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(14):
            browser.get("/shares/")


class TestFilingExport:
    def test_is_a_workbook_that_is_kept_on_record(self, browser_of, season, settings, tmp_path):
        settings.FILES = tmp_path
        waiting(season)

        response = browser_of("city_finance").post("/shares/export/?state=filed", {"purpose": "月度调度会"})

        book = CalamineWorkbook.from_filelike(BytesIO(b"".join(response.streaming_content)))
        cells = book.get_sheet_by_index(0).to_python()
        assert "用途：月度调度会" in cells[1][0]
        assert cells[4][2] == "郑州市第一中学"
        assert len(cells) == 5
        assert Document.objects.filter(owner__startswith="export:filings:").count() == 1

    def test_wants_a_purpose(self, browser_of, season):
        response = browser_of("city_finance").post("/shares/export/", {}, follow=True)

        assert "请填写导出用途后再导出。" in text_of(response)


def test_district_keeps_to_itself(browser_of, season):
    season.file(PRIMARY, by="primary", at=timezone.now())

    assert browser_of("supervisor").get(f"/shares/units/{season.unit(PRIMARY)}/{YEAR}/").status_code == 404


class TestDesk:
    def test_announces_the_season_until_the_unit_has_filed(self, browser_of, season):
        browser = browser_of("unit")

        before = text_of(browser.get("/"))
        waiting(season)
        after = text_of(browser.get("/"))

        assert "尚未填报" in before
        assert f"{YEAR}年度填报截止于" in before
        assert "去填报" in before
        assert "尚未填报" not in after

    def test_says_that_a_filing_came_back(self, browser_of, season):
        filing = waiting(season)
        season.decide(filing, "send_back", "supervisor", reason="other", words="请核对")

        assert "待本单位修改后重新提交" in text_of(browser_of("unit").get("/"))

    def test_counts_what_waits_and_who_has_not_filed(self, browser_of, season):
        waiting(season, POLICE)

        cards = {card.title: card.value for card in browser_of("city_finance").get("/").context["waiting"]}

        assert (cards["待确认填报"], cards["未填报单位"]) == ("1", "4")

    def test_is_quiet_outside_the_season(self, browser_of, cast):
        running(cast, closed=True)

        text = text_of(browser_of("unit").get("/"))

        assert "去填报" not in text

    def test_takes_few_queries(self, browser_of, season, django_assert_max_num_queries):
        browser = browser_of("supervisor")

        with django_assert_max_num_queries(32):
            browser.get("/")
