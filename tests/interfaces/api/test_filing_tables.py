"""Filings of many units by the API."""

from __future__ import annotations

from nongcai.domain.shares.models import FilingDraft, ShareFiling
from tests.domain.shares.season import PRIMARY, SCHOOL, YEAR
from tests.interfaces.api.test_filings import TOLD
from tests.interfaces.web.filing import running
from tests.worlds import world


@world
def season(cast):
    return running(cast)


def send(caller, how, *rows):
    told = {"how": how, "rows": list(rows)}
    return caller("supervisor").post(f"/api/v1/shares/tables/{YEAR}", told, content_type="application/json")


class TestTable:
    def test_answers_with_an_outcome_for_each_row(self, caller, season):
        rows = (TOLD | {"unit_code": SCHOOL}, TOLD | {"unit_code": PRIMARY})

        tried = send(caller, "try", *rows).json()
        assert [(one["row_no"], one["outcome"], one["code"]) for one in tried] == [
            (1, "new", ""),
            (2, "refused", "unknown_row_unit"),
        ]
        assert not ShareFiling.objects.filter(year=YEAR).exists()

        send(caller, "drafts", *rows)
        assert FilingDraft.objects.get().organisation_id == season.unit(SCHOOL)

        assert send(caller, "file", *rows).json()[0]["outcome"] == "new"
        assert ShareFiling.objects.get(year=YEAR).reserved == 60_000
