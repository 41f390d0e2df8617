"""Acts on categories, products, pictures, offers and carriage; what is put up on the shelf."""

from nongcai.domain.catalogue.services.alarming import (
    Verdict,
    decide_alarm,
    reckon_like_prices,
    reply_to_alarm,
    watch_all_prices,
    watch_prices,
)
from nongcai.domain.catalogue.services.bulk import Bundle, draft_products, pass_products, submit_products
from nongcai.domain.catalogue.services.carrying import add_plan, change_plan
from nongcai.domain.catalogue.services.categories import (
    ToldAttribute,
    ToldCategory,
    add_category,
    ask_attribute,
    change_attribute,
    change_category,
    move_category,
    open_category,
    plant_categories,
)
from nongcai.domain.catalogue.services.describing import (
    draft_product,
    retire_product,
    revise_product,
    submit_product,
    withdraw_product,
)
from nongcai.domain.catalogue.services.limiting import (
    ToldElsewhere,
    ToldRule,
    add_price_rule,
    end_price_rule,
    prove_elsewhere,
)
from nongcai.domain.catalogue.services.listing import add_synonym, end_county_list, list_counties, switch_synonym
from nongcai.domain.catalogue.services.offering import (
    ToldOffer,
    add_offer,
    change_offer,
    price_offer,
    stock_offer,
    switch_offer,
)
from nongcai.domain.catalogue.services.pictures import add_picture, put_first, remove_picture
from nongcai.domain.catalogue.services.referencing import (
    Meaning,
    ToldReference,
    enter_reference,
    forget_market_name,
    load_references,
    name_markets,
    strike_reference,
)
from nongcai.domain.catalogue.services.reviewing import pass_product, return_product
from nongcai.domain.catalogue.services.shelving import put_up

__all__ = [
    "Bundle",
    "Meaning",
    "ToldAttribute",
    "ToldCategory",
    "ToldElsewhere",
    "ToldOffer",
    "ToldReference",
    "ToldRule",
    "Verdict",
    "add_category",
    "add_offer",
    "add_picture",
    "add_plan",
    "add_price_rule",
    "add_synonym",
    "ask_attribute",
    "change_attribute",
    "change_category",
    "change_offer",
    "change_plan",
    "decide_alarm",
    "draft_product",
    "draft_products",
    "end_county_list",
    "end_price_rule",
    "enter_reference",
    "forget_market_name",
    "list_counties",
    "load_references",
    "move_category",
    "name_markets",
    "open_category",
    "pass_product",
    "pass_products",
    "plant_categories",
    "price_offer",
    "prove_elsewhere",
    "put_first",
    "put_up",
    "reckon_like_prices",
    "remove_picture",
    "reply_to_alarm",
    "retire_product",
    "return_product",
    "revise_product",
    "stock_offer",
    "strike_reference",
    "submit_product",
    "submit_products",
    "switch_offer",
    "switch_synonym",
    "watch_all_prices",
    "watch_prices",
    "withdraw_product",
]
