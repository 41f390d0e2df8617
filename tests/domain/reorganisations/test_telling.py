"""Those whom a document concerns are told, and read only their own lines."""

import pytest

from nongcai.domain.notifications.queries import messages_to
from nongcai.domain.reorganisations import queries, services
from nongcai.domain.reorganisations.services import ToldLine
from tests.cast import DISTRICT
from tests.domain.reorganisations.office import EFFECTIVE
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL


def heard(office, name):
    """Return what somebody was told, the oldest first."""
    return [one.text for one in messages_to(office.season.cast.users[name].pk).order_by("id")]


def enforced_leaving_people(office, *line):
    row = office.draft()
    kind, *parts = line
    bureau = office.season.actor("city_finance")
    services.add_lines(actor=bureau, reorganisation_id=row.pk, kind=kind, rows=[ToldLine(*parts)])
    office.check(row)
    return office.enforce(row)


class TestEnforce:
    def test_tells_those_who_go_along_and_their_successor(self, office):
        row = office.enforced(("merge", SCHOOL, POLICE))

        [text] = heard(office, "unit")
        assert text == (
            "“郑州市第一中学”并入“郑州市公安局”，自2024-06-01起生效（郑编办〔2024〕12号）。您的任职同日转入“郑州市公安局”。"
        )
        assert heard(office, "police") == [
            "“郑州市第一中学”并入或划入贵单位，自2024-06-01起生效（郑编办〔2024〕12号）。"
        ]
        assert messages_to(office.season.cast.users["unit"].pk).get().path == f"/reorganisations/{row.pk}/told/"

    def test_tells_those_whose_post_ends_whom_to_ask(self, office):
        enforced_leaving_people(office, "merge", SCHOOL, POLICE)

        assert heard(office, "unit")[0].endswith("您在该单位的任职同日终止，有疑问请联系郑州市财政局。")

    @pytest.mark.parametrize(
        ("line", "said"),
        [
            (("close", SCHOOL), "“郑州市第一中学”撤销"),
            (("rename", SCHOOL, "甲校"), "“郑州市第一中学”更名为“甲校”"),
            (("recode", SCHOOL, "4101001002"), "“郑州市第一中学”的单位编码由4101000002变更为4101001002"),
            (("move", SCHOOL, POLICE), "“郑州市第一中学”划转到“郑州市公安局”"),
            (("split", SCHOOL, "甲校", "4101001003"), "“郑州市第一中学”拆分，分设“甲校”（单位编码4101001003）"),
        ],
    )
    def test_says_in_one_sentence_what_becomes_of_a_unit(self, office, line, said):
        office.enforced(line)

        assert heard(office, "unit")[0].startswith(said)

    def test_tells_of_a_split_who_files_and_who_opens_the_account(self, office):
        office.enforced(("split", SCHOOL, "甲校", "4101001003"))

        year = EFFECTIVE.year
        until = (
            f"分设单位自{year + 1}年度名录起列入，{year}年度仍由原单位一并填报；"
            "没有人员转入的，账号由其主管单位或郑州市财政局开通。"
        )
        assert heard(office, "unit")[0].endswith(until)
        assert heard(office, "supervisor")[-1].endswith(until)

    def test_tells_the_bureaus_of_before_and_after(self, office):
        office.enforced(("transfer", SCHOOL, DISTRICT, "4101050099"))

        assert heard(office, "district_finance") == [
            "郑州市财政局办理的机构调整（郑编办〔2024〕12号）自2024-06-01起生效，涉及贵地区1家单位，请核对。"
        ]
        assert heard(office, "city_finance") == []

    @pytest.mark.parametrize("line", [("close", SCHOOL), ("rename", SCHOOL, "甲校"), ("merge", SCHOOL, POLICE)])
    def test_tells_the_supervising_unit(self, office, line):
        office.reverse(office.enforced(line))

        enforced, reversed_ = heard(office, "supervisor")
        assert enforced == "贵单位所属“郑州市第一中学”机构调整，自2024-06-01起生效（郑编办〔2024〕12号），请核对。"
        assert reversed_.endswith("的机构调整（郑编办〔2024〕12号）已撤回，请核对。")

    def test_tells_nobody_before(self, office):
        row = office.draft(("merge", SCHOOL, POLICE))
        office.check(row)

        assert heard(office, "unit") == heard(office, "police") == []


class TestReverse:
    def test_tells_the_same_people(self, office):
        row = office.enforced(("merge", SCHOOL, POLICE))

        office.reverse(row)

        assert heard(office, "unit")[-1] == (
            "“郑州市第一中学”的机构调整（郑编办〔2024〕12号）已撤回，隶属关系、名称和任职恢复原状。"
        )
        assert heard(office, "police")[-1].endswith("的机构调整（郑编办〔2024〕12号）已撤回。")


class TestToldTo:
    def test_shows_a_district_only_its_own_lines(self, office):
        row = office.enforced(("rename", PRIMARY, "金水区第一小学"), ("rename", SCHOOL, "甲校"))
        district = office.season.actor("district_finance")

        assert list(queries.reorganisations_told_to(district)) == [row]
        [line] = queries.lines_told_to(district, row)
        assert line.sentence == "“金水区实验小学”更名为“金水区第一小学”"

    def test_shows_where_a_unit_went_that_left(self, office):
        row = office.enforced(("move", SCHOOL, POLICE))

        assert len(queries.lines_told_to(office.season.actor("supervisor"), row)) == 1
        assert list(queries.reorganisations_told_to(office.season.actor("district_finance"))) == []

    def test_shows_nothing_of_what_is_not_in_force(self, office):
        office.draft(("rename", PRIMARY, "金水区第一小学"))

        assert list(queries.reorganisations_told_to(office.season.actor("district_finance"))) == []


class TestChangesOf:
    def test_follow_a_unit_through_all_that_became_of_it(self, office):
        office.enforced(("rename", SCHOOL, "甲校"))
        row = office.enforced(("split", SCHOOL, "甲校分校", "4101001003"))
        made = row.lines.get().made_id

        told = [one.sentence for one in queries.changes_of(office.season.unit(SCHOOL))]

        assert told == ["“甲校”拆分，分设“甲校分校”（单位编码4101001003）", "“郑州市第一中学”更名为“甲校”"]
        assert [one.sentence for one in queries.changes_of(made)] == told[:1]
        assert queries.changes_of(office.season.unit(OFFICE)) == []
