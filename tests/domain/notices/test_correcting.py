from datetime import date

import pytest

from nongcai.domain.notices import errors, queries, services
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.rules import PLACEHOLDER, plain
from nongcai.domain.notices.services import NoticeTexts
from nongcai.domain.organisations.models import Organisation
from tests.domain.assessments.city import EDUCATION, NOW, POLICE, buy
from tests.domain.notices.office import DATA_DATE, DAY, MUCH_LATER


def issued(office, **texts):
    notice = office.ready()
    services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(**texts), at=NOW)
    return office.finalise(office.numbered(notice=notice), None, by_person=True)


def corrected(office, notice, *bought, at=MUCH_LATER):
    for code, amount in bought:
        buy(office.city, code, amount, known=at)
    return services.correct(actor=office.drafter, notice_id=notice.pk, data_date=date(2024, 8, 31), at=at)


def rows_of(attachments):
    return [row for one in attachments for block in one.blocks for row in block.rows]


def codes(notice):
    return [one.code for one in queries.errors(queries.check_text(notice))]


class TestCorrect:
    def test_shows_old_and_new(self, office):
        correction = corrected(office, office.published(), ("201", "10000"))

        text = plain(correction.body)
        assert "全市完成交易额由15.00万元更正为16.00万元。" in text
        assert "全市预留份额" not in text
        assert correction.kind == "correction"
        assert queries.errors(queries.check(correction)) == []

    def test_shows_rankings_that_changed(self, office):
        correction = corrected(office, office.published(), ("501", "90000"))

        said = "完成交易额排名前列的区县（市）由中原区、二七区、金水区更正为金水区、中原区、二七区。"
        assert said in plain(correction.body)
        assert codes(correction) == []

    def test_does_not_say_that_nothing_else_changed_where_tables_did(self, office):
        correction = corrected(office, office.published(), ("201", "10000"))

        assert correction.body.endswith("正文其他内容不变。特此通知。")
        services.edit_notice(
            actor=office.drafter, notice_id=correction.pk,
            texts=NoticeTexts(body=correction.body.replace("正文其他", "其他")), at=MUCH_LATER,
        )  # fmt: skip
        correction.refresh_from_db()
        assert codes(correction) == ["something_else_changed"]

    def test_compares_internal_tables_in_an_internal_attachment(self, office):
        correction = corrected(office, office.published(), ("201", "10000"))

        paper = queries.paper(correction)
        assert paper.public_attachments == ()
        rows = rows_of(paper.internal_attachments)
        assert ("中原区", "完成交易额", "3.00", "4.00") in rows
        assert ("合计", "完成交易额", "6.00", "7.00") in rows
        assert all(row[2] != row[3] for row in rows)

    def test_compares_printed_tables_in_what_is_printed(self, office):
        correction = corrected(office, issued(office, form="full"), ("501", "90000"))

        rows = rows_of(queries.paper(correction).public_attachments)
        assert ("金水区", "完成交易额名次", "3", "1") in rows
        assert correction.body.endswith("附件中有关数据的更正情况见附件。\n其他内容不变。特此通知。")
        assert codes(correction) == []

    def test_says_so_where_internal_figures_alone_changed(self, office):
        notice = issued(office)
        buy(office.city, EDUCATION, "5000", known=MUCH_LATER)
        buy(office.city, POLICE, "-5000", known=MUCH_LATER)

        correction = corrected(office, notice)

        assert "正文数据没有变动，内部附件中有关数据的更正另发主送单位。" in correction.body
        assert ("市公安局", "完成交易额", "4.00", "3.50") in rows_of(queries.paper(correction).internal_attachments)
        assert codes(correction) == []

    def test_sends_each_what_changed_of_its_own(self, office):
        correction = corrected(office, issued(office, delivery="each"), ("201", "10000"))

        (place, name), *others = queries.addressees_of(correction)
        own = queries.paper(correction, addressee=place).internal_attachments
        assert ("中原区" in name, others) == (True, [])
        assert {row[0] for row in rows_of(own)} == {"中原区"}
        assert queries.paper(correction).attachments == ()

    def test_does_not_say_that_nothing_else_changed_where_rows_were_sent_apart(self, office):
        notice = office.ready()
        Notice.objects.filter(pk=notice.pk).update(form="full", delivery="each")

        correction = corrected(
            office, office.finalise(office.numbered(notice=notice), None, by_person=True), ("201", "10000")
        )

        assert correction.body.endswith("正文其他内容不变。特此通知。")

    def test_corrects_a_correction(self, office):
        notice = office.published()
        first = corrected(office, notice, ("201", "10000"))
        services.set_openness(actor=office.drafter, notice_id=first.pk, openness="closed", at=MUCH_LATER)
        first = office.finalise(office.numbered("郑财购〔2024〕2号", first), None, by_person=True)
        second = corrected(office, first, ("201", "20000"), at=MUCH_LATER + DAY)

        text = plain(second.body)
        assert "全市完成交易额由16.00万元更正为18.00万元。" in text
        assert "原全市" not in text
        assert codes(second) == []

    def test_asks_for_words_where_no_figure_changed(self, office):
        notice = office.published()

        correction = services.correct(actor=office.drafter, notice_id=notice.pk, data_date=DATA_DATE, at=MUCH_LATER)

        assert PLACEHOLDER in correction.body
        assert correction.body.endswith("\n其他内容不变。特此通知。")

    def test_is_for_what_was_issued(self, office):
        with pytest.raises(errors.NotFinalError):
            services.correct(actor=office.drafter, notice_id=office.ready().pk, data_date=DATA_DATE, at=MUCH_LATER)


class TestCheck:
    def test_misses_a_change_that_was_left_out(self, office):
        correction = corrected(office, office.published(), ("201", "10000"))
        lines = correction.body.splitlines()
        body = "\n".join(line for line in lines if not line.startswith("全市完成交易额"))

        services.edit_notice(actor=office.drafter, notice_id=correction.pk, texts=NoticeTexts(body=body), at=MUCH_LATER)

        correction.refresh_from_db()
        found = queries.errors(queries.check_text(correction))
        assert [(one.code, one.said, one.expected) for one in found] == [("change_left_out", "15.00", "16.00")]

    def test_finds_what_is_corrected_without_having_changed(self, office):
        correction = corrected(office, office.published(), ("201", "10000"))
        body = f"{correction.body}\n全市预留份额由【原全市预留份额：10.00】万元更正为【全市预留份额：10.00】万元。"

        services.edit_notice(actor=office.drafter, notice_id=correction.pk, texts=NoticeTexts(body=body), at=MUCH_LATER)

        correction.refresh_from_db()
        assert codes(correction) == ["nothing_to_correct"]


class TestAddressees:
    def test_of_one_name_are_told_apart(self, office):
        Organisation.objects.filter(pk=office.city.unit(POLICE)).update(name="市教育局")
        notice = office.draft()
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(delivery="each"), at=NOW)
        notice.refresh_from_db()

        names = [name for _place, name in queries.addressees_of(notice)]

        assert {"市教育局（101）", "市教育局（102）"} <= set(names)
