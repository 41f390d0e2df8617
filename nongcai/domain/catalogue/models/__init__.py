"""Categories, products, offers, and the shelf on which they are found."""

from nongcai.domain.catalogue.models.batch import OfferBatch, OfferBatchRow
from nongcai.domain.catalogue.models.category import Category, CategoryAttribute
from nongcai.domain.catalogue.models.offer import FreightPlan, FreightRow, Offer, PriceChange, PriceTier
from nongcai.domain.catalogue.models.product import Picture, Product, ProductFact, ProductPaper, ProductStep
from nongcai.domain.catalogue.models.shelf import ShelfRow
from nongcai.domain.catalogue.models.synonym import Synonym

__all__ = [
    "Category",
    "CategoryAttribute",
    "FreightPlan",
    "FreightRow",
    "Offer",
    "OfferBatch",
    "OfferBatchRow",
    "Picture",
    "PriceChange",
    "PriceTier",
    "Product",
    "ProductFact",
    "ProductPaper",
    "ProductStep",
    "ShelfRow",
    "Synonym",
]
