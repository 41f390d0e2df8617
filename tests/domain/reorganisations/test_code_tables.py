"""A code-change table is judged row by row and becomes lines of a draft, which nobody has enforced yet."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.models import Listing, Organisation
from nongcai.domain.reorganisations import queries, services
from nongcai.domain.reorganisations.errors import LinesWrongError, NothingToAddError
from nongcai.domain.reorganisations.queries import SaidCode
from nongcai.domain.reorganisations.services import ToldLine
from tests import cast as offices
from tests.cast import DISTRICT
from tests.domain.reorganisations.office import BUREAU, EFFECTIVE
from tests.domain.shares.season import DISTRICT_OFFICE, OFFICE, POLICE, PRIMARY, SCHOOL, YEAR

FEW, MANY = 3, 60


def judged(office, *rows):
    said = [SaidCode(number, *row) for number, row in enumerate(rows, start=1)]
    return queries.judge_codes(office.season.actor(BUREAU), office.draft(), said)


def code_of(office, code):
    return Organisation.objects.get(pk=office.season.unit(code)).unit_code


class TestJudgeCodes:
    @pytest.mark.parametrize(
        ("row", "outcome"),
        [
            ((SCHOOL, "4101001002"), "recode"),
            ((SCHOOL, SCHOOL, "郑州市第一高级中学"), "rename"),
            ((SCHOOL, "4101001002", "郑州市第一高级中学"), "both"),
            ((SCHOOL, SCHOOL, "郑州市第一中学"), "same"),
            (("4101009999", SCHOOL), "done"),
        ],
    )
    def test_says_what_becomes_of_a_row(self, office, row, outcome):
        assert [one.outcome for one in judged(office, row)] == [outcome]

    @pytest.mark.parametrize(
        ("rows", "said"),
        [
            ([("4101009999", "4101008888")], "没有编码为“4101009999”的单位"),
            ([(SCHOOL, "1"), (SCHOOL, "2")], "属拆分，请在调整单中逐家填写"),
            ([(SCHOOL, "1"), (POLICE, "1")], "属合并，请在调整单中写明承接单位"),
            ([(SCHOOL, POLICE)], "现由“郑州市公安局”使用"),
            ([(POLICE, OFFICE), (SCHOOL, POLICE), ("4101009999", "1")], "请与“郑州市教育局”的变更一并填写"),
        ],
    )
    def test_says_of_a_wrong_row_why(self, office, rows, said):
        assert any(said in one.message for one in judged(office, *rows))

    def test_takes_out_whoever_waits_for_a_code_that_is_not_let_go(self, office):
        found = judged(office, (POLICE, OFFICE), (SCHOOL, POLICE))

        assert [one.outcome for one in found] == ["wrong", "wrong"]

    def test_tells_of_another_day_than_the_documents(self, office):
        [one] = judged(office, (SCHOOL, "4101001002", "", "郑财预〔2024〕1号", date(YEAR, 1, 1)))

        assert f"调整单生效日期为{EFFECTIVE}" in one.warning
        assert one.outcome == "recode"

    def test_takes_as_many_statements_for_many_rows_as_for_few(self, office):
        rows = [offices.unit(f"41010009{place:02d}", f"第{place}小学") for place in range(FEW + MANY)]
        bureau = office.season.actor(BUREAU)
        organisations.list_units(actor=bureau, year=YEAR, rows=[*offices.UNITS, *rows], at=offices.AT)
        counts = []
        for some in (rows[:FEW], rows[FEW:]):
            row = office.draft()
            said = [SaidCode(number, one.code, f"9{one.code}") for number, one in enumerate(some, start=1)]
            with CaptureQueriesContext(connection) as taken:
                services.add_codes(actor=bureau, reorganisation_id=row.pk, rows=said)
            counts.append(len(taken))

        assert counts[0] == counts[1]


class TestAddCodes:
    def add(self, office, *rows, row=None):
        row = row or office.draft()
        said = [SaidCode(number, *one) for number, one in enumerate(rows, start=1)]
        services.add_codes(actor=office.season.actor(BUREAU), reorganisation_id=row.pk, rows=said)
        return row

    def test_writes_lines_that_change_nothing_before_they_are_enforced(self, office):
        row = self.add(office, (SCHOOL, "4101001002", "郑州市第一高级中学"), ("4101009999", "1"))
        assert code_of(office, SCHOOL) == SCHOOL

        office.check(row)
        office.enforce(row)

        school = Organisation.objects.get(pk=office.season.unit(SCHOOL))
        assert (school.unit_code, school.name) == ("4101001002", "郑州市第一高级中学")
        assert row.lines.count() == 1

    def test_exchanges_codes_and_gives_them_back(self, office):
        before = dict(Listing.objects.filter(year=YEAR).values_list("organisation_id", "code"))
        row = self.add(office, (SCHOOL, POLICE), (POLICE, SCHOOL))
        office.check(row)

        office.enforce(row)
        listed = dict(Listing.objects.filter(year=YEAR).values_list("organisation_id", "code"))
        assert (code_of(office, SCHOOL), code_of(office, POLICE)) == (POLICE, SCHOOL)
        assert (listed[office.season.unit(SCHOOL)], listed[office.season.unit(POLICE)]) == (POLICE, SCHOOL)

        office.reverse(row)
        assert dict(Listing.objects.filter(year=YEAR).values_list("organisation_id", "code")) == before

    def test_wants_something_that_changes(self, office):
        with pytest.raises(NothingToAddError):
            self.add(office, ("4101009999", "1"))


class TestUnitsBelowATransferredOne:
    def test_want_another_code_where_theirs_is_taken(self, office):
        bureau = office.season.actor(BUREAU)
        office.enforced(("recode", PRIMARY, SCHOOL))
        row = office.draft()
        lines = [ToldLine(OFFICE, DISTRICT, "4101050099")]
        with pytest.raises(LinesWrongError) as refused:
            services.add_lines(actor=bureau, reorganisation_id=row.pk, kind="transfer", rows=lines)

        assert "随“郑州市教育局”划入，其编码“4101000002”现由“金水区实验小学”使用" in refused.value.fields["rows"][0]

    def test_take_the_code_that_is_written_for_them(self, office):
        row = office.draft(("recode", SCHOOL, "4101050098"), ("transfer", OFFICE, DISTRICT, "4101050099"))
        office.check(row)

        office.enforce(row)

        school = Organisation.objects.get(pk=office.season.unit(SCHOOL))
        assert (school.region_id, school.unit_code) == (DISTRICT, "4101050098")
        listed = dict(Listing.objects.filter(organisation=school).values_list("year", "code"))
        assert listed == {YEAR - 1: SCHOOL, YEAR: SCHOOL}

    def test_may_not_take_one_of_the_new_region(self, office):
        with pytest.raises(LinesWrongError, match="整批") as refused:
            office.draft(("transfer", OFFICE, DISTRICT, "4101050099"), ("recode", SCHOOL, DISTRICT_OFFICE))

        assert "现由“金水区教育局”使用" in refused.value.fields["rows"][0]
