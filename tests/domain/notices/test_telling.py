from datetime import date

import pytest

from nongcai.domain.notices import errors, permissions, queries, services
from nongcai.domain.notices.models import Openness
from nongcai.domain.notices.rules import PLACEHOLDER
from nongcai.domain.notifications import queries as notifications
from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.queries import operator_of_machine
from nongcai.domain.organisations.roles import Role
from tests.domain.assessments.city import NOW
from tests.domain.notices.office import open_office


@pytest.fixture
def office(db, settings, tmp_path):
    settings.FILES = tmp_path
    office = open_office()
    for actor in (office.drafter, office.checker, office.signer):
        organisations.appoint(
            actor=operator_of_machine(),
            at=NOW,
            user_id=actor.user_id,
            organisation_id=office.city.node.id,
            role=Role.FINANCE,
            since=date(2023, 1, 1),
            may_sign=actor.may_sign,
        )
    return office


def told(actor):
    return [message.text.partition("》")[2] for message in notifications.messages_to(actor.user_id)]


def everybody(office):
    return [told(actor) for actor in (office.drafter, office.checker, office.signer)]


def waiting(office):
    return [list(queries.waiting_for(actor)) for actor in (office.drafter, office.checker, office.signer)]


class TestTelling:
    def test_is_quiet_until_the_draft_passes_the_check(self, office):
        notice = office.draft()
        before = (everybody(office), waiting(office))

        office.write(notice, notice.body.replace(PLACEHOLDER, "请各单位按规定办理。"))

        asked = ["拟稿中，等您办理“核稿”。"]
        assert before == ([[], [], []], [["拟稿"], [], []])
        assert (everybody(office), waiting(office)) == ([[], asked, asked], [[], ["核稿"], ["核稿"]])

    def test_does_not_repeat_itself(self, office):
        notice = office.ready()

        office.write(notice, notice.body.replace("按规定", "按要求"))

        assert len(told(office.checker)) == 1

    def test_reaches_those_who_may_act_and_nobody_else(self, office):
        notice = office.ready()
        services.set_openness(actor=office.drafter, notice_id=notice.pk, openness=Openness.ACTIVE, at=NOW)

        services.proofread(actor=office.checker, notice_id=notice.pk, at=NOW)
        services.countersign(actor=office.checker, notice_id=notice.pk, at=NOW)

        asked = ["已会签，等您办理“签发”。", "已核稿，等您办理“会签”。", "拟稿中，等您办理“核稿”。"]
        assert everybody(office) == [[], asked[2:], asked]
        assert waiting(office) == [[], [], ["签发"]]

    def test_asks_for_the_final_once_it_is_signed(self, office):
        office.signed()

        assert told(office.drafter) == ["已签发，等您办理“定稿”。"]
        assert waiting(office) == [["定稿"]] * 3

    def test_takes_a_returned_draft_to_its_drafter(self, office):
        notice = office.countersigned()

        services.send_back(actor=office.signer, notice_id=notice.pk, words="请核实排名", at=NOW)

        message = notifications.messages_to(office.drafter.user_id).first()
        assert message.text.endswith("被退回，请修改后再交核稿：请核实排名")
        assert message.path == f"/notices/{notice.pk}/"
        assert waiting(office) == [["拟稿"], [], []]


class TestWithdraw:
    def test_ends_a_draft_and_keeps_it(self, office):
        notice = office.ready()

        withdrawn = services.withdraw(actor=office.checker, notice_id=notice.pk, words="改由省级通报", at=NOW)

        assert withdrawn.state == "withdrawn"
        assert queries.steps_of(notice).last().words == "改由省级通报"
        assert told(office.drafter) == ["已撤销拟稿：改由省级通报"]
        assert (waiting(office), permissions.possible_actions(office.checker, withdrawn)) == ([[], [], []], [])
        assert queries.paper(withdrawn).is_draft

    def test_wants_a_reason(self, office):
        with pytest.raises(errors.WordsMissingError, match="撤销拟稿时请写明原因"):
            services.withdraw(actor=office.drafter, notice_id=office.draft().pk, words=" ", at=NOW)

    def test_is_for_what_was_not_passed_on(self, office):
        with pytest.raises(errors.StepNotPermittedError):
            services.withdraw(actor=office.drafter, notice_id=office.signed().pk, words="不发了", at=NOW)

    def test_lets_nothing_be_done_any_more(self, office):
        notice = office.draft()
        services.withdraw(actor=office.drafter, notice_id=notice.pk, words="不发了", at=NOW)

        with pytest.raises(errors.WithdrawnError, match="请重新拟稿"):
            office.write(notice, "另文")
        with pytest.raises(errors.WithdrawnError):
            services.set_openness(actor=office.drafter, notice_id=notice.pk, openness=Openness.ACTIVE, at=NOW)


class TestAdvice:
    def test_to_correct_is_given_for_what_was_issued(self, office):
        notice = office.published()

        with pytest.raises(errors.IssuedError, match="请拟更正通知"):
            office.write(notice, "另文")
