"""Addresses of the filing season."""

from django.urls import path

from nongcai.interfaces.web.shares import bulk, filling, inbox, reports, scanning, sharing, tables, views

app_name = "shares"
BULK = "shares/bulk/<int:year>/"
UNIT = "shares/units/<int:unit_id>/<int:year>/"

urlpatterns = [
    path("shares/", views.filing_list, name="filing_list"),
    path("shares/export/", views.filing_export, name="filing_export"),
    path("shares/own/", views.filing_own, name="filing_own"),
    path("shares/inbox/", inbox.inbox_show, name="inbox_show"),
    path("shares/inbox/decide/", inbox.inbox_decide, name="inbox_decide"),
    path("shares/table/", tables.table_show, name="table_show"),
    path("shares/table/print/", tables.table_print, name="table_print"),
    path("shares/table/export/", tables.table_export, name="table_export"),
    path("shares/reports/", reports.report_show, name="report_show"),
    path("shares/reports/submit/", reports.report_submit, name="report_submit"),
    path("shares/reports/<int:report_id>/accept/", reports.report_accept, name="report_accept"),
    path("shares/reports/<int:report_id>/send-back/", reports.report_send_back, name="report_send_back"),
    path(BULK, bulk.bulk_new, name="bulk_new"),
    path(f"{BULK}form/", bulk.bulk_form, name="bulk_form"),
    path(f"{BULK}<uuid:document_id>/", bulk.bulk_show, name="bulk_show"),
    path(f"{BULK}<uuid:document_id>/fill/", bulk.bulk_fill, name="bulk_fill"),
    path(f"{BULK}<uuid:document_id>/rejects/", bulk.bulk_rejects, name="bulk_rejects"),
    path(UNIT, views.filing_show, name="filing_show"),
    path(f"{UNIT}scans/", scanning.scan_upload, name="scan_upload"),
    path(f"{UNIT}scans/versions/", scanning.scan_list, name="scan_list"),
    path(f"{UNIT}scans/<uuid:document_id>/", scanning.scan_download, name="scan_download"),
    path(f"{UNIT}members/", sharing.member_name, name="member_name"),
    path(f"{UNIT}members/<int:member_id>/strike/", sharing.member_strike, name="member_strike"),
    path(f"{UNIT}host/acknowledge/", sharing.host_acknowledge, name="host_acknowledge"),
    path(f"{UNIT}host/object/", sharing.host_object, name="host_object"),
    path(f"{UNIT}proofs/<uuid:document_id>/", sharing.proof_download, name="proof_download"),
    path(f"{UNIT}print/", views.filing_print, name="filing_print"),
    path(f"{UNIT}file/", filling.filing_file, name="filing_file"),
    path(f"{UNIT}draft/", filling.filing_draft, name="filing_draft"),
    path(f"{UNIT}withdraw/", views.filing_withdraw, name="filing_withdraw"),
    path(f"{UNIT}keep/", views.filing_keep, name="filing_keep"),
    path(f"{UNIT}decide/", views.filing_decide, name="filing_decide"),
]
