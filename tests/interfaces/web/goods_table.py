"""The rows of goods in the access tables: what each page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.rules.pricing import Fee
from tests import batches, goods
from tests.interfaces.web.buying_table import ARGUMENTS_OF_BUYING
from tests.interfaces.web.orders_table import ARGUMENTS_OF_ORDERS
from tests.interfaces.web.zones_table import ARGUMENTS_OF_ZONES

if TYPE_CHECKING:
    from collections.abc import Callable

    from nongcai.domain.catalogue.models import Product
    from tests.cast import Cast
    from tests.market import Market


def _of(stage: Callable[[Market], Product]) -> Callable[[Cast], dict[str, object]]:
    return lambda cast: {"product_id": stage(goods.hall(cast)).pk}


def ready(market: Market) -> Product:
    """A product that may be submitted."""
    product = goods.drafted(market)
    goods.pictured(market, product)
    return product


drafted, waiting, listed = _of(ready), _of(goods.handed_in), _of(goods.listed)


def offer(cast: Cast) -> dict[str, object]:
    """An offer of what is listed."""
    return {"offer_id": queries.offers_of(goods.listed(goods.hall(cast))).get().pk}


def hidden_picture(cast: Cast) -> dict[str, object]:
    """A picture of what the platform is to look at."""
    return {"picture_id": queries.pictures_of(goods.handed_in(goods.hall(cast))).get().pk, "size": "small"}


def own_picture(cast: Cast) -> dict[str, object]:
    """A picture that its supplier may take away."""
    return {"picture_id": queries.pictures_of(ready(goods.hall(cast))).get().pk}


def plan(cast: Cast) -> dict[str, object]:
    """A plan of carriage."""
    row = services.add_plan(actor=goods.hall(cast).actor("supplier"), name="快递", fees=[Fee("")])
    return {"plan_id": row.pk}


def batch(cast: Cast) -> dict[str, object]:
    """A workbook that was tried and found good."""
    return {"batch_id": batches.uploaded(goods.hall(cast), batches.workbook(batches.rows({}))).pk}


def leaf(cast: Cast) -> dict[str, object]:
    """A category whose table may be had."""
    goods.hall(cast)
    return {"category_id": goods.category("食用菌").pk}


def category(cast: Cast) -> dict[str, object]:
    """A category."""
    goods.hall(cast)
    return {"category_id": goods.category("大米").pk}


def attribute(cast: Cast) -> dict[str, object]:
    """What a category asks."""
    goods.hall(cast)
    return {"attribute_id": queries.attributes_of(goods.category("大米"))[0].pk}


def uploaded(_cast: Cast, _made: dict[str, object]) -> dict[str, object]:
    """A picture with words."""
    return {"alt": "正面", "file": SimpleUploadedFile("photo.jpg", goods.picture())}


ARGUMENTS_OF_GOODS: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"goods:product_{act}": waiting for act in ("show", "withdraw", "pass", "return")},
    **{f"goods:{name}": drafted for name in ("product_edit", "product_submit", "product_retire", "picture_add")},
    **{f"goods:offer_{act}": offer for act in ("show", "edit", "price", "stock", "switch")},
    "goods:offer_new": drafted,
    "goods:picture_show": hidden_picture,
    "goods:picture_remove": own_picture,
    "goods:picture_first": own_picture,
    "goods:plan_edit": plan,
    **{f"goods:batch_{act}": batch for act in ("show", "check", "load", "discard", "rejects")},
    "goods:batch_template": leaf,
    **{f"goods:category_{act}": category for act in ("show", "edit", "move", "open")},
    "goods:attribute_ask": category,
    "goods:attribute_edit": attribute,
    **ARGUMENTS_OF_ZONES,
    **ARGUMENTS_OF_BUYING,
    **ARGUMENTS_OF_ORDERS,
}
