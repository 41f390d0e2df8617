"""What is reckoned of goods: their prices, and the words by which they are found. Plain Python."""

from nongcai.domain.catalogue.rules.pricing import Delivered
from nongcai.domain.catalogue.rules.searching import (
    Query,
    Widening,
    bare_sound,
    fit,
    fit_by,
    fold,
    is_found,
    marked,
    parse,
    squeezed,
    tokens_of,
)

__all__ = [
    "Delivered",
    "Query",
    "Widening",
    "bare_sound",
    "fit",
    "fit_by",
    "fold",
    "is_found",
    "marked",
    "parse",
    "squeezed",
    "tokens_of",
]
