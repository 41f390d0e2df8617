"""What is regulated: name, category, origin, producer, label; with papers, pictures and the steps of its review."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.models.category import Category, CategoryAttribute
from nongcai.domain.catalogue.states import (
    PRODUCT_MACHINE,
    Certificate,
    NetUnit,
    ProductAction,
    ProductState,
    Reason,
)


@pghistory.track()
class Product(models.Model):
    """A good of one of the 832 counties, as its supplier says and the platform looked at.

    `net_quantity` is of one piece, in `net_unit`. `version` counts what was submitted.
    """

    supplier = models.ForeignKey(
        "suppliers.Supplier", verbose_name=_("供应商"), on_delete=models.PROTECT, related_name="+"
    )
    category = models.ForeignKey(Category, verbose_name=_("分类"), on_delete=models.PROTECT, related_name="products")
    name = models.CharField(_("商品名称"), max_length=100)
    county = models.ForeignKey("regions.County", verbose_name=_("产地"), on_delete=models.PROTECT, related_name="+")
    producer = models.CharField(_("生产者"), max_length=128)
    standard = models.CharField(_("执行标准"), max_length=60, blank=True, db_default="", default="")
    shelf_life_days = models.PositiveIntegerField(_("保质期（天）"))
    storage = models.CharField(_("贮存条件"), max_length=100)
    allergens = models.CharField(_("致敏物质"), max_length=100, blank=True, db_default="", default="")
    net_quantity = models.DecimalField(_("净含量"), max_digits=12, decimal_places=3)
    net_unit = models.CharField(_("净含量单位"), max_length=5, choices=NetUnit.choices)
    words = models.TextField(_("商品说明"), max_length=2000, blank=True, db_default="", default="")
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=ProductState.choices,
        db_default=ProductState.DRAFT.value,
        default=ProductState.DRAFT,
    )
    version = models.PositiveSmallIntegerField(_("版本"), db_default=0, default=0)
    changed_at = models.DateTimeField(_("办理时间"))
    listed_at = models.DateTimeField(_("首次通过时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("商品")
        constraints = [
            models.CheckConstraint(
                condition=Q(net_quantity__gt=0),
                name="net_content_above_zero",
                violation_error_message=_("净含量应大于零，请按标签填写数量和单位。"),
            ),
            models.CheckConstraint(
                condition=Q(shelf_life_days__gt=0),
                name="shelf_life_above_zero",
                violation_error_message=_("保质期应大于零天。"),
            ),
        ]
        indexes = [
            models.Index(fields=["supplier", "state"], name="products_of_a_supplier"),
            models.Index(fields=["state", "changed_at"], name="products_waiting"),
        ]
        triggers = [
            pgtrigger.FSM(name="product_steps_are_permitted", field="state", transitions=PRODUCT_MACHINE.pairs),
            pgtrigger.Protect(name="products_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class ProductFact(models.Model):
    """What a product says to an attribute of its category."""

    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.CASCADE, related_name="facts")
    attribute = models.ForeignKey(CategoryAttribute, verbose_name=_("属性"), on_delete=models.PROTECT, related_name="+")
    folded = models.CharField(_("比较用文字"), max_length=100, blank=True, db_default="", default="")
    value = models.CharField(_("内容"), max_length=100)

    class Meta:
        verbose_name = _("商品属性")
        constraints = [models.UniqueConstraint(fields=["product", "attribute"], name="one_fact_an_attribute")]

    def __str__(self) -> str:
        return self.value


class ProductPaper(models.Model):
    """Which of its supplier's papers a product claims (认证标识); the claim shows while the paper holds."""

    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.CASCADE, related_name="claims")
    paper = models.ForeignKey("suppliers.Paper", verbose_name=_("证照"), on_delete=models.PROTECT, related_name="+")
    certificate = models.CharField(_("认证标识"), max_length=8, choices=Certificate.choices)

    class Meta:
        verbose_name = _("认证标识")
        constraints = [models.UniqueConstraint(fields=["product", "certificate"], name="one_claim_a_certificate")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.certificate}"


class Picture(models.Model):
    """A picture of a product, turned and resized; `sha256` is of what was kept."""

    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField(_("次序"))
    alt = models.CharField(_("图片说明"), max_length=80)
    sha256 = models.CharField(_("摘要"), max_length=64)
    width = models.PositiveIntegerField(_("宽"))
    height = models.PositiveIntegerField(_("高"))

    class Meta:
        verbose_name = _("商品图片")
        constraints = [
            models.UniqueConstraint(
                fields=["product", "position"], name="one_picture_a_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=~Q(alt=""),
                name="a_picture_has_words",
                violation_error_message=_("请为图片填写说明，供看不到图片的人阅读。"),
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def owner(self) -> str:
        """What its file belongs to."""
        return f"product-picture:{self.pk}"


class ProductStep(models.Model):
    """Who took which step with a product, and why; never edited. `told` is what was submitted, by heading."""

    product = models.ForeignKey(Product, verbose_name=_("商品"), on_delete=models.PROTECT, related_name="steps")
    version = models.PositiveSmallIntegerField(_("版本"))
    action = models.CharField(_("办理"), max_length=9, choices=ProductAction.choices)
    state = models.CharField(_("办理后状态"), max_length=9, choices=ProductState.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_label = models.CharField(_("办理人"), max_length=64)
    by_office = models.CharField(_("办理单位"), max_length=128)
    reason = models.CharField(_("原因"), max_length=8, choices=Reason.choices, blank=True, db_default="", default="")
    words = models.CharField(_("说明"), max_length=500, blank=True, db_default="", default="")
    told = models.JSONField(_("提交的内容"), db_default={}, default=dict, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("商品办理记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(action=ProductAction.SEND_BACK) | (~Q(reason="") & ~Q(words="")),
                name="a_product_returns_with_a_reason",
                violation_error_message=_("退回时请选择原因，并写明需要修改什么。"),
            ),
        ]
        indexes = [models.Index(fields=["product", "id"], name="steps_of_a_product")]
        triggers = [pgtrigger.Protect(name="product_steps_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.product_id} {self.action}"
