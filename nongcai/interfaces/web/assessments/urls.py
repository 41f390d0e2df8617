"""Addresses of boards, rankings, units and orders."""

from django.urls import path

from nongcai.interfaces.web.assessments import by_line, natures, openings, orders, units, views

app_name = "assessments"

urlpatterns = [
    path("boards/", views.board_own, name="board_own"),
    path("boards/ranking/", views.ranking_own, name="ranking_own"),
    path("boards/<int:node_id>/", views.board_show, name="board_show"),
    path("boards/<int:node_id>/export/", views.board_export, name="board_export"),
    path("boards/<int:node_id>/ranking/", views.ranking_show, name="ranking_show"),
    path("boards/<int:node_id>/openings/", openings.opening_enter, name="opening_enter"),
    path("lines/", by_line.line_show, name="line_show"),
    path("lines/origins/", by_line.origin_show, name="origin_show"),
    path("units/<int:unit_id>/", units.unit_show, name="unit_show"),
    path("units/<int:unit_id>/nature/", natures.nature_state, name="nature_state"),
    path("units/<int:unit_id>/entries/", units.entry_list, name="entry_list"),
    path("transactions/<str:order_no>/", orders.transaction_show, name="transaction_show"),
]
