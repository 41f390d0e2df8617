"""Acts on categories, products, pictures, offers and carriage; what is put up on the shelf."""

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
from nongcai.domain.catalogue.services.demanding import (
    ToldDemand,
    answer_demand,
    close_demand,
    publish_demand,
    retract_answer,
)
from nongcai.domain.catalogue.services.describing import (
    draft_product,
    retire_product,
    revise_product,
    submit_product,
    withdraw_product,
)
from nongcai.domain.catalogue.services.entering import (
    admit_entries,
    enter_zone,
    order_entry,
    remove_entry,
    return_entries,
    withdraw_entry,
)
from nongcai.domain.catalogue.services.offering import (
    ToldOffer,
    add_offer,
    change_offer,
    price_offer,
    stock_offer,
    switch_offer,
)
from nongcai.domain.catalogue.services.pictures import add_picture, put_first, remove_picture
from nongcai.domain.catalogue.services.reordering import (
    add_list,
    change_line,
    copy_list,
    put_on_list,
    remove_line,
    remove_list,
    rename_list,
)
from nongcai.domain.catalogue.services.reviewing import pass_product, return_product
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.services.zoning import (
    ToldZone,
    change_zone,
    hang_banner,
    name_curators,
    plan_zone,
    step_zone,
)

__all__ = [
    "Bundle",
    "ToldAttribute",
    "ToldCategory",
    "ToldDemand",
    "ToldOffer",
    "ToldZone",
    "add_category",
    "add_list",
    "add_offer",
    "add_picture",
    "add_plan",
    "admit_entries",
    "answer_demand",
    "ask_attribute",
    "change_attribute",
    "change_category",
    "change_line",
    "change_offer",
    "change_plan",
    "change_zone",
    "close_demand",
    "copy_list",
    "draft_product",
    "draft_products",
    "enter_zone",
    "hang_banner",
    "move_category",
    "name_curators",
    "open_category",
    "order_entry",
    "pass_product",
    "pass_products",
    "plan_zone",
    "plant_categories",
    "price_offer",
    "publish_demand",
    "put_first",
    "put_on_list",
    "put_up",
    "remove_entry",
    "remove_line",
    "remove_list",
    "remove_picture",
    "rename_list",
    "retire_product",
    "retract_answer",
    "return_entries",
    "return_product",
    "revise_product",
    "step_zone",
    "stock_offer",
    "submit_product",
    "submit_products",
    "switch_offer",
    "withdraw_entry",
    "withdraw_product",
]
