"""Steps allowed by the table are those that the database allows."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from nongcai.domain.support.models import Incident
from nongcai.domain.support.states import INCIDENT_MACHINE, OPEN_INCIDENTS, PART_OF, IncidentState
from tests.market import AT, TODAY

pytestmark = pytest.mark.django_db


def clock(state):
    if state in OPEN_INCIDENTS:
        return {"ended_at": None, "due_on": TODAY, "holder": "platform"}
    return {"ended_at": AT, "due_on": None, "holder": "nobody"}


@pytest.mark.parametrize(("source", "target"), [one for one in product(IncidentState, repeat=2) if len(set(one)) == 2])
def test_incidents_go_where_the_table_says(source, target):
    key = uuid4()
    Incident.objects.create(
        order_id=key,
        seq=1,
        number="NC1",
        buyer_id=1,
        seller_id=2,
        most=10,
        side="buyer",
        kind="short",
        level="usual",
        state=source,
        words="少货",
        since=AT,
        reported_at=AT,
        **clock(source),
    )
    is_allowed = True
    try:
        with transaction.atomic():
            Incident.objects.filter(order_id=key).update(state=target, **clock(target))
    except ProgrammingError:
        is_allowed = False

    assert is_allowed is ((source, target) in INCIDENT_MACHINE.pairs)


def test_somebody_has_each_that_is_open():
    assert set(PART_OF) == set(OPEN_INCIDENTS)
