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

    def test_changes_nothing_but_the_record_of_what_is_handed_out(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]

        acts = {one["operationId"] for path in paths.values() for method, one in path.items() if method != "get"}
        assert acts == {"notice_paper"}
