"""Documents that change organisations, their lines, what they changed row by row, and who took which step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from nongcai.domain.reorganisations.states import REORGANISATION_MACHINE, ReorganisationAction, ReorganisationState

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class LineKind(models.TextChoices):
    MERGE = "merge", _("合并")
    CLOSE = "close", _("撤销")
    SPLIT = "split", _("拆分")
    RENAME = "rename", _("更名")
    RECODE = "recode", _("编码变更")
    MOVE = "move", _("划转")
    TRANSFER = "transfer", _("跨区划转")


# Another organisation takes the unit, in one way or another.
WITH_TARGET = (LineKind.MERGE, LineKind.MOVE, LineKind.TRANSFER)
# Only what it is called changes, not where it stands.
NAMING = (LineKind.RENAME, LineKind.RECODE)
# The unit ends.
ENDING = (LineKind.MERGE, LineKind.CLOSE)
# People of the unit may go along to another, one by one.
CARRYING = (LineKind.MERGE, LineKind.SPLIT)


def _person(label: StrOrPromise) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )


@pghistory.track()
class Reorganisation(models.Model):
    """A document (机构调整单) of a finance department. `fingerprint` is of what was seen when it was checked."""

    node = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("办理部门"), on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("事由"), max_length=100)
    approval = models.CharField(_("批准文号"), max_length=120)
    effective_on = models.DateField(_("生效日期"))
    state = models.CharField(_("状态"), max_length=10, choices=ReorganisationState.choices)
    fingerprint = models.CharField(_("核对摘要"), max_length=64, blank=True, db_default="")
    drafted_by = _person(_("拟定人"))
    drafted_at = models.DateTimeField(_("拟定时间"))
    enforced_at = models.DateTimeField(_("生效办理时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("机构调整单")
        indexes = [models.Index(fields=["node", "-drafted_at"], name="reorganisation_by_node")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approval="") & ~Q(title=""),
                name="reorganisation_names_its_approval",
                violation_error_message=_("请填写事由和批准文号。"),
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ReorganisationState.IN_FORCE, ReorganisationState.REVERSED))
                ^ Q(enforced_at__isnull=True),
                name="reorganisation_in_force_since",
                violation_error_message=_("已生效的机构调整单应有生效办理时间。"),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="reorganisation_steps_are_permitted", field="state", transitions=REORGANISATION_MACHINE.pairs
            ),
            pgtrigger.Protect(name="reorganisations_are_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class Line(models.Model):
    """One unit's change. `target` is its successor, its new supervising unit, or the finance department it moves to.

    A split names a new unit that comes out of `unit`; `made` is that unit once the document took effect.
    `excepted` are the memberships that do not go the way of `moves_people`.
    """

    reorganisation = models.ForeignKey(
        Reorganisation, verbose_name=_("机构调整单"), on_delete=models.PROTECT, related_name="lines"
    )
    seq = models.PositiveIntegerField(_("序号"))
    kind = models.CharField(_("类型"), max_length=10, choices=LineKind.choices)
    unit = models.ForeignKey(
        "organisations.Organisation", verbose_name=_("单位"), on_delete=models.PROTECT, related_name="+"
    )
    target = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("承接单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    name = models.CharField(_("新名称"), max_length=128, blank=True, db_default="")
    code = models.CharField(_("新编码"), max_length=32, blank=True, db_default="")
    made = models.ForeignKey(
        "organisations.Organisation",
        verbose_name=_("分设单位"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    moves_people = models.BooleanField(_("人员转入承接单位"), db_default=False, default=False)
    excepted = ArrayField(
        models.BigIntegerField(), verbose_name=_("另作安排的任职"), default=list, blank=True, db_default=[]
    )

    class Meta:
        verbose_name = _("调整事项")
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "seq"], name="one_line_a_place"),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(unit=F("target")),
                name="line_between_two",
                violation_error_message=_("单位不能由自身承接。"),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=WITH_TARGET) ^ Q(target__isnull=True),
                name="line_has_what_its_kind_asks_for",
                violation_error_message=_("合并、划转应写明承接单位，撤销、更名、编码变更、拆分不写。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind=LineKind.SPLIT) | (~Q(name="") & ~Q(code="")),
                name="a_split_names_the_new_unit",
                violation_error_message=_("拆分应写明新单位的名称和编码。"),
            ),
            models.CheckConstraint(
                condition=Q(made__isnull=True) | Q(kind=LineKind.SPLIT),
                name="only_a_split_makes_a_unit",
                violation_error_message=_("只有拆分产生新单位。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.unit_id}"

    @property
    def places_people(self) -> bool:
        """Say whether it is decided for each person whether it goes along."""
        return self.kind in CARRYING

    def carries(self, membership_id: int) -> bool:
        """Say whether a person goes along to the successor: as all of the line do, or as was decided for this one."""
        return self.kind in CARRYING and self.moves_people != (membership_id in self.excepted)


class Subject(models.TextChoices):
    """Whose row a change is of."""

    ORGANISATION = "organisation", _("组织")
    LISTING = "listing", _("名录")
    PLACEMENT = "placement", _("隶属关系")
    RELATION = "relation", _("关系")
    MEMBERSHIP = "membership", _("任职")
    FILING = "filing", _("填报")
    SHARING = "sharing", _("共用食堂成员")


class Change(models.Model):
    """A row as it was before a document took effect and as it was afterwards; `before` is empty for a new one."""

    reorganisation = models.ForeignKey(
        Reorganisation, verbose_name=_("机构调整单"), on_delete=models.PROTECT, related_name="changes"
    )
    subject = models.CharField(_("对象"), max_length=12, choices=Subject.choices)
    row_id = models.BigIntegerField(_("行号"))
    before = models.JSONField(_("调整前"), null=True, blank=True)
    after = models.JSONField(_("调整后"))

    class Meta:
        verbose_name = _("调整变动")
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "subject", "row_id"], name="one_change_a_row"),
        ]
        triggers = [pgtrigger.Protect(name="changes_are_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.subject} {self.row_id}"


class ReorganisationStep(models.Model):
    """Who took which step, when; never edited."""

    reorganisation = models.ForeignKey(
        Reorganisation, verbose_name=_("机构调整单"), on_delete=models.PROTECT, related_name="steps"
    )
    action = models.CharField(_("办理"), max_length=10, choices=ReorganisationAction.choices)
    state = models.CharField(_("办理后状态"), max_length=10, choices=ReorganisationState.choices)
    user = _person(_("办理人"))
    label = models.CharField(_("办理人名称"), max_length=64)
    at = models.DateTimeField(_("办理时间"))
    words = models.CharField(_("说明"), max_length=300, blank=True, db_default="")

    class Meta:
        verbose_name = _("机构调整办理记录")
        triggers = [
            pgtrigger.Protect(
                name="reorganisation_steps_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.reorganisation_id} {self.action}"
