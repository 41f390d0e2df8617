"""Addresses of goods."""

from django.urls import path, re_path

from nongcai.interfaces.web.goods import (
    acts,
    batches,
    categories,
    exports,
    listings,
    offers,
    pictures,
    plans,
    synonyms,
    views,
)

app_name = "goods"

_ONE = "goods/<int:product_id>/"
_OFFER = "goods/offers/<int:offer_id>/"
_PICTURE = "goods/pictures/<int:picture_id>/"
_CATEGORY = "goods/categories/<int:category_id>/"
_BATCH = "goods/batches/<int:batch_id>/"

urlpatterns = [
    path("goods/", views.product_list, name="product_list"),
    path("goods/queue/", views.queue_show, name="queue_show"),
    path("goods/new/", views.product_new, name="product_new"),
    path(_ONE, views.product_show, name="product_show"),
    path(f"{_ONE}edit/", views.product_edit, name="product_edit"),
    path(f"{_ONE}submit/", acts.product_submit, name="product_submit"),
    path(f"{_ONE}withdraw/", acts.product_withdraw, name="product_withdraw"),
    path(f"{_ONE}retire/", acts.product_retire, name="product_retire"),
    path(f"{_ONE}pass/", acts.product_pass, name="product_pass"),
    path(f"{_ONE}return/", acts.product_return, name="product_return"),
    path(f"{_ONE}pictures/", pictures.picture_add, name="picture_add"),
    re_path(
        r"^goods/pictures/(?P<picture_id>\d{1,18})/(?P<size>large|small)\.jpg$",
        pictures.picture_show,
        name="picture_show",
    ),
    path(f"{_PICTURE}remove/", pictures.picture_remove, name="picture_remove"),
    path(f"{_PICTURE}first/", pictures.picture_first, name="picture_first"),
    path(f"{_ONE}offers/new/", offers.offer_new, name="offer_new"),
    path(_OFFER, offers.offer_show, name="offer_show"),
    path(f"{_OFFER}edit/", offers.offer_edit, name="offer_edit"),
    path(f"{_OFFER}price/", offers.offer_price, name="offer_price"),
    path(f"{_OFFER}stock/", offers.offer_stock, name="offer_stock"),
    path(f"{_OFFER}switch/", offers.offer_switch, name="offer_switch"),
    path("goods/freight/", plans.plan_list, name="plan_list"),
    path("goods/freight/new/", plans.plan_new, name="plan_new"),
    path("goods/freight/<int:plan_id>/", plans.plan_edit, name="plan_edit"),
    path("goods/categories/", categories.category_list, name="category_list"),
    path("goods/categories/plant/", categories.category_plant, name="category_plant"),
    path("goods/categories/new/", categories.category_new, name="category_new"),
    path(_CATEGORY, categories.category_show, name="category_show"),
    path(f"{_CATEGORY}edit/", categories.category_edit, name="category_edit"),
    path(f"{_CATEGORY}move/", categories.category_move, name="category_move"),
    path(f"{_CATEGORY}open/", categories.category_open, name="category_open"),
    path(f"{_CATEGORY}attributes/", categories.attribute_ask, name="attribute_ask"),
    path("goods/batches/", batches.batch_list, name="batch_list"),
    path("goods/batches/new/", batches.batch_new, name="batch_new"),
    path("goods/batches/template/<int:category_id>/", exports.batch_template, name="batch_template"),
    path("goods/batches/changes/", batches.batch_change, name="batch_change"),
    path("goods/batches/changes/form/", exports.batch_form, name="batch_form"),
    path(_BATCH, batches.batch_show, name="batch_show"),
    path(f"{_BATCH}check/", batches.batch_check, name="batch_check"),
    path(f"{_BATCH}load/", batches.batch_load, name="batch_load"),
    path(f"{_BATCH}discard/", batches.batch_discard, name="batch_discard"),
    path(f"{_BATCH}rejects/", exports.batch_rejects, name="batch_rejects"),
    path("goods/offers/export/", exports.offer_export, name="offer_export"),
    path("goods/synonyms/", synonyms.synonym_list, name="synonym_list"),
    path("goods/synonyms/new/", synonyms.synonym_add, name="synonym_add"),
    path("goods/synonyms/<int:synonym_id>/switch/", synonyms.synonym_switch, name="synonym_switch"),
    path("goods/counties/", listings.listing_list, name="listing_list"),
    path("goods/counties/template/", listings.listing_template, name="listing_template"),
    path("goods/counties/upload/", listings.listing_upload, name="listing_upload"),
    path("goods/counties/end/", listings.listing_end, name="listing_end"),
    path("goods/counties/<uuid:document_id>/", listings.listing_show, name="listing_show"),
    path("goods/counties/<uuid:document_id>/load/", listings.listing_load, name="listing_load"),
    path("goods/attributes/<int:attribute_id>/", categories.attribute_edit, name="attribute_edit"),
]
