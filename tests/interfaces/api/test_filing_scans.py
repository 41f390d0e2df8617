"""The scan of the signed form, by the API."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.domain.shares.season import SCHOOL, YEAR
from tests.interfaces.web.filing import running

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def season(cast, settings, tmp_path):
    settings.FILES = tmp_path
    found = running(cast, needs_scan=True)
    found.file(SCHOOL, at=timezone.now())
    return found


class TestScans:
    def test_attaches_lists_and_hands_out(self, caller, season):
        path = f"/api/v1/shares/units/{season.unit(SCHOOL)}/{YEAR}/scans"

        sent = caller("unit").post(path, {"file": SimpleUploadedFile("表.pdf", PDF), "version": "1"})

        (told,) = caller("supervisor").get(path).json()
        assert (told, told["media_type"]) == (sent.json(), "application/pdf")
        assert [caller("unit").get(f"{path}?version={n}").json() for n in (1, 2)] == [[told], []]
        response = caller("supervisor").get(f"{path}/{told['id']}")
        assert b"".join(response.streaming_content) == PDF
        assert caller("stranger").get(path).status_code == 404
