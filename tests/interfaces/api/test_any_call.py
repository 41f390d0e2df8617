"""Whatever is sent to an operation, within its contract and outside it: the answer is never a fault of ours."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode, openapi
from schemathesis.core import NotSet

from tests.interfaces.api.about import made, world_of_path
from tools.openapi import CONTRACT

OPERATIONS = {one.label: one for one in (result.ok() for result in openapi.from_path(CONTRACT).get_all_operations())}
# Who gets furthest with what; all others are turned away before anything is read.
CALLERS = {"goods": "supplier", "suppliers": "platform", "filings": "unit", "approvals": "unit"}
FAULT = 500
CALLS = settings(
    max_examples=4,
    deadline=None,
    database=None,
    # The same calls each time: what fails here fails for everybody.
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


class Label(str):
    """Method and path of an operation."""

    __slots__ = ()

    @property
    def world(self):
        """Return what builds the hall, where it is made there."""
        return world_of_path(self)


@pytest.mark.django_db
@pytest.mark.usefixtures("hired")
@pytest.mark.parametrize("label", [Label(one) for one in sorted(OPERATIONS)], ids=str)
def test_is_answered(cast, caller, label):
    operation = OPERATIONS[label]
    client = caller(CALLERS.get(operation.tags[0], "city_finance"))
    # A fault is answered, as in production, and not raised into the test.
    client.raise_request_exception = False
    found, answers = made(operation.path.removeprefix("/api/v1/"), cast), []
    modes = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @CALLS
    @given(case=st.one_of(modes), is_real=st.booleans())
    def call(case, is_real):
        if is_real:
            case.path_parameters = {name: found.get(name, 1) for name in case.path_parameters or {}}
        with transaction.atomic():
            response = sent(client, case)
            transaction.set_rollback(True)
        answers.append(response.status_code)
        assert response.status_code < FAULT, (case.formatted_path, case.query, case.body)

    call()
    assert answers


def sent(client, case):
    """Send a made-up call as a program would."""
    address = quote(case.formatted_path, safe="/%")
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    headers = {"Idempotency-Key": str(uuid4())} if case.method == "POST" else {}
    body, media_type = b"", case.media_type or "application/json"
    if isinstance(case.body, NotSet):
        pass
    elif media_type == "multipart/form-data" and isinstance(case.body, dict):
        fields = {str(name): _field(value) for name, value in case.body.items()}
        body, media_type = encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT
    elif isinstance(case.body, bytes):
        body = case.body
    else:
        body = json.dumps(case.body).encode()
    return client.generic(case.method, address, body, media_type, headers=headers, QUERY_STRING=query)


def _field(value):
    return SimpleUploadedFile("名录.xlsx", value) if isinstance(value, bytes) else json.dumps(value)


class TestTheCharacterThatNothingKeeps:
    def test_is_refused_by_name_in_an_address(self, cast, caller):
        answer = caller("platform").get("/api/v1/suppliers", {"q": "木\x00耳"})

        assert (answer.status_code, answer.json()["code"]) == (422, "nul_character")
        assert list(answer.json()["fields"]) == ["q"]

    def test_is_refused_in_a_body_however_deep(self, cast, caller):
        lines = [{"code": "4101000002", "amount": "1"}, {"code": "\x00", "amount": "1"}]
        told = {"document": "文件", "dated_on": "2023-04-01", "targets": lines}
        answer = caller("city_finance").post("/api/v1/targets/2025", told, content_type="application/json")

        assert (answer.status_code, answer.json()["code"]) == (422, "nul_character")

    @pytest.mark.parametrize(
        "told", [{"\x00": 1}, {"a": ["\ud800"]}, {"a": {"\udfff": ""}}], ids=["name", "half", "deep"]
    )
    def test_is_refused_in_names_and_so_is_half_a_character(self, cast, caller, told):
        address = f"/api/v1/shares/units/{cast.units['4101000002'].id}/2023/draft"
        answer = caller("unit").post(address, told, content_type="application/json")

        assert (answer.status_code, answer.json()["code"]) == (422, "nul_character")

    def test_is_refused_half_as_three_bytes_as_well(self, cast, caller):
        address = f"/api/v1/shares/units/{cast.units['4101000002'].id}/2023/draft"
        answer = caller("unit").post(address, b'{"form": {"note": "\xed\xa0\x80"}}', content_type="application/json")

        assert (answer.status_code, answer.json()["code"]) == (422, "nul_character")

    def test_leads_nowhere_in_a_path(self, cast, caller):
        answer = caller("city_finance").get("/api/v1/transactions/8320%0001")

        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
