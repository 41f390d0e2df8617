import datetime as dt
import json
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.functional import lazystr

from nongcai.domain.orders.states import OrderState
from nongcai.interfaces.api.writing import PlainRenderer

AT = dt.datetime(2026, 11, 27, 8, 0, 0, 123456, tzinfo=dt.UTC)


def written(data):
    return PlainRenderer().render(None, data, response_status=200)


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ({"名": "生态大米"}, {"名": "生态大米"}),
        ({7: "甲", None: "乙"}, {"7": "甲", "null": "乙"}),
        (AT, "2026-11-27T08:00:00.123456Z"),
        (dt.date(2026, 11, 27), "2026-11-27"),
        (dt.time(8, 30), "08:30:00"),
        (dt.timedelta(days=1), "P1DT00H00M00S"),
        (Decimal("1.50"), "1.50"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (OrderState.PLACED, "placed"),
        (lazystr("待签约"), "待签约"),
        ([None, True, 2**53], [None, True, 2**53]),
    ],
)
def test_says_what_programs_read(told, read):
    assert json.loads(written(told)) == read


def test_spells_words_as_they_are():
    assert "生态".encode() in written({"name": "生态"})


def test_is_how_the_api_answers(cast, caller):
    answer = caller("unit").get("/api/v1/me")

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert cast.units["4101000002"].name.encode() in answer.content
