"""The shelf: one row an offer, with all that it is found, filtered and sorted by; recomputable."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.offer import Offer
from nongcai.domain.catalogue.states import Measured

ALL_YEAR = 0b1111_1111_1111


class ShelfRow(models.Model):
    """What an offer is found by (货架). `tokens` are single characters, pairs, pinyin and initials of its words.

    `name` is folded for comparison. `unit_price` is yuan by kilogram, litre or piece as `measured` says. `is_up` says
    that product, category and offer allow it to show; whether it is in season on the day (`months`, one bit a month,
    January the lowest), its supplier may sell, and the papers of its category hold, is asked when it is read.
    `mixed` is the offer's number shaken: the order of those among whom nothing else decides. `zones` are those that
    admitted the product and whose rules on price, category and origin it keeps; each stands among the tokens, too.
    """

    offer = models.OneToOneField(
        Offer, verbose_name=_("销售规格"), on_delete=models.CASCADE, primary_key=True, related_name="shelf"
    )
    product_id = models.BigIntegerField(_("商品"), db_index=True)
    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.TextField(_("商品名称"))
    tokens = SearchVectorField(_("检索词"))
    category_path = models.CharField(_("分类路径"), max_length=120)
    county_code = models.CharField(_("产地县"), max_length=6)
    province_code = models.CharField(_("产地省"), max_length=2)
    certificates = ArrayField(models.CharField(max_length=8), verbose_name=_("认证标识"), db_default=[], default=list)
    needs = ArrayField(models.CharField(max_length=12), verbose_name=_("须有的证照"), db_default=[], default=list)
    # Two digits of province codes to which it is not delivered.
    withheld = ArrayField(models.CharField(max_length=2), verbose_name=_("不配送"), db_default=[], default=list)
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)
    unit_price = models.DecimalField(_("折算单价（元）"), max_digits=14, decimal_places=4)
    measured = models.CharField(_("折算单位"), max_length=6, choices=Measured.choices)
    in_stock = models.BooleanField(_("有货"), db_default=True, default=True)
    is_up = models.BooleanField(_("可展示"), db_default=False, default=False)
    months = models.PositiveSmallIntegerField(_("供应月份"), db_default=ALL_YEAR, default=ALL_YEAR)
    zones = ArrayField(models.BigIntegerField(), verbose_name=_("专区"), db_default=[], default=list)
    mixed = models.BigIntegerField(_("综合次序"), db_default=0, default=0)
    listed_at = models.DateTimeField(_("上架时间"))

    class Meta:
        verbose_name = _("货架")
        indexes = [
            GinIndex(fields=["tokens"], name="shelf_by_tokens", fastupdate=False),
            models.Index(fields=["mixed"], name="shelf_by_chance", condition=Q(is_up=True)),
            models.Index(fields=["-listed_at", "-offer"], name="shelf_by_age", condition=Q(is_up=True)),
            models.Index(fields=["unit_price", "offer"], name="shelf_by_unit_price", condition=Q(is_up=True)),
            models.Index(
                fields=["category_path", "-listed_at"],
                name="shelf_by_category",
                opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                condition=Q(is_up=True),
            ),
            # A province and a category together: either alone leaves thousands of rows to be fetched.
            models.Index(
                fields=["province_code", "category_path"],
                name="shelf_by_province",
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                condition=Q(is_up=True),
            ),
            models.Index(fields=["county_code", "-listed_at"], name="shelf_by_county", condition=Q(is_up=True)),
            models.Index(fields=["supplier", "-listed_at"], name="shelf_by_supplier", condition=Q(is_up=True)),
        ]

    def __str__(self) -> str:
        return self.name
