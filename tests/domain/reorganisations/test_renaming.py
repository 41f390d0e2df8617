"""A unit that is called otherwise from a day on."""

import pytest

from nongcai.domain.reorganisations import queries
from nongcai.domain.reorganisations.errors import LinesWrongError
from tests.domain.shares.season import SCHOOL


class TestRename:
    def test_keeps_the_former_name_on_the_document(self, office):
        row = office.enforced(("rename", SCHOOL, "新名"))

        concern = queries.preview(row).concerns[0]
        assert (concern.former, concern.former_code, concern.line.unit.name) == ("郑州市第一中学", SCHOOL, "新名")

    def test_to_the_same_name_changes_nothing(self, office):
        with pytest.raises(LinesWrongError) as refused:
            office.draft(("rename", SCHOOL, "郑州市第一中学"))

        assert "没有变化" in str(refused.value.fields)
