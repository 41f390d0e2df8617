"""Every page starts here: one line an area."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    # Most of what is asked for is here; addresses are tried in this order.
    path("", include("nongcai.interfaces.web.hall.urls")),
    path("", include("nongcai.interfaces.web.desk.urls")),
    path("", include("nongcai.interfaces.web.accounts.urls")),
    path("", include("nongcai.interfaces.web.contacts.urls")),
    path("", include("nongcai.interfaces.web.programmes.urls")),
    path("", include("nongcai.interfaces.web.organisations.urls")),
    path("", include("nongcai.interfaces.web.assessments.urls")),
    path("", include("nongcai.interfaces.web.shares.urls")),
    path("", include("nongcai.interfaces.web.reorganisations.urls")),
    path("", include("nongcai.interfaces.web.urging.urls")),
    path("", include("nongcai.interfaces.web.webhooks.urls")),
    path("", include("nongcai.interfaces.web.guides.urls")),
    path("", include("nongcai.interfaces.web.suppliers.urls")),
    path("", include("nongcai.interfaces.web.payments.urls")),
    path("", include("nongcai.interfaces.web.goods.urls")),
    path("", include("nongcai.interfaces.web.prices.urls")),
    path("", include("nongcai.interfaces.web.zones.urls")),
    path("", include("nongcai.interfaces.web.demands.urls")),
    path("", include("nongcai.interfaces.web.reorders.urls")),
    path("", include("nongcai.interfaces.web.approvals.urls")),
    path("", include("nongcai.interfaces.web.incidents.urls")),
    path("", include("nongcai.interfaces.web.support.urls")),
    path("", include("nongcai.interfaces.web.orders.urls")),
    path("", include("nongcai.interfaces.web.notices.urls")),
    path("", include("nongcai.interfaces.web.imports.urls")),
]

if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("dev/", include("nongcai.interfaces.web.components.urls")))
