from datetime import date, timedelta

import pytest

from nongcai.domain.support import queries, services
from nongcai.domain.support.errors import IncidentKindError, TermsError, TermsTakenError
from nongcai.domain.support.rules import Terms
from nongcai.foundation.errors import NotAllowedError
from tests.market import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=10)


def publish(dispute, *, by="platform", level="usual", from_on=LATER, terms=None):
    terms = terms or Terms(5, 9, 6)
    return services.publish_terms(actor=dispute.trade.actor(by), level=level, from_on=from_on, terms=terms, at=AT)


def test_hold_from_their_day_on(dispute):
    publish(dispute)

    assert queries.terms_on(LATER - timedelta(days=1))["usual"] == Terms(3, 7, 5)
    assert queries.terms_on(LATER)["usual"] == Terms(5, 9, 6)
    assert queries.terms_on(LATER)["grave"] == Terms(2, 5, 5)


def test_decide_on_the_day_of_an_incident(dispute):
    publish(dispute, from_on=TODAY, terms=Terms(1, 1, 1))

    assert dispute.reported().due_on == date(2024, 3, 4)


def test_are_the_platforms_and_are_days_to_come(dispute):
    with pytest.raises(NotAllowedError):
        publish(dispute, by="supplier")
    with pytest.raises(IncidentKindError):
        publish(dispute, level="worst")
    for told in ({"terms": Terms(0, 1, 1)}, {"terms": Terms(1, 61, 1)}, {"from_on": TODAY - timedelta(days=1)}):
        with pytest.raises(TermsError):
            publish(dispute, **told)
    publish(dispute)
    with pytest.raises(TermsTakenError):
        publish(dispute)

    assert publish(dispute, level="grave").level == "grave"
