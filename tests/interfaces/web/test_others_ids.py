"""A supplier types the key of something that is another's into the address: it is not there, by page and by API."""

import pytest
from django.test import Client

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.models import Product
from nongcai.domain.catalogue.rules.pricing import Fee
from tests import batches, goods
from tests.browsers import signed_in
from tests.interfaces.web.market_table import measure, shown_paper
from tests.market import on_stage, user_of
from tests.zones import entered, opened

PAGES = (
    "suppliers/papers/{paper}/scan/", "suppliers/measures/{measure}/", "suppliers/applications/{application}/letter/",
    "goods/{product}/", "goods/{product}/edit/", "goods/{product}/offers/new/", "goods/offers/{offer}/",
    "goods/freight/{plan}/", "goods/batches/{batch}/", "suppliers/{supplier}/",
)  # fmt: skip
ACTS = (
    "suppliers/measures/{measure}/reply/", "goods/{product}/submit/", "goods/{product}/withdraw/",
    "goods/{product}/retire/", "goods/{product}/pictures/", "goods/pictures/{picture}/remove/",
    "goods/pictures/{picture}/first/", "goods/offers/{offer}/edit/", "goods/offers/{offer}/price/",
    "goods/offers/{offer}/stock/", "goods/offers/{offer}/switch/", "goods/batches/{batch}/check/",
    "goods/batches/{batch}/load/", "goods/batches/{batch}/discard/", "goods/batches/{batch}/rejects/",
    "zones/entries/{entry}/withdraw/",
)  # fmt: skip
CALLS = (
    ("get", "suppliers/{supplier}"), ("get", "goods/products/{product}"), ("get", "goods/offers/{offer}"),
    ("get", "goods/batches/{batch}"), ("get", "goods/batches/{batch}/rows"), ("post", "goods/batches/{batch}/load"),
    ("post", "goods/batches/{batch}/rejects"), ("post", "goods/products/{product}/retire"),
    ("post", "goods/products/{product}/submit"), ("post", "goods/pictures/{picture}/remove"),
    ("post", "zones/entries/{entry}/withdraw"), ("post", "applications/{application}/withdraw"),
)  # fmt: skip


@pytest.fixture
def keys(cast, settings, tmp_path):
    """Everything of the first supplier."""
    settings.FILES = tmp_path
    market = goods.open_hall(on_stage(cast))
    product = goods.listed(market)
    offer = queries.offers_of(product).get()
    return {
        "supplier": market.supplier.pk,
        "application": market.application.pk,
        "product": product.pk,
        "offer": offer.pk,
        "picture": queries.pictures_of(product).get().pk,
        "plan": services.add_plan(actor=market.actor("supplier"), name="快递", fees=[Fee("")]).pk,
        "batch": batches.uploaded(market, batches.workbook(batches.rows({"商品名称": "银耳"}))).pk,
        "entry": entered(market, opened(market), product).pk,
        "paper": shown_paper(cast)["paper_id"],
        "measure": measure(cast)["measure_id"],
    }


@pytest.fixture
def stranger(cast, keys) -> Client:
    """The browser of a second supplier that was admitted as well."""
    other, _actor = goods.second_supplier(on_stage(cast))
    return signed_in(user_of(other))


def test_is_not_there(keys, stranger, cast):
    before = list(Product.objects.values())

    read = {one: stranger.get(f"/{one.format(**keys)}").status_code for one in PAGES}
    acted = {one: stranger.post(f"/{one.format(**keys)}", {"file": "x"}).status_code for one in ACTS}
    called = {}
    for method, one in CALLS:
        address = f"/api/v1/{one.format(**keys)}"
        sent = {"data": '{"version": 1}', "content_type": "application/json"} if method == "post" else {}
        called[one] = getattr(stranger, method)(address, **sent).status_code

    assert {one: code for one, code in (read | acted | called).items() if code != 404} == {}
    assert list(Product.objects.values()) == before


def test_is_there_for_its_own(keys, cast):
    own = signed_in(on_stage(cast).users["supplier"])

    found = {one: own.get(f"/{one.format(**keys)}").status_code for one in PAGES if one != "suppliers/{supplier}/"}
    assert set(found.values()) == {200}
