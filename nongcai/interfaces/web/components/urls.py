"""Address of the component page; only demo and development have it."""

from django.urls import path

from nongcai.interfaces.web.components import views

app_name = "components"

urlpatterns = [path("components/", views.component_list, name="component_list")]
