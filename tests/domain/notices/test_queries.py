from dataclasses import replace

import pytest
from django.db import connection

from nongcai.domain.notices import permissions, queries, services
from nongcai.domain.notices.queries import PaperParagraph, PaperTable
from nongcai.domain.notices.services import NoticeTexts
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.organisations.roles import Role
from tests.domain.assessments.city import EDUCATION, NOW, POLICE, SCHOOL, WEST, buy
from tests.domain.notices.office import MUCH_LATER


def codes(notice, level="error"):
    return [one.code for one in queries.check(notice) if one.level == level]


def with_line(office, text):
    notice = office.ready()
    return office.write(notice, f"{notice.body}\n{text}")


def cells_of(notice):
    blocks = queries.paper(notice).attachments[0].blocks
    return [cell for block in blocks if isinstance(block, PaperTable) for row in block.rows for cell in row]


def captions_naming(notice, name):
    blocks = queries.paper(notice).attachments[0].blocks
    tables = [block for block in blocks if isinstance(block, PaperTable)]
    return [table.caption for table in tables if any(name in row for row in table.rows)]


class TestCheck:
    def test_finds_nothing_wrong_in_what_was_written_from_the_figures(self, office):
        assert queries.errors(queries.check(office.ready())) == []

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("全市预留份额10.01万元。", "other_number"),
            ("全市预留份额合计为100001元。", "other_number"),
            ("市直预留份额15.00万元。", "other_number"),
            ("市直预算单位预留份额共计15.00万元。", "other_number"),
            ("全市预留比例为10%。", "other_number"),
            ("全市预留份额【引用工作要点：15.00】万元。", "other_number"),
            ("全市预留份额共计【引用工作要点：150000】元。", "other_number"),
            ("全市预留份额1【引用工作要点：0.01】万元。", "other_number"),
            ("另有10.01万元。", "unknown_number"),
            ("完成率为150.01%。", "wrong_number"),
            ("共有7家单位。", "unknown_number"),
            ("同比增长2倍。", "unknown_number"),
            ("全市预留份额10,01万元。", "unreadable_number"),
            ("全市预留份额【全市预留份额：10.00】元。", "wrong_unit"),
            ("【全市预留分额：10.00】万元。", "unknown_field"),
            ("共【全市预留份额：10.00万元。", "broken_field"),
            ("【全市完成率：149.99】%。", "wrong_value"),
            ("完成交易额排名靠前的区县（市）是二七区、中原区。", "wrong_order"),
            ("完成交易额排名靠前的区县（市）是中原区、金水区。", "wrong_order"),
            ("【完成交易额排名前列的区县（市）：二七区、中原区、金水区】", "wrong_order"),
        ],
    )
    def test_names_what_is_wrong(self, office, text, code):
        assert codes(with_line(office, text)) == [code]

    @pytest.mark.parametrize(
        "text",
        [
            "全市预留份额10万元，即100000元，比例为13.33%。",
            "共3个区县（市）、6家单位。",
            "预留比例不得低于年度食堂食材采购总额的10%，每人每年不低于300元。",
            "【全市预留份额：10.00】万元，完成率【全市完成率：150.00】%。",
            "【中原区完成交易额：3.00】万元。",
            "总体预留比例排名靠前的区县（市）是中原区、金水区、二七区。",
            "在2月28日前通过“832平台”填报，咨询10个工作日内答复。",
        ],
    )
    def test_lets_pass_what_is_right(self, office, text):
        assert codes(with_line(office, text)) == []

    def test_says_where_and_what_is_nearest(self, office):
        notice = with_line(office, "年内预留份额10.01万元。")

        found = queries.errors(queries.check(notice))[0]

        assert found.paragraph == len(notice.body.splitlines())
        assert "中的10.01万元与台账不符：如指全市预留份额10.00万元，请更正" in found.message

    @pytest.mark.parametrize("text", ["2024年计划采购1600万元。", "比上年增长12.8%。"])
    def test_does_not_guess_what_the_words_do_not_name(self, office, text):
        found = queries.errors(queries.check(with_line(office, text)))[0]

        assert (found.code, found.expected, found.may_be_quoted) == ("unknown_number", "", True)
        assert "台账中没有这个数据" in found.message

    def test_warns_of_a_typed_number_that_a_figure_would_keep_true(self, office):
        notice = with_line(office, "另有15.00万元。")

        found = [one for one in queries.check(notice) if one.code == "typed_not_a_field"]
        assert [(one.level, "全市完成交易额" in one.expected) for one in found] == [("warning", True)]

    def test_takes_a_sensitive_body_for_none_that_leads_by_ratio(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(is_sensitive=True)

        notice = with_line(
            office,
            "预留比例排名靠前的市直预算单位是市教育局、市公安局。\n完成交易额排名靠前的市直预算单位是市教育局、市公安局。",
        )

        assert codes(notice) == ["wrong_order"]

    @pytest.mark.parametrize(
        "text", ["【引用市政府工作要点：1200】万元。", "全市预留份额【引用市政府工作要点：10.00】万元。"]
    )
    def test_leaves_numbers_from_other_documents_to_the_drafter(self, office, text):
        notice = with_line(office, text)

        assert codes(notice) == []
        assert "quoted_number" in codes(notice, "warning")

    def test_warns_when_the_ledger_has_moved_on(self, office):
        notice = office.ready()
        buy(office.city, "201", "10", known=MUCH_LATER)

        assert "snapshot_stale" in codes(notice, "warning")
        assert codes(notice) == []

    @pytest.mark.parametrize(
        ("reached", "advice"),
        [("ready", "请更新数据。"), ("signed", "退回拟稿后更新数据。"), ("published", "请拟更正通知。")],
    )
    def test_says_what_can_still_be_done_about_it(self, office, reached, advice):
        notice = getattr(office, reached)()
        buy(office.city, "201", "10", known=MUCH_LATER)

        found = [one.message for one in queries.check(notice) if one.code == "snapshot_stale"]
        assert found
        assert all(message.endswith(advice) for message in found)

    def test_finds_a_line_that_does_not_add_up(self, office):
        notice = office.ready()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE assessments_snapshotline DISABLE TRIGGER USER")
            cursor.execute("UPDATE assessments_snapshotline SET reserved = reserved + 1 WHERE shown = '中原区'")

        assert {"parts_differ", "snapshot_broken"} <= set(codes(notice))

    def test_notes_what_rounding_does(self, office):
        buy(office.city, "201", "40")
        buy(office.city, POLICE, "40")

        assert codes(office.ready(), "note") == ["rounding"]

    def test_warns_when_only_others_bought_for_the_canteens(self, office):
        assert "canteens_behind" in codes(office.ready(), "warning")


class TestFields:
    def test_lead_to_the_node_that_they_are_of(self, office):
        notice = office.draft()

        fields = queries.fields_of(notice.snapshot, notice.leading_count)

        assert fields["全市预留份额"].target == office.city.node.id
        assert fields["市公安局完成交易额"].target == office.city.unit(POLICE)

    def test_name_sensitive_bodies_by_amount_only(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(is_sensitive=True)

        notice = office.draft()

        fields = queries.fields_of(notice.snapshot, notice.leading_count)
        assert "市公安局完成交易额" not in fields
        assert fields["完成交易额排名前列的市直预算单位"].value == "市教育局、市公安局"
        assert fields["预留比例排名前列的市直预算单位"].value == "市教育局"
        assert queries.errors(queries.check_text(office.ready())) == []


class TestPaper:
    def test_keeps_figures_apart_from_words(self, office):
        paper = queries.paper(office.draft())

        runs = [run for block in paper.blocks if isinstance(block, PaperParagraph) for run in block.runs]
        assert ("total.reserved", "10.00") in [(run.figure_key, run.text) for run in runs]
        assert "【" not in "".join(run.text for run in runs)

    def test_keeps_the_tables_internal(self, office):
        paper = queries.paper(office.draft())

        assert [one.internal for one in paper.attachments] == [True]
        assert paper.public_attachments == ()

    def test_tells_sensitive_bodies_in_a_sum_only(self, office):
        secret = [office.city.unit(code) for code in (POLICE, EDUCATION)]
        Organisation.objects.filter(pk__in=secret).update(is_sensitive=True)

        named = captions_naming(office.draft(), "市公安局")

        assert named == ["市直主管预算单位完成交易额排名"]
        assert "涉敏单位合计" in cells_of(office.draft())

    def test_tells_a_single_sensitive_body_in_the_grand_total_only(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(is_sensitive=True)

        notice = office.draft()

        assert captions_naming(notice, "市公安局") == ["市直主管预算单位完成交易额排名"]
        assert "涉敏单位合计" not in cells_of(notice)
        assert "市教育局" in cells_of(notice)

    def test_puts_the_unranked_last(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(is_ranked=False)

        blocks = queries.paper(office.draft()).attachments[0].blocks

        ranked = next(block for block in blocks if getattr(block, "caption", "") == "市直主管预算单位完成交易额排名")
        assert [row[:2] for row in ranked.rows] == [("1", "市教育局"), ("—", "市公安局")]

    def test_sends_each_its_own_row(self, office):
        notice = office.draft()
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(delivery="each"), at=NOW)
        notice.refresh_from_db()

        node_id, name = queries.addressees_of(notice)[-1]
        own = queries.paper(notice, addressee=node_id).attachments

        assert [row[0] for one in own for block in one.blocks for row in block.rows] == [name]
        assert queries.paper(notice).attachments == ()


class TestNoticesVisibleTo:
    def test_show_a_draft_to_its_office_only(self, office):
        notice = office.draft()
        unit = replace(office.drafter, role=Role.UNIT, path=office.city.place(POLICE).path)
        below = replace(office.drafter, path=f"{office.city.node.path}0.")

        assert [list(queries.notices_visible_to(actor)) for actor in (office.checker, unit, below)] == [
            [notice],
            [],
            [],
        ]

    def test_show_units_what_was_published_above_them(self, office):
        notice = office.published()
        unit = replace(office.drafter, role=Role.UNIT, path=office.city.place(POLICE).path)

        assert list(queries.notices_visible_to(unit)) == [notice]

    @pytest.mark.parametrize(("code", "sees"), [(POLICE, True), (SCHOOL, True), ("201", False)])
    def test_show_addressees_what_was_issued(self, office, code, sees):
        notice = office.finalise(office.numbered(), None, by_person=True)
        unit = replace(
            office.drafter, role=Role.UNIT, organisation_id=office.city.unit(code), path=office.city.place(code).path
        )

        assert (notice in queries.notices_visible_to(unit)) == sees

    def test_show_the_finance_department_below_what_was_issued(self, office):
        below = organisations.finance_node(WEST)
        actor = replace(office.drafter, organisation_id=below.id, path=below.path)
        notice = office.numbered()
        before = list(queries.notices_visible_to(actor))

        office.finalise(notice, None, by_person=True)

        assert (before, list(queries.notices_visible_to(actor))) == ([], [notice])


class TestPossibleActions:
    def test_leave_checking_to_others(self, office):
        notice = office.ready()

        assert permissions.possible_actions(office.drafter, notice) == ["withdraw"]
        assert permissions.possible_actions(office.checker, notice) == ["proofread", "withdraw"]

    def test_are_none_for_those_who_only_read(self, office):
        auditor = replace(office.checker, role=Role.AUDITOR)

        assert permissions.possible_actions(auditor, office.ready()) == []


class TestFigures:
    def test_name_sensitive_bodies_as_print_does(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(is_sensitive=True)

        told = queries.figures(office.draft())

        assert list(told["municipal_supervising_units"]) == ["市教育局"]
        assert told["rankings"]["municipal_by_completed"] == ["市教育局", "市公安局"]
        assert told["rankings"]["municipal_by_ratio"] == ["市教育局"]

    def test_are_those_that_were_frozen(self, office):
        notice = office.draft()
        buy(office.city, "201", "10", known=MUCH_LATER)

        told = queries.figures(notice)

        assert told["city"]["completed_yuan"] == "150000.00"
        assert told["rankings"]["municipal_by_completed"] == ["市教育局", "市公安局"]
