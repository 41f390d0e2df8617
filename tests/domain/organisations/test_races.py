"""A unit and its supervising unit open accounts for the same buyer at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from nongcai.domain.organisations import queries, services
from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries import SaidPost
from nongcai.domain.organisations.roles import BuyerKind
from nongcai.domain.organisations.services import ToldBuyer, opening
from nongcai.foundation import records
from tests.cast import AT, credit_code
from tests.threads import wait_for_waiting

SCHOOL, POLICE = "4101000002", "4101000003"
UNTIL, END = AT + timedelta(days=14), date(2024, 6, 30)
FIRM = credit_code(77, kind="91")


def said(name):
    return SaidPost(
        1,
        SCHOOL,
        "采购岗",
        username=name,
        account_kind="承包方",
        buyer_name="郑州某餐饮公司",
        buyer_code=FIRM,
        ends_on=END,
    )


def told(cast, name, code):
    return ToldBuyer(name, "采购岗", cast.units[code].id, BuyerKind.CONTRACTOR, "郑州某餐饮公司", FIRM, ends_on=END)


def by_table(actor, name):
    return services.open_posts(actor=actor, rows=[said(name)], at=AT, until=UNTIL)


def by_form(actor, one):
    return services.open_buyer(actor=actor, told=one, at=AT, until=UNTIL)


def both_at_once(first, then, waiting=1):
    """Do something while another thread does the same; return what came of the other's."""

    def other():
        try:
            return then()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            started = pool.submit(other)
            wait_for_waiting(1) if waiting else started.result(timeout=60)
        return started.result(timeout=60)


class TestOneBuyer:
    def test_gets_one_account_for_a_unit(self, stage):
        unit, above = stage.actor("unit"), stage.actor("supervisor")

        opened = both_at_once(lambda: by_table(unit, "first"), lambda: by_table(above, "second"))

        assert opened == []
        assert Membership.objects.filter(user__username__in=("first", "second")).count() == 1

    def test_gets_two_without_the_lock(self, stage, monkeypatch):
        unit, above = stage.actor("unit"), stage.actor("supervisor")
        monkeypatch.setattr(opening.queries, "lock_units_with_codes", lambda *_: None)
        monkeypatch.setattr(records, "_LOCK_KEYS", "SELECT %(keys)s")

        opened = both_at_once(lambda: by_table(unit, "first"), lambda: by_table(above, "second"), waiting=0)

        assert len(opened) == 1

    def test_is_one_body_for_two_units(self, stage):
        finance = stage.actor("city_finance")

        both_at_once(
            lambda: by_form(finance, told(stage, "first", SCHOOL)),
            lambda: by_form(finance, told(stage, "second", POLICE)),
        )

        assert Organisation.objects.filter(credit_code=FIRM).count() == 1

    def test_would_be_two_without_the_lock(self, stage, monkeypatch):
        finance = stage.actor("city_finance")
        monkeypatch.setattr(records, "_LOCK_KEYS", "SELECT %(keys)s")

        both_at_once(
            lambda: by_form(finance, told(stage, "first", SCHOOL)),
            lambda: by_form(finance, told(stage, "second", POLICE)),
            waiting=0,
        )

        assert Organisation.objects.filter(credit_code=FIRM).count() == 2

    @pytest.mark.django_db
    def test_is_told_when_it_has_one(self, cast):
        by_table(cast.actor("unit"), "first")

        [judged] = queries.judge_posts(cast.actor("supervisor"), [said("second")], on=AT.date())

        assert judged.outcome == "exists"
