"""Categories, products, offers, the shelf on which they are found, and what prices are held against."""

from nongcai.domain.catalogue.models.alarm import AlarmStep, PriceAlarm, PriceElsewhere, PriceRule
from nongcai.domain.catalogue.models.category import Category, CategoryAttribute
from nongcai.domain.catalogue.models.offer import FreightPlan, FreightRow, Offer, PriceChange, PriceTier
from nongcai.domain.catalogue.models.product import Picture, Product, ProductFact, ProductPaper, ProductStep
from nongcai.domain.catalogue.models.reference import LikePrice, MarketName, ReferencePrice
from nongcai.domain.catalogue.models.shelf import ShelfRow
from nongcai.domain.catalogue.models.synonym import ListedCounty, Synonym

__all__ = [
    "AlarmStep",
    "Category",
    "CategoryAttribute",
    "FreightPlan",
    "FreightRow",
    "LikePrice",
    "ListedCounty",
    "MarketName",
    "Offer",
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
    "ShelfRow",
    "Synonym",
]
