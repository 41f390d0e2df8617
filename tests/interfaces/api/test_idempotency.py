"""A call that is made again with its key is done once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from nongcai.domain.organisations.models import Membership, Organisation, OrganisationEvent
from nongcai.domain.programmes.models import Rule
from nongcai.domain.repeats import services
from nongcai.domain.repeats.errors import KeyReusedError
from nongcai.domain.repeats.models import Reply
from nongcai.domain.repeats.services import Answer
from tests.cast import AT
from tests.interfaces.web.test_programmes import RULE

TEXT = "不低于百分之十二，试。"
CALLERS = 8


def post(client, key="", **changes):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(
        "/api/v1/rules", RULE | {"text": TEXT} | changes, content_type="application/json", headers=headers
    )


def rules():
    return Rule.objects.filter(text=TEXT).count()


@pytest.fixture
def client(caller):
    return caller("city_finance")


class TestIdempotencyKey:
    def test_lets_a_call_be_done_once_and_answered_twice(self, client):
        first, again = post(client, "a-1"), post(client, "a-1")

        assert (first.status_code, rules()) == (200, 1)
        assert (again.status_code, again.content, again["Content-Type"]) == (200, first.content, first["Content-Type"])
        assert ("Idempotent-Replayed" in first, again["Idempotent-Replayed"]) == (False, "true")

    def test_is_not_needed(self, client):
        post(client)
        post(client)

        assert rules() == 2

    def test_belongs_to_one_call(self, client):
        post(client, "a-1")

        other = post(client, "a-1", value="13")

        assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
        assert rules() == 1

    def test_belongs_to_one_caller(self, client, caller):
        post(client, "a-1")

        assert post(caller("district_finance"), "a-1").status_code == 200
        assert (rules(), Reply.objects.filter(key="a-1").count()) == (2, 2)

    def test_of_a_refused_call_may_be_used_again(self, client):
        refused = post(client, "a-1", value="1200")

        assert (refused.status_code, Reply.objects.count()) == (422, 0)
        assert post(client, "a-1").status_code == 200

    @pytest.mark.parametrize("key", ["a" * 65, "键", "a b"])
    def test_has_a_form(self, client, key):
        response = client.post(
            "/api/v1/rules",
            RULE,
            content_type="application/json",
            headers={"Idempotency-Key": key.encode().decode("latin-1")},
        )

        assert (response.status_code, response.json()["code"]) == (422, "idempotency_key_form")

    def test_is_no_way_past_the_end_of_a_post(self, client, cast):
        assert post(client, "a-1").status_code == 200
        Membership.objects.filter(user=cast.users["city_finance"]).update(period=DateRange(date(2020, 1, 1), AT.date()))

        again = post(client, "a-1")

        assert (again.status_code, "Idempotent-Replayed" in again) == (403, False)

    def test_of_a_stranger_is_not_kept(self, db):
        assert (post(Client(), "a-1").status_code, Reply.objects.count()) == (401, 0)

    def test_leaves_nothing_to_read_in_the_database(self, client):
        assert TEXT in post(client, "a-1").json()["text"]

        kept = bytes(Reply.objects.get().body)
        assert kept
        assert TEXT.encode() not in kept

    def test_tells_that_its_answer_is_sealed_once_the_sites_key_was_changed(self, caller, settings):
        post(caller("city_finance"), "a-1")
        settings.SECRET_KEY = "another"

        again = post(caller("city_finance"), "a-1")

        assert (again.status_code, again.json()["code"], rules()) == (422, "idempotency_answer_sealed", 1)

    def test_is_forgotten_in_time(self, client):
        post(client, "a-1")

        assert (services.forget(before=AT), Reply.objects.count()) == (0, 1)
        assert services.forget(before=Reply.objects.get().answered_at.replace(year=2999)) == 1


class TestOnce:
    @pytest.mark.parametrize(("keys", "times"), [(["k"] * CALLERS, 1), ([f"k{n}" for n in range(CALLERS)], CALLERS)])
    def test_is_done_once_by_many_at_once(self, stage, keys, times):
        """With keys of their own all act: without the key nothing would hold them back."""
        user, done = stage.users["city_finance"].pk, []

        def act():
            done.append(1)
            return Answer(200, "application/json", b"{}")

        def call(key):
            try:
                return services.once(user_id=user, key=key, fingerprint="f", act=act, at=AT, who={}).status
            finally:
                connection.close()

        with ThreadPoolExecutor(CALLERS) as pool:
            statuses = list(pool.map(call, keys))

        assert (statuses, len(done)) == ([200] * CALLERS, times)

    def test_undoes_what_another_has_answered_meanwhile_under_its_key(self, stage):
        """Calls that ask others over the network claim no key beforehand."""
        user = stage.users["city_finance"].pk
        offices = Organisation.objects.filter(pk=stage.city.id)
        call = {"user_id": user, "key": "k", "at": AT, "who": {}}
        other, before = Answer(200, "application/json", b"{}"), offices.get().short_name

        def act():
            offices.update(short_name="郑州")
            with ThreadPoolExecutor(1) as pool:
                pool.submit(meanwhile).result()
            return Answer(200, "application/json", b"[]")

        def meanwhile():
            try:
                services.once_by_itself(**call, fingerprint="g", act=lambda: other)
            finally:
                connection.close()

        with pytest.raises(KeyReusedError):
            services.once(**call, fingerprint="f", act=act)

        assert Reply.objects.get().fingerprint == "g"
        assert offices.get().short_name == before

    def test_has_its_changes_recorded_with_who_acts_and_none_beyond(self, stage):
        offices = Organisation.objects.filter(pk=stage.city.id)

        def act():
            offices.update(short_name="郑州")
            return Answer(200, "application/json", b"{}")

        who = {"user": 7, "url": "/somewhere/"}
        services.once(user_id=stage.users["city_finance"].pk, key="k", fingerprint="f", act=act, at=AT, who=who)
        offices.update(short_name="郑州市")

        events = OrganisationEvent.objects.filter(pgh_obj_id=stage.city.id).order_by("-pgh_id")[:2]
        assert [(one.short_name, one.pgh_context and one.pgh_context.metadata) for one in events] == [
            ("郑州市", None),
            ("郑州", who),
        ]
