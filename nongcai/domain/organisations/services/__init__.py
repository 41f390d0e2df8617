"""Acts on organisations."""

from nongcai.domain.organisations.services.assigning import end_post, give_role, grant_roles, let_sign
from nongcai.domain.organisations.services.buyers import BuyerAccount, open_buyer_accounts
from nongcai.domain.organisations.services.describing import state_nature
from nongcai.domain.organisations.services.directory import ListedUnit, ListingOutcome, list_units
from nongcai.domain.organisations.services.finance import found_finance_nodes
from nongcai.domain.organisations.services.handing_over import Successor, depute, hand_over
from nongcai.domain.organisations.services.helping import (
    close_market_post,
    renew_market_post,
    reset_factors_of_market_post,
    unlock_market_post,
)
from nongcai.domain.organisations.services.liaising import (
    ToldLiaison,
    end_liaison,
    enter_liaison,
    look_at_number,
    mark_dead,
    record_look,
    strike_number,
)
from nongcai.domain.organisations.services.market import ToldBody, ToldStaff, open_market_post, register_supplier
from nongcai.domain.organisations.services.opening import PostCode, open_posts
from nongcai.domain.organisations.services.people import (
    OpenedPost,
    ToldPost,
    appoint,
    close_post,
    open_post,
    renew_post,
    unlock_post,
)
from nongcai.domain.organisations.services.placing import hold_tree, lock_tree, recount_listings
from nongcai.domain.organisations.services.reshaping import Reshaping, Split, reshape
from nongcai.domain.organisations.services.securing import reset_factors_of_post
from nongcai.domain.organisations.services.tracing import Trace, put_back
from nongcai.domain.organisations.services.trading import ToldBuyer, let_buy, open_buyer, set_term

__all__ = [
    "BuyerAccount",
    "ListedUnit",
    "ListingOutcome",
    "OpenedPost",
    "PostCode",
    "Reshaping",
    "Split",
    "Successor",
    "ToldBody",
    "ToldBuyer",
    "ToldLiaison",
    "ToldPost",
    "ToldStaff",
    "Trace",
    "appoint",
    "close_market_post",
    "close_post",
    "depute",
    "end_liaison",
    "end_post",
    "enter_liaison",
    "found_finance_nodes",
    "give_role",
    "grant_roles",
    "hand_over",
    "hold_tree",
    "let_buy",
    "let_sign",
    "list_units",
    "lock_tree",
    "look_at_number",
    "mark_dead",
    "open_buyer",
    "open_buyer_accounts",
    "open_market_post",
    "open_post",
    "open_posts",
    "put_back",
    "record_look",
    "recount_listings",
    "register_supplier",
    "renew_market_post",
    "renew_post",
    "reset_factors_of_market_post",
    "reset_factors_of_post",
    "reshape",
    "set_term",
    "state_nature",
    "strike_number",
    "unlock_market_post",
    "unlock_post",
]
