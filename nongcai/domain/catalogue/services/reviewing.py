"""The platform looks at a product, and passes it or sends it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue.errors import ProductReasonError
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.describing import require_needs
from nongcai.domain.catalogue.services.stepping import locked, require_step, require_version, take
from nongcai.domain.catalogue.states import ProductAction
from nongcai.domain.suppliers.services import tell_supplier
from nongcai.foundation.texts import N_
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.catalogue.models import Product
    from nongcai.domain.organisations.actors import Actor

PASSED = N_("商品“{name}”已通过平台审核。")
RETURNED = N_("商品“{name}”已退回修改：{words}")


@transaction.atomic
def pass_product(*, actor: Actor, product_id: int, version: int, words: str, at: datetime) -> Product:
    """Pass a product: from now on its offers may show.

    :raises ProductChangedError: when a later version was submitted.
    :raises NeedsMissingError: when a paper that its category wants ended meanwhile.
    """
    describing.require_plain({"words": words})
    product = locked(actor, product_id)
    require_step(product, ProductAction.PASS, actor)
    require_version(product, version)
    require_needs(product, day_of(at))
    take(product, ProductAction.PASS, actor=actor, at=at, words=words)
    tell_supplier(product.supplier, PASSED.format(name=product.name), at=at, page=_page(product))
    return product


@transaction.atomic
def return_product(*, actor: Actor, product_id: int, version: int, reason: str, words: str, at: datetime) -> Product:
    """Send a product back to its supplier, also one that is listed: it shows no more until it was looked at again.

    :raises ProductReasonError: without a reason or words.
    :raises ProductChangedError: when a later version was submitted.
    """
    describing.require_plain({"words": words})
    product = locked(actor, product_id)
    require_step(product, ProductAction.SEND_BACK, actor)
    require_version(product, version)
    if not reason or not words.strip():
        raise ProductReasonError
    take(product, ProductAction.SEND_BACK, actor=actor, at=at, reason=reason, words=words.strip())
    tell_supplier(product.supplier, RETURNED.format(name=product.name, words=words), at=at, page=_page(product))
    return product


def _page(product: Product) -> str:
    return f"/goods/{product.pk}/"
