"""Addresses of importing and reconciliation."""

from django.urls import path

from nongcai.interfaces.web.imports import going_back, reconciling, remembering, revising, views

app_name = "imports"

urlpatterns = [
    path("imports/", views.run_list, name="run_list"),
    path("imports/new/", views.run_new, name="run_new"),
    path("imports/templates/<slug:kind>/", views.template_download, name="template_download"),
    path("imports/reconciliation/", reconciling.reconciliation_list, name="reconciliation_list"),
    path("imports/reconciliation/settle/", reconciling.reconciliation_settle, name="reconciliation_settle"),
    path("imports/reconciliation/settled/", revising.reconciliation_settled, name="reconciliation_settled"),
    path("imports/reconciliation/<int:item_id>/", revising.reconciliation_show, name="reconciliation_show"),
    path("imports/reconciliation/<int:item_id>/revise/", revising.reconciliation_revise, name="reconciliation_revise"),
    path("imports/reconciliation/<int:item_id>/reopen/", revising.reconciliation_reopen, name="reconciliation_reopen"),
    path("imports/decisions/", remembering.run_answers, name="run_answers"),
    path("imports/decisions/<int:decision_id>/", remembering.run_answers_change, name="run_answers_change"),
    path("imports/<int:run_id>/", views.run_detail, name="run_detail"),
    path("imports/<int:run_id>/answer/", views.run_answer, name="run_answer"),
    path("imports/<int:run_id>/accept/", views.run_accept, name="run_accept"),
    path("imports/<int:run_id>/check/", views.run_check, name="run_check"),
    path("imports/<int:run_id>/changes/", going_back.run_changes, name="run_changes"),
    path("imports/<int:run_id>/backward/", going_back.run_backward, name="run_backward"),
    path("imports/<int:run_id>/backward/decide/", going_back.run_backward_decide, name="run_backward_decide"),
    path("imports/<int:run_id>/load/", views.run_load, name="run_load"),
    path("imports/<int:run_id>/discard/", views.run_discard, name="run_discard"),
    path("imports/<int:run_id>/rejects/<int:sheet_id>/", views.run_rejects, name="run_rejects"),
]
