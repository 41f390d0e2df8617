"""When an offer shows: the table of docs/market.md, line by line, and any mixture of its columns."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import product as mixed_with

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.models import Category, Offer, PriceAlarm, Product, ShelfRow, Zone
from nongcai.domain.catalogue.services import put_up
from nongcai.domain.catalogue.states import AlarmState, Certificate, PriceBasis, ProductState, ZoneAction
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.services import respan
from nongcai.domain.suppliers.states import PaperKind, PaperState
from nongcai.foundation.errors import NotFoundError
from tests import zones
from tests.house.sources import ROOT, read
from tests.market import AT, TODAY, all_the_way
from tests.shelf import category, goods

COLUMNS, ZONE_COLUMNS = 7, 5
ANY = "–"
DAYS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def lines(columns):
    """Read the table of so many columns: each line as what it says of them, and whether the offer shows."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in read(ROOT / "docs" / "market.md").split("\n")
    ]
    return [(tuple(row[:-1]), row[-1] == "yes") for row in rows if len(row) == columns + 1 and row[-1] in {"yes", "no"}]


def said(*columns):
    """Return what the table says of a mixture: the first line that fits."""
    fitting = [
        shows
        for line, shows in lines(len(columns))
        if all(told in (ANY, "yes" if is_so else "no") for told, is_so in zip(line, columns, strict=True))
    ]
    assert len(set(fitting)) == 1
    return fitting[0]


def arrange(stall, *, product, kind, offer, price, month, supplier, papers):
    """Make an offer of which each column says so."""
    group = category("粮油", needs=["food_making"], is_open=kind)
    made = goods(
        stall.supplier,
        category=category("米", group),
        state=ProductState.LISTED if product else ProductState.DRAFT,
        of={"is_on": offer, "season_from": 11, "season_to": TODAY.month if month else TODAY.month - 1},
    )
    if not price:
        withhold(made)
    if papers:
        hold(stall.supplier, PaperKind.FOOD_MAKING)
    if not supplier:
        type(stall.supplier).objects.filter(pk=stall.supplier.pk).update(admission=None)
        respan(stall.supplier.pk)
    return made


def hold(supplier, kind, since=TODAY, until=TODAY):
    return Paper.objects.create(
        supplier=supplier, kind=kind, number=f"{kind}1", since=since, until=until, state=PaperState.ACCEPTED,
        shown_at=AT, shown_by="岗",
    )  # fmt: skip


def withhold(made):
    PriceAlarm.objects.create(
        offer=made.offer, basis=PriceBasis.MEDIAN, state=AlarmState.WITHHELD, unit_price=60, measured="mass", base=40,
        ceiling=52, grounds="高出限价", reply_due=TODAY, opened_at=AT, changed_at=AT,
    )  # fmt: skip
    made.put_up()


def shows(made, on=TODAY):
    return queries.shown(on).filter(pk=made.offer.pk).exists()


@pytest.mark.usefixtures("supplier")
class TestTheTable:
    def test_says_something_of_every_mixture(self):
        assert sum(said(*columns) for columns in mixed_with([True, False], repeat=COLUMNS)) == 1

    @given(columns=st.lists(st.sampled_from([True, True, True, False]), min_size=COLUMNS, max_size=COLUMNS))
    @DAYS
    def test_is_kept(self, stall, columns):
        with transaction.atomic():
            names = ("product", "kind", "offer", "price", "month", "supplier", "papers")
            told = shows(arrange(stall, **dict(zip(names, columns, strict=True))))
            transaction.set_rollback(True)

        assert told is said(*columns)


def stand(stall, *, offer, entry, zone, rules, certificate):
    """Let an offer stand in a zone of which each column says so; return both."""
    made = goods(stall.supplier, category=category("干货"))
    paper = hold(stall.supplier, PaperKind.GREEN, TODAY - timedelta(days=9))
    made.product.claims.create(paper=paper, certificate=Certificate.GREEN)
    made.put_up()
    place = zones.opened(stall, certificates=["green", "organic"], high=Decimal(60), categories=[category("干货").pk])
    found = zones.standing(stall, place, made.product)
    if not entry:
        services.withdraw_entry(actor=stall.actor("supplier"), entry_id=found.pk, at=AT)
    if not zone:
        zones.stepped(stall, place, ZoneAction.CLOSE)
    if not rules:
        told = zones.told_zone(certificates=["green"], high=Decimal(59))
        services.change_zone(actor=stall.actor("platform"), zone_id=place.pk, told=told, at=AT)
    if not certificate:
        Paper.objects.filter(pk=paper.pk).update(until=TODAY - timedelta(days=1))
    if not offer:
        Offer.objects.filter(pk=made.offer.pk).update(is_on=False)
        made.put_up()
    return made, place


def stands(made, place, on=TODAY):
    """Say whether the page of a zone shows an offer; the filter of the list counts the same."""
    counted = next(
        (one for one in queries.find(queries.Asked(), on).options["zone"] if one.value == str(place.pk)), None
    )
    try:
        found = made.offer.pk in {row.pk for row in queries.find(queries.Asked(zone=place.pk), on).rows}
    except NotFoundError:
        assert counted is None
        return False
    assert counted is not None
    assert bool(counted.count) is found
    return found


@pytest.mark.usefixtures("supplier")
class TestTheTableOfZones:
    def test_says_something_of_every_mixture(self):
        assert sum(said(*columns) for columns in mixed_with([True, False], repeat=ZONE_COLUMNS)) == 1

    @given(columns=st.lists(st.sampled_from([True, True, True, False]), min_size=ZONE_COLUMNS, max_size=ZONE_COLUMNS))
    @DAYS
    def test_is_kept(self, stall, columns):
        with transaction.atomic():
            names = ("offer", "entry", "zone", "rules", "certificate")
            told = stands(*stand(stall, **dict(zip(names, columns, strict=True))))
            transaction.set_rollback(True)

        assert told is said(*columns)

    def test_turns_with_the_day_and_with_prices(self, stall):
        made, place = stand(stall, offer=True, entry=True, zone=True, rules=True, certificate=True)
        Zone.objects.filter(pk=place.pk).update(opens_on=TODAY, closes_on=TODAY + timedelta(days=1))
        Paper.objects.filter(kind=PaperKind.GREEN).update(until=None)
        assert [stands(made, place, TODAY + timedelta(days=day)) for day in (-1, 0, 1, 2)] == [False, True, True, False]

        for price, told in (("30.01", False), ("29.99", True)):
            Offer.objects.filter(pk=made.offer.pk).update(price=price)
            made.put_up()
            assert stands(made, place) is told


class TestTheDay:
    def test_decides_by_papers_and_season_without_any_job(self, supplier):
        made = goods(supplier, of={"season_from": 12, "season_to": 3})

        days = [date(2024, 3, 1), date(2024, 4, 1), date(2024, 11, 30), date(2024, 12, 1), date(2025, 1, 1)]
        # The papers of the supplier end with the year.
        assert [shows(made, on) for on in days] == [True, False, False, True, False]

    def test_of_a_certificate_is_that_of_its_paper(self, supplier):
        paper = hold(supplier, PaperKind.ORGANIC, TODAY, TODAY + timedelta(days=1))
        made = goods(supplier)
        made.product.claims.create(paper=paper, certificate=Certificate.ORGANIC)
        made.put_up()

        found = [
            queries.find(queries.Asked(certificates=("organic",)), TODAY + timedelta(days=later)).total
            for later in (0, 1, 2)
        ]

        assert found == [1, 1, 0]


class TestPuttingUp:
    def test_is_done_again_after_any_change(self, supplier):
        made = goods(supplier, "卢氏核桃")
        assert shows(made)

        Product.objects.filter(pk=made.product.pk).update(name="洛宁苹果")
        Offer.objects.filter(pk=made.offer.pk).update(price="45.00", minimum=101)
        assert put_up([made.product.pk, made.product.pk], at=AT) == 1

        row = ShelfRow.objects.get(pk=made.offer.pk)
        assert (row.name, row.unit_price, row.in_stock) == ("洛宁苹果", 90, False)

    def test_knows_categories_freight_and_month(self, supplier):
        group = category("畜禽", needs=["quarantine", "food_sale"])
        made = goods(
            supplier, category=category("蛋", group, needs=["food_sale"]), of={"season_from": 11, "season_to": 1}
        )
        plan = made.offer._meta.get_field("freight").related_model.objects.create(supplier=supplier, name="冷链")
        plan.rows.create(province="41")
        plan.rows.create(province="11", delivers=False)
        Offer.objects.update(freight=plan)
        made.put_up()

        row = ShelfRow.objects.get(pk=made.offer.pk)
        assert (row.needs, row.months) == (["food_sale", "quarantine"], 0b1100_0000_0001)
        assert "11" in row.withheld
        assert "41" not in row.withheld
        assert "54" in row.withheld

        plan.rows.create(province="")
        made.put_up()
        row.refresh_from_db()
        assert row.withheld == ["11"]

    @pytest.mark.django_db
    def test_of_nothing_is_nothing(self):
        assert put_up([], at=AT) == 0

    def test_of_a_category_that_closed_hides_all_below(self, supplier):
        made = goods(supplier, category=category("米", category("粮油")))
        Category.objects.filter(name="粮油").update(is_open=False)
        made.put_up()

        assert not shows(made)


class TestASupplierThatComesBack:
    def test_has_everything_it_had(self, stall):
        supplier = all_the_way(stall)
        made = goods(supplier)
        admission = supplier.admission_id
        type(supplier).objects.filter(pk=supplier.pk).update(admission=None)
        respan(supplier.pk)
        assert not shows(made)

        type(supplier).objects.filter(pk=supplier.pk).update(admission=admission)
        respan(supplier.pk)

        assert shows(made)
