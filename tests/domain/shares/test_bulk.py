"""An office fills in many filings by a table: what becomes of each row, drafts, filing at once, in sets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations.services import list_units
from nongcai.domain.programmes import services as programmes
from nongcai.domain.shares import services
from nongcai.domain.shares.errors import SamePersonError
from nongcai.domain.shares.models import FilingDraft, ShareFiling
from nongcai.domain.shares.queries import SaidRow, judge_rows
from nongcai.domain.shares.rules import SaidCanteen
from nongcai.foundation.errors import NotAllowedError
from tests import cast as offices
from tests.domain.shares.season import ENDORSED, FILED, NONE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, own


def row(code=SCHOOL, said=None, row_no=4, **changes):
    said = said or own()
    content = {
        "form": {"reserved": str(said.set_aside)},
        "canteens": [{"total": str(one.total)} for one in said.canteens],
    }
    return SaidRow(row_no, code, said=said, content=content, **changes)


def judged(season, *rows, by="supervisor", at=FILED):
    return judge_rows(season.actor(by), YEAR, rows, at)


def outcome(season, one, **how):
    (found,) = judged(season, one, **how)
    return found.outcome, str(found.refusal or "")


def fill(season, *rows, by="supervisor", at=FILED):
    return services.fill_drafts(actor=season.actor(by), year=YEAR, rows=rows, at=at)


def file(season, *rows, by="supervisor", at=FILED):
    return services.file_many(actor=season.actor(by), year=YEAR, rows=rows, at=at)


def many(season, number):
    """List so many schools below the supervising unit, and return a row for each."""
    listed = [
        replace(offices.unit(f"41010{place:05d}", f"第{place}中学", supervisor_code=OFFICE, level=2), credit_code="")
        for place in range(50_001, 50_001 + number)
    ]
    actor = season.actor("city_finance")
    list_units(actor=actor, year=YEAR, rows=[*offices.UNITS, *listed], at=offices.AT)
    return [row(one.code, row_no=place) for place, one in enumerate(listed, start=4)]


class TestARow:
    def test_is_new_then_the_same_then_a_change_of_the_draft(self, season):
        assert outcome(season, row())[0] == "new"
        fill(season, row())

        assert outcome(season, row())[0] == "same"
        assert outcome(season, row(said=own(reserved=70_000)))[0] == "changed"

    def test_that_says_nothing_is_left_alone(self, season):
        assert outcome(season, row(is_blank=True)) == ("blank", "")

    @pytest.mark.parametrize(
        ("one", "sentence"),
        [
            (row(said=own(reserved=10_000)), "应为50,000.00元，现为10,000.00元，相差40,000.00元"),
            (row("999"), "没有编码为“999”、由本单位代填的单位"),
            (row(PRIMARY), "由本单位代填的单位"),
            (row(unit_name="郑州市公安局"), "编码4101000002的单位是“郑州市第一中学”"),
            (row(said=own(total=0, reserved=0), host=SCHOOL), "不能是本单位"),
            (row(host="没有的单位"), "没有单位编码或全称为“没有的单位”的预算单位"),
            (row(said=replace(NONE, reserved=Decimal(5))), "没有食堂的单位，预留金额应为零"),
        ],
    )
    def test_is_refused_with_words(self, season, one, sentence):
        found = outcome(season, one)

        assert found[0] == "refused"
        assert sentence in found[1]

    def test_of_a_unit_that_stands_above_is_refused_the_second_time(self, season):
        found = judged(season, row(), row(row_no=9))

        assert [one.outcome for one in found] == ["new", "refused"]
        assert "第4行已有" in str(found[1].refusal)

    def test_that_names_a_host_of_the_same_table_that_is_a_member_itself_is_refused(self, season):
        shared = replace(NONE, canteens=())
        found = judged(season, row(SCHOOL, shared, host=OFFICE), row(OFFICE, shared, 5, host=POLICE))

        assert [one.outcome for one in found] == ["refused", "new"]
        assert "本身也共用" in str(found[0].refusal)

    @pytest.mark.parametrize("is_confirmed", [False, True])
    def test_never_overwrites_what_waits_or_was_confirmed(self, season, is_confirmed):
        if is_confirmed:
            season.confirmed()
        else:
            season.file(SCHOOL)

        found = file(season, row(said=own(reserved=90_000)))

        assert found[0].outcome == "refused"
        assert "批量填报不作改动" in str(found[0].refusal)
        assert ShareFiling.objects.get(organisation_id=season.unit(SCHOOL), year=YEAR).reserved == 60_000
        assert outcome(season, row())[0] == "same"

    def test_after_the_window_needs_an_extension(self, season):
        late = ENDORSED.replace(month=6)
        assert "已于" in outcome(season, row(), at=late)[1]
        programmes.extend(
            actor=season.actor("city_finance"),
            organisation_id=season.unit(SCHOOL),
            year=YEAR,
            due_on=late.date(),
            ground="系统故障",
            at=FILED,
        )

        (found,) = file(season, row(), at=late)

        assert found.outcome == "new"
        assert ShareFiling.objects.get(organisation_id=season.unit(SCHOOL), year=YEAR).flags == ["late"]

    def test_finds_a_contractor_by_name_or_wants_a_day(self, season):
        canteen = SaidCanteen("outsourced", "学生食堂", Decimal(500_000), "contract", contractor_name="某餐饮公司")

        assert "请先开通，或填写拟开通日期" in outcome(season, row(said=own(canteens=(canteen,))))[1]


class TestWho:
    @pytest.mark.parametrize("by", ["unit", "auditor"])
    def test_must_be_an_office(self, season, by):
        with pytest.raises(NotAllowedError):
            judged(season, row(), by=by)

    def test_finance_fills_in_for_units_without_a_supervising_unit_only(self, season):
        found = judged(season, row(POLICE), row(SCHOOL, row_no=5), by="city_finance")

        assert [one.outcome for one in found] == ["new", "refused"]


class TestFiling:
    def test_takes_the_draft_away_and_says_who_filled_in(self, season):
        fill(season, row())

        (found,) = file(season, row())

        filing = ShareFiling.objects.get(organisation_id=season.unit(SCHOOL), year=YEAR)
        assert (found.outcome, filing.state, filing.version) == ("new", "filed", 1)
        assert filing.filed_by_office == "郑州市教育局"
        assert [one.total for one in filing.versions.get().canteens.all()] == [500_000]
        assert not FilingDraft.objects.exists()

    def test_is_told_to_the_unit(self, season):
        file(season, row())

        told = Message.objects.filter(text__contains="已代贵单位填报")
        assert [one.recipient_id for one in told] == [season.cast.users["unit"].pk]

    def test_needs_a_second_person_to_let_it_pass(self, season):
        file(season, row())
        filing = ShareFiling.objects.get(organisation_id=season.unit(SCHOOL), year=YEAR)

        with pytest.raises(SamePersonError):
            season.decide(filing, "endorse", "supervisor")
        assert season.decide(filing, "endorse", "second_supervisor").state == "endorsed"

    def test_again_after_a_return_makes_the_next_version(self, season):
        filing = season.file(SCHOOL)
        season.decide(filing, "send_back", "supervisor", reason="other", words="请核对")

        file(season, row(said=own(reserved=70_000)))

        filing.refresh_from_db()
        assert (filing.version, filing.reserved, filing.flags, filing.state) == (2, 70_000, ["changed"], "filed")

    def test_lets_good_rows_in_and_leaves_wrong_ones_out(self, season):
        rows = many(season, 5)
        rows[2] = replace(rows[2], said=own(reserved=1))

        found = file(season, *rows)

        assert [one.outcome for one in found].count("new") == 4
        assert ShareFiling.objects.filter(year=YEAR).count() == 4


class TestStatements:
    def test_are_as_many_for_five_hundred_rows_as_for_five(self, season):
        rows = many(season, 505)
        counts = []
        for some in (rows[:5], rows[5:]):
            for act in (fill, file):
                with CaptureQueriesContext(
                    connection,
                ) as caught:
                    assert {one.outcome for one in act(season, *some)} == {"new"}
                counts.append(len(caught))

        assert counts[:2] == counts[2:]
