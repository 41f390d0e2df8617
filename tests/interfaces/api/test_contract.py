"""What the API promises is what is committed; a change is a visible difference."""

from __future__ import annotations

from tools.openapi import CONTRACT, contract


class TestContract:
    def test_is_the_committed_document(self):
        assert CONTRACT.read_text(encoding="utf-8") == contract(), "run `make openapi` and commit the difference"

    def test_is_handed_out(self, client):
        response = client.get("/api/v1/openapi.json")

        assert response.status_code == 200
        assert response.json()["info"]["title"] == "农采 API"

    def test_changes_nothing_but_filings(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]

        changing = {path for path, acts in paths.items() if set(acts) != {"get"}}
        assert {path.split("/")[3] for path in changing} == {"shares"}
