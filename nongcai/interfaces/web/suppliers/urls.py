"""Addresses of suppliers."""

from django.urls import path

from nongcai.interfaces.web.suppliers import acts, measures, own, papers, registering, views

app_name = "suppliers"

_ONE = "suppliers/<int:supplier_id>/"
_APPLICATION = "suppliers/applications/<int:application_id>/"
_PAPER = "suppliers/papers/<int:paper_id>/"
_MEASURE = "suppliers/measures/<int:measure_id>/"

urlpatterns = [
    path("suppliers/", views.supplier_list, name="supplier_list"),
    path("suppliers/inbox/", views.application_list, name="application_list"),
    path("suppliers/inbox/recommend/", acts.application_recommend_many, name="application_recommend_many"),
    path("suppliers/register/", registering.registration_new, name="registration_new"),
    path("suppliers/own/", own.supplier_own, name="supplier_own"),
    path("suppliers/own/renew/", own.application_renew, name="application_renew"),
    path("suppliers/own/fill/", own.application_fill, name="application_fill"),
    path("suppliers/own/submit/", own.application_submit, name="application_submit"),
    path("suppliers/own/withdraw/", own.application_withdraw, name="application_withdraw"),
    path("suppliers/papers/", papers.paper_list, name="paper_list"),
    path("suppliers/papers/new/", papers.paper_new, name="paper_new"),
    path(f"{_PAPER}scan/", papers.paper_scan, name="paper_scan"),
    path(f"{_PAPER}accept/", papers.paper_accept, name="paper_accept"),
    path(f"{_PAPER}refuse/", papers.paper_refuse, name="paper_refuse"),
    path("suppliers/measures/", measures.measure_list, name="measure_list"),
    path(_MEASURE, measures.measure_show, name="measure_show"),
    path(f"{_MEASURE}reply/", measures.measure_answer, name="measure_answer"),
    path(f"{_MEASURE}decide/", measures.measure_decide, name="measure_decide"),
    path(f"{_APPLICATION}pass/", acts.application_pass, name="application_pass"),
    path(f"{_APPLICATION}publicise/", acts.application_publicise, name="application_publicise"),
    path(f"{_APPLICATION}recommend/", acts.application_recommend, name="application_recommend"),
    path(f"{_APPLICATION}admit/", acts.application_admit, name="application_admit"),
    path(f"{_APPLICATION}return/", acts.application_return, name="application_return"),
    path(f"{_APPLICATION}recall/", acts.application_recall, name="application_recall"),
    path(f"{_APPLICATION}objections/", acts.objection_enter, name="objection_enter"),
    path(f"{_APPLICATION}letter/", views.letter_download, name="letter_download"),
    path("suppliers/objections/<int:objection_id>/", acts.objection_answer, name="objection_answer"),
    path(_ONE, views.supplier_show, name="supplier_show"),
    path(f"{_ONE}checks/", acts.check_enter, name="check_enter"),
    path(f"{_ONE}measures/", measures.measure_notify, name="measure_notify"),
]
