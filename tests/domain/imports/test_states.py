"""Steps allowed by the table of states are the steps allowed by the database."""

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.imports.errors import RunStepError
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.imports.services.running import advance
from nongcai.domain.imports.states import RUN_MACHINE, RunState
from tests.cast import AT

PAIRS = [(one, other) for one in RunState.values for other in RunState.values if one != other]


@pytest.fixture
def run_in(cast):
    def make(state):
        return ImportRun.objects.create(node_id=cast.city.id, state=state, created_at=AT)

    return make


class TestDatabase:
    @pytest.mark.parametrize(("before", "after"), PAIRS)
    def test_permits_what_the_table_permits(self, run_in, before, after):
        run = run_in(before)
        rows = ImportRun.objects.filter(pk=run.pk)

        if (before, after) in RUN_MACHINE.pairs:
            assert rows.update(state=after) == 1
        else:
            with pytest.raises(DatabaseError, match="Invalid transition"), transaction.atomic():
                rows.update(state=after)


class TestAdvance:
    def test_takes_a_step(self, run_in):
        run = run_in("checked")

        advance(run, "load")

        assert ImportRun.objects.get(pk=run.pk).state == "loading"

    def test_refuses_a_step_and_says_where_the_run_stands(self, run_in):
        run = run_in("loaded")

        with pytest.raises(RunStepError, match="已导入"):
            advance(run, "discard")
