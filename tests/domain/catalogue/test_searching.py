"""By which words a name is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.catalogue.rules import Query, Widening, fold, is_found, marked, parse, tokens_of
from nongcai.domain.catalogue.rules.searching import bare_sound, literal

CHARS = "卢氏县黑木耳干货東山雞香菇核桃猕猴桃绿豆吕梁重庆XOｘ９a1é·（）％'\\"
NAMES = st.text(st.sampled_from(CHARS), min_size=1, max_size=14)


def found(name, text, **known):
    return is_found(name, parse(text), **known)


class TestEveryPartOfAName:
    @given(name=NAMES, data=st.data())
    def test_finds_it(self, name, data):
        start = data.draw(st.integers(0, len(name) - 1))
        part = name[start : data.draw(st.integers(start + 1, len(name)))]

        assert found(name, part)
        assert set(literal(fold(part))) <= set(tokens_of(name))

    @given(name=NAMES, word=NAMES)
    def test_and_nothing_else_of_chinese_does(self, name, word):
        chinese = "".join(one for one in word if "一" <= one <= "鿿")

        assert found(name, chinese) == (fold(chinese) in fold(name))


class TestWords:
    @pytest.mark.parametrize(
        ("text", "is_there"),
        [
            ("木耳", True),
            ("耳", True),
            ("木耳 卢氏", True),
            ("木耳 香菇", False),
            ("木耳 -卢氏", False),
            ("木耳 －香菇", True),
            ("500G", True),
            ("５００ｇ", True),
            ("盧氏", True),
            ("耳木", False),
            ("", True),
            ("muer", True),
            ("mùěr", True),
            ("mue", True),
            ("heimuer", True),
            ("hei mu er", True),
            ("uer", False),
            ("hme", True),
            ("me", True),
            ("e5", True),
            ("em", False),
            ("m", False),
            ("xianggu", False),
        ],
    )
    def test_in_a_name(self, text, is_there):
        assert found("卢氏黑木耳500g", text) is is_there

    def test_of_a_rounded_u_are_typed_as_v_or_as_it_is(self):
        assert all(found("绿豆", text) for text in ("lvdou", "lüdou", "lǜdòu"))

    def test_have_the_sound_that_they_have_together(self):
        assert found("重庆小面", "chongqing")

    def test_are_widened_by_their_synonyms_and_counties(self):
        widened = {"云耳": Widening(("木耳",)), "泸水": Widening(counties=("533321",))}

        assert found("卢氏黑木耳", "云耳", widened=widened)
        assert found("老窝火腿", "泸水 火腿", county="533321", widened=widened)
        assert not found("老窝火腿", "泸水", county="530000", widened=widened)

    def test_are_not_without_end(self):
        assert len(parse("词 " * 100).wanted) == 1
        assert len(parse(" ".join("甲乙丙丁戊己庚辛壬癸")).wanted) == 8
        assert parse("- -木耳") == Query(("-",), ("木耳",))

    def test_of_one_letter_are_no_sound(self):
        assert [bare_sound(word) for word in ("m", "12", "木m", "mu")] == ["", "", "", "mu"]


class TestMarked:
    @given(name=NAMES, word=NAMES)
    def test_loses_nothing(self, name, word):
        assert "".join(text for text, _is_hit in marked(name, parse(word))) == name

    def test_marks_what_was_looked_for_as_it_is_written(self):
        assert marked("盧氏黑木耳５００g", Query(("卢氏", "500"))) == [
            ("盧氏", True), ("黑木耳", False), ("５００", True), ("g", False),
        ]  # fmt: skip

    def test_marks_synonyms(self):
        assert marked("黑木耳", Query(("云耳",)), widened={"云耳": Widening(("木耳",))}) == [
            ("黑", False),
            ("木耳", True),
        ]
