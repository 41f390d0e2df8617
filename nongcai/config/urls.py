"""Every address starts here."""

from django.urls import include, path

from nongcai.interfaces.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("nongcai.interfaces.web.urls")),
]

handler403 = "nongcai.interfaces.web.refusals.forbidden"
handler404 = "nongcai.interfaces.web.refusals.not_found"
handler500 = "nongcai.interfaces.web.refusals.server_error"
