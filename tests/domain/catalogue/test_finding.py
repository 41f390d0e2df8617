"""Finding offers: by words and filters, page by page, with counts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.models import ShelfRow
from nongcai.domain.catalogue.queries import Asked, Relaxed, finding, paging
from nongcai.domain.catalogue.rules import Query, fold, parse
from nongcai.domain.catalogue.states import Measured, Sorting
from nongcai.foundation.errors import NotFoundError
from tests.market import OTHER_COUNTY, TODAY
from tests.shelf import category, goods
from tests.worlds import world

NAMES = (
    "卢氏黑木耳干货500g", "卢氏香菇", "东北黑木耳", "山核桃仁", "紫皮土豆", "高山马铃薯粉", "木瓜耳环",
    "XO酱香菇", "绿豆", "木耳 菇耳黑木", "土鸡蛋30枚", "農家臘肉",
)  # fmt: skip
WORDS = st.text(st.sampled_from("".join(NAMES)), min_size=1, max_size=4)


def ask(text="", **facts):
    return Asked(parse(text), **facts)


def names(text="", **facts):
    found = queries.find(ask(text, **facts), TODAY)
    return [row.name for row in found.rows]


def counts(found, name):
    return {one.label or one.value: one.count for one in found.options[name] if one.count}


@world
def shelf(supplier):
    return {name: goods(supplier, name) for name in NAMES}


@pytest.mark.usefixtures("shelf")
class TestWords:
    @given(word=WORDS)
    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_find_what_a_scan_of_all_names_finds(self, word):
        found = queries.find(ask(word), TODAY, is_widened=False)

        wanted = {name for name in NAMES if all(one in fold(name) for one in parse(word).wanted)}
        assert {row.name for row in found.rows} >= wanted
        if not word.isascii():
            assert {row.name for row in found.rows} == wanted
            assert found.total == len(wanted)

    def test_are_all_wanted_or_unwanted(self):
        assert set(names("黑木耳")) == {"卢氏黑木耳干货500g", "东北黑木耳"}
        assert names("木耳 东北") == ["东北黑木耳"]
        assert names("黑木耳 -东北") == ["卢氏黑木耳干货500g"]
        assert names("-木 -菇 -豆 -薯 -核 -腊") == ["土鸡蛋30枚"]

    def test_are_found_by_sound_and_in_any_width_and_hand(self):
        assert set(names("xianggu")) == {"卢氏香菇", "XO酱香菇"}
        assert set(names("hme")) == {"卢氏黑木耳干货500g", "东北黑木耳"}
        assert names("ｘｏ") == ["XO酱香菇"]
        assert names("农家腊肉") == names("農家臘肉") == ["農家臘肉"]

    def test_are_widened_by_synonyms_and_counties(self, supplier):
        goods(supplier, "洛阳山楂", county_id=OTHER_COUNTY)

        assert set(names("土豆")) == {"紫皮土豆", "高山马铃薯粉"}
        assert names("洛宁") == ["洛阳山楂"]
        assert names("洛宁县 山楂") == ["洛阳山楂"]

    def test_stand_in_the_order_of_how_much_of_a_name_they_are(self):
        assert names("黑木耳") == ["东北黑木耳", "卢氏黑木耳干货500g"]

    @pytest.mark.parametrize("text", ["'", "\\", "'); --x", "%", "_", "木耳'", "a'b\\c", "&|!:*"])
    def test_may_be_anything(self, text):
        assert names(text) == []


class TestFilters:
    def test_narrow_and_count(self, supplier):
        dry = category("干货")
        goods(supplier, "木耳一级", of={"price": "30.00"})
        goods(supplier, "木耳二级", of={"price": "20.00", "stock": 0}, county_id=OTHER_COUNTY)
        goods(
            supplier, "木耳菌包", category=category("菌包", dry), of={"price": 9, "measured": Measured.COUNT, "net": 1}
        )
        goods(supplier, "核桃", category=category("坚果"))

        found = queries.find(ask("木耳"), TODAY)
        assert (found.total, found.is_more) == (3, False)
        assert counts(found, "category") == {"干货": 3}
        assert counts(found, "province") == {"河南省": 3}
        assert counts(found, "measured") == {"千克": 2, "个": 1}
        assert counts(found, "in_stock") == {"1": 2}
        assert counts(queries.find(ask("木耳", category=dry.pk), TODAY), "category") == {"菌包": 1}
        assert counts(queries.find(ask("木耳", province="41"), TODAY), "county") == {"卢氏县": 2, "洛宁县": 1}
        near = queries.find(ask("木耳", province="41"), TODAY)
        assert counts(near, "prefecture") == {"三门峡市": 2, "洛阳市": 1}
        assert counts(found, "prefecture") == {}
        assert counts(queries.find(ask("木耳", prefecture="4103"), TODAY), "county") == {"洛宁县": 1}
        assert names("木耳", prefecture="4103") == ["木耳二级"]
        assert names("木耳", in_stock=True, measured="mass") == ["木耳一级"]
        assert names("木耳", county=OTHER_COUNTY) == ["木耳二级"]
        assert names("木耳", low=Decimal(50)) == ["木耳一级"]
        assert names("木耳", high=Decimal(50)) == ["木耳二级"]
        assert (
            names(sort=Sorting.PRICE) == ["木耳二级", "木耳一级", "核桃"] or names(sort=Sorting.PRICE)[0] == "木耳二级"
        )
        assert [one.name for one in queries.find(ask(category=category("菌包", dry).pk), TODAY).way] == ["干货", "菌包"]

    def test_of_an_unknown_category_find_nothing_there(self, db):
        with pytest.raises(NotFoundError):
            queries.find(ask(category=404), TODAY)

    def test_that_leave_nothing_say_what_to_give_up(self, supplier):
        goods(supplier, "木耳", of={"stock": 0})
        goods(supplier, "香菇")

        found = queries.find(ask("木耳", in_stock=True, province="41"), TODAY)
        assert found.total == 0
        assert set(found.relaxed) == {Relaxed("word", "木耳", 1), Relaxed("in_stock", "1", 1)}
        assert queries.find(queries.without(found.asked, "in_stock", "1"), TODAY).total == 1
        assert queries.find(ask("没有的词"), TODAY).relaxed == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [("word", "木"), ("without", "乙"), ("category", "1"), ("province", "41"), ("prefecture", "4112"),
         ("county", "411224"), ("to", "41"),
         ("supplier", "1"), ("low", "1"), ("high", "2"), ("measured", "mass"), ("certificate", "green"),
         ("in_stock", "1"), ("zone", "1")],
    )  # fmt: skip
    def test_are_given_up_one_by_one(self, name, value):
        whole = Asked(
            Query(("木",), ("乙",)), category=1, province="41", prefecture="4112",
            county="411224", supplier=1, certificates=("green",),
            low=Decimal(1), high=Decimal(2), measured="mass", to="41", in_stock=True, zone=1,
        )  # fmt: skip
        left = queries.without(whole, name, value)

        assert left != whole
        assert replace(left, **{field: getattr(whole, field) for field in (self.field(name),)}) == whole

    def field(self, name):
        return {"word": "query", "without": "query", "certificate": "certificates"}.get(name, name)


class TestPages:
    @pytest.mark.parametrize("most", [1000, 3])
    @pytest.mark.parametrize("text", ["", "木耳"])
    @pytest.mark.parametrize("sort", Sorting.values)
    def test_go_on_to_the_last_row_without_losing_or_doubling_any(self, supplier, monkeypatch, sort, text, most):
        monkeypatch.setattr(finding, "MOST", most)
        for number in range(8):
            goods(supplier, f"木耳{number % 3}号", of={"price": Decimal(20 + number // 2)})

        asked, seen = ask(text, sort=sort), []
        for _page in range(8):
            found = queries.find(asked, TODAY, size=3)
            seen += [row.pk for row in found.rows]
            if not found.after:
                break
            asked = replace(asked, after=found.after)

        assert len(seen) == len(set(seen)) == 8
        assert (found.total, found.is_more) == (min(8, most), most == 3)
        if sort == Sorting.NEWEST:
            assert seen == sorted(seen, reverse=True)

    @pytest.mark.parametrize("walk", [finding.MOST, 11, 5, 1])
    @pytest.mark.parametrize("sort", Sorting.values)
    def test_of_many_stand_in_the_same_order_however_far_is_looked(self, supplier, monkeypatch, sort, walk):
        monkeypatch.setattr(finding, "MOST", 3)
        monkeypatch.setattr(paging, "WALK", walk)
        for number in range(12):
            name = "木耳" if number % 2 else "香菇"
            goods(supplier, f"{name}{number}号", of={"price": Decimal(40 - number // 2)})
        by = {Sorting.PRICE.value: ("unit_price",), Sorting.NEWEST.value: ("-listed_at", "-pk")}.get(sort, ("mixed",))
        order = list(ShelfRow.objects.filter(name__contains="木耳").order_by(*by, "pk").values_list("pk", flat=True))

        found = queries.find(ask("木耳", sort=sort), TODAY, size=4)
        more = queries.find(ask("木耳", sort=sort, after=found.after), TODAY, size=4)

        assert [row.pk for row in (*found.rows, *more.rows)] == order

    @pytest.mark.parametrize("after", ["x", "~", "1~x", "x~1", "NaN~1", "2024~9", "2024-01-01~1"])
    def test_begin_anew_at_a_mark_that_says_nothing(self, supplier, after):
        goods(supplier, "木耳")

        for sort in Sorting.values:
            assert names("木耳", sort=sort, after=after) in (["木耳"], [])

    def test_take_four_statements(self, shelf):
        for asked in (ask(), ask("木耳 xianggu"), ask("木耳", province="41", in_stock=True), ask("耳 没有")):
            with CaptureQueriesContext(
                connection,
            ) as taken:
                queries.find(asked, TODAY)
            assert len(taken) <= 4


@pytest.mark.usefixtures("shelf")
class TestReading:
    def test_suggests_names(self):
        assert queries.suggestions("香", TODAY)[0] == "卢氏香菇"
        assert queries.suggestions("muer", TODAY)[0] in {"木耳 菇耳黑木", "东北黑木耳"}
        assert queries.suggestions(" ", TODAY) == []

    def test_of_a_product_shows_its_offers(self, shelf):
        made = shelf["绿豆"]

        shown = queries.product_shown(made.product.pk, TODAY)
        assert [row.pk for row in shown.offers] == [made.offer.pk]
        assert queries.product_shown(made.product.pk, TODAY.replace(year=2030)) is None

    def test_of_a_supplier_shows_its_papers(self, supplier):
        found, papers = queries.supplier_shown(supplier.pk, TODAY)

        assert found == supplier
        assert [one.kind for one in papers] == ["business"]
        assert queries.supplier_shown(supplier.pk, TODAY.replace(year=2030)) is None

    def test_side_by_side_keeps_the_order_and_five(self, shelf):
        keys = [one.offer.pk for one in shelf.values()][::-1]

        assert [row.pk for row in queries.side_by_side(keys, TODAY)] == keys[:5]
