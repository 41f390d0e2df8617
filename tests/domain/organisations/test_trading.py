"""Who opens trading accounts for whom, what a buyer is, and when its contract ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import (
    BuyerCodeError,
    BuyerNameError,
    BuyerTermError,
    BuyerTermPastError,
    RoleOfOthersError,
)
from nongcai.domain.organisations.models import Membership, Relation
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import BuyerKind, Power, Role
from nongcai.domain.organisations.services import Reshaping, Split, Successor, ToldBuyer, ToldPost
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT, credit_code, hire, hire_buyer

TODAY, UNTIL = AT.date(), AT + timedelta(days=14)
SCHOOL, POLICE, BUREAU = "4101000002", "4101000003", "4101000001"
END = date(2024, 6, 30)


def contractor(cast, code=SCHOOL, **changes):
    told = ToldBuyer(
        username="chengbao",
        label="食堂承包方采购岗",
        unit_id=cast.units[code].id,
        kind=BuyerKind.CONTRACTOR,
        name="郑州某餐饮公司",
        credit_code=credit_code(77, kind="91"),
        ends_on=END,
    )
    return replace(told, **changes)


def opened(cast, told=None, *, by="unit"):
    return services.open_buyer(actor=cast.actor(by), told=told or contractor(cast), at=AT, until=UNTIL).membership


class TestOpening:
    @pytest.mark.parametrize("by", ["unit", "supervisor", "city_finance"])
    def test_is_for_the_unit_and_whoever_is_above(self, cast, by):
        post = opened(cast, by=by)

        assert (post.role, post.buys_for_id, post.last_day) == (Role.BUYER, cast.units[SCHOOL].id, END)
        unit = cast.units[SCHOOL].id
        assert queries.contractors_of([unit]) == {unit: {post.organisation_id: "郑州某餐饮公司"}}

    @pytest.mark.parametrize("by", ["stranger", "auditor", "district_finance"])
    def test_is_refused_to_others_and_leaves_nothing(self, cast, by):
        with pytest.raises(NotAllowedError):
            opened(cast, by=by)

        assert accounts.user_by_name("chengbao") is None
        assert not Relation.objects.filter(kind="contractor").exists()

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"name": ""}, BuyerNameError),
            ({"credit_code": ""}, BuyerCodeError),
            ({"credit_code": "91410100MA0000000X"}, BuyerCodeError),
            ({"ends_on": None}, BuyerTermError),
            ({"ends_on": TODAY - timedelta(days=1)}, BuyerTermPastError),
            ({"kind": BuyerKind.UNION, "credit_code": "12"}, BuyerCodeError),
        ],
    )
    def test_wants_what_its_kind_has(self, cast, changes, refusal):
        with pytest.raises(refusal):
            opened(cast, contractor(cast, **changes))

    def test_for_a_bureau_is_refused(self, cast):
        with pytest.raises(RoleOfOthersError):
            opened(cast, contractor(cast, unit_id=cast.district.id), by="city_finance")

    def test_is_not_done_as_a_management_account(self, cast):
        told = ToldPost("mai", "采购岗", cast.units[SCHOOL].id, Role.BUYER)

        with pytest.raises(RoleOfOthersError):
            services.open_post(actor=cast.actor("city_finance"), told=told, at=AT, until=UNTIL)

    def test_of_an_own_canteen_is_the_unit_itself(self, cast):
        post = opened(cast, contractor(cast, kind=BuyerKind.CANTEEN, name="", credit_code="", ends_on=None))

        assert post.organisation_id == post.buys_for_id
        assert post.buyer_kind == "本单位食堂"

    def test_ties_one_body_to_several_units(self, cast):
        first = opened(cast)
        second = opened(cast, contractor(cast, POLICE, username="chengbao2"), by="city_finance")

        assert first.organisation_id == second.organisation_id
        assert first.buys_for_id != second.buys_for_id


class TestPosts:
    @pytest.mark.parametrize(
        ("name", "power"),
        [
            ("order_approver", Power.APPROVE_ORDERS),
            ("acceptor", Power.ACCEPT),
            ("accountant", Power.SETTLE),
        ],
    )
    def test_take_over_a_part_of_the_buyers_work_and_nothing_else(self, cast, name, power):
        hire_buyer(cast)
        before = cast.actor("buyer")

        hire(cast, name)

        took = {one for one in Power if may(cast.actor(name), one)}
        left = {one for one in Power if may(before, one)} - {one for one in Power if may(cast.actor("buyer"), one)}
        assert (took, left) == ({power}, {power})
        assert may(cast.actor("buyer"), Power.BUY)

    def test_leave_those_who_buy_for_another_body_of_the_unit_as_they_were(self, cast):
        post = opened(cast)

        hire(cast, "acceptor")

        assert may(queries.actor_of(post.user, None, TODAY), Power.ACCEPT)

    def test_see_nothing_of_the_tree(self, cast):
        hire(cast, "accountant")

        assert not queries.visible_to(cast.actor("accountant")).exists()
        assert queries.buying_of(cast.actor("accountant"), TODAY).unit_name == "郑州市第一中学"

    def test_are_listed_beside_the_buyers(self, cast):
        hire(cast, "acceptor")
        opened(cast)

        roles = set(queries.buyers_visible_to(cast.actor("unit")).values_list("role", flat=True))

        assert roles == {Role.BUYER, Role.ACCEPTOR}

    def test_of_the_management_are_not_opened_so(self, cast):
        with pytest.raises(RoleOfOthersError):
            opened(cast, contractor(cast, role=Role.UNIT))


class TestBuyer:
    def test_sees_nothing_of_the_tree_and_signs_in_until_its_contract_ends(self, cast):
        post = opened(cast)

        actor = queries.actor_of(post.user, None, END)

        assert actor.role == Role.BUYER
        assert not queries.visible_to(actor).exists()
        assert not queries.posts_visible_to(actor).exists()
        assert queries.buying_of(actor, END).unit_name == "郑州市第一中学"
        assert queries.actor_of(post.user, None, END + timedelta(days=1)) is None

    def test_of_the_own_canteen_sees_nothing_either(self, cast):
        post = opened(cast, contractor(cast, kind=BuyerKind.CANTEEN, ends_on=None))

        assert not queries.visible_to(queries.actor_of(post.user, None, TODAY)).exists()

    def test_is_counted_for_the_unit_too(self, cast):
        opened(cast)

        [own] = queries.activation_by_region(cast.actor("unit"))

        assert (own.opened, own.buyers_opened) == (1, 1)

    def test_counts_apart_from_management_accounts(self, cast):
        before = queries.activation_by_region(cast.actor("city_finance"))[0]
        opened(cast)

        after = queries.activation_by_region(cast.actor("city_finance"))[0]

        assert after.opened == before.opened
        assert (after.buyers_opened, after.buyers_activated) == (1, 0)


class TestKeeping:
    @pytest.mark.parametrize("by", ["unit", "supervisor", "city_finance"])
    def test_closes_and_renews(self, cast, by):
        user = opened(cast).user

        services.renew_post(actor=cast.actor(by), user=user, at=AT, until=UNTIL)
        services.close_post(actor=cast.actor(by), user=user, at=AT, words="合同终止")

        assert accounts.user_by_name("chengbao").state == "closed"

    def test_of_somebody_who_manages_too_is_not_for_the_unit(self, cast):
        user = opened(cast).user
        services.appoint(
            actor=cast.actor("city_finance"),
            user_id=user.pk,
            organisation_id=cast.units[SCHOOL].id,
            role=Role.UNIT,
            since=TODAY,
            at=AT,
        )

        with pytest.raises(NotAllowedError):
            services.renew_post(actor=cast.actor("unit"), user=user, at=AT, until=UNTIL)

    def test_changes_the_contract(self, cast):
        post = opened(cast)

        services.set_term(actor=cast.actor("unit"), membership_id=post.pk, ends_on=date(2025, 6, 30), at=AT)

        assert queries.actor_of(post.user, None, date(2025, 6, 30)) is not None
        assert Relation.objects.get(kind="contractor").ends_on == date(2025, 6, 30)
        assert accounts.steps_of(post.user_id)[0].get_action_display() == "变更合同期限"

    @pytest.mark.parametrize(
        ("ends_on", "refusal"),
        [
            (None, "食堂承包方须填写合同截止日，请按承包合同填写。"),
            (TODAY - timedelta(days=1), "合同（授权）截止日应为2024年1月31日或以后，请核对后改填。"),
        ],
    )
    def test_refuses_a_contractor_without_a_running_contract(self, cast, ends_on, refusal):
        post = opened(cast)

        with pytest.raises((BuyerTermError, BuyerTermPastError), match=refusal):
            services.set_term(actor=cast.actor("unit"), membership_id=post.pk, ends_on=ends_on, at=AT)

    def test_refuses_strangers(self, cast):
        post = opened(cast)

        with pytest.raises(NotAllowedError):
            services.set_term(actor=cast.actor("stranger"), membership_id=post.pk, ends_on=END, at=AT)

    def test_hands_over_to_a_successor_who_buys_for_the_same_unit(self, cast):
        post = opened(cast)
        taken = services.hand_over(
            actor=cast.actor("unit"),
            membership_id=post.pk,
            successor=Successor("chengbao-b", "新采购岗"),
            on=TODAY + timedelta(days=1),
            at=AT,
            until=UNTIL,
        ).membership

        assert (taken.role, taken.buys_for_id, taken.last_day) == (Role.BUYER, post.buys_for_id, END)


def contract_of(unit_id):
    """The standing tie of a unit to its contractor."""
    return Relation.objects.get(unit_id=unit_id, kind="contractor", period__endswith=None)


class TestReorganisation:
    def test_lets_a_buyer_buy_on_for_the_successor_until_its_contract_ends(self, cast):
        post = opened(cast)
        school, bureau = cast.units[SCHOOL].id, cast.units[BUREAU].id
        own = opened(cast, contractor(cast, kind=BuyerKind.CANTEEN, username="shitang", ends_on=None))

        traces = services.reshape(reshaping=Reshaping(successors={school: bureau}), since=date(2024, 3, 1), at=AT)

        later = Membership.objects.get(user=post.user, buys_for_id=bureau)
        assert (later.organisation_id, later.last_day) == (post.organisation_id, END)
        assert Relation.objects.get(unit_id=bureau, kind="contractor").ends_on == END
        assert queries.actor_of(own.user, None, date(2024, 3, 2)) is None

        services.put_back(traces=traces)
        assert Membership.objects.get(user=post.user).buys_for_id == school
        assert Membership.objects.get(user=post.user).last_day == END

    @pytest.mark.parametrize("own_end", [date(2024, 4, 30), date(2024, 12, 31)])
    def test_leaves_a_buyer_of_the_successor_its_own_contract(self, cast, own_end):
        post = opened(cast)
        school, bureau = cast.units[SCHOOL].id, cast.units[BUREAU].id
        city = cast.actor("city_finance")
        own = services.let_buy(actor=city, user=post.user, told=contractor(cast, BUREAU, ends_on=own_end), at=AT)

        services.reshape(reshaping=Reshaping(successors={school: bureau}), since=date(2024, 3, 1), at=AT)
        period = own.period
        own.refresh_from_db()

        assert (own.last_day, own.period.lower) == (own_end, period.lower)
        assert contract_of(bureau).ends_on == own_end

    @pytest.mark.parametrize("days", [(END, date(2024, 9, 30)), (date(2024, 9, 30), END)])
    def test_lets_a_buyer_of_two_merged_units_buy_until_the_later_day(self, cast, days):
        school, police, bureau = (cast.units[code].id for code in (SCHOOL, POLICE, BUREAU))
        post = opened(cast, contractor(cast, ends_on=days[0]))
        told = contractor(cast, POLICE, ends_on=days[1])
        services.let_buy(actor=cast.actor("city_finance"), user=post.user, told=told, at=AT)

        services.reshape(
            reshaping=Reshaping(successors={school: bureau, police: bureau}), since=date(2024, 3, 1), at=AT
        )

        assert Membership.objects.get(user=post.user, buys_for_id=bureau).last_day == date(2024, 9, 30)
        assert contract_of(bureau).ends_on == date(2024, 9, 30)

    def test_lets_the_canteens_account_go_over_in_a_split(self, cast):
        own = opened(cast, contractor(cast, kind=BuyerKind.CANTEEN, name="", credit_code="", ends_on=None))
        school = cast.units[SCHOOL].id
        split = Split(former=school, name="东校区", code="4101009901", carried=frozenset({own.pk}))

        services.reshape(reshaping=Reshaping(splits=(split,)), since=date(2024, 3, 1), at=AT)

        taken = Membership.objects.filter(user=own.user).latest("pk")
        assert taken.role == Role.BUYER
        assert taken.organisation_id == taken.buys_for_id != school
