"""A letter of reminder: after a call, signed by another, numbered, issued to the addressee's desk, signed for."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.notifications.queries import messages_to
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.urging import queries, services
from nongcai.domain.urging.errors import (
    LetterDayError,
    LetterDueError,
    LetterNumberError,
    LetterNumberTakenError,
    LetterSettledError,
    LetterStepError,
    NoLetterError,
    NotCalledError,
    OwnLetterError,
    TooEarlyForNoticeError,
    UnknownLetterError,
)
from nongcai.domain.urging.models import Contact
from nongcai.domain.urging.services import ToldCall, ToldLetter
from nongcai.domain.urging.states import LETTER_MACHINE, LetterState
from nongcai.foundation.errors import NotAllowedError
from tests.domain.shares.season import OFFICE, POLICE, PRIMARY, SCHOOL, YEAR, open_season
from tests.domain.urging.test_reminding import DUE, at
from tests.worlds import world

ACT_BY, NUMBER = date(YEAR, 4, 10), "郑财购函〔2024〕3号"
WRITTEN = at(3, 27)


@world
def season(cast):
    """Let the education bureau's units and the district be reminded and called."""
    season = open_season(cast, files_due=DUE)
    ids = [season.unit(SCHOOL), season.unit(OFFICE), season.cast.district.id]
    services.remind(actor=season.actor("city_finance"), year=YEAR, ids=ids, at=at(3, 12), with_sms=False)
    services.deliver(at=at(3, 12))
    return season


@pytest.fixture
def called(season):
    call = ToldCall("办公室", at(3, 13, 10), "正在填报。")
    for unit in (season.unit(OFFICE), season.cast.district.id):
        services.log_call(actor=season.actor("city_finance"), unit_id=unit, year=YEAR, told=call, at=at(3, 13, 10))
    return season


def draft(season, addressee, *, by="city_finance", act_by=ACT_BY):
    return services.draft_letter(actor=season.actor(by), year=YEAR, addressee_id=addressee, act_by=act_by, at=WRITTEN)


def numbered(season, letter, number=NUMBER):
    services.sign_letter(actor=season.actor("city_signer"), letter_id=letter.pk, at=WRITTEN)
    return services.number_letter(
        actor=season.actor("city_finance"), letter_id=letter.pk, number=number, dated_on=WRITTEN.date(), at=WRITTEN
    )


def issued(season, letter, number=NUMBER):
    numbered(season, letter, number)
    return services.issue_letter(actor=season.actor("city_finance"), letter_id=letter.pk, at=WRITTEN)


class TestDraftLetter:
    def test_says_how_many_lag_at_which_step_and_what_went_before(self, called):
        letter = draft(called, called.unit(OFFICE))

        assert letter.title == "关于尽快完成2024年度预留份额填报的提示函"
        assert "尚有2家未办结，其中待单位填报2家，名单附后" in letter.text
        assert "我局已于2024年3月12日发送进度提醒，于2024年3月13日电话联系。" in letter.text
        assert "于2024年4月10日前完成填报和确认" in letter.text
        assert [row[0] for row in letter.rows] == ["郑州市教育局", "郑州市第一中学"]
        assert "催" not in letter.text + letter.title

    def test_tells_a_bureau_its_numbers_and_names_nobody(self, called):
        letter = draft(called, called.cast.district.id)

        assert "你局负责的预算单位中尚有2家未办结" in letter.text
        assert letter.rows == []

    def test_comes_after_a_call_about_each_or_to_its_supervisor(self, season):
        with pytest.raises(NotCalledError, match="郑州市教育局、郑州市第一中学"):
            draft(season, season.unit(OFFICE))

    def test_goes_to_nobody_past_a_bureau_nor_to_whom_nothing_lags(self, called):
        for addressee in (called.unit(PRIMARY), called.unit(SCHOOL), called.cast.city.id):
            with pytest.raises(NoLetterError):
                draft(called, addressee)
        with pytest.raises(LetterDayError):
            draft(called, called.unit(OFFICE), act_by=WRITTEN.date())
        for name in ("auditor", "supervisor"):
            with pytest.raises(NotAllowedError):
                draft(called, called.unit(OFFICE), by=name)

    def test_leaves_out_what_waits_for_the_office_itself(self, called):
        called.decide(called.file(SCHOOL), "endorse", "supervisor")

        letter = draft(called, called.unit(OFFICE))

        assert [row[0] for row in letter.rows] == ["郑州市教育局"]

    def test_writes_no_letter_to_itself(self, called):
        Organisation.objects.filter(pk=called.unit(OFFICE)).update(name=called.cast.city.name)

        with pytest.raises(NoLetterError):
            draft(called, called.unit(OFFICE))

    def test_gives_no_day_before_the_seasons(self, called):
        for addressee in (called.unit(OFFICE), called.cast.district.id):
            with pytest.raises(LetterDueError, match="2024-03-25"):
                services.draft_letter(
                    actor=called.actor("city_finance"), year=YEAR, addressee_id=addressee, act_by=date(YEAR, 3, 22),
                    at=at(3, 20),
                )  # fmt: skip

    def test_takes_as_many_statements_for_a_bureau_as_for_a_unit(self, called, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            draft(called, called.unit(OFFICE))


class TestSteps:
    def test_want_another_with_the_right_to_sign(self, called):
        letter = draft(called, called.unit(OFFICE))
        own = draft(called, called.cast.district.id, by="city_signer")

        with pytest.raises(NotAllowedError):
            services.sign_letter(actor=called.actor("city_reviewer"), letter_id=letter.pk, at=WRITTEN)
        with pytest.raises(OwnLetterError):
            services.sign_letter(actor=called.actor("city_signer"), letter_id=own.pk, at=WRITTEN)
        assert (
            services.sign_letter(actor=called.actor("city_signer"), letter_id=letter.pk, at=WRITTEN).state == "signed"
        )

    def test_let_a_draft_be_written_otherwise_until_it_is_signed(self, called):
        letter = draft(called, called.unit(OFFICE))
        told = ToldLetter("关于填报工作的提示函", "请尽快完成。", "采购处，0371-6000000")
        actor = called.actor("city_reviewer")

        services.edit_letter(actor=actor, letter_id=letter.pk, told=told, at=WRITTEN)
        services.sign_letter(actor=called.actor("city_signer"), letter_id=letter.pk, at=WRITTEN)

        with pytest.raises(LetterStepError, match="已签发"):
            services.edit_letter(actor=actor, letter_id=letter.pk, told=told, at=WRITTEN)
        services.give_back_letter(actor=actor, letter_id=letter.pk, at=WRITTEN)
        assert services.discard_letter(actor=actor, letter_id=letter.pk, at=WRITTEN).state == "discarded"

    def test_are_not_signed_by_whoever_wrote_it_otherwise(self, called):
        letter, signer = draft(called, called.unit(OFFICE)), called.actor("city_signer")
        told = ToldLetter(letter.title, letter.text)
        services.edit_letter(actor=signer, letter_id=letter.pk, told=told, at=WRITTEN)
        assert queries.letters_to_sign(signer) == 1

        services.edit_letter(actor=signer, letter_id=letter.pk, told=ToldLetter("提示函", "请办理。"), at=WRITTEN)

        assert queries.letters_to_sign(signer) == 0
        with pytest.raises(OwnLetterError):
            services.sign_letter(actor=signer, letter_id=letter.pk, at=WRITTEN)

    @pytest.mark.parametrize("number", ["3号", "郑财购函(2024)3号", "郑财购函〔2024〕03号", ""])
    def test_want_a_number_as_offices_write_it(self, called, number):
        with pytest.raises(LetterNumberError):
            numbered(called, draft(called, called.unit(OFFICE)), number)

    def test_use_a_number_once(self, called):
        numbered(called, draft(called, called.unit(OFFICE)))

        with pytest.raises(LetterNumberTakenError, match="已用于本部门"):
            numbered(called, draft(called, called.cast.district.id))

    def test_bring_it_to_the_addressees_desk_and_into_the_log(self, called):
        letter = draft(called, called.unit(OFFICE))
        supervisor = called.actor("supervisor")
        assert queries.letters_to_receive(supervisor) == 0

        issued(called, letter)

        assert queries.letters_to_receive(supervisor) == 1
        told = messages_to(called.cast.users["supervisor"].pk).first()
        assert (told.path, NUMBER in told.text) == (f"/urging/letters/{letter.pk}/", True)
        rows = Contact.objects.filter(kind="letter").values_list("unit_id", "channel")
        assert set(rows) == {(called.unit(OFFICE), "paper"), (called.unit(SCHOOL), "paper")}
        assert queries.rung_of(called.unit(SCHOOL), called.cast.city.id, YEAR) == "written"
        assert services.receive_letter(actor=supervisor, letter_id=letter.pk, at=WRITTEN).state == "received"
        with pytest.raises(LetterStepError):
            services.receive_letter(actor=supervisor, letter_id=letter.pk, at=WRITTEN)

    def test_show_a_letter_to_its_addressee_only_when_it_went_out(self, called):
        letter = draft(called, called.cast.district.id)
        district = called.actor("district_finance")
        with pytest.raises(UnknownLetterError):
            services.sign_letter(actor=district, letter_id=letter.pk, at=WRITTEN)
        assert list(queries.letters_visible_to(district)) == []

        issued(called, letter)

        assert list(queries.letters_visible_to(district)) == [letter]
        assert list(queries.letters_visible_to(called.actor("stranger"))) == []
        with pytest.raises(UnknownLetterError):
            services.receive_letter(actor=called.actor("supervisor"), letter_id=letter.pk, at=WRITTEN)

    def test_end_in_a_notice_after_the_last_day(self, called):
        letter = issued(called, draft(called, called.unit(OFFICE)))
        about = {"actor": called.actor("city_finance"), "letter_id": letter.pk}

        with pytest.raises(TooEarlyForNoticeError):
            services.note_notice(**about, notice_number="郑财购〔2024〕9号", at=at(4, 10))
        services.note_notice(**about, notice_number="郑财购〔2024〕9号", at=at(4, 11))

        assert queries.rung_of(called.unit(SCHOOL), called.cast.city.id, YEAR) == "named"

    def test_leave_out_who_is_through_meanwhile(self, called):
        letter = draft(called, called.unit(OFFICE))
        called.confirmed(SCHOOL)
        assert queries.settled_since(letter) == ["郑州市第一中学"]

        issued(called, letter)

        assert set(Contact.objects.filter(kind="letter").values_list("unit_id", flat=True)) == {called.unit(OFFICE)}

    def test_name_nobody_who_is_through(self, called):
        letter = issued(called, draft(called, called.unit(OFFICE)))
        called.confirmed(SCHOOL)
        about = {"actor": called.actor("city_finance"), "letter_id": letter.pk, "notice_number": "郑财购〔2024〕9号"}
        services.note_notice(**about, at=at(4, 11))

        assert set(Contact.objects.filter(kind="notice").values_list("unit_id", flat=True)) == {called.unit(OFFICE)}

    def test_end_where_all_are_through(self, called):
        letter = numbered(called, draft(called, called.unit(OFFICE)))
        called.decide(called.file(SCHOOL), "endorse", "supervisor")
        called.decide(called.file(OFFICE, by="supervisor"), "endorse", "second_supervisor")

        with pytest.raises(LetterSettledError):
            services.issue_letter(actor=called.actor("city_finance"), letter_id=letter.pk, at=WRITTEN)

    def test_keep_the_sealed_final_of_a_numbered_letter(self, called, settings, tmp_path):
        settings.FILES = tmp_path
        letter = draft(called, called.unit(OFFICE))
        file = {"name": "定稿.pdf", "media_type": "application/pdf", "chunks": [b"%PDF"], "at": WRITTEN}
        with pytest.raises(LetterStepError):
            services.upload_letter_final(actor=called.actor("city_finance"), letter_id=letter.pk, **file)

        numbered(called, letter)
        services.upload_letter_final(actor=called.actor("city_finance"), letter_id=letter.pk, **file)

        assert [one.name for one in queries.finals_of(letter)] == ["定稿.pdf"]
        services.issue_letter(actor=called.actor("city_finance"), letter_id=letter.pk, at=WRITTEN)
        with pytest.raises(LetterStepError, match="已印发"):
            services.upload_letter_final(actor=called.actor("city_finance"), letter_id=letter.pk, **file)


class TestDatabase:
    def test_refuses_a_rung_before_the_one_below(self, season):
        row = {
            "node_id": season.cast.city.id, "unit_id": season.unit(POLICE), "year": YEAR, "text": "x",
            "state": "sent", "planned_at": WRITTEN, "due_at": WRITTEN, "sent_at": WRITTEN,
        }  # fmt: skip
        for kind in ("call", "letter", "notice"):
            with pytest.raises(DatabaseError, match="rung"), transaction.atomic():
                Contact.objects.create(key=f"x:{kind}", kind=kind, channel="phone", **row)

    def test_permits_the_steps_of_the_table(self, called):
        letter = draft(called, called.unit(OFFICE))

        with pytest.raises(DatabaseError), transaction.atomic():
            type(letter).objects.filter(pk=letter.pk).update(state="received")
        assert ("drafted", "signed") in LETTER_MACHINE.pairs
        assert {one.value for one in LetterState} == {state for pair in LETTER_MACHINE.pairs for state in pair}
