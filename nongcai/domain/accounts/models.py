"""A person who signs in, what was done to the account, and the codes by which it is activated."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.accounts.rules import masked_phone
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, SIGNING_IN, AccountAction, AccountState
from nongcai.foundation.oidc import SUBJECT_LENGTH


@pghistory.track(exclude=["password", "last_login", "phone"])
class User(AbstractBaseUser):
    """An office post that signs in (岗位账号); `label` is what documents and logs show.

    `is_active` is what Django reads; it follows from the state.
    """

    username = models.CharField(_("登录名"), max_length=64, unique=True)
    label = models.CharField(_("显示名"), max_length=64)
    phone = models.CharField(_("手机号码"), max_length=20, blank=True, db_default="", default="")
    state = models.CharField(
        _("状态"),
        max_length=8,
        choices=AccountState.choices,
        db_default=AccountState.ACTIVE.value,
        default=AccountState.ACTIVE,
    )
    is_active = models.BooleanField(_("启用"), db_default=True, default=True)
    is_demo = models.BooleanField(_("演示账号"), db_default=False, default=False)
    created_at = models.DateTimeField(_("建立时间"))

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("账号")
        constraints = [
            models.CheckConstraint(
                condition=~Q(username=""),
                name="user_has_a_name",
                violation_error_message=_("请填写登录名。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=SIGNING_IN, is_active=True) | (~Q(state__in=SIGNING_IN) & Q(is_active=False)),
                name="state_says_who_signs_in",
                violation_error_message=_("未激活和停用的账号不能登录。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="account_steps_are_permitted", field="state", transitions=ACCOUNT_MACHINE.pairs),
            pgtrigger.Protect(name="accounts_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def masked_phone(self) -> str:
        """The telephone number as colleagues see it."""
        return masked_phone(self.phone)


class AccountStep(models.Model):
    """Who opened an account, activated or closed it, and what else was done to it; never edited."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="steps"
    )
    action = models.CharField(_("办理"), max_length=12, choices=AccountAction.choices)
    state = models.CharField(_("办理后状态"), max_length=8, choices=AccountState.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("办理人"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    label = models.CharField(_("办理人名称"), max_length=64)
    organisation_name = models.CharField(_("办理单位"), max_length=128, blank=True)
    at = models.DateTimeField(_("办理时间"))
    words = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("账号办理记录")
        triggers = [
            pgtrigger.Protect(name="account_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.action}"


class Activation(models.Model):
    """A code by which a person sets the password, once and until a day; only its hash is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="activations"
    )
    code_hash = models.CharField(_("激活码摘要"), max_length=64, unique=True)
    issued_at = models.DateTimeField(_("发放时间"))
    until = models.DateTimeField(_("有效期至"))
    ended_at = models.DateTimeField(_("使用或作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("激活码")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_open_activation"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.until}"


class FailedTry(models.Model):
    """A wrong code in the second step; too many close the step for a while."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="failed_tries"
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("验证失败")
        indexes = [models.Index(fields=["user", "at"], name="failed_tries_of_user")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.at}"


class SignInCode(models.Model):
    """A code sent to a telephone to sign in with; of number, place of asking and code only hashes are kept.

    It is asked for whether or not somebody has the number, so that nobody learns who has one.
    """

    number_hash = models.CharField(_("号码摘要"), max_length=64)
    asker_hash = models.CharField(_("来源摘要"), max_length=64)
    code_hash = models.CharField(_("验证码摘要"), max_length=64, blank=True, db_default="", default="")
    issued_at = models.DateTimeField(_("申请时间"))
    until = models.DateTimeField(_("有效期至"))
    tries = models.PositiveSmallIntegerField(_("填错次数"), db_default=0, default=0)
    ended_at = models.DateTimeField(_("使用或作废时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("短信验证码")
        indexes = [
            models.Index(fields=["number_hash", "issued_at"], name="sign_in_codes_of_number"),
            models.Index(fields=["asker_hash", "issued_at"], name="sign_in_codes_of_asker"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.until}"


class Identity(models.Model):
    """Who a person is to the identity service of another authority (统一身份): by that one signs in, too."""

    issuer = models.CharField(_("认证服务"), max_length=200)
    subject = models.CharField(_("统一身份标识"), max_length=SUBJECT_LENGTH)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("账号"), on_delete=models.PROTECT, related_name="identities"
    )
    linked_at = models.DateTimeField(_("绑定时间"))
    used_at = models.DateTimeField(_("最近登录时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("统一身份")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"],
                name="one_account_of_an_identity",
                violation_error_message=_("这个统一身份已绑定其他账号。"),
            ),
            models.UniqueConstraint(
                fields=["user", "issuer"],
                name="one_identity_of_an_account",
                violation_error_message=_("本账号已绑定统一身份。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.issuer}"


class IdentityAnswer(models.Model):
    """An answer of the identity service that was taken: none is taken twice, and too many that fail close the way.

    Of what was asked and of the place only hashes are kept, for a day.
    """

    nonce_hash = models.CharField(_("问题摘要"), max_length=64, unique=True)
    asker_hash = models.CharField(_("来源摘要"), max_length=64)
    at = models.DateTimeField(_("时间"))
    passed = models.BooleanField(_("通过"), db_default=False, default=False)

    class Meta:
        verbose_name = _("统一身份应答")
        indexes = [models.Index(fields=["asker_hash", "at"], name="identity_answers_of_asker")]

    def __str__(self) -> str:
        return f"{self.pk} {self.at}"
