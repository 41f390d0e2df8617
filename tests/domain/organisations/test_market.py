"""The platform keeps the accounts of counties' offices and of suppliers."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services as account_services
from nongcai.domain.accounts.errors import NoFactorError, UsernameTakenError
from nongcai.domain.accounts.states import AccountState
from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldStaff
from nongcai.domain.regions.models import Region
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.domain.suppliers.errors import CountyEndedError, NotOfTheCountiesError
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.domain.accounts.codes import set_up
from tests.market import AT, CITY, COUNTY, OTHER_COUNTY, TODAY, on_stage, show_papers, submit

UNTIL = AT + timedelta(days=7)
CHOSEN = "a-phrase-of-my-own"
STAFF = ToldStaff("lushi-xczx", "社会帮扶股审核岗", Role.LINKAGE, "13800000001")


@pytest.fixture
def market(cast):
    return on_stage(cast)


def open_office(market, by="platform", county=COUNTY, office="卢氏县乡村振兴局", at=AT, **changes):
    told = replace(STAFF, **changes)
    actor = market.actor(by)
    return supplier_services.open_office(
        actor=actor, county_code=county, office=office, told=told, at=at, until=at + timedelta(days=7)
    )


class TestOpening:
    def test_lets_a_county_officer_in_by_a_code(self, market):
        opened = open_office(market)

        user = account_services.activate(code=opened.code, password=CHOSEN, at=AT)
        actor = queries.actor_of(user, None, TODAY)
        assert (actor.role, actor.organisation_name) == (Role.LINKAGE, "卢氏县乡村振兴局")
        submit_to_the_county(market)
        assert suppliers.applications_visible_to(actor).count() == 1

    def test_finds_an_office_again(self, market):
        first, second = open_office(market), open_office(market, username="lushi-2", role=Role.QUALITY)

        assert first.membership.organisation_id == second.membership.organisation_id
        assert Organisation.objects.filter(name="卢氏县乡村振兴局").count() == 1

    @pytest.mark.parametrize("by", ["quality", "supplier"])
    def test_is_the_platforms(self, market, by):
        with pytest.raises(NotAllowedError):
            open_office(market, by=by)

    def test_wants_one_of_the_832_that_has_not_ended_and_a_free_name(self, market):
        with pytest.raises(NotOfTheCountiesError):
            open_office(market, county=CITY)
        with pytest.raises(UsernameTakenError):
            open_office(market, username="quality")
        Region.objects.filter(code=OTHER_COUNTY).update(valid_to=date(2024, 1, 1))
        with pytest.raises(CountyEndedError):
            open_office(market, county=OTHER_COUNTY)
        assert accounts.user_by_name(STAFF.username) is None


def submit_to_the_county(market):
    show_papers(market)
    submit(market)


class TestUnstaffed:
    def test_names_the_function_that_nobody_holds(self, market):
        submit_to_the_county(market)
        platform = market.actor("platform")
        assert suppliers.unstaffed_counties(platform, TODAY) == []
        services.close_market_post(actor=platform, user_id=market.users["linkage"].pk, words="离岗", at=AT)

        [found] = suppliers.unstaffed_counties(platform, TODAY)
        assert (found.code, found.waiting, found.lacking) == (COUNTY, 1, ("联农带农审核",))
        assert suppliers.unstaffed_counties(market.actor("quality"), TODAY) == []
        open_office(market)
        assert suppliers.unstaffed_counties(platform, TODAY) == []


class TestKeeping:
    @pytest.mark.parametrize("name", ["supplier", "quality"])
    def test_gives_a_new_code_for_a_lost_password(self, market, name):
        user = market.users[name]
        code = services.renew_market_post(actor=market.actor("platform"), user_id=user.pk, at=AT, until=UNTIL)

        user.refresh_from_db()
        assert not user.has_usable_password()
        assert account_services.activate(code=code, password=CHOSEN, at=AT).check_password(CHOSEN)

    def test_takes_a_dead_phones_second_step_away_and_tells(self, market):
        platform, user = market.actor("platform"), market.users["supplier"]
        with pytest.raises(NoFactorError):
            services.reset_factors_of_market_post(actor=platform, user_id=user.pk, words="手机遗失", at=AT)
        set_up(user.pk, AT)

        services.reset_factors_of_market_post(actor=platform, user_id=user.pk, words="手机遗失", at=AT)

        assert not accounts.factors_of(user.pk)
        assert "手机遗失" in user.messages.latest("pk").text

    def test_closes_and_reopens(self, market):
        platform, user = market.actor("platform"), market.users["quality"]
        services.close_market_post(actor=platform, user_id=user.pk, words="离岗", at=AT)
        user.refresh_from_db()
        assert (user.state, user.is_active) == (AccountState.CLOSED, False)

        services.renew_market_post(actor=platform, user_id=user.pk, at=AT, until=UNTIL)
        user.refresh_from_db()
        assert user.state == AccountState.PENDING

    def test_is_of_the_market_only(self, market, cast):
        platform = market.actor("platform")
        for user in (market.users["platform"], cast.users["unit"]):
            for act in ("close_market_post", "reset_factors_of_market_post"):
                with pytest.raises(NotFoundError):
                    getattr(services, act)(actor=platform, user_id=user.pk, words="离岗", at=AT)
            with pytest.raises(NotFoundError):
                services.renew_market_post(actor=platform, user_id=user.pk, at=AT, until=UNTIL)

    def test_is_not_of_somebody_who_has_other_work(self, market, cast):
        user = market.users["quality"]
        user.memberships.create(organisation_id=cast.city.id, role=Role.AUDITOR, period=DateRange(TODAY, None))

        with pytest.raises(NotFoundError):
            services.renew_market_post(actor=market.actor("platform"), user_id=user.pk, at=AT, until=UNTIL)

    @pytest.mark.parametrize("by", ["quality", "supplier", "other_county"])
    def test_is_the_platforms(self, market, by):
        assert not queries.market_posts_visible_to(market.actor(by)).exists()
        with pytest.raises(NotFoundError):
            services.renew_market_post(actor=market.actor(by), user_id=market.users["supplier"].pk, at=AT, until=UNTIL)

    def test_is_found_by_name_place_and_role(self, market):
        platform = market.actor("platform")

        def names(**how):
            return [row.user.username for row in queries.market_posts_visible_to(platform, **how)]

        assert names(text="卢氏县农业") == ["quality", "linkage"]
        assert names(role="supplier") == ["supplier"]
        assert names(text="洛宁", state="active") == ["other_county"]
