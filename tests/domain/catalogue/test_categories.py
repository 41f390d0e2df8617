"""The platform keeps a tree that never closes to a circle."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import OperationalError, connection

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.errors import (
    CategoryBelowItselfError,
    CategoryInUseError,
    CategoryTooDeepError,
    MarkupError,
    UnknownPapersError,
)
from nongcai.domain.catalogue.models import Category, ShelfRow
from nongcai.domain.catalogue.services import ToldAttribute, ToldCategory
from nongcai.domain.catalogue.services import categories as acts
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import DomainError, InvalidError, NotAllowedError
from tests.goods import category, drafted, listed, plant
from tests.market import AT, on_stage


def add(market, name, parent=None, by="platform", **told):
    told = ToldCategory(name, parent.pk if parent else None, **told)
    return services.add_category(actor=market.actor(by), told=told, at=AT)


def move(market, row, parent):
    parent_id = parent.pk if parent else None
    return services.move_category(actor=market.actor("platform"), category_id=row.pk, parent_id=parent_id, at=AT)


def broken():
    """Name the categories whose path does not end in themselves below their parent's."""
    rows = {row.pk: row for row in Category.objects.all()}
    return [
        row.name for row in rows.values() if row.path != f"{rows[row.parent_id].path if row.parent_id else ''}{row.pk}."
    ]


class TestPlant:
    def test_gives_two_levels_with_attributes_and_papers(self, market):
        tree = queries.categories()

        assert {row.path.count(".") for row in tree} == {1, 2}
        assert [row.name for row in tree][:3] == ["粮油", "大米", "面粉与面条"]
        assert queries.needs_of(category("食用油")) == [PaperKind.FOOD_MAKING, PaperKind.FOOD_SALE]
        assert [row.name for row in queries.attributes_of(category("大米"))] == ["等级", "品种", "产季"]
        assert broken() == []

    def test_adds_only_what_is_missing(self, market):
        count = Category.objects.count()
        services.change_category(
            actor=market.actor("platform"), category_id=category("大米").pk, name="稻米", needs=[], position=0, at=AT
        )

        assert services.plant_categories(actor=market.actor("platform"), at=AT) == 1
        assert Category.objects.count() == count + 1

    def test_is_the_platforms(self, market):
        with pytest.raises(NotAllowedError):
            services.plant_categories(actor=market.actor("quality"), at=AT)


class TestAdd:
    def test_stands_below_its_parent(self, market):
        row = add(market, "鲜食", category("蔬菜"), needs=["green"])

        assert row.path == f"{category('蔬菜').path}{row.pk}."

    def test_refuses_a_name_that_its_parent_has(self, market):
        with pytest.raises(InvalidError):
            add(market, "大米", category("粮油"))
        with pytest.raises(InvalidError):
            add(market, "粮油")

    def test_refuses_a_fifth_level_unknown_papers_and_markup(self, market):
        row = add(market, "甲")
        for name in ("乙", "丙", "丁"):
            row = add(market, name, row)

        with pytest.raises(CategoryTooDeepError):
            add(market, "戊", row)
        with pytest.raises(UnknownPapersError):
            add(market, "己", needs=["licence"])
        with pytest.raises(MarkupError):
            add(market, "<b>庚</b>")

    def test_refuses_to_stand_below_one_with_products(self, market):
        drafted(market)

        with pytest.raises(CategoryInUseError):
            add(market, "黑木耳", category("食用菌"))


class TestMove:
    def test_takes_along_what_stands_below(self, market):
        row = move(market, category("粮油"), category("礼盒"))

        assert category("大米").path == f"{category('礼盒').path}{row.pk}.{category('大米').pk}."
        assert broken() == []
        move(market, row, None)
        assert broken() == []

    @pytest.mark.parametrize("below", ["粮油", "大米"])
    def test_refuses_under_itself_and_what_stands_below(self, market, below):
        with pytest.raises(CategoryBelowItselfError) as refusal:
            move(market, category("粮油"), category(below))

        assert "粮油" in str(refusal.value)

    def test_refuses_when_something_would_stand_too_deep(self, market):
        last = add(market, "丙", add(market, "乙", add(market, "甲")))

        with pytest.raises(CategoryTooDeepError):
            move(market, category("粮油"), last)

    def test_puts_what_is_listed_on_the_shelf_anew(self, market):
        listed(market)

        move(market, category("食用菌"), category("礼盒"))

        assert ShelfRow.objects.get().category_path == category("食用菌").path


class TestAttributes:
    def test_are_asked_of_all_that_stands_below(self, market):
        told = ToldAttribute("批次", "text", is_required=False)
        services.ask_attribute(actor=market.actor("platform"), category_id=category("干货山珍").pk, told=told)

        assert [row.name for row in queries.attributes_of(category("食用菌"))] == ["批次", "品种", "等级"]

    def test_refuses_a_choice_without_choices_and_a_name_twice(self, market):
        for told in (ToldAttribute("色泽", "choice"), ToldAttribute("品种", "text")):
            with pytest.raises(InvalidError):
                services.ask_attribute(actor=market.actor("platform"), category_id=category("食用菌").pk, told=told)


class TestMovesAtOnce:
    def test_never_make_a_circle(self, stage):
        assert sorted(self.outcomes(stage)) == ["CategoryBelowItselfError", "done"]
        assert broken() == []

    def test_would_run_into_each_other_without_the_lock(self, stage, monkeypatch):
        monkeypatch.setattr(acts, "lock_tree", lambda: None)

        # Both have found nothing wrong: the database sees the circle of their waiting, or there is one of categories.
        assert sorted(self.outcomes(stage, monkeypatch)) == ["OperationalError", "done"] or broken() != []

    def outcomes(self, stage, monkeypatch=None):
        """Move 粮油 under 礼盒 and 礼盒 under 粮油 at once; without the lock, both have looked before either writes."""
        market = on_stage(stage)
        plant(market)
        one, other = category("粮油"), category("礼盒")
        if monkeypatch:
            both, save = Barrier(2), acts.records.save

            def once_both_have_looked(row, *fields):
                if fields == ("parent",):
                    both.wait(20)
                save(row, *fields)

            monkeypatch.setattr(acts.records, "save", once_both_have_looked)

        def moving(row, parent):
            try:
                move(market, row, parent)
            except (DomainError, BrokenBarrierError, OperationalError) as refusal:
                return type(refusal).__name__
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(moving, (one, other), (other, one)))
