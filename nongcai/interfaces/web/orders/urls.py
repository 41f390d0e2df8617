"""Addresses of orders."""

from django.urls import path

from nongcai.interfaces.web.orders import acts, cart, corrections, lists, placing, standing, standing_writing, views

app_name = "orders"

_ONE = "orders/<uuid:order_id>/"
_STANDING = "orders/standing/<int:standing_id>/"
_ACTS = (
    acts.order_approve,
    acts.order_refuse,
    acts.order_sign,
    acts.order_requote,
    acts.order_agree,
    acts.order_decline,
    acts.order_ship,
    acts.order_accept,
    acts.order_evaluate,
    acts.order_cancel,
    acts.order_call_off,
    acts.order_ask_return,
)

urlpatterns = [
    path("orders/", lists.order_list, name="order_list"),
    path("orders/export/", lists.order_export, name="order_export"),
    path("orders/new/", placing.order_new, name="order_new"),
    path("orders/cart/", cart.cart_show, name="cart_show"),
    path("orders/cart/add/", cart.cart_add, name="cart_add"),
    path("orders/cart/<int:line_id>/change/", cart.cart_change, name="cart_change"),
    path("orders/cart/<int:line_id>/remove/", cart.cart_remove, name="cart_remove"),
    path("orders/uncounted/", lists.uncounted_list, name="uncounted_list"),
    path("orders/corrections/", corrections.correction_list, name="correction_list"),
    path("orders/standing/", standing.standing_list, name="standing_list"),
    path("orders/standing/new/", standing_writing.standing_new, name="standing_new"),
    path(_STANDING, standing.standing_show, name="standing_show"),
    path(f"{_STANDING}edit/", standing_writing.standing_edit, name="standing_edit"),
    path(f"{_STANDING}pause/", standing.standing_pause, name="standing_pause"),
    path(f"{_STANDING}resume/", standing.standing_resume, name="standing_resume"),
    path(f"{_STANDING}end/", standing.standing_end, name="standing_end"),
    path(f"{_STANDING}agree/", standing.standing_agree, name="standing_agree"),
    path(f"{_STANDING}breaks/", standing.standing_rest, name="standing_rest"),
    path(f"{_STANDING}breaks/<int:break_id>/remove/", standing.standing_unrest, name="standing_unrest"),
    path(f"{_STANDING}runs/<str:day>/<int:supplier_id>/", standing.standing_place, name="standing_place"),
    path("sales/", lists.sale_list, name="sale_list"),
    path("sales/export/", lists.sale_export, name="sale_export"),
    path(_ONE, views.order_show, name="order_show"),
    path(f"{_ONE}contract/", views.contract_show, name="contract_show"),
    path(f"{_ONE}returns/<int:seq>/answer/", acts.return_answer, name="return_answer"),
    path(f"{_ONE}returns/<int:seq>/take/", acts.return_take, name="return_take"),
    path(f"{_ONE}returns/<int:seq>/files/<uuid:file_id>/", views.return_file, name="return_file"),
    path(f"{_ONE}correct/", corrections.correction_ask, name="correction_ask"),
    path(f"{_ONE}corrections/<int:seq>/answer/", corrections.correction_answer, name="correction_answer"),
    path(f"{_ONE}files/<int:seq>/<uuid:file_id>/", views.evidence_file, name="evidence_file"),
    *(path(f"{_ONE}{act.__name__.removeprefix('order_').replace('_', '-')}/", act, name=act.__name__) for act in _ACTS),
]
