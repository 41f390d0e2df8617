"""A region's table of reserved shares by the API."""

from __future__ import annotations

from tests.domain.shares.season import SCHOOL, YEAR, open_season

PATH = "/api/v1/shares/table"


def test_tells_sums_and_units(caller, cast):
    season = open_season(cast)
    season.confirmed(SCHOOL)

    told = caller("city_finance").get(f"{PATH}?year={YEAR}").json()
    units = caller("city_finance").get(f"{PATH}/units?year={YEAR}&page_size=2").json()

    assert (told["total"]["reserved"], told["total"]["ratio"], told["total"]["confirmed"]) == ("60000.00", "12.00", 1)
    assert [one["name"] for one in told["departments"]] == ["郑州市教育局", "郑州市公安局"]
    assert told["departments"][0]["sums"]["reserved_initially"] == "60000.00"
    assert caller("city_finance").get(f"{PATH}/residents?year={YEAR}").json()["count"] == 0
    assert (told["own_target"], told["total"]["target"], units["items"][1]["target"]) == (None, None, None)
    assert (units["count"], len(units["items"])) == (5, 2)
    school = units["items"][1]
    assert (school["code"], school["state"], school["reserved"]) == (SCHOOL, "confirmed", "60000.00")
    assert units["items"][0]["state"] == "unfiled"
