"""`nongcai urging`: who is held up, and a reminder to all of them."""

from io import StringIO

import pytest
from django.core.management import call_command

from nongcai.domain.urging.models import Contact
from nongcai.interfaces.console.errors import MisuseError
from tests.domain.shares.season import YEAR, open_season


def urging(*words):
    out = StringIO()
    call_command("urging", *words, stdout=out)
    return out.getvalue()


class TestUrging:
    def test_lists_whom_each_waits_for(self, cast):
        open_season(cast).file("4101000002")

        said = urging("list", str(YEAR), "--region", "410100")

        assert "郑州市第一中学\t待主管单位确认\t郑州市教育局" in said
        assert said.endswith("3家未办结。\n")
        assert "金水区实验小学" not in said

    def test_reminds_all_and_says_whom_not(self, cast):
        open_season(cast)

        assert urging("remind", str(YEAR), "--region", "410100") == "已安排提醒3家。\n"
        assert Contact.objects.filter(by_label="").count() == 3
        assert "今天已提醒过" in urging("remind", str(YEAR), "--region", "410100")

    def test_knows_no_other_region(self, cast):
        with pytest.raises(MisuseError, match="没有区划代码为“999999”的财政部门"):
            urging("list", str(YEAR), "--region", "999999")
