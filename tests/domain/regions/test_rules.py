from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.regions.rules import place, zone_parent

KNOWN = {"000000", "410000", "410100", "410102", "419001", "110000", "110101"}


class TestZoneParent:
    @pytest.mark.parametrize(
        ("code", "parent"),
        [("410173", "410100"), ("419002", "410000"), ("110188", "110000")],
        ids=["below a prefecture", "beside a county right under a province", "in a municipality"],
    )
    def test_is_found_by_the_first_four_digits(self, code, parent):
        found = zone_parent(code, KNOWN)

        assert found == parent

    @pytest.mark.parametrize("code", ["429999", "415099", "000099", "41A1", ""])
    def test_is_none_for_an_unknown_beginning(self, code):
        found = zone_parent(code, KNOWN)

        assert found is None

    @given(st.from_regex(r"[1-9]\d{5}", fullmatch=True))
    def test_stands_in_the_same_province_and_is_known(self, code):
        found = zone_parent(code, KNOWN)

        assert found is None or (found in KNOWN and found[:2] == code[:2])


class TestPlace:
    @pytest.mark.parametrize(
        ("prefecture", "said"),
        [
            ("三门峡市", "河南省三门峡市卢氏县"),
            ("河南省", "河南省卢氏县"),
            ("省直辖县级行政区划", "河南省卢氏县"),
            ("卢氏县", "河南省卢氏县"),
        ],
    )
    def test_is_said_from_the_province_down(self, prefecture, said):
        assert place("河南省", prefecture, "卢氏县") == said
