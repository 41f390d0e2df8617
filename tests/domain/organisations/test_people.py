"""Who opens, closes and renews whose accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.states import AccountState
from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.errors import RoleOfOthersError, SignerResetError
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldPost
from nongcai.foundation.errors import NotAllowedError
from tests.cast import AT

UNTIL = AT + timedelta(days=14)
POLICE, SCHOOL = "4101000003", "4101000002"


def opened(actor, place, role=Role.UNIT):
    post = ToldPost(username="caigou", label="采购岗", organisation_id=place.id, role=role, phone="13812345678")
    return services.open_post(actor=actor, told=post, at=AT, until=UNTIL)


def found(actor, **chosen):
    return [post.user.username for post in queries.posts_visible_to(actor, **chosen)]


class TestOpening:
    def test_gives_a_code_and_a_post(self, cast):
        post = opened(cast.actor("city_finance"), cast.units[POLICE])

        assert accounts.user_to_activate(post.code, AT).username == "caigou"
        assert post.membership.organisation_id == cast.units[POLICE].id

    def test_below_the_own_office_is_for_supervisors_too(self, cast):
        opened(cast.actor("supervisor"), cast.units[SCHOOL])

    @pytest.mark.parametrize(
        ("name", "code"), [("supervisor", POLICE), ("unit", SCHOOL), ("auditor", SCHOOL), ("district_finance", SCHOOL)]
    )
    def test_is_refused_elsewhere_and_leaves_nothing(self, cast, name, code):
        with pytest.raises(NotAllowedError):
            opened(cast.actor(name), cast.units[code])

        assert accounts.user_by_name("caigou") is None

    def test_gives_nobody_a_second_account_in_the_own_office(self, cast):
        with pytest.raises(NotAllowedError):
            opened(cast.actor("city_finance"), cast.city, Role.FINANCE)

    def test_of_a_bureau_below_is_for_finance(self, cast):
        opened(cast.actor("city_finance"), cast.district, Role.FINANCE)

    @pytest.mark.parametrize(("kind", "role"), [("unit", Role.FINANCE), ("finance", Role.SUPERVISOR)])
    def test_gives_no_role_that_such_an_office_has_not(self, cast, kind, role):
        place = cast.units[POLICE] if kind == "unit" else cast.district

        with pytest.raises(RoleOfOthersError, match="没有"):
            opened(cast.actor("city_finance"), place, role)


class TestClosing:
    def test_is_for_whoever_keeps_all_posts(self, cast):
        user = services.close_post(actor=cast.actor("supervisor"), user=cast.users["unit"], at=AT, words="调离")

        assert user.state == AccountState.CLOSED
        assert accounts.steps_of(user.pk)[0].words == "调离"

    def test_is_refused_where_one_post_is_elsewhere(self, cast):
        services.appoint(
            actor=queries.operator_of(cast.city),
            user_id=cast.users["unit"].pk,
            organisation_id=cast.units[POLICE].id,
            role=Role.UNIT,
            since=AT.date(),
            at=AT,
        )

        with pytest.raises(NotAllowedError):
            services.close_post(actor=cast.actor("supervisor"), user=cast.users["unit"], at=AT)

    @pytest.mark.parametrize("name", ["city_finance", "city_reviewer", "auditor"])
    def test_of_oneself_or_a_colleague_is_refused(self, cast, name):
        with pytest.raises(NotAllowedError):
            services.close_post(actor=cast.actor("city_finance"), user=cast.users[name], at=AT)


class TestRenewing:
    def test_of_who_signs_is_refused_to_officers(self, cast):
        operator = queries.operator_of(cast.city)
        services.let_sign(
            actor=operator, username="district_finance", organisation_id=cast.district.id, may_sign=True, at=AT
        )
        signer = cast.users["district_finance"]

        with pytest.raises(SignerResetError, match="有签发权"):
            services.renew_post(actor=cast.actor("city_finance"), user=signer, at=AT, until=UNTIL)
        assert services.renew_post(actor=operator, user=signer, at=AT, until=UNTIL)

    def test_of_a_colleague_is_refused(self, cast):
        with pytest.raises(NotAllowedError):
            services.renew_post(actor=cast.actor("city_finance"), user=cast.users["city_signer"], at=AT, until=UNTIL)


class TestList:
    def test_holds_the_subtree(self, cast):
        seen = {
            name: {post.user.username for post in queries.posts_visible_to(cast.actor(name))}
            for name in ("city_finance", "supervisor", "unit", "stranger")
        }

        assert seen["city_finance"] == set(cast.users)
        assert seen["supervisor"] == {"supervisor", "unit"}
        assert seen["unit"] == {"unit"}
        assert seen["stranger"] == {"stranger"}

    def test_is_not_widened_by_a_path(self, cast):
        rows = queries.posts_visible_to(cast.actor("supervisor"), under=cast.city.path)

        assert {post.user.username for post in rows} == {"supervisor", "unit"}

    def test_is_chosen_by_word_state_and_role(self, cast):
        actor = cast.actor("city_finance")
        opened(actor, cast.units[POLICE])

        assert found(actor, state="pending") == ["caigou"]
        assert found(actor, text="金水区财政") == ["district_finance"]
        assert found(actor, role="supervisor") == ["supervisor"]

    def test_tells_the_rate_by_region(self, cast):
        opened(cast.actor("city_finance"), cast.units[POLICE])
        services.close_post(actor=queries.operator_of(cast.city), user=cast.users["stranger"], at=AT)

        whole, district = queries.activation_by_region(cast.actor("city_finance"))

        assert (whole.opened, whole.activated) == (8, 7)
        assert (district.node, district.rate) == (cast.district, 100)
