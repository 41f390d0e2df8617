"""A person who signs in."""

from __future__ import annotations

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


@pghistory.track(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """An office post that signs in (岗位账号); `label` is what documents and logs show."""

    username = models.CharField(_("登录名"), max_length=64, unique=True)
    label = models.CharField(_("显示名"), max_length=64)
    is_active = models.BooleanField(_("启用"), db_default=True, default=True)
    is_demo = models.BooleanField(_("演示账号"), db_default=False, default=False)
    created_at = models.DateTimeField(_("建立时间"))

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("账号")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(username=""),
                name="user_has_a_name",
                violation_error_message=_("请填写登录名。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label
