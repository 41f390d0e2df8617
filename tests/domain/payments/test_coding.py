from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.payments import rules

KEY = UUID("01890a5d-ac96-774b-bcce-b302099a8057")
CODE = rules.code_of(KEY)
DIGITS = CODE.removeprefix("NC")


class TestCode:
    @given(st.uuids())
    def test_is_a_fact_of_the_order_that_checks(self, key):
        code = rules.code_of(key)

        assert code == rules.code_of(key)
        assert len(code) == 14
        assert rules.is_code(code)

    @given(st.uuids(), st.integers(0, 11), st.integers(1, 9))
    def test_shows_one_wrong_digit(self, key, place, by):
        digits = rules.code_of(key).removeprefix("NC")
        wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]

        assert not rules.is_code(wrong)

    @given(st.uuids(), st.integers(0, 10))
    def test_shows_two_neighbours_exchanged(self, key, place):
        digits = rules.code_of(key).removeprefix("NC")
        wrong = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]

        assert wrong == digits or not rules.is_code(wrong)

    def test_is_shown_in_groups(self):
        assert rules.codes_in(rules.shown(CODE)) == (CODE,)


class TestCodesIn:
    @pytest.mark.parametrize(
        "note",
        [
            f"货款{CODE}",
            f"{DIGITS}食材款",
            f"识别码：NC {DIGITS[:4]} {DIGITS[4:8]} {DIGITS[8:]}，3月",
            f"nc-{DIGITS}",
            "ＮＣ" + "".join(chr(ord(one) + 0xFEE0) for one in DIGITS),
            f"{CODE} {CODE}",
        ],
    )
    def test_are_found_however_they_are_written(self, note):
        assert rules.codes_in(note) == (CODE,)

    @pytest.mark.parametrize(
        "note", ["", "三月食材款", "合同20240301001号", f"1{DIGITS}", f"{DIGITS}9", "13800001111", "NC123456789012"]
    )
    def test_are_no_other_numbers(self, note):
        assert rules.codes_in(note) == ()

    def test_are_all_named(self):
        other = rules.code_of(UUID(int=7))

        assert rules.codes_in(f"{CODE}、{other}") == (CODE, other)
