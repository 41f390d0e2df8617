"""A supplier uploads workbooks of goods by the API."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import load_workbook

from nongcai.domain.catalogue.models import Offer, Product
from nongcai.interfaces.jobs import catalogue as jobs
from nongcai.interfaces.sheets.handing_out import XLSX
from tests import goods
from tests.batches import CHANGE_HEADINGS, PLACE, rows, table, workbook
from tests.worlds import world


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


market = world(goods.hall)


@pytest.fixture
def call(cast, market):
    """Call as the supplier."""
    client = Client()
    client.force_login(cast.person("supplier"), backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")

    def called(path, sent=None, **headers):
        if sent is None:
            return client.get(f"/api/v1/{path}")
        if any(isinstance(value, SimpleUploadedFile) for value in sent.values()):
            return client.post(f"/api/v1/{path}", sent, headers=headers)
        return client.post(f"/api/v1/{path}", json.dumps(sent), content_type="application/json", headers=headers)

    return called


def book(data, name="商品.xlsx", **told):
    return {
        "file": SimpleUploadedFile(name, data),
        **({"kind": "goods", "category_id": goods.category(PLACE).pk} | told),
    }


def test_upload_look_and_load(call):
    batch = call("goods/batches", book(workbook(rows({}, {"商品名称": "银耳", "单价(元)": 0})))).json()
    assert batch["state"] == "received"
    one = f"goods/batches/{batch['id']}"
    jobs.check_batch(batch_id=batch["id"])

    shown = call(one).json()
    assert (shown["state"], shown["sheet_name"], shown["good"], shown["wrong"]) == ("checked", "商品", 1, 1)
    [wrong] = call(f"{one}/rows?outcome=wrong").json()["items"]
    assert wrong["problems"] == [
        {"column": "单价（元）", "value": "0", "message": "单价应大于0元，最多两位小数，如12.50。"}
    ]
    assert call(f"{one}/load", {}).json()["state"] == "loading"
    jobs.load_batch(batch_id=batch["id"])

    assert call(one).json()["done"] == Product.objects.count() == 1
    assert call("goods/batches").json()["count"] == 1
    assert call(f"{one}/load", {}).json()["code"] == "batch_step_not_permitted"


def test_change_prices_with_a_key_that_is_sent_again(call, market):
    goods.listed(market)
    [line] = call("goods/offers").json()["items"]
    assert (line["product"], line["price"], line["available"]) == ("卢氏黑木耳", "25.00", "100.000")
    data = table([CHANGE_HEADINGS, (line["id"], "", "", 24, None, None)])

    batch = call("goods/batches", {"kind": "changes", "file": SimpleUploadedFile("价格.xlsx", data)}).json()["id"]
    jobs.check_batch(batch_id=batch)
    first = call(f"goods/batches/{batch}/load", {}, **{"Idempotency-Key": "k1"})
    again = call(f"goods/batches/{batch}/load", {}, **{"Idempotency-Key": "k1"})
    jobs.load_batch(batch_id=batch)

    assert (first.status_code, again.status_code, again.headers["Idempotent-Replayed"]) == (200, 200, "true")
    assert Offer.objects.get().price == 24


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"name": "商品.exe"}, 422, "batch_file_unusable"),
        ({"category_id": 999999}, 404, "not_found"),
        ({"kind": "other"}, 422, "invalid"),
    ],
)
def test_refuse_what_is_no_such_workbook(call, changed, status, code):
    response = call("goods/batches", book(b"x", **changed))

    assert (response.status_code, response.json()["code"]) == (status, code)


def test_forms_and_wrong_rows_are_taken_away(call):
    form = call(f"goods/batches/template/{goods.category(PLACE).pk}")
    assert (form.status_code, form.headers["Content-Type"]) == (200, XLSX)
    batch = call("goods/batches", book(workbook(rows({}, {"单价(元)": 0})))).json()
    assert call(f"goods/batches/{batch['id']}/rejects", {}).status_code == 200
    jobs.check_batch(batch_id=batch["id"])

    rejects = call(f"goods/batches/{batch['id']}/rejects", {})

    lines = opened(rejects)
    assert any("单价应大于0元" in str(cell) for line in lines for cell in line)
    offers = call("goods/batches/form", {"purpose": "改价"})
    assert offers.headers["Content-Type"] == XLSX
    assert call("goods/batches/form", {"purpose": " "}).status_code == 422


def opened(response):
    """Read the first sheet of a workbook that was taken away."""
    return load_workbook(BytesIO(b"".join(response.streaming_content))).get_sheet_by_index(0).to_python()
