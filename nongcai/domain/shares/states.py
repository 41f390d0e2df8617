"""The life of a filing, up the tree."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class FilingState(models.TextChoices):
    PREPARED = "prepared", _("待单位审核")
    FILED = "filed", _("已填报")
    REVIEWED = "reviewed", _("二级单位已审核")
    ENDORSED = "endorsed", _("主管已确认")
    CONFIRMED = "confirmed", _("财政已确认")
    RETURNED = "returned", _("退回修改")
    WITHDRAWN = "withdrawn", _("已撤回")


class FilingAction(models.TextChoices):
    PREPARE = "prepare", _("送单位审核")
    APPROVE = "approve", _("单位审核并报送")
    APPROVE_UP = "approve_up", _("单位审核并报财政部门")
    FILE = "file", _("填报")
    FILE_UP = "file_up", _("填报并报财政部门")
    REVIEW = "review", _("审核")
    ENDORSE = "endorse", _("主管确认")
    CONFIRM = "confirm", _("财政确认")
    SEND_BACK = "send_back", _("退回修改")
    WITHDRAW = "withdraw", _("撤回")
    KEEP = "keep", _("取消变更")
    PASS_ON = "pass_on", _("机构调整后转报财政部门")


class Reason(models.TextChoices):
    """Why a filing was sent back; words always stand beside it."""

    TOTAL_IMPLAUSIBLE = "total_implausible", _("采购总额不准确")
    RATIO_LOW = "ratio_low", _("预留比例不达标")
    BELOW_LAST_YEAR = "below_last_year", _("低于上年")
    CANTEEN_WRONG = "canteen_wrong", _("食堂情况有误")
    UNION_WRONG = "union_wrong", _("工会采购有误")
    PAPERS_MISSING = "papers_missing", _("缺少佐证材料")
    OTHER = "other", _("其他")


class Flag(models.TextChoices):
    """What a reviewer should look at first."""

    LATE = "late", _("补报")
    CHANGED = "changed", _("重新填报")
    BELOW_RULE = "below_rule", _("未达规定")
    IMPLAUSIBLE = "implausible", _("数据异常")
    EXEMPT = "exempt", _("核准降低")
    NO_SCAN = "no_scan", _("扫描件未上传")


_F = FilingState
# Who decides holds the filing: a step is taken only by the organisation that it waits for.
FILING_MACHINE = Machine(
    # Where a unit has an approver (单位审核人), it has filed when that one lets the form out.
    Transition("prepare", (_F.RETURNED, _F.WITHDRAWN, _F.CONFIRMED), _F.PREPARED),
    Transition("approve", (_F.PREPARED,), _F.FILED, Role.APPROVER),
    Transition("approve_up", (_F.PREPARED,), _F.ENDORSED, Role.APPROVER),
    Transition("send_back", (_F.PREPARED,), _F.RETURNED, Role.APPROVER),
    Transition("file", (_F.RETURNED, _F.WITHDRAWN, _F.CONFIRMED), _F.FILED),
    # A unit without a supervising unit answers to finance directly.
    Transition("file_up", (_F.RETURNED, _F.WITHDRAWN, _F.CONFIRMED), _F.ENDORSED),
    Transition("review", (_F.FILED,), _F.REVIEWED, Role.SUPERVISOR),
    Transition("endorse", (_F.FILED, _F.REVIEWED), _F.ENDORSED, Role.SUPERVISOR),
    Transition("confirm", (_F.ENDORSED,), _F.CONFIRMED, Role.FINANCE),
    Transition("send_back", (_F.FILED, _F.REVIEWED), _F.RETURNED, Role.SUPERVISOR),
    Transition("send_back", (_F.ENDORSED,), _F.RETURNED, Role.FINANCE),
    Transition("withdraw", (_F.PREPARED, _F.FILED, _F.ENDORSED), _F.WITHDRAWN),
    # What counted before a change was asked for still counts; the unit may leave it so.
    Transition("keep", (_F.RETURNED, _F.WITHDRAWN), _F.CONFIRMED),
    # After a change of organisations nobody may stand between the unit and finance any more.
    Transition("pass_on", (_F.FILED, _F.REVIEWED), _F.ENDORSED, "reorganisation"),
)
# Waiting for somebody above the unit.
CLIMBING = (FilingState.FILED, FilingState.REVIEWED, FilingState.ENDORSED)
# Waiting for the unit's own approver.
WITHIN_UNIT = (FilingState.PREPARED,)
# The unit may write.
OPEN_TO_UNIT = (FilingState.RETURNED, FilingState.WITHDRAWN, FilingState.CONFIRMED)
# What offices above decide, many at once; a unit's approver decides on its own filing alone.
DECISIONS_ON_MANY = (FilingAction.REVIEW, FilingAction.ENDORSE, FilingAction.CONFIRM, FilingAction.SEND_BACK)
DECISIONS = (FilingAction.APPROVE, *DECISIONS_ON_MANY)


class SharedMemberState(models.TextChoices):
    NAMED = "named", _("待成员确认")
    ACKNOWLEDGED = "acknowledged", _("成员已确认")
    OBJECTED = "objected", _("成员有异议")
    STRUCK = "struck", _("已撤销")


class SharedMemberAction(models.TextChoices):
    NAME = "name", _("列为共用食堂成员")
    ACKNOWLEDGE = "acknowledge", _("确认共用")
    OBJECT = "object", _("提出异议")
    STRIKE = "strike", _("撤销")
    LEAVE = "leave", _("改为自行填报")


_M = SharedMemberState
# The managing unit names and strikes; its member acknowledges, objects, or leaves by filing otherwise.
SHARED_MEMBER_MACHINE = Machine(
    Transition("name", (_M.OBJECTED, _M.STRUCK), _M.NAMED),
    Transition("acknowledge", (_M.NAMED, _M.OBJECTED, _M.STRUCK), _M.ACKNOWLEDGED),
    Transition("object", (_M.NAMED,), _M.OBJECTED),
    Transition("strike", (_M.NAMED, _M.OBJECTED), _M.STRUCK),
    Transition("leave", (_M.ACKNOWLEDGED,), _M.STRUCK),
)
# The member eats there, or is asked whether it does.
STANDING = (SharedMemberState.NAMED, SharedMemberState.ACKNOWLEDGED)
UNANSWERED = (SharedMemberState.NAMED, SharedMemberState.OBJECTED)


class RowOutcome(models.TextChoices):
    """What becomes of a row by which a unit's filing is filled in."""

    NEW = "new", _("新填")
    CHANGED = "changed", _("更改草稿")
    SAME = "same", _("无变化")
    BLANK = "blank", _("未填写")
    REFUSED = "refused", _("不符合规定")
    WRONG = "wrong", _("单元格有误")


# What a table changes.
FILLABLE = (RowOutcome.NEW, RowOutcome.CHANGED)


class ReportState(models.TextChoices):
    SUBMITTED = "submitted", _("已上报")
    ACCEPTED = "accepted", _("上级已接收")
    RETURNED = "returned", _("上级已退回")


class ReportAction(models.TextChoices):
    SUBMIT = "submit", _("汇总上报")
    ACCEPT = "accept", _("接收")
    SEND_BACK = "send_back", _("退回")


# Each version of a region's report has a life of its own; a new one begins submitted.
REPORT_MACHINE = Machine(
    Transition("accept", (ReportState.SUBMITTED,), ReportState.ACCEPTED, Role.FINANCE),
    Transition("send_back", (ReportState.SUBMITTED, ReportState.ACCEPTED), ReportState.RETURNED, Role.FINANCE),
)
STANDING_REPORTS = frozenset({ReportState.SUBMITTED, ReportState.ACCEPTED})
