"""`nongcai ledger`: whether every figure follows from its entries."""

from io import StringIO

import pytest
from django.core.management import call_command

from nongcai.domain.ledger.models import NodeMonth, NodeStanding, UnitStanding


def ledger(act):
    out, err = StringIO(), StringIO()
    call_command("ledger", act, stdout=out, stderr=err)
    return out.getvalue()


class TestCheck:
    def test_is_content_with_what_was_booked(self, cast):
        assert "全部一致" in ledger("check")

    @pytest.mark.parametrize(
        ("summary", "change"), [(UnitStanding, "reserved"), (NodeStanding, "orders"), (NodeMonth, "amount")]
    )
    def test_exits_with_one_when_a_summary_was_changed_by_hand(self, cast, summary, change):
        row = summary.objects.first()
        summary.objects.filter(pk=row.pk).update(**{change: getattr(row, change) + 1})
        out = StringIO()

        with pytest.raises(SystemExit) as left:
            call_command("ledger", "check", stdout=out, stderr=StringIO())

        assert left.value.code == 1
        assert summary._meta.db_table in out.getvalue()


class TestRebuild:
    def test_mends_a_changed_summary(self, cast):
        NodeStanding.objects.update(reserved=1)

        assert "全部一致" in ledger("rebuild")
