"""What shows on a day: the one place where the shelf, the supplier's days and the papers come together."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from nongcai.domain.catalogue.models import ProductPaper, ShelfRow
from nongcai.domain.suppliers import queries as suppliers

_CODES = ArrayField(CharField(max_length=12))


def shown(on: date) -> QuerySet[ShelfRow]:
    """Select the offers that show on a day.

    Product listed, category open, offer on (`is_up`); the month is one of its season; its supplier may sell; and the
    papers hold that its category needs. docs/market.md has the table.
    """
    return _shown(on).all()


# Half of the time of finding a page went into putting these conditions together anew.
@lru_cache(maxsize=4)
def _shown(on: date) -> QuerySet[ShelfRow]:
    papers = suppliers.papers_holding(on).filter(supplier_id=OuterRef("supplier_id")).order_by()
    rows = ShelfRow.objects.filter(is_up=True).alias(season=F("months").bitand(1 << (on.month - 1)))
    rows = rows.filter(Exists(suppliers.selling_spans(on).filter(supplier_id=OuterRef("supplier_id"))), season__gt=0)
    return rows.filter(Q(needs=[]) | Q(needs__contained_by=ArraySubquery(papers.values("kind"))))


def claim_holds(certificate: str, on: date) -> Q:
    """Want a certificate that the product claims by a paper that holds on a day."""
    claims = _claims_of(on).filter(certificate=certificate)
    return Q(certificates__contains=[certificate]) & Q(Exists(claims))


def with_held(rows: QuerySet[ShelfRow], on: date) -> QuerySet[ShelfRow]:
    """Add to each row the certificates, as `held`, whose papers hold on a day."""
    held = ArraySubquery(_claims_of(on).order_by("certificate").values("certificate"))
    none = Value([], output_field=_CODES)
    return rows.annotate(held=Case(When(certificates=[], then=none), default=held, output_field=_CODES))


def claims_holding(on: date) -> QuerySet[ProductPaper]:
    """Select the claims of products by papers of their supplier that hold on a day."""
    return _claims_holding(on).all()


@lru_cache(maxsize=4)
def _claims_holding(on: date) -> QuerySet[ProductPaper]:
    papers = suppliers.papers_holding(on).filter(pk=OuterRef("paper_id"), supplier_id=OuterRef("product__supplier_id"))
    return ProductPaper.objects.filter(Exists(papers))


def _claims_of(on: date) -> QuerySet[ProductPaper]:
    return claims_holding(on).filter(product_id=OuterRef("product_id"))
