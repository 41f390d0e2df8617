"""Two offices open accounts of one log-in name at once: the second is told that the name is taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.accounts import services
from nongcai.domain.accounts.models import User
from nongcai.domain.accounts.services import NewAccount, keeping
from nongcai.foundation.errors import DomainError
from tests.cast import AT
from tests.threads import wait_for_waiting


def one(actor):
    """Open an account as the page does."""
    services.open_account(actor=actor, username="same", label="采购岗", at=AT)


def many(actor):
    """Open accounts as the table does."""
    told = [NewAccount(name, "采购岗", "", "") for name in ("same", "other")]
    services.open_accounts(actor=actor, told=told, at=AT, until=AT + timedelta(days=1))


def quietly(act, actor):
    """Do something in a thread; a refusal is an outcome, and so is a crash."""
    try:
        act(actor)
    except (DomainError, DatabaseError) as refusal:
        return f"{type(refusal).__name__} {refusal}"
    finally:
        connection.close()
    return "done"


def both_at_once(stage, act):
    """Let the city open an account while the district does the same; return what became of the district's."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            one(stage.actor("city_finance"))
            started = pool.submit(quietly, act, stage.actor("district_finance"))
            wait_for_waiting(1)
        return started.result(timeout=60)


class TestOpening:
    @pytest.mark.parametrize("act", [one, many])
    def test_of_one_name_twice_is_refused_the_second_time(self, stage, act):
        assert both_at_once(stage, act) == "UsernameTakenError 登录名“same”已被使用，请换一个。"
        assert User.objects.filter(username__in=("same", "other")).count() == 1

    def test_is_a_crash_without_the_refusal(self, stage, monkeypatch):
        monkeypatch.setattr(keeping, "IntegrityError", ZeroDivisionError)

        assert both_at_once(stage, many).startswith(("IntegrityError", "UniqueViolation"))
