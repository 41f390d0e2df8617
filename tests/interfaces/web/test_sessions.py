"""What stands signed in the cookie of a session."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends import signed_cookies

from nongcai.interfaces.web.accounts.sessions import SessionStore

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TOLD = {"_auth_user_id": "7", "name": "采购岗", "seen": [1, 2]}


def cookie_of(store, told=TOLD):
    session = store()
    session.update(told)
    session.save()
    return session.session_key


def read(cookie, store=SessionStore):
    return dict(store(cookie).items())


class TestSessionStore:
    def test_reads_what_django_signed_and_is_read_by_it(self):
        assert read(cookie_of(signed_cookies.SessionStore)) == TOLD
        assert read(cookie_of(SessionStore), signed_cookies.SessionStore) == TOLD

    def test_gives_each_request_its_own(self):
        cookie = cookie_of(SessionStore)
        SessionStore(cookie)["seen"].append(3)

        assert read(cookie) == TOLD

    @pytest.mark.parametrize("told", [None, "", "a", "neither this", "eyJhIjoxfQ:1vwTQk:signed", "键" * 8, "::" * 8])
    def test_is_empty_where_nothing_was_signed_as_with_django(self, told):
        ours, theirs = SessionStore(told), signed_cookies.SessionStore(told)

        assert dict(ours.items()) == dict(theirs.items()) == {}
        assert ours.modified == theirs.modified

    def test_does_not_believe_what_was_changed(self):
        cookie = cookie_of(SessionStore)
        assert read(cookie) == TOLD

        assert read(f"{cookie[:-1]}{'a' if cookie[-1] != 'a' else 'b'}") == {}

    @pytest.mark.parametrize("store", [SessionStore, signed_cookies.SessionStore])
    def test_ends_with_its_time_also_when_it_was_seen(self, store, settings):
        age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        with time_machine.travel(NOW, tick=False):
            cookie = cookie_of(SessionStore)
        found = []
        for after in (timedelta(), age, age + timedelta(seconds=1)):
            with time_machine.travel(NOW + after, tick=False):
                found.append(read(cookie, store))

        assert found == [TOLD, TOLD, {}]

    def test_ends_when_the_sites_secret_is_another(self, settings):
        cookie = cookie_of(SessionStore)
        assert read(cookie) == TOLD

        settings.SECRET_KEY = "another"

        assert read(cookie) == {}
