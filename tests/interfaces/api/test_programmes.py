"""Programmes and rules: read within sight, written by the layer's own."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from nongcai.domain.programmes import queries as programmes
from tests.cast import CITY, DISTRICT
from tests.domain.programmes.writing import counting, in_force, payment, percent
from tests.interfaces.web.test_grants import APPROVED
from tests.interfaces.web.test_programmes import RULE, TYPED

YEAR = 2025
SEASON = {name: value for name, value in TYPED.items() if value} | {"moves_to_workday": True}
ADDRESS = f"/api/v1/programmes/{CITY}/{YEAR}"
LATER = {"unit": "4101000002", "year": YEAR, "due_on": "2025-04-02", "ground": "食堂改造"}


@pytest.fixture
def post(caller):
    """Send a request as one of the cast."""

    def send(name, path, body=None):
        return caller(name).post(f"/api/v1/{path}", body or {}, content_type="application/json")

    return send


@pytest.fixture
def season(post):
    """The city's season of self-filing, in force."""
    post("city_finance", f"programmes/{CITY}/{YEAR}", SEASON)
    return post("city_finance", f"programmes/{CITY}/{YEAR}/publish").json()


class TestProgramme:
    def test_has_its_windows_as_they_are_moved(self, caller, season):
        answer = caller("unit").get(ADDRESS).json()

        confirm = next(one for one in answer["programme"]["windows"] if one["step"] == "confirm")
        assert (confirm["written"], confirm["due_on"]) == ("2025-03-29", "2025-03-31")

    def test_names_the_higher_rule_than_which_one_is_looser(self, caller):
        in_force(CITY, percent(8, paragraph="第三条"))

        rules = caller("unit").get(ADDRESS).json()["rules"]

        looser = [one for one in rules if one["looser_than"]]
        assert [(one["value"], one["looser_than"]["layer_name"]) for one in looser] == [("8.00", "全国")]

    @pytest.mark.parametrize(
        ("name", "region", "status"),
        [
            ("district_finance", CITY, 200),
            ("city_finance", DISTRICT, 200),
            ("unit", "000000", 200),
            ("city_finance", "410200", 404),
            ("district_finance", "410103", 404),
            ("unit", "999999", 404),
        ],
    )
    def test_is_there_above_and_below_oneself(self, caller, name, region, status):
        assert caller(name).get(f"/api/v1/programmes/{region}/{YEAR}").status_code == status

    def test_of_a_year_that_makes_no_sense_is_refused(self, caller):
        assert caller("unit").get(f"/api/v1/programmes/{CITY}/99999").status_code == 422


class TestWriting:
    def test_a_programme_makes_a_draft_that_is_published_and_copied(self, post):
        written = post("city_finance", f"programmes/{CITY}/{YEAR}", SEASON).json()
        published = post("city_finance", f"programmes/{CITY}/{YEAR}/publish").json()
        copied = post("city_finance", f"programmes/{CITY}/{YEAR}/copy").json()

        assert [one["is_draft"] for one in (written, published, copied)] == [True, False, True]
        assert copied["year"] == YEAR + 1
        assert post("city_finance", f"programmes/{CITY}/{YEAR}/copy").status_code == 409

    def test_another_regions_programme_is_not_possible(self, post):
        assert post("city_finance", f"programmes/{DISTRICT}/{YEAR}", SEASON).status_code == 404
        assert post("unit", f"programmes/{CITY}/{YEAR}", SEASON).status_code == 403

    def test_days_out_of_order_is_refused_with_a_sentence(self, post):
        response = post("city_finance", f"programmes/{CITY}/{YEAR}", SEASON | {"endorse_due": "2025-03-01"})

        assert response.status_code == 422
        assert response.json()["fields"] == {"": ["主管单位确认截止不能早于填报截止。"]}


class TestRules:
    def test_go_from_draft_to_end(self, post, caller):
        rule = post("city_finance", "rules", RULE).json()
        path = f"rules/{rule['id']}"
        drafts = caller("city_finance").get(ADDRESS).json()["drafts"]
        again = post("city_finance", path, RULE | {"value": "14"}).json()
        published = post("city_finance", f"{path}/publish").json()
        ended = post("city_finance", f"{path}/end", {"last_year": 2026}).json()

        assert [one["id"] for one in drafts] == [rule["id"]]
        assert (rule["shown"], again["value"]) == ("年度食堂食材采购总额不低于12%", "14.00")
        assert (published["last_year"], ended["last_year"]) == (2025, 2026)
        assert post("city_finance", f"{path}/discard").json()["code"] == "rule_published"

    def test_are_thrown_away_as_drafts(self, post):
        rule = post("supervisor", "rules", RULE).json()

        assert post("supervisor", f"rules/{rule['id']}/discard").status_code == 204

    def test_that_are_looser_name_their_paragraph(self, post):
        rule = post("city_finance", "rules", RULE | {"value": "8", "paragraph": ""}).json()

        response = post("city_finance", f"rules/{rule['id']}/publish")

        assert (response.status_code, response.json()["code"]) == (422, "rule_looser_than_above")

    @pytest.mark.parametrize(("name", "status"), [("unit", 403), ("auditor", 403), ("district_finance", 404)])
    def test_of_a_layer_are_its_own(self, post, name, status):
        rule = post("city_finance", "rules", RULE).json()

        assert post(name, f"rules/{rule['id']}/publish").status_code == status


class TestGrants:
    def test_lower_a_units_ratio_and_end(self, post, cast):
        school = cast.units["4101000002"]
        granted = post("city_finance", "exemptions", APPROVED).json()
        stands = programmes.exemptions([school.path], YEAR)

        ended = post("city_finance", f"exemptions/{granted['id']}/end")

        assert (granted["organisation_id"], granted["rate"]) == (school.id, "5")
        assert (stands, ended.status_code) == ({school.id: 5}, 204)
        assert programmes.exemptions([school.path], YEAR) == {}

    def test_extend_a_units_window(self, post, season, cast):
        school = cast.units["4101000002"].id

        granted = post("city_finance", "extensions", LATER).json()

        assert (granted["organisation_id"], granted["due_on"]) == (school, "2025-04-02")
        assert list(programmes.extensions([school], YEAR)) == [school]

    @pytest.mark.parametrize(("path", "body"), [("exemptions", APPROVED), ("extensions", LATER)])
    def test_are_finances_alone_and_within_its_subtree(self, post, season, path, body):
        answered = [post(name, path, body).status_code for name in ("supervisor", "auditor", "district_finance")]

        assert answered == [403, 403, 422]


class TestCountingRules:
    def test_are_drafted_published_and_read(self, post, caller):
        told = asdict(counting())
        made = post("city_finance", "counting-rules", told).json()
        one = f"counting-rules/{made['id']}"
        drafted = [caller(name).get(ADDRESS).json() for name in ("city_finance", "unit")]
        post("city_finance", one, told | {"needs": ["goods"]})
        published = post("city_finance", f"{one}/publish").json()
        read = caller("unit").get(ADDRESS).json()

        assert [[rule["id"] for rule in answer["counting_drafts"]] for answer in drafted] == [[made["id"]], []]
        assert [answer["counting"]["region_code"] for answer in drafted] == ["000000", "000000"]
        assert (published["is_draft"], read["counting"]["needs"], read["counting"]["year_by"]) == (
            False,
            ["goods"],
            "ordered",
        )

    @pytest.mark.parametrize("changes", [{"needs": []}, {"needs": ["paid", "weather"]}, {"year_by": "shipped"}])
    def test_say_why_they_cannot_be(self, post, changes):
        assert post("city_finance", "counting-rules", asdict(counting(**changes))).status_code == 422


class TestPaymentRules:
    def test_are_drafted_published_and_read(self, post, caller):
        told = asdict(payment())
        made = post("city_finance", "payment-rules", told).json()
        one = f"payment-rules/{made['id']}"
        drafted = [caller(name).get(ADDRESS).json() for name in ("city_finance", "unit")]
        post("city_finance", one, told | {"goods_first_days": 20})
        published = post("city_finance", f"{one}/publish").json()
        read = caller("unit").get(ADDRESS).json()

        assert [[rule["id"] for rule in answer["payment_drafts"]] for answer in drafted] == [[made["id"]], []]
        assert [answer["payment"]["region_code"] for answer in drafted] == ["000000", "000000"]
        assert (published["is_draft"], read["payment"]["goods_first_days"]) == (False, 20)
        assert (read["counting"]["year_by"], read["counting"]["region_code"]) == ("completed", "000000")

    def test_say_why_they_cannot_be(self, post):
        long = post("city_finance", "payment-rules", asdict(payment(goods_first_days=31)))

        assert long.status_code == 422
        assert "30日" in str(long.json()["fields"])
