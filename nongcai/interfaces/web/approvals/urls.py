"""Addresses of approvals; a subject has a colon, as `order:…`, and no other address has."""

from django.urls import path, register_converter

from nongcai.interfaces.web.approvals import budgets, levels, views

app_name = "approvals"


class Subject:
    """A subject as it stands in an address."""

    regex = "[a-z_]{1,20}:[A-Za-z0-9-]{1,40}"

    def to_python(self, value: str) -> str:
        """Return what stands there."""
        return value

    def to_url(self, value: str) -> str:
        """Return what is to stand there."""
        return value


register_converter(Subject, "subject")

_ONE, _BUDGET = "approvals/<subject:subject>/", "approvals/budgets/<int:budget_id>/"

urlpatterns = [
    path("approvals/", views.inbox_show, name="inbox_show"),
    path("approvals/agree/", views.inbox_agree, name="inbox_agree"),
    path("approvals/requests/", views.request_list, name="request_list"),
    path("approvals/levels/", levels.level_list, name="level_list"),
    path("approvals/levels/<int:organisation_id>/", levels.level_edit, name="level_edit"),
    path("approvals/delegations/", levels.delegation_list, name="delegation_list"),
    path("approvals/delegations/new/", levels.delegation_new, name="delegation_new"),
    path("approvals/delegations/<int:delegation_id>/end/", levels.delegation_end, name="delegation_end"),
    path("approvals/budgets/", budgets.budget_list, name="budget_list"),
    path("approvals/budgets/new/", budgets.budget_new, name="budget_new"),
    path(_BUDGET, budgets.budget_show, name="budget_show"),
    path(f"{_BUDGET}change/", budgets.budget_change, name="budget_change"),
    path(f"{_BUDGET}close/", budgets.budget_close, name="budget_close"),
    path(_ONE, views.request_show, name="request_show"),
    path(f"{_ONE}agree/", views.request_agree, name="request_agree"),
    path(f"{_ONE}refuse/", views.request_refuse, name="request_refuse"),
    path(f"{_ONE}withdraw/", views.request_withdraw, name="request_withdraw"),
]
