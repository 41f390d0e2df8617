"""Knowing the catalogue: what shows, and finding it."""

from nongcai.domain.catalogue.queries.asking import Asked
from nongcai.domain.catalogue.queries.finding import (
    MOST,
    ROWS,
    Found,
    Option,
    Relaxed,
    find,
    newest,
    without,
)
from nongcai.domain.catalogue.queries.reading import (
    SIDE_BY_SIDE,
    Shown,
    product_shown,
    side_by_side,
    suggestions,
    supplier_shown,
)
from nongcai.domain.catalogue.queries.showing import shown
from nongcai.domain.catalogue.queries.wording import Branch, Vocabulary, vocabulary

__all__ = [
    "MOST",
    "ROWS",
    "SIDE_BY_SIDE",
    "Asked",
    "Branch",
    "Found",
    "Option",
    "Relaxed",
    "Shown",
    "Vocabulary",
    "find",
    "newest",
    "product_shown",
    "shown",
    "side_by_side",
    "suggestions",
    "supplier_shown",
    "vocabulary",
    "without",
]
