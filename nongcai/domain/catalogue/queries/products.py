"""Finding products within somebody's sight, what changed of them, and by which papers they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet, prefetch_related_objects

from nongcai.domain.catalogue.models import Picture, Product, ProductStep
from nongcai.domain.catalogue.queries.categories import names_above, needs_of
from nongcai.domain.catalogue.states import (
    DECISIONS,
    OPEN_TO_SUPPLIER,
    SHOWN,
    WAITING,
    Certificate,
    ProductAction,
)
from nongcai.domain.documents import queries as documents
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.states import HELD_PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from nongcai.domain.catalogue.models import Category
    from nongcai.domain.documents.models import Document
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Paper

# What the form of a product says, in its order; category, origin and claims are told apart.
_TEXTS = ("name", "producer", "standard", "shelf_life_days", "storage", "allergens", "words")


@dataclass(frozen=True)
class Change:
    """What was said before, and what is said now."""

    label: str
    before: str
    after: str


def products_visible_to(
    actor: Actor, *, text: str = "", state: str = "", category: Category | None = None
) -> QuerySet[Product]:
    """Select the own products; for counties and the platform what those whom they see have submitted; newest first."""
    rows = Product.objects.filter(_within(actor))
    if not supplier_permissions.sells(actor):
        rows = rows.exclude(version=0)
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(supplier__name__icontains=text))
    if state:
        rows = rows.filter(state=state)
    if category is not None:
        rows = rows.filter(category__path__startswith=category.path)
    return rows.select_related("category", "county", "supplier__county").order_by("-changed_at", "-pk")


def states_of(actor: Actor) -> dict[str, int]:
    """Count the products within sight by state."""
    rows = products_visible_to(actor).order_by().values_list("state").annotate(count=Count("pk"))
    return dict(rows)


def waiting_products(actor: Actor) -> QuerySet[Product]:
    """Select what waits for the platform, the longest first."""
    return products_visible_to(actor).filter(state__in=WAITING).order_by("changed_at", "pk")


def steps_of(product: Product) -> QuerySet[ProductStep]:
    """Select what was done with a product, the last first."""
    return ProductStep.objects.filter(product=product).order_by("-pk")


def returned_by(product: Product) -> ProductStep | None:
    """Return the step by which a product came back to its supplier; None when it is elsewhere."""
    if product.state not in OPEN_TO_SUPPLIER:
        return None
    last = steps_of(product).first()
    return last if last is not None and last.reason else None


def told_by(product: Product) -> dict[str, str]:
    """Return what is regulated of a product, by heading, in words."""
    return told_by_any([product])[product.pk]


def told_by_any(products: Sequence[Product]) -> dict[int, dict[str, str]]:
    """Map products to what is regulated of them, by heading, in words."""
    for product in products:
        # What was read before may have been written anew.
        product._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # Django's own
    prefetch_related_objects(list(products), "facts__attribute", "claims__paper", "pictures")
    names = names_above([product.category for product in products])
    return {product.pk: _told(product, names[product.category_id]) for product in products}


def _told(product: Product, category: str) -> dict[str, str]:
    told = {"分类": category} | {_heading(name): str(getattr(product, name)) for name in _TEXTS}
    county = product.county
    told[_heading("county")] = f"{county.province}{county.prefecture}{county.name}"
    told[_heading("net_quantity")] = f"{product.net_quantity.normalize():f}{product.get_net_unit_display()}"
    for fact in sorted(product.facts.all(), key=lambda row: (row.attribute.position, row.attribute_id)):
        told[fact.attribute.name] = fact.value
    for claim in sorted(product.claims.all(), key=lambda row: row.certificate):
        told[str(Certificate(claim.certificate).label)] = str(claim.paper)
    pictures = sorted(product.pictures.all(), key=lambda row: row.position)
    return told | {"图片": "、".join(f"{row.alt}（{row.sha256[:8]}）" for row in pictures)}


def before_of(product: Product) -> dict[str, str]:
    """Return what the reviewer decided on last, as it was submitted; nothing at first."""
    steps = ProductStep.objects.filter(product=product)
    decided = steps.filter(action__in=DECISIONS, version__lt=product.version).order_by("-pk").first()
    if decided is None:
        return {}
    submitted = steps.filter(action=ProductAction.SUBMIT, version=decided.version).order_by("-pk").first()
    return submitted.told if submitted is not None else {}


def changes_since(product: Product) -> list[Change]:
    """Return what was changed since a reviewer decided on the product."""
    before = before_of(product)
    if not before:
        return []
    after = told_by(product)
    names = [*after, *(name for name in before if name not in after)]
    pairs = [(name, before.get(name, ""), after.get(name, "")) for name in names]
    return [Change(name, old, new) for name, old, new in pairs if old != new]


def papers_for(supplier_id: int, on: date) -> list[Paper]:
    """Return the papers of a supplier that were looked at and hold on a day."""
    rows = suppliers.papers_of(supplier_id).filter(state__in=HELD_PAPERS)
    return [row for row in rows if row.term.holds(on)]


def needed_papers(product: Product, on: date) -> list[tuple[str, Paper | None]]:
    """Return the kinds of papers that its category wants, each with the one that its supplier holds on a day."""
    held = {row.kind: row for row in papers_for(product.supplier_id, on)}
    return [(kind, held.get(kind)) for kind in needs_of(product.category)]


def lacking_papers(product: Product, on: date) -> list[str]:
    """Return the kinds of papers that its category wants and its supplier does not hold on a day."""
    return [kind for kind, paper in needed_papers(product, on) if paper is None]


def pictures_of(product: Product) -> QuerySet[Picture]:
    """Select the pictures of a product in their order."""
    return Picture.objects.filter(product=product).order_by("position")


def pictures_visible_to(actor: Actor) -> QuerySet[Picture]:
    """Select the pictures of what is listed, which all who sign in see, and of the products within sight."""
    seen = products_visible_to(actor).order_by().values("pk")
    return Picture.objects.filter(Q(product__state__in=SHOWN) | Q(product__in=seen))


def picture_file(picture: Picture, size: str) -> Document | None:
    """Return the file of a picture in a size, large or small."""
    return documents.documents_of(f"{picture.owner}:{size}").filter(deleted_at=None).last()


def _within(actor: Actor) -> Q:
    if supplier_permissions.admits(actor):
        return Q()
    return Q(supplier__in=suppliers.suppliers_visible_to(actor).order_by().values("pk"))


def _heading(name: str) -> str:
    return str(Product._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # own columns have names
