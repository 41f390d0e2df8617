from dataclasses import replace
from datetime import date, timedelta

import pytest

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import ChangedSinceError
from nongcai.domain.organisations.models import Listing, Membership, Organisation, Placement, Relation
from nongcai.domain.organisations.services import depute, list_units
from nongcai.domain.reorganisations import queries, services
from nongcai.domain.reorganisations.errors import (
    ApprovalMissingError,
    CannotReverseError,
    EffectiveTooEarlyError,
    LinesWrongError,
    NoLinesError,
    NotYetEffectiveError,
    PreviewChangedError,
    ReorganisationStepError,
    TotalsDifferError,
    UnknownReorganisationError,
)
from nongcai.domain.reorganisations.models import Change
from nongcai.domain.reorganisations.services import ToldLine
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.models import ShareFiling
from nongcai.foundation.errors import NotAllowedError
from tests import cast as offices
from tests.cast import DISTRICT
from tests.domain.reorganisations.office import EFFECTIVE, ENFORCED, LATER
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR

NEW_CODE = "4101001003"
TABLES = {
    Placement: ("organisation_id", "parent_id", "path", "home_path", "period"),
    Membership: ("user_id", "organisation_id", "role", "period", "may_sign"),
    Relation: ("kind", "unit_id", "other_id", "period"),
    Organisation: ("name", "unit_code", "region_id", "closed_on"),
    Listing: ("name", "code", "year"),
    ShareFiling: ("state", "holder_id"),
}


def everything():
    """Return all rows that a document may change."""
    return {model.__name__: sorted(model.objects.values_list("pk", *names), key=str) for model, names in TABLES.items()}


def placed(unit):
    return organisations.node(unit)


class TestMerge:
    def test_hangs_a_unit_under_its_successor_from_the_day_on(self, office):
        school, police = office.season.unit(SCHOOL), office.season.unit(POLICE)

        office.enforced(("merge", SCHOOL, POLICE))

        assert placed(school).parent_id == police
        assert organisations.node(school, EFFECTIVE - timedelta(days=1)).parent_id == office.season.unit(OFFICE)
        assert Organisation.objects.get(pk=school).closed_on == EFFECTIVE

    def test_lets_the_people_that_are_told_so_act_for_the_successor(self, office):
        user = office.season.cast.users["unit"]

        office.enforced(("merge", SCHOOL, POLICE))

        assert organisations.actor_of(user, None, EFFECTIVE).organisation_id == office.season.unit(POLICE)
        assert organisations.actor_of(user, None, EFFECTIVE - timedelta(days=1)).organisation_id == office.season.unit(
            SCHOOL
        )

    def test_follows_what_was_decided_for_one_person(self, office):
        row = office.draft(("merge", SCHOOL, POLICE))
        user = office.season.cast.users["unit"]
        services.place_person(
            actor=office.season.actor("city_finance"),
            reorganisation_id=row.pk,
            line_id=row.lines.get().pk,
            membership_id=user.memberships.get().pk,
            goes_along=False,
        )
        office.check(row)

        office.enforce(row)

        assert organisations.actor_of(user, None, EFFECTIVE) is None

    def test_ends_a_deputy_before_the_last_day(self, office):
        deputy = depute(
            actor=office.season.actor("city_finance"),
            membership_id=office.season.cast.users["unit"].memberships.get().pk,
            username="stranger",
            first=EFFECTIVE - timedelta(days=30),
            last=EFFECTIVE + timedelta(days=20),
            at=ENFORCED - timedelta(days=40),
        )
        row = office.draft(("close", SCHOOL))
        assert deputy.pk in {post.pk for post in queries.preview(row).concerns[0].people}

        office.check(row)
        office.enforce(row)

        deputy.refresh_from_db()
        assert deputy.period.upper == EFFECTIVE

    def test_ends_the_posts_of_the_others(self, office):
        row = office.draft()
        services.add_lines(
            actor=office.season.actor("city_finance"),
            reorganisation_id=row.pk,
            kind="merge",
            rows=[ToldLine(SCHOOL, POLICE)],
        )
        office.check(row)

        office.enforce(row)

        assert organisations.actor_of(office.season.cast.users["unit"], None, EFFECTIVE) is None

    def test_moves_an_open_filing_to_whoever_decides_for_the_successor(self, office):
        filing = office.season.file(SCHOOL)

        office.enforced(("merge", SCHOOL, POLICE))

        filing.refresh_from_db()
        assert (filing.state, filing.holder_id) == ("endorsed", office.season.cast.city.id)
        assert filing.steps.order_by("-id").first().action == "pass_on"

    def test_lets_the_successor_write_what_was_sent_back(self, office):
        filing = office.season.decide(
            office.season.file(SCHOOL), "send_back", "supervisor", reason="ratio_low", words="请核对"
        )

        office.enforced(("merge", SCHOOL, POLICE))

        filing.refresh_from_db()
        assert filing.holder_id == office.season.unit(POLICE)
        assert office.season.file(SCHOOL, by="police", seen=filing.version).state == "endorsed"

    def test_takes_units_below_and_relations_along(self, office):
        Relation.objects.create(
            kind="shared_canteen", unit_id=office.season.unit(SCHOOL), other_id=office.season.unit(OFFICE),
            period=(date(2023, 1, 1), None),
        )  # fmt: skip

        office.enforced(("merge", OFFICE, POLICE))

        assert placed(office.season.unit(SCHOOL)).parent_id == office.season.unit(POLICE)
        standing = Relation.objects.filter(period__upper_inf=True).values_list("unit_id", "other_id")
        assert list(standing) == [(office.season.unit(SCHOOL), office.season.unit(POLICE))]

    def test_leaves_figures_where_they_are(self, office):
        city = office.season.cast.city
        before = queries.totals(city.path)

        office.enforced(("merge", SCHOOL, POLICE))

        assert queries.totals(city.path) == before
        assert ledger.differences() == []
        assert organisations.due_differences() == []

    def test_gives_a_successor_nobody_to_endorse_its_own(self, office):
        office.enforced(("merge", SCHOOL, POLICE))

        assert office.season.file(POLICE, by="police").holder_id == office.season.cast.city.id


class TestOtherKinds:
    def test_close_ends_a_unit_where_it_stands(self, office):
        school = office.season.unit(SCHOOL)

        office.enforced(("close", SCHOOL))

        assert placed(school).parent_id == office.season.unit(OFFICE)
        assert organisations.actor_of(office.season.cast.users["unit"], None, EFFECTIVE) is None

    def test_rename_leaves_earlier_years_their_name(self, office):
        school = office.season.unit(SCHOOL)

        office.enforced(("rename", SCHOOL, "郑州市第一高级中学"))

        names = dict(Listing.objects.filter(organisation_id=school).values_list("year", "name"))
        assert names == {YEAR - 1: "郑州市第一中学", YEAR: "郑州市第一高级中学"}

    def test_recode_lets_the_next_directory_find_the_same_unit(self, office):
        school = office.season.unit(SCHOOL)
        office.enforced(("recode", SCHOOL, "4101001002"), on=date(YEAR, 1, 1))
        rows = [replace(row, code="4101001002") if row.code == SCHOOL else row for row in offices.UNITS]

        outcome = list_units(actor=office.season.actor("city_finance"), year=YEAR + 1, rows=rows, at=ENFORCED)

        codes = dict(Listing.objects.filter(organisation_id=school).values_list("year", "code"))
        assert outcome.created == 0
        assert codes == {YEAR - 1: SCHOOL, YEAR: "4101001002", YEAR + 1: "4101001002"}

    def test_move_sets_a_holder_anew(self, office):
        filing = office.season.file(PRIMARY, by="primary")

        office.enforced(("move", PRIMARY, DISTRICT))

        filing.refresh_from_db()
        assert (filing.state, filing.holder_id) == ("endorsed", office.season.cast.district.id)

    def test_transfer_counts_in_the_other_region_and_the_city_keeps_its_sums(self, office):
        city, district = office.season.cast.city, office.season.cast.district
        before, of_district = queries.totals(city.path), queries.totals(district.path)
        office.season.confirmed(SCHOOL)
        before = queries.totals(city.path)

        office.enforced(("transfer", SCHOOL, DISTRICT, "4101050099"))

        school = Organisation.objects.get(pk=office.season.unit(SCHOOL))
        assert (school.region_id, school.unit_code) == (DISTRICT, "4101050099")
        assert queries.totals(city.path) == before
        assert queries.totals(district.path)[YEAR].reserved == of_district[YEAR].reserved + 60_000
        assert ledger.differences() == []
        assert organisations.due_differences() == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("lines", "said"),
        [
            ([("merge", SCHOOL, "4101000099")], "第1行：管理范围内没有区划代码或单位编码为“4101000099”"),
            ([("close", "4101000099")], "第1行：管理范围内没有编码为“4101000099”的单位。"),
            ([("close", OFFICE)], "还有所属单位"),
            ([("merge", OFFICE, SCHOOL)], "是“郑州市教育局”的所属单位"),
            ([("merge", SCHOOL, POLICE), ("merge", POLICE, OFFICE)], "调整单第1项：“郑州市公安局”本身也在被调整"),
            ([("close", SCHOOL), ("rename", SCHOOL, "新名")], "出现两次"),
            ([("merge", SCHOOL, PRIMARY)], "请改用跨区划转"),
            ([("transfer", SCHOOL, POLICE)], "请改用划转"),
            ([("rename", SCHOOL)], "请在单位编码后写新名称"),
            ([("recode", SCHOOL)], "请在原单位编码后写新编码"),
            ([("recode", SCHOOL, POLICE)], "现由“郑州市公安局”使用"),
            ([("recode", SCHOOL, "4101001002"), ("recode", POLICE, "4101001002")], "给了两家单位"),
            ([("recode", SCHOOL, SCHOOL)], "现由“郑州市第一中学”使用"),
            ([("recode", "4101000099", "1")], "管理范围内没有编码为“4101000099”的单位"),
            ([("transfer", SCHOOL, DISTRICT, "4101050002")], "现由“金水区实验小学”使用"),
            ([("move", SCHOOL)], "请在单位编码后写承接单位的编码"),
            ([("split", SCHOOL, "甲校")], "拆分请写原单位编码、新单位名称和新单位编码"),
            ([("split", SCHOOL, "甲校", SCHOOL)], "现用编码，由原单位沿用"),
            ([("split", SCHOOL, "甲校", POLICE)], "现由“郑州市公安局”使用"),
            ([("split", SCHOOL, "甲校", NEW_CODE), ("split", SCHOOL, "乙校", NEW_CODE)], "给了两家单位"),
            ([("split", SCHOOL, "甲校", NEW_CODE), ("merge", SCHOOL, POLICE)], "请分两份调整单先后办理"),
            ([("split", OFFICE, "甲局", NEW_CODE), ("rename", OFFICE, "乙局"), ("close", OFFICE)], "出现两次"),
        ],
    )
    def test_of_lines_say_which_and_why(self, office, lines, said):
        with pytest.raises(LinesWrongError) as refused:
            office.draft(*lines)

        assert said in refused.value.fields["rows"][0]

    def test_of_a_step_that_does_not_begin_here(self, office):
        with pytest.raises(ReorganisationStepError):
            office.enforce(office.draft(("close", SCHOOL)))

    def test_of_a_document_without_lines_or_approval(self, office):
        with pytest.raises(NoLinesError):
            office.check(office.draft())

        bureau = office.season.actor("city_finance")
        told = services.ToldReorganisation("改革", "1号", EFFECTIVE)
        row = services.draft(actor=bureau, told=told, at=ENFORCED)
        services.add_lines(actor=bureau, reorganisation_id=row.pk, kind="close", rows=[ToldLine(SCHOOL)])
        with pytest.raises(ApprovalMissingError):
            office.check(row)

    def test_of_a_day_that_has_not_come(self, office):
        row = office.draft(("close", SCHOOL), on=date(YEAR, 7, 1))
        office.check(row)

        with pytest.raises(NotYetEffectiveError):
            office.enforce(row)

    def test_of_a_day_before_the_tree_changed_last(self, office):
        with pytest.raises(EffectiveTooEarlyError):
            office.check(office.draft(("close", SCHOOL), on=date(2023, 1, 1)))

    def test_of_what_was_not_checked(self, office):
        row = office.draft(("merge", SCHOOL, POLICE))
        office.check(row)
        office.season.file(SCHOOL)

        with pytest.raises(PreviewChangedError):
            office.enforce(row)

    def test_of_totals_that_differ(self, office, monkeypatch):
        row = office.draft(("merge", SCHOOL, POLICE))
        office.check(row)
        real = services.stepping.organisations.reshape

        def losing(**options):
            traces = real(**options)
            Placement.objects.filter(organisation_id=office.season.unit(SCHOOL), period__upper_inf=True).update(
                path="0."
            )
            return traces

        monkeypatch.setattr(services.stepping.organisations, "reshape", losing)
        with pytest.raises(TotalsDifferError):
            office.enforce(row)

    def test_of_others(self, office):
        row = office.draft(("close", SCHOOL))

        with pytest.raises(NotAllowedError):
            services.check(actor=office.season.actor("auditor"), reorganisation_id=row.pk, at=ENFORCED)
        with pytest.raises(UnknownReorganisationError):
            services.check(actor=office.season.actor("district_finance"), reorganisation_id=row.pk, at=ENFORCED)
        with pytest.raises(NotAllowedError):
            office.draft(by="supervisor")

    def test_of_units_of_another_bureau(self, office):
        with pytest.raises(LinesWrongError):
            office.draft(("transfer", PRIMARY, "410100"), by="district_finance")


class TestReverse:
    @pytest.mark.parametrize(
        "line",
        [
            ("merge", OFFICE, POLICE),
            ("close", SCHOOL),
            ("rename", SCHOOL, "新名"),
            ("recode", SCHOOL, "4101001002"),
            ("move", SCHOOL, POLICE),
            ("transfer", OFFICE, DISTRICT, "4101050099"),
            ("split", SCHOOL, "甲校", NEW_CODE),
        ],
        ids=lambda line: line[0],
    )
    def test_restores_everything_exactly(self, office, line):
        filing = office.season.decide(office.season.file(SCHOOL), "endorse", "supervisor")
        before = everything()

        row = office.enforced(line)
        assert everything() != before
        office.reverse(row)

        assert everything() == before
        assert (ledger.differences(), organisations.due_differences()) == ([], [])
        filing.refresh_from_db()
        assert filing.holder_id == office.season.cast.city.id

    def test_lets_what_was_filed_since_wait_for_whoever_stands_there_again(self, office):
        row = office.enforced(("move", SCHOOL, POLICE))
        filing = office.season.file(SCHOOL)
        assert filing.holder_id == office.season.unit(POLICE)

        office.reverse(row)

        filing.refresh_from_db()
        assert filing.holder_id == office.season.unit(OFFICE)

    def test_gives_what_was_passed_on_to_the_bureau_of_before(self, office):
        filing = office.season.file(POLICE, by="police")
        row = office.enforced(("transfer", POLICE, DISTRICT, "4101050099"))
        office.reverse(row)

        filing.refresh_from_db()
        chain = shares.chain_of(filing.organisation_id, filing.year)
        assert filing.holder_id in {chain.supervisor, chain.finance}
        assert chain.finance == office.season.cast.city.id

    def test_is_refused_after_a_filing_of_the_successor(self, office):
        filing = office.season.file(POLICE, by="police")
        row = office.enforced(("merge", SCHOOL, POLICE))
        office.season.decide(filing, "confirm", "city_finance", at=LATER - timedelta(days=1))

        with pytest.raises(CannotReverseError, match=r"郑州市公安局.*又办理了填报"):
            office.reverse(row)

    def test_is_refused_after_another_change(self, office):
        row = office.enforced(("rename", SCHOOL, "新名"))
        office.enforced(("rename", SCHOOL, "更新的名"))

        with pytest.raises(ChangedSinceError, match="更新的名"):
            office.reverse(row)

    def test_leaves_all_steps_and_changes_on_record(self, office):
        row = office.enforced(("merge", SCHOOL, POLICE))
        kept = Change.objects.filter(reorganisation=row).count()

        office.reverse(row)

        assert list(row.steps.order_by("id").values_list("action", flat=True)) == ["check", "enforce", "reverse"]
        assert Change.objects.filter(reorganisation=row).count() == kept > 0
