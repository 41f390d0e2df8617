"""Organisations, their dated tree and relations, who acts for them, and whom to call."""

from nongcai.domain.organisations.models.liaison import Liaison, NumberLook
from nongcai.domain.organisations.models.tree import (
    CanteenKind,
    Listing,
    ListingCount,
    Membership,
    Organisation,
    Placement,
    Relation,
    RelationKind,
)

__all__ = [
    "CanteenKind",
    "Liaison",
    "Listing",
    "ListingCount",
    "Membership",
    "NumberLook",
    "Organisation",
    "Placement",
    "Relation",
    "RelationKind",
]
