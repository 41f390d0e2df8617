"""Categories, products, offers, the shelf on which they are found, zones, demands, and lists."""

from nongcai.domain.catalogue.models.batch import OfferBatch, OfferBatchRow
from nongcai.domain.catalogue.models.category import Category, CategoryAttribute
from nongcai.domain.catalogue.models.demand import Demand, DemandAnswer
from nongcai.domain.catalogue.models.offer import FreightPlan, FreightRow, Offer, PriceChange, PriceTier
from nongcai.domain.catalogue.models.product import Picture, Product, ProductFact, ProductPaper, ProductStep
from nongcai.domain.catalogue.models.reorder import ReorderLine, ReorderList
from nongcai.domain.catalogue.models.shelf import ShelfRow
from nongcai.domain.catalogue.models.synonym import Synonym
from nongcai.domain.catalogue.models.zone import Zone, ZoneCurator, ZoneEntry, ZoneEntryStep

__all__ = [
    "Category",
    "CategoryAttribute",
    "Demand",
    "DemandAnswer",
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
    "ReorderLine",
    "ReorderList",
    "ShelfRow",
    "Synonym",
    "Zone",
    "ZoneCurator",
    "ZoneEntry",
    "ZoneEntryStep",
]
