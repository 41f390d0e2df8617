"""System, security and audit officers (三员): what each does, what finance leaves to them; they stand apart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.errors import UnknownUsernameError
from nongcai.domain.organisations import permissions, queries, services
from nongcai.domain.organisations.errors import HeldAlreadyError, OfficerApartError, PostOverError, RoleOfOthersError
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.queries import SaidPost
from nongcai.domain.organisations.roles import OFFICERS, Power, Role
from nongcai.domain.organisations.services import Successor, ToldPost
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, hire

UNTIL = AT + timedelta(days=14)
POLICE, SCHOOL = "4101000003", "4101000002"


@pytest.fixture
def system(cast):
    return cast.actor(hire(cast, "system_officer"))


@pytest.fixture
def security(cast):
    return cast.actor(hire(cast, "security_officer"))


def opened(actor, cast, name="caigou", role=Role.UNIT):
    told = ToldPost(name, "采购岗", cast.units[POLICE].id, role)
    return services.open_post(actor=actor, told=told, at=AT, until=UNTIL)


def ended(actor, post):
    return services.end_post(actor=actor, membership_id=post.pk, words="岗位调整", at=AT)


class TestSystemOfficer:
    def test_opens_accounts_that_wait_for_their_roles(self, cast, system):
        post = opened(system, cast).membership

        assert (post.role, post.asked_role) == (Role.AWAITING, Role.UNIT)
        actor = queries.actor_of(post.user, None, AT.date())
        assert actor is not None
        assert not permissions.manages(actor)
        assert accounts.user_to_activate(services.renew_post(actor=system, user=post.user, at=AT, until=UNTIL), AT)

    def test_asks_for_no_role_that_such_an_office_has_not(self, cast, system):
        with pytest.raises(RoleOfOthersError):
            opened(system, cast, role=Role.FINANCE)

        assert accounts.user_by_name("caigou") is None

    def test_opens_a_table_of_accounts_that_wait_too(self, cast, system):
        rows = [SaidPost(row_no=1, unit_code=POLICE, label="填报岗", username="many")]

        [one] = services.open_posts(actor=system, rows=rows, at=AT, until=UNTIL)

        post = accounts.user_by_name("many").memberships.get()
        assert (post.role, post.asked_role, one.judged.role) == (Role.AWAITING, Role.UNIT, Role.UNIT)
        [again] = queries.judge_posts(system, rows, on=AT.date())
        assert again.outcome == "exists"

    def test_gives_and_ends_no_role(self, cast, system):
        post = opened(system, cast).membership
        clerk = cast.users["unit"].memberships.get()

        with pytest.raises(NotAllowedError):
            services.grant_roles(actor=system, membership_ids=[post.pk], at=AT)
        with pytest.raises(NotAllowedError):
            ended(system, clerk)
        with pytest.raises(NotAllowedError):
            services.let_sign(
                actor=system, username="district_finance", organisation_id=cast.district.id, may_sign=True, at=AT
            )


class TestSecurityOfficer:
    def test_gives_what_was_asked_for(self, cast, system, security):
        waiting = [opened(system, cast, name).membership.pk for name in ("one", "two")]

        given = services.grant_roles(actor=security, membership_ids=waiting, at=AT)

        assert {(post.role, post.asked_role) for post in given} == {(Role.UNIT, "")}
        assert services.grant_roles(actor=security, membership_ids=waiting, at=AT) == []

    def test_gives_another_role_in_its_place(self, cast, system, security):
        post = opened(system, cast).membership

        given = services.give_role(
            actor=security, user=post.user, organisation_id=cast.units[SCHOOL].id, role=Role.SUPERVISOR, at=AT
        )

        assert given.pk == post.pk
        assert (given.organisation_id, given.role) == (cast.units[SCHOOL].id, Role.SUPERVISOR)
        with pytest.raises(HeldAlreadyError):
            services.give_role(
                actor=security, user=post.user, organisation_id=cast.units[SCHOOL].id, role=Role.SUPERVISOR, at=AT
            )

    def test_ends_a_post_and_its_right_to_sign(self, cast, security):
        place = cast.district.id
        services.let_sign(actor=security, username="district_finance", organisation_id=place, may_sign=True, at=AT)
        post = cast.users["district_finance"].memberships.get()

        over = ended(security, post)

        assert (over.may_sign, over.last_day) == (False, AT.date() - timedelta(days=1))
        assert queries.actor_of(cast.users["district_finance"], None, AT.date()) is None
        with pytest.raises(PostOverError):
            ended(security, post)

    def test_opens_renews_and_closes_no_account(self, cast, security):
        user = cast.users["unit"]

        with pytest.raises(NotAllowedError):
            opened(security, cast)
        with pytest.raises(NotAllowedError):
            services.renew_post(actor=security, user=user, at=AT, until=UNTIL)
        with pytest.raises(NotAllowedError):
            services.close_post(actor=security, user=user, at=AT)

    def test_hands_a_post_over_to_who_has_an_account(self, cast, security):
        post = cast.users["unit"].memberships.get()

        with pytest.raises(UnknownUsernameError):
            services.hand_over(
                actor=security,
                membership_id=post.pk,
                successor=Successor("new", "新岗"),
                on=AT.date(),
                at=AT,
                until=UNTIL,
            )
        handed = services.hand_over(
            actor=security,
            membership_id=post.pk,
            successor=Successor("stranger", ""),
            on=AT.date(),
            at=AT,
            until=UNTIL,
        )
        assert handed.membership.user == cast.users["stranger"]

    def test_keeps_off_the_own_office(self, cast, security):
        with pytest.raises(NotAllowedError):
            ended(security, cast.users["city_finance"].memberships.get())


class TestFinance:
    def test_does_all_of_it_where_no_officer_is_in_office(self, cast):
        actor = cast.actor("city_finance")

        assert actor.ceded == frozenset()
        assert opened(actor, cast).membership.role == Role.UNIT

    @pytest.mark.parametrize(("officer", "left"), [("system_officer", Power.KEEP), ("security_officer", Power.ASSIGN)])
    def test_leaves_to_an_officer_what_is_the_officers(self, cast, officer, left):
        hire(cast, officer)

        assert cast.actor("city_finance").ceded == {left}
        assert cast.actor("district_finance").ceded == frozenset()
        [*_, one] = queries.actors_of(cast.city.id, Role.FINANCE, AT.date())
        assert one.ceded == {left}

    def test_opens_nothing_beside_a_system_officer(self, cast, system):
        with pytest.raises(NotAllowedError):
            opened(cast.actor("city_finance"), cast)

    def test_is_told_so_by_a_table_too(self, cast, system):
        rows = [SaidPost(row_no=1, unit_code=POLICE, label="填报岗", username="many")]

        [one] = queries.judge_posts(cast.actor("city_finance"), rows, on=AT.date())

        assert one.message.startswith("管理账号由上级部门或本部门的系统管理员开通")

    def test_asks_for_roles_beside_a_security_officer(self, cast, security):
        post = opened(cast.actor("city_finance"), cast).membership

        assert (post.role, post.asked_role) == (Role.AWAITING, Role.UNIT)

    def test_has_it_back_when_the_officer_has_left(self, cast, system):
        operator = queries.operator_of(cast.city)

        services.close_post(actor=operator, user=cast.users["system_officer"], at=AT)

        assert cast.actor("city_finance").ceded == frozenset()

    def test_cannot_take_the_right_to_sign_to_enter_by_a_code_and_give_it_back(self, cast):
        with pytest.raises(NotAllowedError):
            services.let_sign(
                actor=cast.actor("city_finance"),
                username="district_finance",
                organisation_id=cast.district.id,
                may_sign=False,
                at=AT,
            )


class TestApart:
    @pytest.mark.parametrize("role", sorted(OFFICERS))
    @pytest.mark.parametrize("name", ["system_officer", "security_officer", "city_finance"])
    def test_from_each_other_and_all_else(self, cast, name, role):
        hire(cast, name)
        held = cast.users[name].memberships.get()
        if held.role == role:
            return

        with pytest.raises(OfficerApartError, match="不得互相兼任"):
            services.appoint(
                actor=queries.operator_of(cast.city),
                user_id=held.user_id,
                organisation_id=cast.city.id,
                role=Role(role),
                since=AT.date(),
                at=AT,
            )

    @pytest.mark.parametrize(("first", "second"), [("system", "security"), ("system", "finance"), ("finance", "audit")])
    def test_by_the_database_also(self, cast, first, second):
        user = cast.users["city_finance"]
        Membership.objects.filter(user=user).update(role=first)

        with pytest.raises(IntegrityError, match="officers_hold_no_other_post"), transaction.atomic():
            Membership.objects.create(
                user=user, organisation_id=cast.district.id, role=second, period=DateRange(AT.date(), None)
            )

    def test_only_while_the_terms_overlap(self, cast):
        user, day = cast.users["city_finance"], AT.date()
        Membership.objects.filter(user=user).update(role="system", period=DateRange(day - timedelta(days=9), day))

        Membership.objects.create(user=user, organisation_id=cast.city.id, role="finance", period=DateRange(day, None))

    def test_of_posts_that_are_no_officers_there_may_be_several(self, cast):
        services.appoint(
            actor=queries.operator_of(cast.city),
            user_id=cast.users["unit"].pk,
            organisation_id=cast.units[POLICE].id,
            role=Role.UNIT,
            since=AT.date(),
            at=AT,
        )

        assert cast.users["unit"].memberships.count() == 2
