"""Who sells a product, how: specification, price, freight, stock."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.product import Product
from nongcai.domain.catalogue.states import Measured, SaleUnit


@pghistory.track()
class FreightPlan(models.Model):
    """What a supplier asks for carriage, by province (运费模板)."""

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("名称"), max_length=40)

    class Meta:
        verbose_name = _("运费模板")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "name"],
                name="one_freight_plan_a_name",
                violation_error_message=_("已有同名的运费模板。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class FreightRow(models.Model):
    """To a province (two digits of its code; "" for all others): fees in yuan by kilogram, or no delivery."""

    plan = models.ForeignKey(FreightPlan, verbose_name=_("运费模板"), on_delete=models.CASCADE, related_name="rows")
    province = models.CharField(_("省级代码"), max_length=2, blank=True, db_default="", default="")
    delivers = models.BooleanField(_("可配送"), db_default=True, default=True)
    first_kilograms = models.DecimalField(_("首重（千克）"), max_digits=8, decimal_places=3, db_default=1, default=1)
    first_fee = models.DecimalField(_("首重运费（元）"), max_digits=8, decimal_places=2, db_default=0, default=0)
    next_fee = models.DecimalField(_("续重每千克（元）"), max_digits=8, decimal_places=2, db_default=0, default=0)
    free_from = models.DecimalField(_("满额包邮（元）"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("运费")
        constraints = [
            models.UniqueConstraint(fields=["plan", "province"], name="one_freight_a_province"),
            models.CheckConstraint(
                condition=Q(first_fee__gte=0, next_fee__gte=0, first_kilograms__gt=0),
                name="freight_not_below_zero",
                violation_error_message=_("运费不能小于零，首重应大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.province or "其他"


@pghistory.track()
class Offer(models.Model):
    """How a product is sold. A sale unit holds `pieces` of the product; `net` is what is in it, in `measured`.

    Goods paid by weight (称重商品) are ordered by sale unit with a nominal weight `net`, within `band_percent` of it.
    `resource_id` is the stock, in sale units, in the room of promises. Carriage is paid by `gross_kilograms`, or
    without it by what is in it.
    """

    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.PROTECT, related_name="offers")
    specification = models.CharField(_("规格"), max_length=60)
    sale_unit = models.CharField(_("销售单位"), max_length=8, choices=SaleUnit.choices)
    pieces = models.PositiveIntegerField(_("每单位件数"), db_default=1, default=1)
    net = models.DecimalField(_("每单位净含量"), max_digits=12, decimal_places=3)
    measured = models.CharField(_("折算单位"), max_length=6, choices=Measured.choices)
    gross_kilograms = models.DecimalField(
        _("每单位毛重（千克）"), max_digits=10, decimal_places=3, null=True, blank=True
    )
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)
    minimum = models.PositiveIntegerField(_("起订量"), db_default=1, default=1)
    lead_days = models.PositiveSmallIntegerField(_("备货天数"), db_default=3, default=3)
    season_from = models.PositiveSmallIntegerField(_("供应起始月"), null=True, blank=True)
    season_to = models.PositiveSmallIntegerField(_("供应截止月"), null=True, blank=True)
    is_catch_weight = models.BooleanField(_("称重商品"), db_default=False, default=False)
    band_percent = models.DecimalField(_("重量允差（%）"), max_digits=4, decimal_places=1, null=True, blank=True)
    freight = models.ForeignKey(
        FreightPlan, verbose_name=_("运费模板"), on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    resource_id = models.UUIDField(_("库存"))
    is_on = models.BooleanField(_("上架"), db_default=False, default=False)
    changed_at = models.DateTimeField(_("变动时间"))

    class Meta:
        verbose_name = _("销售规格")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "specification"],
                name="one_offer_a_specification",
                violation_error_message=_("该商品已有同名规格。"),
            ),
            models.CheckConstraint(
                condition=Q(price__gt=0),
                name="price_above_zero",
                violation_error_message=_("单价应大于零元。"),
            ),
            models.CheckConstraint(
                condition=Q(net__gt=0, pieces__gt=0, minimum__gt=0),
                name="an_offer_has_content",
                violation_error_message=_("每单位件数、净含量、起订量应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(gross_kilograms__isnull=True) | Q(gross_kilograms__gt=0),
                name="gross_weight_above_zero",
                violation_error_message=_("每单位毛重应大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(is_catch_weight=False) | Q(band_percent__gt=0, measured=Measured.MASS),
                name="catch_weight_has_a_band",
                violation_error_message=_("称重商品须按重量计，并填写重量允差。"),
            ),
            models.CheckConstraint(
                condition=Q(season_from__isnull=True, season_to__isnull=True)
                | Q(season_from__range=(1, 12), season_to__range=(1, 12)),
                name="season_in_months",
                violation_error_message=_("供应起止月应为1至12。"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="offers_are_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.specification


class PriceTier(models.Model):
    """From how many sale units on a lower price holds (阶梯价)."""

    offer = models.ForeignKey(Offer, verbose_name=_("销售规格"), on_delete=models.CASCADE, related_name="tiers")
    from_quantity = models.PositiveIntegerField(_("起始数量"))
    price = models.DecimalField(_("单价（元）"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("阶梯价")
        constraints = [
            models.UniqueConstraint(fields=["offer", "from_quantity"], name="one_tier_a_quantity"),
            models.CheckConstraint(
                condition=Q(price__gt=0, from_quantity__gt=1),
                name="tier_above_one",
                violation_error_message=_("阶梯价应大于零元，起始数量应大于1。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_quantity} {self.price}"


class PriceChange(models.Model):
    """A price that was set, and the one before (价格变动); never edited."""

    offer = models.ForeignKey(Offer, verbose_name=_("销售规格"), on_delete=models.PROTECT, related_name="price_changes")
    before = models.DecimalField(_("原价（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(_("现价（元）"), max_digits=12, decimal_places=2)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("价格变动")
        constraints = [
            models.CheckConstraint(
                condition=Q(before__isnull=True) | ~Q(before=F("after")),
                name="a_price_change_changes",
                violation_error_message=_("价格没有变化。"),
            )
        ]
        indexes = [models.Index(fields=["offer", "at"], name="price_changes_of_an_offer")]
        triggers = [pgtrigger.Protect(name="price_changes_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.after}"
