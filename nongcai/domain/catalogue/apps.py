"""Wiring of the room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "nongcai.domain.catalogue"
    label = "catalogue"
    verbose_name = "商品"
