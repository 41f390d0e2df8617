"""What is kept for a short while is forgotten in time."""

from datetime import UTC, datetime, timedelta

import pytest

from nongcai.foundation.keeping import Kept

AT = datetime(2024, 1, 15, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def kept():
    return Kept(age=MINUTE, most=2)


def test_is_handed_out_until_it_is_too_old(kept):
    kept.put("a", 1, AT)

    assert kept.get("a", AT) == 1
    assert kept.get("a", AT + MINUTE - timedelta(seconds=1)) == 1
    assert kept.get("a", AT + MINUTE) is None


def test_is_not_handed_out_before_it_was_there(kept):
    kept.put("a", 1, AT)

    assert kept.get("a", AT - timedelta(seconds=1)) is None
    assert kept.get("b", AT) is None


def test_of_too_many_the_oldest_goes(kept):
    for key in ("a", "b", "a", "c"):
        kept.put(key, key, AT)

    assert [kept.get(key, AT) for key in ("a", "b", "c")] == ["a", None, "c"]


def test_is_forgotten_when_told(kept):
    kept.put("a", 1, AT)
    kept.clear()

    assert kept.get("a", AT) is None
