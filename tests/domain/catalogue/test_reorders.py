"""Lists of what a unit buys again: shared by its people, with what changed since."""

from decimal import Decimal

import pytest
from django.utils import timezone

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    MarkupError,
    ReorderFullError,
    ReorderNothingError,
    ReorderQuantityError,
)
from nongcai.domain.catalogue.models import Offer, ReorderLine, ReorderList
from nongcai.domain.catalogue.services import reordering
from nongcai.foundation.errors import InvalidError, NotAllowedError, NotFoundError
from tests.buying import begun, put
from tests.cast import hire_buyer
from tests.market import all_the_way, on_stage
from tests.shelf import goods, sell_for_good
from tests.worlds import world

NOW, TODAY = timezone.now, timezone.localdate


@world
def seller(cast):
    found = all_the_way(on_stage(cast))
    sell_for_good(found)
    return found


def price(made, value):
    Offer.objects.filter(pk=made.offer.pk).update(price=value)
    made.put_up()


class TestLists:
    def test_are_shared_by_a_units_people_and_nobody_else(self, cast):
        hire_buyer(cast)
        begun(cast, "食堂每周", by="buyer")

        assert [one.name for one in queries.lists_visible_to(cast.actor("unit"))] == ["食堂每周"]
        assert not queries.lists_visible_to(cast.actor("stranger")).exists()
        assert not queries.lists_visible_to(cast.actor("city_finance")).exists()
        with pytest.raises(NotAllowedError):
            begun(cast, by="city_finance")

    def test_have_names_of_their_own(self, cast):
        listed = begun(cast, "甲")
        begun(cast, "甲", by="stranger")
        with pytest.raises(InvalidError):
            begun(cast, "甲")
        with pytest.raises(MarkupError):
            begun(cast, "<b>")
        with pytest.raises(NotFoundError):
            services.rename_list(actor=cast.actor("stranger"), list_id=listed.pk, name="乙")

        assert services.rename_list(actor=cast.actor("unit"), list_id=listed.pk, name=" 乙 ").name == "乙"

    def test_are_not_too_many(self, cast, monkeypatch):
        monkeypatch.setattr(reordering, "LISTS", 1)
        begun(cast, "甲")
        with pytest.raises(ReorderFullError):
            begun(cast, "乙")

    def test_are_copied_and_removed_with_their_lines(self, cast, seller):
        listed, made = begun(cast, "甲"), goods(seller)
        put(cast, listed, made, 12)
        price(made, "13.50")

        copied = services.copy_list(actor=cast.actor("unit"), list_id=listed.pk, name="乙", at=NOW())
        [line] = queries.lines_shown(copied, TODAY())
        assert (line.line.quantity, line.line.price, line.now) == (12, Decimal("30.00"), Decimal("13.50"))
        services.remove_list(actor=cast.actor("unit"), list_id=listed.pk)
        assert (ReorderList.objects.count(), ReorderLine.objects.count()) == (1, 1)


class TestLines:
    def test_say_what_changed_since(self, cast, seller):
        listed = begun(cast)
        dearer, gone, out, same = (goods(seller, name) for name in ("木耳", "核桃", "香菇", "小米"))
        for made in (dearer, gone, out, same):
            put(cast, listed, made)
        price(dearer, "33.00")
        Offer.objects.filter(pk=gone.offer.pk).update(is_on=False)
        Offer.objects.filter(pk=out.offer.pk).update(minimum=101)
        for made in (gone, out):
            made.put_up()

        told = [(one.now, one.is_changed, one.in_stock) for one in queries.lines_shown(listed, TODAY())]
        assert told == [
            (Decimal("33.00"), True, True), (None, False, False), (Decimal("30.00"), False, False),
            (Decimal("30.00"), False, True),
        ]  # fmt: skip
        assert queries.quantities_of(listed) == [(made.offer.pk, 10) for made in (dearer, gone, out, same)]

    def test_put_again_have_the_new_price(self, cast, seller):
        listed, made = begun(cast), goods(seller)
        put(cast, listed, made)
        price(made, "33.00")

        assert (put(cast, listed, made, 3).quantity, put(cast, listed, made, 3).price) == (3, Decimal("33.00"))
        assert ReorderLine.objects.count() == 1

    def test_begin_a_list_by_its_name(self, cast, seller):
        made = goods(seller)
        told = {"actor": cast.actor("unit"), "quantities": {made.offer.pk: 2}, "at": NOW()}

        listed = services.put_on_list(list_id=None, name="新清单", **told)
        assert [row.quantity for row in listed.lines.all()] == [2]
        with pytest.raises(InvalidError):
            services.put_on_list(list_id=None, name="", **told)

    def test_are_of_what_shows_in_a_quantity(self, cast, seller, monkeypatch):
        listed, hidden, made = begun(cast), goods(seller, "核桃", of={"is_on": False}), goods(seller)

        with pytest.raises(ReorderNothingError):
            put(cast, listed, hidden)
        for quantity in (0, 100_000):
            with pytest.raises(ReorderQuantityError):
                put(cast, listed, made, quantity)
        monkeypatch.setattr(reordering, "LINES", 0)
        with pytest.raises(ReorderFullError):
            put(cast, listed, made)

    def test_are_changed_and_taken_off_by_the_units_people(self, cast, seller):
        listed, made = begun(cast), goods(seller)
        line = put(cast, listed, made)
        with pytest.raises(NotFoundError):
            services.change_line(actor=cast.actor("stranger"), line_id=line.pk, quantity=2)
        with pytest.raises(ReorderQuantityError):
            services.change_line(actor=cast.actor("unit"), line_id=line.pk, quantity=0)

        assert services.change_line(actor=cast.actor("unit"), line_id=line.pk, quantity=2).quantity == 2
        assert services.remove_line(actor=cast.actor("unit"), line_id=line.pk) == listed
        assert not ReorderLine.objects.exists()
