"""Addresses of the hall."""

from django.urls import path

from nongcai.interfaces.web.hall import views

app_name = "hall"

urlpatterns = [
    path("hall/", views.hall_show, name="hall_show"),
    path("hall/offers/", views.offer_list, name="offer_list"),
    path("hall/offers/compare/", views.offer_compare, name="offer_compare"),
    path("hall/names/", views.name_suggest, name="name_suggest"),
    path("hall/products/<int:product_id>/", views.product_show, name="product_show"),
    path("hall/suppliers/<int:supplier_id>/", views.seller_show, name="seller_show"),
    path("hall/zones/<int:zone_id>/", views.zone_show, name="zone_show"),
    path("hall/counties/<str:county_code>/", views.county_show, name="county_show"),
]
