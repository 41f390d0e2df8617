"""Addresses of money."""

from django.urls import path

from nongcai.interfaces.web.payments import accounts, claims, issues, months, online, orders, papers, statements, views

app_name = "payments"

_ORDER = "payments/orders/<uuid:order_id>/"
_CLAIM = f"{_ORDER}claims/<int:seq>/"
_ISSUE = "payments/issues/<uuid:transfer_id>/<int:seq>/"
_STATEMENT = "payments/statements/<uuid:document_id>/"
_ACCOUNT = "payments/accounts/<int:account_id>/"

urlpatterns = [
    path("payments/", views.due_list, name="due_list"),
    path("payments/months/", months.month_show, name="month_show"),
    path("payments/months/pdf/", months.month_paper, name="month_paper"),
    path("payments/punctuality/", views.punctuality_show, name="punctuality_show"),
    path(_ORDER, orders.order_show, name="order_show"),
    path(f"{_ORDER}extend/", orders.order_extend, name="order_extend"),
    path(f"{_ORDER}invoices/", orders.invoice_show, name="invoice_show"),
    path(f"{_ORDER}invoices/accept/", orders.invoice_accept, name="invoice_accept"),
    path(f"{_ORDER}invoices/<int:seq>/strike/", orders.invoice_strike, name="invoice_strike"),
    path(f"{_ORDER}invoices/<int:seq>/file/", papers.invoice_file, name="invoice_file"),
    path(f"{_ORDER}allocations/<int:seq>/take-back/", orders.allocation_take_back, name="allocation_take_back"),
    path(f"{_ORDER}online/", online.payment_open, name="payment_open"),
    path(f"{_ORDER}online/<int:seq>/check/", online.payment_check, name="payment_check"),
    path("payments/wechat/notice/", online.notice_take, name="notice_take"),
    path(f"{_ORDER}contract/<str:form>/", papers.contract_paper, name="contract_paper"),
    path(f"{_ORDER}packet/", papers.packet_download, name="packet_download"),
    path("payments/claims/", claims.claim_list, name="claim_list"),
    path(f"{_ORDER}claims/new/", claims.claim_new, name="claim_new"),
    path(_CLAIM, claims.claim_show, name="claim_show"),
    path(f"{_CLAIM}file/", claims.claim_file, name="claim_file"),
    path(f"{_CLAIM}steps/<slug:action>/", claims.claim_step, name="claim_step"),
    path("payments/issues/", issues.issue_list, name="issue_list"),
    path(_ISSUE, issues.issue_show, name="issue_show"),
    path(f"{_ISSUE}pass/", issues.issue_pass, name="issue_pass"),
    path(f"{_ISSUE}assign/", issues.issue_assign, name="issue_assign"),
    path(f"{_ISSUE}give-back/", online.transfer_return, name="transfer_return"),
    path("payments/statements/", statements.statement_list, name="statement_list"),
    path("payments/statements/new/", statements.statement_new, name="statement_new"),
    path(_STATEMENT, statements.statement_show, name="statement_show"),
    path(f"{_STATEMENT}headings/", statements.statement_answer, name="statement_answer"),
    path(f"{_STATEMENT}load/", statements.statement_load, name="statement_load"),
    path(f"{_STATEMENT}rejects/", statements.statement_rejects, name="statement_rejects"),
    path("payments/accounts/", accounts.account_list, name="account_list"),
    path("payments/accounts/new/", accounts.account_new, name="account_new"),
    path(f"{_ACCOUNT}confirm/", accounts.account_confirm, name="account_confirm"),
    path(f"{_ACCOUNT}refuse/", accounts.account_refuse, name="account_refuse"),
]
