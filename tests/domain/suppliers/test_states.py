from datetime import date
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.organisations.models import Organisation
from nongcai.domain.suppliers.models import Application, Dossier, Measure, Paper, Supplier
from nongcai.domain.suppliers.states import (
    APPLICATION_MACHINE,
    MEASURE_MACHINE,
    PAPER_MACHINE,
    ApplicationState,
    MeasureKind,
    MeasureState,
    PaperKind,
    PaperState,
    SupplierKind,
)
from tests.market import AT, COUNTY, market_code, show_papers, submit


def application(market, state):
    # A supplier has one open application: each row gets a supplier of its own.
    number = 100 + Supplier.objects.count()
    body = Organisation.objects.create(kind="supplier", region_id=COUNTY, name=f"第{number}社", created_at=AT)
    supplier = Supplier.objects.create(
        organisation=body,
        kind=SupplierKind.COOPERATIVE,
        name=body.name,
        credit_code=market_code(number),
        county_id=COUNTY,
        registered_at=AT,
    )
    return Application.objects.create(supplier=supplier, state=state, opened_at=AT, changed_at=AT)


def paper(market, state):
    return Paper.objects.create(
        supplier=market.supplier, kind=PaperKind.OTHER, since=date(2024, 1, 1), state=state, shown_at=AT, shown_by="岗"
    )


def measure(market, state):
    return Measure.objects.create(
        supplier=market.supplier,
        kind=MeasureKind.REMIND,
        state=state,
        cause="甲",
        reply_due=date(2024, 4, 1),
        since=date(2024, 4, 2),
        notified_at=AT,
    )


@pytest.mark.parametrize(
    ("make", "states", "machine"),
    [
        (application, ApplicationState, APPLICATION_MACHINE),
        (paper, PaperState, PAPER_MACHINE),
        (measure, MeasureState, MEASURE_MACHINE),
    ],
)
class TestMachines:
    def test_are_those_of_the_database(self, market, make, states, machine):
        permitted = set()
        for source, target in product(states.values, states.values):
            if source == target:
                continue
            row = make(market, source)
            try:
                with transaction.atomic():
                    type(row).objects.filter(pk=row.pk).update(state=target)
            except DatabaseError:
                continue
            permitted.add((source, target))

        assert permitted == {pair for pair in machine.pairs if pair[0] != pair[1]}


class TestSubmittedDossiers:
    def test_are_never_edited_nor_removed(self, market):
        show_papers(market)
        submit(market)

        for act in (lambda rows: rows.update(goods="乙"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act(Dossier.objects.filter(version=1))
