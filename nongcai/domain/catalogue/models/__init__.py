"""Categories, products, offers, the shelf, zones, demands, lists, and what prices are held against."""

from nongcai.domain.catalogue.models.alarm import AlarmStep, PriceAlarm, PriceElsewhere, PriceRule
from nongcai.domain.catalogue.models.batch import OfferBatch, OfferBatchRow
from nongcai.domain.catalogue.models.category import Category, CategoryAttribute
from nongcai.domain.catalogue.models.demand import Demand, DemandAnswer
from nongcai.domain.catalogue.models.offer import FreightPlan, FreightRow, Offer, PriceChange, PriceTier
from nongcai.domain.catalogue.models.product import Picture, Product, ProductFact, ProductPaper, ProductStep
from nongcai.domain.catalogue.models.reference import LikePrice, MarketName, ReferencePrice
from nongcai.domain.catalogue.models.reorder import ReorderLine, ReorderList
from nongcai.domain.catalogue.models.shelf import ShelfRow
from nongcai.domain.catalogue.models.synonym import ListedCounty, Synonym
from nongcai.domain.catalogue.models.zone import Zone, ZoneCurator, ZoneEntry, ZoneEntryStep

__all__ = [
    "AlarmStep",
    "Category",
    "CategoryAttribute",
    "Demand",
    "DemandAnswer",
    "FreightPlan",
    "FreightRow",
    "LikePrice",
    "ListedCounty",
    "MarketName",
    "Offer",
    "OfferBatch",
    "OfferBatchRow",
    "Picture",
    "PriceAlarm",
    "PriceChange",
    "PriceElsewhere",
    "PriceRule",
    "PriceTier",
    "Product",
    "ProductFact",
    "ProductPaper",
    "ProductStep",
    "ReferencePrice",
    "ReorderLine",
    "ReorderList",
    "ShelfRow",
    "Synonym",
    "Zone",
    "ZoneCurator",
    "ZoneEntry",
    "ZoneEntryStep",
]
