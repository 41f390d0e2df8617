from itertools import product

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.states import FILING_MACHINE, FilingState
from tests.domain.shares.season import SCHOOL, YEAR

PAIRS = [pair for pair in product(FilingState.values, FilingState.values) if pair[0] != pair[1]]


class TestFilingMachine:
    @pytest.mark.parametrize(("source", "target"), PAIRS)
    def test_is_that_of_the_database(self, season, source, target):
        season.confirmed(SCHOOL)
        rows = ShareFiling.objects.filter(organisation_id=season.unit(SCHOOL), year=YEAR)
        # An export may tell any state; what people do after it is bound again.
        rows.update(state=source, holder=None, import_run=1)

        try:
            with transaction.atomic():
                rows.update(state=target)
        except DatabaseError as refusal:
            permitted, said = False, str(refusal)
        else:
            permitted, said = True, ""

        assert permitted == ((source, target) in FILING_MACHINE.pairs), said

    def test_lets_an_export_tell_what_it_finds(self, season):
        season.confirmed(SCHOOL)
        rows = ShareFiling.objects.filter(organisation_id=season.unit(SCHOOL), year=YEAR)

        rows.update(state="reviewed", import_run=7)

        assert rows.get().state == "reviewed"

    def test_has_no_two_ends_for_one_step(self):
        ends = [(one.action, source) for one in FILING_MACHINE.transitions for source in one.sources]

        assert len(ends) == len(set(ends))
