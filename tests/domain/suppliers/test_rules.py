from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.suppliers.rules import ASKED, Term, may_sell, missing, warning_days

DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))


class TestMaySell:
    @pytest.mark.parametrize(("is_admitted", "is_hidden", "lacks"), list(product((True, False), repeat=3)))
    def test_is_admitted_and_not_hidden_and_lacks_nothing(self, is_admitted, is_hidden, lacks):
        hidden_by, lacking = ["expel"] if is_hidden else [], ["business"] if lacks else []

        told = may_sell(is_admitted=is_admitted, hidden_by=hidden_by, missing=lacking)

        assert told is ((is_admitted, is_hidden, lacks) == (True, False, False))


class TestMissing:
    @given(st.sampled_from(sorted(ASKED)), st.lists(st.tuples(DAYS, DAYS), max_size=4), DAYS)
    def test_is_what_no_term_covers(self, kind, spans, on):
        held = [Term("business", since, max(since, until)) for since, until in spans]

        lacks = "business" in missing(kind, held, on=on)

        assert lacks is not any(one.since <= on <= one.until for one in held)


class TestWarningDays:
    @given(st.integers(-100, 400))
    def test_names_the_nearest_bound_that_was_reached(self, left):
        on = date(2024, 3, 1)

        told = warning_days(on + timedelta(days=left), on=on)

        bounds = [days for days in (60, 30, 7) if left <= days]
        assert told == (0 if left < 0 else min(bounds, default=None))

    def test_is_none_without_an_end(self):
        assert warning_days(None, on=date(2024, 3, 1)) is None
