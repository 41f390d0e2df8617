"""Acts on organisations."""

from nongcai.domain.organisations.services.buyers import BuyerAccount, open_buyer_accounts
from nongcai.domain.organisations.services.directory import ListedUnit, ListingOutcome, list_units
from nongcai.domain.organisations.services.finance import found_finance_nodes
from nongcai.domain.organisations.services.people import appoint, let_sign, open_post
from nongcai.domain.organisations.services.placing import lock_tree, recount_listings
from nongcai.domain.organisations.services.reshaping import Reshaping, reshape
from nongcai.domain.organisations.services.tracing import Trace, put_back

__all__ = [
    "BuyerAccount",
    "ListedUnit",
    "ListingOutcome",
    "Reshaping",
    "Trace",
    "appoint",
    "found_finance_nodes",
    "let_sign",
    "list_units",
    "lock_tree",
    "open_buyer_accounts",
    "open_post",
    "put_back",
    "recount_listings",
    "reshape",
]
