from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from nongcai.domain.reorganisations.models import Reorganisation
from nongcai.domain.reorganisations.states import REORGANISATION_MACHINE, ReorganisationState
from tests.domain.reorganisations.office import ENFORCED

PAIRS = [pair for pair in product(ReorganisationState.values, ReorganisationState.values) if pair[0] != pair[1]]
LASTING = ("in_force", "reversed")


class TestReorganisationMachine:
    def test_is_that_of_the_database(self, office):
        told = {}
        for source, target in PAIRS:
            row = Reorganisation.objects.create(
                node_id=office.season.cast.city.id, title="改革", approval="1号", effective_on=ENFORCED.date(),
                state=source, drafted_at=ENFORCED, enforced_at=ENFORCED if source in LASTING else None,
            )  # fmt: skip
            try:
                with transaction.atomic():
                    Reorganisation.objects.filter(pk=row.pk).update(
                        state=target, enforced_at=ENFORCED if target in LASTING else None
                    )
                    connection.check_constraints()
            except DatabaseError:
                told[source, target] = False
            else:
                told[source, target] = True

        assert {pair for pair, permitted in told.items() if permitted} == set(REORGANISATION_MACHINE.pairs)

    def test_has_no_two_ends_for_one_step(self):
        ends = [(one.action, source) for one in REORGANISATION_MACHINE.transitions for source in one.sources]

        assert len(ends) == len(set(ends))

    @pytest.mark.parametrize("action", ["check", "enforce", "reverse"])
    def test_is_for_finance(self, action):
        assert all(one.role == "finance" for one in REORGANISATION_MACHINE.transitions if one.action == action)
