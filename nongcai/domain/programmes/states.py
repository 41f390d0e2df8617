"""What is done to programmes and rules, by the names under which it is recorded."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deed(models.TextChoices):
    WRITE_PROGRAMME = "write_programme", _("录入方案")
    PUBLISH_PROGRAMME = "publish_programme", _("启用方案")
    COPY_PROGRAMME = "copy_programme", _("复制到下一年度")
    WRITE_RULE = "write_rule", _("录入规则")
    PUBLISH_RULE = "publish_rule", _("启用规则")
    END_RULE = "end_rule", _("终止规则")
    DISCARD_RULE = "discard_rule", _("删除草稿")
    WRITE_PAYMENT = "write_payment", _("录入付款期限")
    PUBLISH_PAYMENT = "publish_payment", _("启用付款期限")
    END_PAYMENT = "end_payment", _("终止付款期限")
    DISCARD_PAYMENT = "discard_payment", _("删除付款期限草稿")
    WRITE_COUNTING = "write_counting", _("录入计入口径")
    PUBLISH_COUNTING = "publish_counting", _("启用计入口径")
    END_COUNTING = "end_counting", _("终止计入口径")
    DISCARD_COUNTING = "discard_counting", _("删除计入口径草稿")
    EXEMPT = "exempt", _("登记降低比例核准")
    END_EXEMPTION = "end_exemption", _("终止降低比例核准")
    EXTEND = "extend", _("同意延期填报")
    END_EXTENSION = "end_extension", _("终止延期填报")
    ENTER_DAYS_OFF = "enter_days_off", _("录入休息日")
    HAND_DOWN = "hand_down", _("下达任务数")
