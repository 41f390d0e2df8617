"""Taking one step with a product, and telling its supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import ProductChangedError, ProductStepError, SupplierNotAdmittedError
from nongcai.domain.catalogue.models import Offer, ProductStep
from nongcai.domain.catalogue.services.alarming import watch_prices
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.states import ENDED, PRODUCT_MACHINE, SHOWN, ProductAction, ProductState
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.models import Product
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Supplier


def admitted(actor: Actor) -> Supplier:
    """Return the supplier for which the actor works, which was admitted.

    :raises NotAllowedError: when the actor works for none.
    :raises SupplierNotAdmittedError: when it was not admitted.
    """
    supplier = suppliers.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    if supplier.admission_id is None:
        raise SupplierNotAdmittedError
    return supplier


def locked(actor: Actor, product_id: int) -> Product:
    """Return a product within sight, locked until the end of the transaction.

    :raises NotFoundError: when it lies outside.
    """
    rows = queries.products_visible_to(actor).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=product_id).first()
    if found is None:
        raise NotFoundError(what=product_id)
    return found


def require_version(product: Product, version: int) -> None:
    """Want the version that was seen to be the one that is there.

    :raises ProductChangedError: when there is a later one.
    """
    if product.version != version:
        raise ProductChangedError(version=product.version)


def require_step(product: Product, action: ProductAction, actor: Actor) -> None:
    """Want the table to have a step that the actor's role takes.

    :raises NotAllowedError: when another role takes it.
    :raises ProductStepError: when it is not taken from here.
    """
    if action in permissions.acts_on(product, actor):
        return
    if not any(one.action == action and one.role == actor.role for one in PRODUCT_MACHINE.transitions):
        raise NotAllowedError
    raise ProductStepError(state=product.get_state_display(), action=action.label)


def take(
    product: Product,
    action: ProductAction,
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    words: str = "",
    told: dict[str, str] | None = None,
) -> None:
    """Take a step that the table has and write it down; what was shown, or is now, is put on the shelf anew.

    :raises ProductStepError: when the table has no such step from here.
    """
    was_shown = _stepped(product, action, at)
    records.save(product, "state", "changed_at", "version", "listed_at")
    records.save(_step(product, action, actor=actor, at=at, reason=reason, words=words, told=told or {}))
    if was_shown or product.state in SHOWN:
        put_up([product.pk], at=at)
    _watch([product], at)


def take_many(
    products: Sequence[Product],
    action: ProductAction,
    *,
    actor: Actor,
    at: datetime,
    told: Mapping[int, dict[str, str]] | None = None,
) -> None:
    """Take the same step with many products, which are locked, in a few statements.

    :raises ProductStepError: when the table has no such step from where one of them is.
    """
    shown = [product.pk for product in products if _stepped(product, action, at) or product.state in SHOWN]
    records.update_many(products, "state", "changed_at", "version", "listed_at")
    said = told or {}
    records.insert_many([_step(one, action, actor=actor, at=at, told=said.get(one.pk, {})) for one in products])
    put_up(shown, at=at)
    _watch(products, at)


def _watch(products: Sequence[Product], at: datetime) -> None:
    """Look at the prices of what shows now, or is sold no more: it is new, or holds another quantity than before."""
    keys = [product.pk for product in products if product.state in (*SHOWN, *ENDED)]
    watch_prices(Offer.objects.filter(product__in=keys).values_list("pk", flat=True), at=at)


def _stepped(product: Product, action: ProductAction, at: datetime) -> bool:
    """Move a product on; say whether it was shown before."""
    step = PRODUCT_MACHINE.step(action, product.state)
    if step is None:
        raise ProductStepError(state=product.get_state_display(), action=action.label)
    was_shown = product.state in SHOWN
    product.state, product.changed_at = ProductState(step.target), at
    if product.state in SHOWN and product.listed_at is None:
        product.listed_at = at
    return was_shown


def _step(product: Product, action: ProductAction, *, actor: Actor, at: datetime, **said: Any) -> ProductStep:
    return ProductStep(
        product=product,
        version=product.version,
        action=action,
        state=product.state,
        user_id=actor.user_id,
        by_label=actor.label,
        by_office=actor.organisation_name,
        at=at,
        **said,
    )
