"""Targets by the API."""

from __future__ import annotations

import pytest

from tests.cast import YEAR

PATH = f"/api/v1/targets/{YEAR}"
SCHOOL = "4101000002"


@pytest.fixture
def post(caller):
    def sent(name, *rows):
        told = {"document": "郑财购〔2023〕3号", "dated_on": "2023-04-01"}
        body = told | {"targets": [{"code": code, "amount": amount} for code, amount in rows]}
        return caller(name).post(PATH, body, content_type="application/json")

    return sent


def test_are_handed_down_and_told(post, caller, cast):
    first = post("city_finance", (SCHOOL, "60000"), ("410105", "100")).json()
    again = post("city_finance", (SCHOOL, "70000.50")).json()
    excess = post("district_finance", ("4101050002", "120")).json()

    told = caller("city_finance").get(PATH).json()["items"]
    own = caller("unit").get(f"{PATH}/{cast.units[SCHOOL].id}").json()

    assert first == {"received": None, "handed": "60100.00", "count": 2, "excess": "0.00", "changed": 2}
    assert (again["handed"], again["count"], again["changed"]) == ("70100.50", 2, 1)
    assert (excess["received"], excess["excess"]) == ("100.00", "20.00")
    assert [(one["code"], one["amount"], len(one["former"])) for one in told] == [
        ("410105", "100.00", 0),
        (SCHOOL, "70000.50", 1),
    ]
    assert [one["amount"] for one in own] == ["70000.50", "60000.00"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([(SCHOOL, "1"), (SCHOOL, "2")], "target_code_repeated"),
        ([("4101050002", "1")], "unknown_target_codes"),
        ([(SCHOOL, "-1")], "invalid"),
        ([(SCHOOL, "1.005")], "invalid"),
    ],
)
def test_are_refused_as_a_whole(post, caller, cast, rows, code):
    response = post("city_finance", *rows)

    assert (response.status_code, response.json()["code"]) == (422, code)
    assert caller("city_finance").get(PATH).json()["count"] == 0
