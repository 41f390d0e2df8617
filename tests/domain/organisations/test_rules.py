from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.organisations.rules import circle_from, top_down

KEYS = st.sampled_from("abcdefgh")


class TestTopDown:
    @given(st.dictionaries(KEYS, st.sampled_from("abcdefghz"), max_size=8))
    def test_sorts_parents_first_and_catches_the_rest(self, parents):
        ordered, caught = top_down(parents)

        assert sorted([*ordered, *caught]) == sorted(parents)
        for place, key in enumerate(ordered):
            assert parents[key] not in parents or parents[key] in ordered[:place]
        for key in caught:
            circle = circle_from(key, parents)
            assert all(parents[one] == other for one, other in zip(circle, [*circle[1:], circle[0]], strict=True))
