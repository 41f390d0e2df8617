"""`nongcai suppliers respan`: suppliers of before may sell again."""

from io import StringIO

from django.core.management import call_command

from nongcai.domain.suppliers.models import SellingSpan
from tests.market import all_the_way, on_stage, sells


def respan():
    out = StringIO()
    call_command("suppliers", "respan", stdout=out)
    return out.getvalue()


def test_lets_those_sell_who_were_admitted_before_spans_were_kept(cast):
    market = on_stage(cast)
    all_the_way(market)
    kept = list(SellingSpan.objects.values_list("since", "until"))
    SellingSpan.objects.all().delete()
    assert not SellingSpan.objects.exists()

    assert "1个供应商有变动" in respan()

    assert list(SellingSpan.objects.values_list("since", "until")) == kept
    assert sells(market)
    assert "0个供应商有变动" in respan()
