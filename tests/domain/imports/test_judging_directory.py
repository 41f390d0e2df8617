import pytest

from nongcai.domain.imports import queries
from tests.cast import credit_code
from tests.domain.imports.bench import (
    Bench,
    Sheet,
    cast_directory,
    codes,
    listed,
    numbers,
)


def problems(run, code):
    return list(queries.problems_of(run).filter(code=code))


class TestDirectory:
    def test_knows_what_is_new_and_what_stands(self, bench):
        run = bench.dry_run(Sheet("directory", [*cast_directory(), listed("4101000009", "郑州市气象局")]))

        assert run.state == "checked"
        assert numbers(run) == {"new": 1, "unchanged": 5}

    @pytest.mark.parametrize(
        "change",
        [
            {"name": "郑州市第一高级中学"},
            {"level": 3},
            {"canteen_kind": "none"},
            {"supervisor_code": "4101000003"},
            {"nature": "enterprise"},
        ],
    )
    def test_sees_each_change(self, bench, change):
        run = bench.dry_run(Sheet("directory", cast_directory({"4101000002": change})))

        assert numbers(run) == {"changed": 1, "unchanged": 4}

    def test_refuses_regions_that_another_bureau_manages(self, cast):
        rows = [
            listed("A1", "甲", region_code="410105"),
            listed("B1", "乙"),
            listed("C1", "丙", region_code="410102"),
            listed("D1", "丁", region_code="410174", region_name="郑东新区"),
        ]

        run = Bench(cast, name="district_finance").dry_run(Sheet("directory", rows))

        assert numbers(run) == {"new": 1, "wrong": 3}
        assert [one.row_no for one in problems(run, "region_outside")] == [4, 5, 6]
        assert "区划代码“410102”不在本部门管理范围内" in problems(run, "region_outside")[1].message
        assert not queries.open_questions(run).exists()

    def test_refuses_two_units_with_one_code(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("41010001", "甲单位"), listed("41010001", "乙单位")]))

        assert numbers(run) == {"wrong": 2}
        assert "第3行“甲单位”、第4行“乙单位”" in problems(run, "code_twice")[0].message

    def test_accepts_one_code_in_two_regions(self, bench):
        rows = [listed("001", "甲单位"), listed("001", "乙单位", region_code="410102")]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"new": 2}

    def test_refuses_a_circle_of_supervisors_and_names_it(self, bench):
        rows = [
            listed("A1", "甲", supervisor_code="B1"),
            listed("B1", "乙", supervisor_code="A1"),
            listed("C1", "丙"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"wrong": 2, "new": 1}
        assert {one.message for one in problems(run, "supervisor_cycle")} == {
            "主管关系成环：A1 → B1 → A1，请改正其中一个单位的主管预算单位编码。"
        }

    def test_refuses_a_supervisor_that_is_nowhere(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", supervisor_code="X9")]))

        assert codes(run) == ["credit_code_missing", "supervisor_unknown"]

    def test_warns_of_a_wrong_check_digit_but_takes_the_unit(self, bench):
        code = credit_code(77)
        wrong = code[:-1] + ("0" if code[-1] != "0" else "1")

        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", credit_code=wrong)]))

        assert codes(run) == ["credit_code_check"]
        assert numbers(run) == {"new": 1}

    def test_warns_of_a_shared_credit_code(self, bench):
        rows = [listed("A1", "甲", credit_code=credit_code(77)), listed("B1", "乙", credit_code=credit_code(77))]

        run = bench.dry_run(Sheet("directory", rows))

        assert codes(run) == ["credit_code_shared"] * 2
        assert numbers(run) == {"new": 2}

    def test_proposes_an_unknown_region_as_a_zone_of_its_city(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", region_code="410174", region_name="郑东新区")]))

        question = queries.open_questions(run).get()
        assert (question.kind, question.proposal, question.is_certain) == ("zone", "accept", True)
        assert "郑东新区" in question.prompt
        assert "郑州市" in question.prompt

    def test_is_not_certain_when_a_zone_has_two_names(self, bench):
        rows = [
            listed("A1", "甲", region_code="410174", region_name="郑东新区"),
            listed("B1", "乙", region_code="410174", region_name="东区"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert not queries.open_questions(run).get().is_certain

    def test_offers_only_refusal_where_the_prefix_means_no_city(self, bench):
        run = bench.dry_run(Sheet("directory", [listed("A1", "甲", region_code="990101")]))

        assert [value for value, _ in queries.open_questions(run).get().options] == ["refuse"]

    def test_lets_a_code_wait_that_may_be_used_again(self, bench):
        changes = {"name": "郑州市消防支队", "credit_code": credit_code(99)}

        run = bench.dry_run(Sheet("directory", cast_directory({"4101000003": changes})))

        assert codes(run) == ["renamed"]
        assert numbers(run) == {"unchanged": 4, "waiting": 1}

    def test_lets_a_unit_wait_whose_code_may_have_changed(self, bench):
        row = listed("4101990003", "郑州市公安局", credit_code=credit_code(3))

        run = bench.dry_run(Sheet("directory", [row]))

        assert codes(run) == ["recoded"]
        assert numbers(run) == {"waiting": 1}

    def test_holds_back_what_stands_under_a_waiting_supervisor(self, bench):
        rows = [
            listed("4101990003", "郑州市公安局", credit_code=credit_code(3)),
            listed("4101990004", "公安局机关服务中心", supervisor_code="4101990003"),
        ]

        run = bench.dry_run(Sheet("directory", rows))

        assert numbers(run) == {"waiting": 2}
        assert "supervisor_waits" in codes(run)
