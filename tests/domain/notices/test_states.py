import itertools

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.notices.models import Notice, NoticeStep
from nongcai.domain.notices.states import NOTICE_MACHINE, NoticeState
from tests.domain.assessments.city import NOW
from tests.domain.notices.office import DATA_DATE

PAIRS = [pair for pair in itertools.product(NoticeState.values, repeat=2) if pair[0] != pair[1]]


class TestTheDatabase:
    @pytest.mark.parametrize(("before", "after"), PAIRS)
    def test_takes_the_steps_of_the_table_and_no_other(self, office, before, after):
        draft = office.draft()
        complete = {"openness": "active", "number": "甲乙〔2024〕1号", "final_sha256": "0", "public_slug": "x"}
        values = {name: getattr(draft, name) for name in ("node_id", "year", "kind", "snapshot_id", "title", "body")}
        row = Notice(
            **values, **complete, state=before, leading_count=1, created_at=NOW, secrecy_checked_at=NOW,
            dated_on=DATA_DATE,
        )  # fmt: skip
        row.save(force_insert=True)

        try:
            with transaction.atomic():
                Notice.objects.filter(pk=row.pk).update(state=after)
            taken = True
        except DatabaseError:
            taken = False

        assert taken == ((before, after) in NOTICE_MACHINE.pairs)

    def test_keeps_every_step(self, office):
        office.draft()

        with pytest.raises(DatabaseError, match="notice_steps_are_append_only"), transaction.atomic():
            NoticeStep.objects.update(words="")

    def test_keeps_every_notice(self, office):
        office.draft()

        with pytest.raises(DatabaseError, match="notices_are_kept"), transaction.atomic():
            Notice.objects.all()._raw_delete("default")

    def test_freezes_the_words_of_a_final(self, office):
        notice = office.published()

        with pytest.raises(DatabaseError, match="final_words_are_frozen"), transaction.atomic():
            Notice.objects.filter(pk=notice.pk).update(body="另文")
