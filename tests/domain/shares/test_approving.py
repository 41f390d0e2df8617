from datetime import date, datetime

import pytest

from nongcai.domain.accounts import services as accounts
from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import Role
from nongcai.domain.programmes import services as programmes
from nongcai.domain.shares import permissions, queries, services
from nongcai.domain.shares.errors import (
    ApproverMissingError,
    FilingChangedError,
    NotHolderError,
    ReturnReasonMissingError,
    SamePersonError,
    StepNotPermittedError,
    UnknownFilingError,
    WindowClosedError,
    WithdrawnByApproverError,
)
from nongcai.domain.shares.services import Decision
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import CHINA
from tests.cast import AT, hire
from tests.domain.shares.season import CONFIRMED, FILED, OFFICE, POLICE, SCHOOL, YEAR, own
from tests.worlds import world

LATER = datetime(YEAR, 3, 6, 9, 0, tzinfo=CHINA)
AFTER_THE_LAST_DAY = datetime(YEAR, 4, 20, 9, 0, tzinfo=CHINA)


@world
def staffed(season):
    """The school has both posts."""
    hire(season.cast, "preparer")
    hire(season.cast, "approver")
    return season


def approve(season, filing, by="approver", at=LATER):
    return season.decide(filing, "approve", by, at=at)


def leave(season, name):
    """Let somebody have left before the season."""
    Membership.objects.filter(user=season.cast.users[name]).update(period=(date(2000, 1, 1), date(2000, 1, 2)))


class TestWhatIsPrepared:
    @pytest.mark.parametrize("by", ["preparer", "unit"])
    def test_waits_within_the_unit_for_its_approver(self, staffed, by):
        filing = staffed.file(SCHOOL, by=by)

        assert (filing.state, filing.holder_id, filing.held_since) == ("prepared", staffed.unit(SCHOOL), FILED)
        assert [step.action for step in filing.steps.all()] == ["prepare"]
        assert permissions.possible_acts(staffed.actor(by), filing) == ["withdraw"]
        assert Message.objects.filter(recipient=staffed.cast.users["approver"]).get().text == (
            f"“{staffed.cast.users[by].label}”已将“郑州市第一中学”的{YEAR}年度预留份额填报送审，请审核后报送。"
        )
        assert not Message.objects.filter(recipient=staffed.cast.users["supervisor"]).exists()

    def test_is_filed_when_the_approver_lets_it_out(self, staffed):
        filing = approve(staffed, staffed.file(SCHOOL, by="preparer"))

        assert (filing.state, filing.holder_id, filing.filed_at) == ("filed", staffed.unit(OFFICE), LATER)
        assert (filing.filed_by_label, filing.approved_by) == ("第一中学填报经办岗", staffed.cast.users["approver"])
        assert [(step.action, step.label) for step in filing.steps.order_by("id")] == [
            ("prepare", "第一中学填报经办岗"),
            ("approve", "第一中学审核岗"),
        ]
        assert Message.objects.filter(recipient=staffed.cast.users["preparer"]).get().text == (
            f"{YEAR}年度预留份额填报已经“第一中学审核岗”审核并报送。"
        )
        assert Message.objects.filter(recipient=staffed.cast.users["supervisor"]).exists()
        assert staffed.decide(filing, "endorse", "supervisor").state == "endorsed"

    def test_goes_to_finance_at_once_where_no_unit_stands_above(self, season):
        by = _join(season, POLICE, "police_approver", Role.APPROVER)
        filing = season.file(POLICE, by="police")

        filing = approve(season, filing, by)

        assert (filing.state, filing.holder_id) == ("endorsed", season.cast.city.id)
        assert [step.action for step in filing.steps.order_by("id")] == ["prepare", "approve_up"]
        assert permissions.possible_acts(season.actor(by), filing) == ["withdraw"]
        assert season.decide(filing, "confirm", "city_finance").state == "confirmed"

    def test_is_approved_by_another_person(self, staffed):
        both = staffed.cast.users["preparer"]
        _appoint(staffed, both, SCHOOL, Role.APPROVER)
        filing = staffed.file(SCHOOL, by="preparer")
        posts = Membership.objects.filter(user=both)

        as_approver = organisations.actor_of(both, posts.get(role=Role.APPROVER).pk, AT.date())
        with pytest.raises(SamePersonError):
            services.decide(actor=as_approver, decision=Decision("approve", [(filing.pk, 1)]), at=LATER)
        assert approve(staffed, filing).state == "filed"

    @pytest.mark.parametrize("by", ["preparer", "unit", "supervisor", "second_supervisor", "city_finance", "auditor"])
    def test_is_approved_by_nobody_else(self, staffed, by):
        filing = staffed.file(SCHOOL, by="preparer")

        for action in ("approve", "endorse", "confirm", "send_back"):
            with pytest.raises((NotAllowedError, NotHolderError, StepNotPermittedError)):
                staffed.decide(filing, action, by, words="请核对", reason="other")

    def test_is_not_there_for_strangers(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")

        with pytest.raises(UnknownFilingError):
            approve(staffed, filing, "stranger")

    def test_is_approved_as_it_was_seen(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")
        services.withdraw(actor=staffed.actor("preparer"), filing_id=filing.pk, at=LATER)
        staffed.file(SCHOOL, own(reserved=70_000), by="preparer", seen=1)

        with pytest.raises(FilingChangedError):
            approve(staffed, filing)

    def test_is_not_decided_on_with_many(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")
        decision = Decision("approve", [(filing.pk, filing.version)])

        with pytest.raises(NotAllowedError):
            services.decide_many(actor=staffed.actor("approver"), decision=decision, at=LATER)

    def test_comes_back_with_words(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")

        with pytest.raises(ReturnReasonMissingError):
            staffed.decide(filing, "send_back", "approver")
        filing = staffed.decide(filing, "send_back", "approver", reason="other", words="食堂二未填")

        assert (filing.state, filing.holder_id) == ("returned", staffed.unit(SCHOOL))
        assert staffed.file(SCHOOL, by="preparer", seen=1).state == "prepared"

    def test_is_taken_back_by_whoever_prepares(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")

        with pytest.raises(NotAllowedError):
            services.withdraw(actor=staffed.actor("approver"), filing_id=filing.pk, at=LATER)
        assert services.withdraw(actor=staffed.actor("preparer"), filing_id=filing.pk, at=LATER).state == "withdrawn"

    def test_counts_as_nothing_that_was_filed(self, staffed):
        staffed.file(SCHOOL, by="preparer")

        progress = queries.progress(staffed.actor("city_finance"), YEAR)
        assert (progress.filed, progress.states["prepared"]) == (0, 1)
        assert queries.waiting_counts(staffed.actor("supervisor"), YEAR).total == 0


class TestInTime:
    def test_is_who_approves_in_time(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")

        with pytest.raises(WindowClosedError):
            approve(staffed, filing, at=AFTER_THE_LAST_DAY)

    def test_approved_within_an_extension_is_late(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")
        assert "late" not in filing.flags
        programmes.extend(
            actor=staffed.actor("city_finance"),
            organisation_id=staffed.unit(SCHOOL),
            year=YEAR,
            due_on=AFTER_THE_LAST_DAY.date(),
            ground="经办人员变动",
            at=CONFIRMED,
        )

        assert "late" in approve(staffed, filing, at=AFTER_THE_LAST_DAY).flags


class TestWhatIsOut:
    def test_is_taken_back_by_the_approver(self, staffed):
        filing = approve(staffed, staffed.file(SCHOOL, by="preparer"))

        for by in ("preparer", "unit"):
            assert permissions.possible_acts(staffed.actor(by), filing) == []
            with pytest.raises(WithdrawnByApproverError):
                services.withdraw(actor=staffed.actor(by), filing_id=filing.pk, at=LATER)
        assert permissions.possible_acts(staffed.actor("approver"), filing) == ["withdraw"]
        taken = services.withdraw(actor=staffed.actor("approver"), filing_id=filing.pk, at=LATER)

        assert (taken.state, taken.holder_id) == ("withdrawn", staffed.unit(SCHOOL))

    def test_changes_by_the_same_way(self, staffed):
        filing = approve(staffed, staffed.file(SCHOOL, by="preparer"))
        filing = staffed.decide(staffed.decide(filing, "endorse", "supervisor"), "confirm", "city_finance")

        assert permissions.possible_acts(staffed.actor("preparer"), filing) == ["prepare"]
        filing = staffed.file(SCHOOL, own(reserved=70_000), by="preparer", seen=1)

        assert (filing.state, filing.counted_version) == ("prepared", 1)
        assert approve(staffed, filing).state == "filed"

    def test_is_passed_by_a_third_person(self, staffed):
        user = staffed.cast.users["approver"]
        _appoint(staffed, user, OFFICE, Role.SUPERVISOR)
        filing = approve(staffed, staffed.file(SCHOOL, by="preparer"))

        post = Membership.objects.get(user=user, role=Role.SUPERVISOR)
        as_supervisor = organisations.actor_of(user, post.pk, AT.date())
        with pytest.raises(SamePersonError):
            services.decide(actor=as_supervisor, decision=Decision("endorse", [(filing.pk, 1)]), at=CONFIRMED)


class TestWithoutAnApprover:
    def test_the_ordinary_account_files_alone(self, season):
        hire(season.cast, "preparer")

        assert season.file(SCHOOL).state == "filed"

    def test_who_prepares_files_nothing(self, season):
        hire(season.cast, "preparer")

        with pytest.raises(ApproverMissingError):
            season.file(SCHOOL, by="preparer")
        filing = season.file(SCHOOL)
        with pytest.raises(ApproverMissingError):
            services.withdraw(actor=season.actor("preparer"), filing_id=filing.pk, at=FILED)

    def test_what_was_prepared_is_taken_back_and_filed(self, staffed):
        filing = staffed.file(SCHOOL, by="preparer")
        leave(staffed, "approver")

        services.withdraw(actor=staffed.actor("unit"), filing_id=filing.pk, at=FILED)
        assert staffed.file(SCHOOL, seen=1).state == "filed"


class TestAnOfficeAbove:
    def test_files_for_the_unit_as_before(self, staffed):
        filing = staffed.file(SCHOOL, by="supervisor")

        assert (filing.state, filing.filed_by_office) == ("filed", "郑州市教育局")
        with pytest.raises(NotAllowedError):
            services.withdraw(actor=staffed.actor("approver"), filing_id=filing.pk, at=LATER)

    def test_prepares_its_own_where_it_has_an_approver(self, season):
        by = _join(season, OFFICE, "office_approver", Role.APPROVER)

        filing = season.file(OFFICE, by="supervisor")

        assert (filing.state, filing.holder_id) == ("prepared", season.unit(OFFICE))
        with pytest.raises((NotAllowedError, StepNotPermittedError)):
            season.decide(filing, "endorse", "second_supervisor")
        assert approve(season, filing, by).state == "filed"
        assert season.decide(filing, "endorse", "second_supervisor").state == "endorsed"
        chain = queries.chain_of(season.unit(OFFICE), YEAR)
        assert not permissions.may_file_at_once(season.actor("supervisor"), chain)


def _join(season, code, name, role):
    user = accounts.open_account(
        actor=organisations.operator_of(season.cast.city),
        username=name,
        label=name,
        password="nongcai-demo-2023",
        at=AT,
    )
    season.cast.users[name] = user
    _appoint(season, user, code, role)
    return name


def _appoint(season, user, code, role):
    organisation_services.appoint(
        actor=organisations.operator_of(season.cast.city),
        user_id=user.pk,
        organisation_id=season.unit(code),
        role=role,
        since=AT.date(),
        at=AT,
    )
