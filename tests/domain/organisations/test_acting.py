"""Who acts, asked with every page."""

from datetime import timedelta

import pytest

from nongcai.domain.accounts.models import User
from nongcai.domain.organisations import queries
from nongcai.domain.organisations.models import Membership
from tests.cast import AT

TODAY = AT.date()


@pytest.fixture
def user(cast):
    return cast.users["city_finance"]


class TestPerson:
    def test_is_read_with_its_posts_in_one_statement(self, user, django_assert_num_queries):
        with django_assert_num_queries(1):
            person = queries.person_of(user.pk, TODAY)
            actor = queries.actor_of(person, None, TODAY)

        assert actor == queries.actor_of(User.objects.get(pk=user.pk), None, TODAY)
        assert (person, person.password) == (user, user.password)

    def test_may_have_several_or_none(self, cast, user):
        first = Membership.objects.get(user=user)
        there = Membership.objects.get(user=cast.users["district_finance"])
        more = Membership.objects.create(
            user=user, organisation=there.organisation, role=there.role, period=there.period
        )

        person = queries.person_of(user.pk, TODAY)

        told = [queries.actor_of(person, chosen, TODAY).membership_id for chosen in (None, first.pk, more.pk)]
        assert told == [first.pk, first.pk, more.pk]
        nobody = User.objects.create(username="none", created_at=AT)
        assert queries.actor_of(queries.person_of(nobody.pk, TODAY), None, TODAY) is None

    def test_is_asked_about_anew_for_another_day(self, user):
        person = queries.person_of(user.pk, TODAY)
        begun = Membership.objects.get(user=user).period.lower

        assert queries.actor_of(person, None, begun - timedelta(days=1)) is None

    def test_may_not_be_there(self, db):
        assert queries.person_of(2**40, TODAY) is None
