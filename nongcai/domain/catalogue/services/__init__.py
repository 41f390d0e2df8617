"""Acts on categories, products, pictures, offers, carriage and batches; what is put up on the shelf."""

from nongcai.domain.catalogue.services.batching import (
    check_batch,
    clear_batches,
    discard_batch,
    fail_batch,
    load_batch,
    receive_batch,
    recheck_batch,
    start_batch,
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
from nongcai.domain.catalogue.services.judging import Fault, SaidRow
from nongcai.domain.catalogue.services.offering import (
    ToldOffer,
    add_offer,
    change_offer,
    price_offer,
    stock_offer,
    switch_offer,
)
from nongcai.domain.catalogue.services.pictures import add_picture, put_first, remove_picture
from nongcai.domain.catalogue.services.reviewing import pass_product, return_product
from nongcai.domain.catalogue.services.shelving import put_up

__all__ = [
    "Bundle",
    "Fault",
    "SaidRow",
    "ToldAttribute",
    "ToldCategory",
    "ToldOffer",
    "add_category",
    "add_offer",
    "add_picture",
    "add_plan",
    "ask_attribute",
    "change_attribute",
    "change_category",
    "change_offer",
    "change_plan",
    "check_batch",
    "clear_batches",
    "discard_batch",
    "draft_product",
    "draft_products",
    "fail_batch",
    "load_batch",
    "move_category",
    "open_category",
    "pass_product",
    "pass_products",
    "plant_categories",
    "price_offer",
    "put_first",
    "put_up",
    "receive_batch",
    "recheck_batch",
    "remove_picture",
    "retire_product",
    "return_product",
    "revise_product",
    "start_batch",
    "stock_offer",
    "submit_product",
    "submit_products",
    "switch_offer",
    "withdraw_product",
]
