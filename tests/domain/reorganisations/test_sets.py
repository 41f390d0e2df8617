"""A document of many lines takes as many statements as one of few."""

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from nongcai.domain.organisations import services as organisations
from nongcai.domain.reorganisations import services
from nongcai.domain.reorganisations.services import ToldLine
from tests import cast as offices
from tests.domain.reorganisations.office import ENFORCED
from tests.domain.shares.season import OFFICE, POLICE, YEAR
from tests.worlds import world

FEW, MANY = 3, 60


@world
def codes(office):
    """List many schools below the education bureau."""
    rows = [
        replace(offices.unit(f"41010009{place:02d}", f"郑州市第{place}小学"), supervisor_code=OFFICE, level=2)
        for place in range(FEW + MANY)
    ]
    bureau = office.season.actor("city_finance")
    organisations.list_units(actor=bureau, year=YEAR, rows=[*offices.UNITS, *rows], at=offices.AT)
    return [row.code for row in rows]


def statements(office, codes):
    """Draft, check, enforce and reverse a merge of all these units; return how many statements each took."""
    actor = office.season.actor("city_finance")
    row = office.draft()
    counts = []
    rows = [ToldLine(code, POLICE) for code in codes]
    acts = (
        lambda: services.add_lines(actor=actor, reorganisation_id=row.pk, kind="merge", rows=rows, moves_people=True),
        lambda: services.check(actor=actor, reorganisation_id=row.pk, at=ENFORCED),
        lambda: services.enforce(actor=actor, reorganisation_id=row.pk, at=ENFORCED),
        lambda: office.reverse(row),
    )
    for act in acts:
        with CaptureQueriesContext(connection) as taken:
            act()
        counts.append(len(taken))
    return counts


class TestManyLines:
    def test_take_as_many_statements_as_few(self, office, codes):
        assert statements(office, codes[:FEW]) == statements(office, codes[FEW:])
