"""What the API promises is what is committed; a change is a visible difference."""

from __future__ import annotations

from collections import Counter

from ninja import Schema

from tools.openapi import CONTRACT, contract


class TestContract:
    def test_is_the_committed_document(self):
        assert CONTRACT.read_text(encoding="utf-8") == contract(), "run `make openapi` and commit the difference"

    def test_is_handed_out(self, client):
        response = client.get("/api/v1/openapi.json")

        assert response.status_code == 200
        assert response.json()["info"]["title"] == "农采 API"

    def test_changes_by_post_alone_and_says_how_it_may_be_refused(self, client):
        paths = client.get("/api/v1/openapi.json").json()["paths"]

        acts = [one["post"] for one in paths.values() if "post" in one]
        assert {method for path in paths.values() for method in path} == {"get", "post"}
        assert all({"401", "403", "404", "409", "422"} <= set(act["responses"]) for act in acts)

    def test_tells_shapes_apart_by_their_names(self):
        """Of two with one name the document has only one, in the place of both."""
        contract()  # which imports all of them
        ours = [one for one in shapes(Schema) if one.__module__.startswith("nongcai.")]

        assert [name for name, count in Counter(one.__name__ for one in ours).items() if count > 1] == []
        assert ours


def shapes(kind):
    return {one for below in kind.__subclasses__() for one in (below, *shapes(below))}
