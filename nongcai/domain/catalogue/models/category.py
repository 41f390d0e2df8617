"""The tree of categories (商品分类), and what each asks of its products."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue.states import AttributeKind


@pghistory.track()
class Category(models.Model):
    """A node of the tree. `path` holds the ids from the root down to itself, each followed by a dot.

    `needs` are the kinds of papers without which nothing of it shows, as `suppliers.PaperKind` has them.
    """

    parent = models.ForeignKey(
        "self", verbose_name=_("上级分类"), on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    name = models.CharField(_("名称"), max_length=40)
    path = models.CharField(_("路径"), max_length=120, db_default="", default="", blank=True)
    position = models.PositiveIntegerField(_("次序"), db_default=0, default=0)
    needs = ArrayField(
        models.CharField(max_length=12), verbose_name=_("须有的证照"), db_default=[], default=list, blank=True
    )
    is_open = models.BooleanField(_("启用"), db_default=True, default=True)

    class Meta:
        verbose_name = _("商品分类")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="one_category_a_name",
                nulls_distinct=False,
                violation_error_message=_("同一上级分类下已有同名分类。"),
            ),
            models.CheckConstraint(
                condition=~Q(pk=models.F("parent")),
                name="category_is_not_its_own_parent",
                violation_error_message=_("分类不能以自身为上级。"),
            ),
        ]
        indexes = [models.Index(fields=["path"], name="category_by_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CategoryAttribute(models.Model):
    """What a product of a category, or of one below it, says of itself (分类属性)."""

    category = models.ForeignKey(Category, verbose_name=_("分类"), on_delete=models.PROTECT, related_name="attributes")
    name = models.CharField(_("属性"), max_length=40)
    kind = models.CharField(_("类型"), max_length=6, choices=AttributeKind.choices)
    choices = ArrayField(
        models.CharField(max_length=40), verbose_name=_("选项"), db_default=[], default=list, blank=True
    )
    is_required = models.BooleanField(_("必填"), db_default=True, default=True)
    # Prices are compared among products that say the same to it.
    is_priced = models.BooleanField(_("影响价格"), db_default=False, default=False)
    position = models.PositiveIntegerField(_("次序"), db_default=0, default=0)

    class Meta:
        verbose_name = _("分类属性")
        constraints = [
            models.UniqueConstraint(
                fields=["category", "name"],
                name="one_attribute_a_name",
                violation_error_message=_("该分类已有同名属性。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=AttributeKind.CHOICE) | ~Q(choices=[]),
                name="a_choice_has_choices",
                violation_error_message=_("选项类属性须列出选项。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
