"""Confirmed filings reach those who listen, signed, once or again."""

import base64
import hashlib
import hmac
import json
from datetime import date, timedelta

import pytest
from django.db import connection

from nongcai.domain.shares import queries as shares_queries
from nongcai.domain.shares import services as shares
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.webhooks import queries, rules, services
from nongcai.domain.webhooks.errors import (
    OriginNotListedError,
    ReplayTimeError,
    SubscriptionStepError,
    UnknownDeliveryError,
    UnknownSubscriptionError,
)
from nongcai.domain.webhooks.models import Delivery
from nongcai.foundation.errors import InvalidError, NotAllowedError
from nongcai.foundation.posting import Answer
from nongcai.interfaces.jobs import webhooks as jobs
from tests.cast import told
from tests.domain.shares.season import CONFIRMED, PRIMARY, SCHOOL, YEAR, own
from tests.domain.webhooks.conftest import ORIGIN

LEASE = timedelta(minutes=15)
# The season is filed here; the year before was told by exports.
RECONCILED = YEAR - 1
LATER = CONFIRMED + timedelta(days=1)


class Receiver:
    """Takes what is posted and answers as it was told to."""

    def __init__(self, *answers: int) -> None:
        self.answers = list(answers)
        self.got: list[tuple[str, bytes, dict[str, str]]] = []

    def __call__(self, address, body, headers):
        self.got.append((address, body, dict(headers)))
        return Answer(self.answers.pop(0) if self.answers else 200, "收到")

    @property
    def ids(self):
        return [headers["webhook-id"] for _address, _body, headers in self.got]


def queued():
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'webhooks.relay' ORDER BY id")
        return [json.loads(args) for (args,) in cursor.fetchall()]


def relayed():
    """Do the job that was queued last."""
    jobs.relay.func(**queued()[-1])


def deliver(receiver, at=LATER):
    return services.deliver(post=receiver, clock=lambda: at, lease=LEASE)


class TestRelay:
    def test_tells_what_was_confirmed_signed(self, season, subscription):
        filing = season.confirmed()
        relayed()
        receiver = Receiver()

        assert deliver(receiver) == 1
        ((address, body, headers),) = receiver.got
        said = json.loads(body)
        assert address == f"{ORIGIN}/in"
        assert said["type"] == "filing.confirmed"
        assert said["data"] | {"filing_id": filing.pk, "unit_id": season.unit(SCHOOL)} == said["data"]
        assert (said["data"]["reserved"], said["data"]["year"]) == ("60000.00", YEAR)
        assert said["timestamp"] == filing.confirmed_at.isoformat()
        told = services.tell_new_secret(actor=season.actor("city_finance"), subscription_id=subscription.pk)
        assert headers["webhook-signature"] != signed(told.secret, headers, body)

    def test_signs_as_the_specification_says(self, season, settings):
        told = services.subscribe(
            actor=season.actor("city_finance"), name="甲系统", address=f"{ORIGIN}/a", at=CONFIRMED
        )
        season.confirmed()
        relayed()
        receiver = Receiver()
        deliver(receiver)

        ((_address, body, headers),) = receiver.got
        assert headers["webhook-signature"] == signed(told.secret, headers, body)

    def test_is_for_those_above_the_unit(self, season, subscription):
        district = services.subscribe(
            actor=season.actor("district_finance"), name="区系统", address=f"{ORIGIN}/district", at=CONFIRMED
        )
        season.confirmed(SCHOOL)
        relayed()

        assert Delivery.objects.filter(subscription=district.subscription).count() == 0
        assert Delivery.objects.filter(subscription=subscription).count() == 1

    def test_notes_nothing_twice(self, season, subscription):
        season.confirmed()
        relayed()
        relayed()

        assert Delivery.objects.count() == 1

    def test_is_queued_by_an_export_too(self, season, subscription):
        before = len(queued())
        row = told(season.unit(PRIMARY), "100000", "20000")
        shares.record_filings(actor=season.actor("city_finance"), year=RECONCILED, rows=[row], at=CONFIRMED)

        assert len(queued()) == before + 1

    def test_is_not_queued_by_what_does_not_count(self, season):
        before = len(queued())
        season.file(SCHOOL)

        assert len(queued()) == before


class TestDeliver:
    @pytest.fixture(autouse=True)
    def noted(self, season, subscription):
        season.confirmed(SCHOOL)
        services.relay(filings=list(all_counted()), at=CONFIRMED)
        self.total = Delivery.objects.count()

    def test_sends_each_once(self):
        receiver = Receiver()
        deliver(receiver)
        deliver(receiver)

        assert len(receiver.ids) == len(set(receiver.ids)) == self.total > 1

    def test_stops_at_a_receiver_that_fails(self):
        receiver = Receiver(503)

        deliver(receiver)

        assert len(receiver.got) == 1
        assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting"}
        failed = Delivery.objects.get(attempts=1)
        assert (failed.status, failed.told, failed.due_at) == (503, "收到", LATER + timedelta(minutes=1))

    def test_gives_up_after_the_last_pause(self):
        first = Delivery.objects.order_by("pk").first()
        Delivery.objects.exclude(pk=first.pk).update(due_at=LATER + timedelta(days=99))
        at = LATER
        for _time in range(len(rules.PAUSES) + 1):
            deliver(Receiver(500), at=at)
            at += timedelta(days=2)
        first.refresh_from_db()

        assert (first.state, first.attempts) == ("failed", len(rules.PAUSES) + 1)

    def test_takes_up_what_a_dead_worker_held(self):
        class Dead:
            def __call__(self, *_args):
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            deliver(Dead())
        receiver = Receiver()

        assert deliver(receiver) == 0
        assert deliver(receiver, at=LATER + LEASE) == self.total

    def test_sends_nothing_while_paused(self, season, subscription):
        services.step(actor=season.actor("city_finance"), subscription_id=subscription.pk, action="pause")

        assert deliver(Receiver()) == 0
        services.step(actor=season.actor("city_finance"), subscription_id=subscription.pk, action="resume")
        assert deliver(Receiver()) == self.total

    def test_sends_nothing_where_the_operator_took_the_origin_back(self, settings):
        settings.NONGCAI_WEBHOOK_ORIGINS = []
        receiver = Receiver()

        deliver(receiver)

        assert receiver.got == []

    def test_sends_again_what_was_confirmed_in_a_stretch(self, season, subscription):
        actor, wanted = season.actor("city_finance"), {"subscription_id": subscription.pk, "at": LATER}
        deliver(Receiver())
        again = services.replay(actor=actor, since=CONFIRMED.date(), until=CONFIRMED.date(), **wanted)
        receiver = Receiver()
        deliver(receiver)

        assert again == len(receiver.ids) == 1
        assert services.replay(actor=actor, since=LATER.date(), until=LATER.date(), **wanted) == 0

    def test_tells_anew_what_was_confirmed_before_anybody_listened(self, season):
        actor = season.actor("city_finance")
        late = services.subscribe(actor=actor, name="乙系统", address=f"{ORIGIN}/late", at=LATER).subscription
        count = services.replay(
            actor=actor, subscription_id=late.pk, since=CONFIRMED.date(), until=LATER.date(), at=LATER
        )

        assert count == Delivery.objects.filter(subscription=late).count() == 1

    def test_sends_one_again(self, season, subscription):
        deliver(Receiver())
        one = Delivery.objects.order_by("pk").first()
        wanted = {"actor": season.actor("city_finance"), "subscription_id": subscription.pk, "at": LATER}

        assert services.replay_one(delivery_id=one.pk, **wanted) == 1
        with pytest.raises(UnknownDeliveryError):
            services.replay_one(delivery_id=0, **wanted)
        receiver = Receiver()
        deliver(receiver)
        assert receiver.ids == [one.message_id]

    def test_never_sends_a_version_that_was_replaced_in_a_stretch(self, season, subscription):
        deliver(Receiver())
        filing = Delivery.objects.get(filing_id=season_filing(season).pk)
        season.file(SCHOOL, own(reserved=70_000), seen=1)
        changed = season.decide(
            season.decide(season_filing(season), "endorse", "supervisor"), "confirm", "city_finance"
        )
        services.relay(filings=[(changed.pk, changed.version)], at=LATER)
        services.replay(
            actor=season.actor("city_finance"), subscription_id=subscription.pk, at=LATER,
            since=CONFIRMED.date(), until=LATER.date(),
        )  # fmt: skip
        filing.refresh_from_db()

        assert filing.state == "delivered"
        assert Delivery.objects.get(filing_id=filing.filing_id, version=2).state == "waiting"


class TestRefusals:
    def test_is_for_finance(self, season):
        with pytest.raises(NotAllowedError):
            services.subscribe(actor=season.actor("unit"), name="甲", address=f"{ORIGIN}/in", at=CONFIRMED)

    @pytest.mark.parametrize(
        "address",
        [
            "https://elsewhere.example.org/in",
            "http://oa.example.gov.cn/in",
            "https://oa.example.gov.cn@evil.example.org/",
            "https://user:word@oa.example.gov.cn/in",
            "https://oa.example.gov.cn.evil.example.org/",
            "file:///etc/passwd",
            "https://[",
        ],
    )
    def test_sends_to_listed_origins_only(self, season, address):
        with pytest.raises(OriginNotListedError):
            services.subscribe(actor=season.actor("city_finance"), name="甲", address=address, at=CONFIRMED)

    def test_knows_an_address_once(self, season, subscription):
        with pytest.raises(InvalidError):
            services.subscribe(
                actor=season.actor("city_finance"), name="甲", address=subscription.address, at=CONFIRMED
            )

    def test_is_of_ones_own_office(self, season, subscription):
        for actor in ("district_finance", "auditor"):
            with pytest.raises((UnknownSubscriptionError, NotAllowedError)):
                services.step(actor=season.actor(actor), subscription_id=subscription.pk, action="pause")

    def test_does_not_come_back(self, season, subscription):
        services.step(actor=season.actor("city_finance"), subscription_id=subscription.pk, action="end")

        with pytest.raises(SubscriptionStepError):
            services.step(actor=season.actor("city_finance"), subscription_id=subscription.pk, action="resume")

    @pytest.mark.parametrize(
        ("since", "until"),
        [(LATER.date(), CONFIRMED.date()), (LATER.date(), date.max), (date.max, date.max)],
    )
    def test_takes_days_in_order(self, season, subscription, since, until):
        with pytest.raises(ReplayTimeError):
            services.replay(
                actor=season.actor("city_finance"), subscription_id=subscription.pk, since=since, until=until, at=LATER
            )

    def test_keeps_no_secret(self, season, subscription):
        told = services.tell_new_secret(actor=season.actor("city_finance"), subscription_id=subscription.pk)
        (row,) = queries.subscriptions_visible_to(season.actor("city_finance"))

        assert told.secret not in {str(value) for value in vars(row).values()}


def signed(secret, headers, body):
    """Sign by the specification: base64 of HMAC-SHA256 over id, time and body."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    message = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()


def all_counted():
    rows = ShareFiling.objects.filter(counted_version__isnull=False)
    return rows.values_list("pk", "counted_version")


def season_filing(season):
    return shares_queries.filing_of(season.unit(SCHOOL), YEAR)


class TestSensitiveUnits:
    def test_are_told_without_their_amounts(self, season, subscription):
        filing = season.confirmed()
        type(filing.organisation).objects.filter(pk=filing.organisation_id).update(is_sensitive=True)
        relayed()

        told = json.loads(Delivery.objects.get().body)["data"]
        assert (told["unit_code"], told["canteen_total"], told["reserved"]) == (SCHOOL, None, None)
