from dataclasses import replace
from datetime import date

import pytest

from nongcai.domain.notices import errors, queries, services
from nongcai.domain.notices.models import Openness
from nongcai.domain.notices.rules import PLACEHOLDER, plain
from nongcai.domain.notices.services import NoticeTexts
from nongcai.domain.organisations.roles import Role
from nongcai.foundation.errors import NotAllowedError
from tests.domain.assessments.city import NOW, POLICE, YEAR, buy
from tests.domain.notices.office import DATA_DATE, MUCH_LATER


def checked(office, notice):
    return services.record_secrecy_check(actor=office.checker, notice_id=notice.pk, at=NOW)


class TestDraftNotice:
    def test_writes_section_one_from_the_figures(self, office):
        text = plain(office.draft().body)

        assert "预留份额共计10.00万元，完成交易额15.00万元" in text
        assert "区县（市）预算单位预留份额5.00万元，完成交易额6.00万元" in text
        assert "市直预算单位预留份额5.00万元，完成交易额9.00万元" in text
        assert "全市超额完成年初任务目标。" in text
        assert "排名靠前的区县（市）是中原区、二七区、金水区，排名靠前的市直预算单位是市教育局、市公安局。" in text

    def test_does_not_praise_what_was_not_reached(self, office):
        buy(office.city, "201", "-60000")

        assert "全市完成年初任务目标的90.00%。" in plain(office.draft().body)

    def test_bears_the_usual_title_and_addressees(self, office):
        notice = office.draft()

        assert notice.title == ("郑州市财政局关于政府采购脱贫地区农副产品2023年度采购情况通报及2024年度工作安排的通知")
        assert notice.addressees == "市直各预算单位，各区县（市）财政局"

    def test_is_for_the_department_itself(self, office):
        stranger = replace(office.drafter, organisation_id=office.city.unit(POLICE))

        with pytest.raises(NotAllowedError):
            services.draft_notice(actor=stranger, node_id=office.city.node.id, year=YEAR, data_date=DATA_DATE, at=NOW)

    def test_is_not_for_auditors(self, office):
        auditor = replace(office.drafter, role=Role.AUDITOR)

        with pytest.raises(NotAllowedError):
            services.draft_notice(actor=auditor, node_id=office.city.node.id, year=YEAR, data_date=DATA_DATE, at=NOW)


class TestEditNotice:
    def test_changes_a_draft(self, office):
        notice = office.draft()

        services.edit_notice(
            actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(title="新标题", body="甲\r\n乙"), at=NOW
        )

        notice.refresh_from_db()
        assert (notice.title, notice.body) == ("新标题", "甲\n乙")

    def test_does_not_send_apart_what_is_printed_for_everybody(self, office):
        notice = office.draft()
        texts = NoticeTexts(form="full")
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=texts, at=NOW)

        with pytest.raises(errors.PrintedAndSentApartError, match="不能同时选") as refused:
            services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(delivery="each"), at=NOW)

        assert list(refused.value.fields) == ["delivery"]

    def test_takes_other_line_ends_for_no_change(self, office):
        notice = office.ready()
        before = queries.steps_of(notice).count()

        office.write(notice, notice.body.replace("\n", "\r\n"))

        assert queries.steps_of(notice).count() == before

    def test_lets_the_check_for_secrets_fall(self, office):
        notice = checked(office, office.ready())

        office.write(notice, "另文")

        notice.refresh_from_db()
        assert (notice.secrecy_checked_by, notice.secrecy_checked_at) == (None, None)

    def test_does_not_change_what_was_passed_on(self, office):
        with pytest.raises(errors.NotEditableError, match="已签发"):
            office.write(office.signed(), "另文")

    def test_leaves_foreign_notices_alone(self, office):
        notice = office.draft()
        stranger = replace(office.drafter, path=f"{office.city.node.path}0.")

        with pytest.raises(errors.UnknownNoticeError):
            services.edit_notice(actor=stranger, notice_id=notice.pk, texts=NoticeTexts(body=""), at=NOW)


class TestQuoteNumber:
    def quote(self, office, notice, found, **changes):
        wanted = {
            "paragraph": found.paragraph,
            "around": found.around,
            "said": found.said,
            "source": "豫财购〔2023〕2号",
        }
        return services.quote_number(actor=office.drafter, notice_id=notice.pk, at=NOW, **(wanted | changes))

    def found(self, notice):
        return queries.errors(queries.check_text(notice))

    def test_lets_a_number_of_another_source_pass(self, office):
        text = "甲。\n\n　2023年【全市预留份额：10.00】万元，2024年计划1,600万元，再增1,600万元。"
        notice = office.ready(f"\n{text}")
        first, second = self.found(notice)

        notice = self.quote(office, notice, second)

        assert "2024年计划1,600万元，再增【引用豫财购〔2023〕2号：1,600】万元。" in notice.body
        assert [one.around for one in self.found(notice)] != []
        notice = self.quote(office, notice, self.found(notice)[0])
        assert self.found(notice) == []
        assert first.said == second.said == "1,600万元"

    @pytest.mark.parametrize("text", ["全市预留份额15.00万元。", "另有15.00万元。"])
    def test_is_not_for_what_the_ledger_holds(self, office, text):
        notice = office.ready(f"\n{text}")
        found = next(one for one in queries.check_text(notice) if one.said == "15.00万元")

        with pytest.raises(errors.NotQuotableError, match="不能以注明出处代替更正：第"):
            self.quote(office, notice, found)

    @pytest.mark.parametrize("source", ["", " ", "甲：乙", "【甲"])
    def test_wants_a_source_that_can_be_read(self, office, source):
        notice = office.ready("\n计划1600万元。")

        with pytest.raises(errors.SourceFormError, match="请写明出处"):
            self.quote(office, notice, self.found(notice)[0], source=source)

    @pytest.mark.parametrize("changes", [{"paragraph": 99}, {"said": "1700万元"}, {"around": "别处"}])
    def test_says_when_the_number_is_gone(self, office, changes):
        notice = office.ready("\n计划1600万元。")

        with pytest.raises(errors.NumberGoneError):
            self.quote(office, notice, self.found(notice)[0], **changes)


class TestRefreshFigures:
    def test_gives_the_text_its_new_values(self, office):
        notice = office.ready()
        buy(office.city, "201", "10000", known=MUCH_LATER)

        services.refresh_figures(actor=office.drafter, notice_id=notice.pk, data_date=date(2024, 8, 31), at=MUCH_LATER)

        notice.refresh_from_db()
        assert "完成交易额16.00万元" in plain(notice.body)
        assert queries.errors(queries.check(notice)) == []

    def test_lets_the_check_for_secrets_fall(self, office):
        notice = checked(office, office.ready())

        services.refresh_figures(actor=office.drafter, notice_id=notice.pk, data_date=DATA_DATE, at=MUCH_LATER)

        notice.refresh_from_db()
        assert notice.secrecy_checked_at is None


class TestProofread:
    def test_is_by_another_than_who_edited_it(self, office):
        notice = office.ready()
        texts = NoticeTexts(title="另一标题")

        services.edit_notice(actor=office.checker, notice_id=notice.pk, texts=texts, at=NOW)

        with pytest.raises(errors.SamePersonError):
            services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)

    def test_is_by_another_than_the_drafter(self, office):
        notice = office.ready()

        with pytest.raises(errors.SamePersonError, match="拟稿人不能办理“核稿”"):
            services.proofread(actor=office.drafter, notice_id=notice.pk, at=NOW)
        services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)

        notice.refresh_from_db()
        assert notice.state == "proofread"

    def test_stops_at_a_wrong_figure(self, office):
        notice = office.ready()
        office.write(notice, notice.body.replace("【全市预留份额：10.00】", "【全市预留份额：10.01】"))

        with pytest.raises(errors.WrongFigureError, match=r"10\.01.*10\.00"):
            services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)

    def test_stops_at_an_empty_section(self, office):
        notice = office.draft()

        with pytest.raises(errors.WrongFigureError, match="尚未补充"):
            services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)

    def test_is_not_for_auditors(self, office):
        notice = office.ready()

        with pytest.raises(NotAllowedError):
            services.proofread(actor=replace(office.checker, role=Role.AUDITOR), notice_id=notice.pk, at=NOW)


class TestThreePersons:
    """拟稿、核稿、签发 are three."""

    @pytest.mark.parametrize("act", [services.proofread, services.countersign, services.sign])
    def test_keep_the_drafter_from_checking(self, office, act):
        drafter = replace(office.drafter, may_sign=True)
        notice = office.ready()
        services.set_openness(actor=drafter, notice_id=notice.pk, openness=Openness.ACTIVE, at=NOW)
        before = [services.proofread, services.countersign, services.sign]
        for former in before[: before.index(act)]:
            former(actor=office.checker, notice_id=notice.pk, at=NOW)

        with pytest.raises(errors.SamePersonError, match="拟稿人不能办理"):
            act(actor=drafter, notice_id=notice.pk, at=NOW)

    def test_keep_who_proofread_from_signing(self, office):
        notice = office.countersigned()

        with pytest.raises(errors.ProofreaderMayNotSignError):
            services.sign(actor=replace(office.checker, may_sign=True), notice_id=notice.pk, at=NOW)

    def test_let_who_proofread_a_former_round_sign(self, office):
        notice = office.ready()
        services.proofread(actor=office.signer, notice_id=notice.pk, at=NOW)
        services.send_back(actor=office.checker, notice_id=notice.pk, words="请核实", at=NOW)

        assert office.signed(notice).state == "signed"

    def test_keep_who_wrote_in_a_former_round_from_checking(self, office):
        notice = office.ready()
        texts = NoticeTexts(title="新标题")
        services.edit_notice(actor=office.signer, notice_id=notice.pk, texts=texts, at=NOW)
        services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)
        services.send_back(actor=office.checker, notice_id=notice.pk, words="请核实", at=NOW)

        with pytest.raises(errors.SamePersonError):
            services.proofread(actor=office.signer, notice_id=notice.pk, at=NOW)

    def test_want_the_right_to_sign(self, office):
        other = replace(office.signer, may_sign=False)

        with pytest.raises(errors.NoRightToSignError):
            services.sign(actor=other, notice_id=office.countersigned().pk, at=NOW)

    def test_keep_the_drafter_from_checking_secrets(self, office):
        with pytest.raises(errors.SamePersonError, match="保密审查"):
            services.record_secrecy_check(actor=office.drafter, notice_id=office.draft().pk, at=NOW)

    def test_want_somebody_who_answers_for_a_text_of_the_command(self, office):
        notice = services.draft_notice(
            actor=office.city.actor, node_id=office.city.node.id, year=YEAR, data_date=DATA_DATE, at=NOW,
            by_command=True,
        )  # fmt: skip
        office.write(notice, notice.body.replace(PLACEHOLDER, "请各单位按规定办理。"))

        with pytest.raises(errors.DrafterMissingError):
            services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)
        services.take_over(actor=office.drafter, notice_id=notice.pk, at=NOW)
        with pytest.raises(errors.SamePersonError):
            services.proofread(actor=office.drafter, notice_id=notice.pk, at=NOW)

        assert services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW).state == "proofread"
        assert queries.steps_of(notice).first().words == "由系统命令生成"

    def test_tell_what_a_command_drafted_from_what_a_person_did(self, office):
        place = {"node_id": office.city.node.id, "year": YEAR}
        office.draft()
        drafted = services.draft_notice(actor=office.drafter, **place, data_date=DATA_DATE, at=NOW, by_command=True)

        found = queries.drafts_by_command(*place.values(), office.drafter.user_id)

        assert (list(found), drafted.is_by_command) == ([drafted], True)


class TestTakeOver:
    def test_is_for_what_nobody_answers_for(self, office):
        with pytest.raises(errors.DrafterKnownError, match="采购科经办"):
            services.take_over(actor=office.checker, notice_id=office.draft().pk, at=NOW)

    def test_comes_before_the_text_is_passed_on(self, office):
        with pytest.raises(errors.NotEditableError):
            services.take_over(actor=office.checker, notice_id=office.signed().pk, at=NOW)


class TestSign:
    def test_comes_after_countersigning(self, office):
        notice = office.ready()

        with pytest.raises(errors.StepNotPermittedError, match="拟稿中"):
            services.sign(actor=office.signer, notice_id=notice.pk, at=NOW)

    def test_dates_the_notice(self, office):
        assert office.signed().dated_on == date(2024, 2, 1)

    def test_wants_to_know_whether_it_may_be_public(self, office):
        notice = office.ready()
        services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)
        services.countersign(actor=office.checker, notice_id=notice.pk, at=NOW)

        with pytest.raises(errors.OpennessMissingError):
            services.sign(actor=office.signer, notice_id=notice.pk, at=NOW)


class TestSetOpenness:
    def test_lets_the_check_for_secrets_fall(self, office):
        notice = office.ready()
        for openness, stays in (("closed", False), ("closed", True), ("active", False)):
            services.set_openness(actor=office.drafter, notice_id=notice.pk, openness=openness, at=NOW)
            notice.refresh_from_db()
            assert (notice.secrecy_checked_at is not None) == stays
            checked(office, notice)

    def test_comes_before_signing(self, office):
        notice = office.signed()

        with pytest.raises(errors.NotEditableError, match="请先退回拟稿"):
            services.set_openness(actor=office.drafter, notice_id=notice.pk, openness="closed", at=NOW)


class TestSendBack:
    def test_wants_a_reason(self, office):
        notice = office.signed()

        with pytest.raises(errors.WordsMissingError):
            services.send_back(actor=office.checker, notice_id=notice.pk, words=" ", at=NOW)
        services.send_back(actor=office.checker, notice_id=notice.pk, words="请核实排名", at=NOW)

        last = queries.steps_of(notice).last()
        assert (last.state, last.words, last.label) == ("drafting", "请核实排名", "采购科复核")

    def test_takes_back_the_date_that_signing_set(self, office):
        sent = services.send_back(actor=office.checker, notice_id=office.signed().pk, words="请核实", at=NOW)

        assert sent.dated_on is None

    def test_keeps_the_date_that_was_typed(self, office):
        notice = office.ready()
        day = date(2024, 2, 1)
        services.edit_notice(actor=office.drafter, notice_id=notice.pk, texts=NoticeTexts(dated_on=day), at=NOW)

        sent = services.send_back(actor=office.checker, notice_id=office.signed(notice).pk, words="请核实", at=NOW)

        assert sent.dated_on == day

    def test_lets_the_check_for_secrets_fall(self, office):
        notice = checked(office, office.signed())

        sent = services.send_back(actor=office.checker, notice_id=notice.pk, words="请核实", at=NOW)

        assert sent.secrecy_checked_at is None
