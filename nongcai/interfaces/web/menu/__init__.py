"""The side menu: what there is, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import (
    CHANNEL_READERS,
    OFFICERS,
    TRADING,
    Power,
    Role,
)
from nongcai.interfaces.web.menu.entries import (
    BUREAUS,
    EVERYONE,
    FILERS,
    REVIEWERS,
    SELLERS,
    MenuEntry,
    MenuGroup,
)
from nongcai.interfaces.web.menu.trade import TRADE

__all__ = ["MENU", "MenuEntry", "MenuGroup"]

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from nongcai.domain.organisations.actors import Actor


def _of_accounts(actor: Actor) -> _StrPromise:
    keeps, assigns = permissions.keeps_accounts(actor), permissions.gives_roles(actor)
    if keeps and assigns:
        return _("开通、激活、停用账号，办理任职，激活率")
    if keeps:
        return _("开通、停用账号，重设密码，激活率")
    return _("登记、结束任职，授予签发权") if assigns else _("查看账号的状态和激活率")


def _of_notices(actor: Actor) -> _StrPromise:
    return _("拟稿、核稿、签发与公开") if permissions.is_finance(actor) else _("查看通报")


MENU = (
    MenuGroup("", [MenuEntry(_("工作台"), "desk:desk_show", "layout-dashboard", roles=frozenset(Role))]),
    MenuGroup(
        _("预留填报"),
        [
            MenuEntry(
                _("本单位填报"),
                "shares:filing_own",
                "pencil",
                _("填报、修改和打印预留份额填报表"),
                FILERS,
                is_own=True,
            ),
            MenuEntry(
                _("待办填报"),
                "shares:inbox_show",
                "inbox",
                _("审核、确认或退回所属单位的填报"),
                REVIEWERS,
                act=Power.REVIEW,
                seen=_("查看等待审核、确认的填报"),
            ),
            MenuEntry(_("填报情况"), "shares:filing_list", "list-checks", _("谁已填报、由谁办理、填报率和审核通过率")),
            MenuEntry(
                _("汇总上报"),
                "shares:report_show",
                "upload",
                _("本级汇总逐版上报，接收下级汇总"),
                BUREAUS,
                act=Power.REPORT,
                seen=_("查看本级和下级上报的汇总"),
            ),
            MenuEntry(
                _("填报督促"),
                "urging:lagging_list",
                "list-checks",
                _("谁卡在哪一步，提醒和联系记录"),
                BUREAUS,
                also=("urging:contact_", "urging:policy_"),
            ),
            MenuEntry(_("填报通知"), "urging:announcement_list", "bell", _("上级和本级财政部门发布的填报通知")),
        ],
    ),
    *TRADE,
    MenuGroup(
        _("监测考核"),
        [
            MenuEntry(_("进度看板"), "assessments:board_own", "gauge", _("预留、采购与完成比例，逐级下钻")),
            MenuEntry(
                _("条线数据"), "assessments:line_show", "gauge", _("本条线的完成交易额，按地区和单位"), CHANNEL_READERS
            ),
            MenuEntry(
                _("条线数据"),
                "assessments:origin_show",
                "gauge",
                _("完成交易额，按产地县"),
                frozenset({Role.FARM_READER}),
            ),
            MenuEntry(_("区县排名"), "assessments:ranking_own", "trophy", _("按采购金额和完成比例排名")),
            MenuEntry(
                _("通报"),
                "notices:notice_list",
                "stamp",
                told=_of_notices,
            ),
        ],
    ),
    MenuGroup(
        _("数据管理"),
        [
            MenuEntry(
                _("导入"),
                "imports:run_list",
                "upload",
                _("名录、填报表、账号表和交易明细"),
                BUREAUS,
                seen=_("查看各批导入的结果"),
            ),
            MenuEntry(
                _("归属核对"),
                "imports:reconciliation_list",
                "list-checks",
                _("确认采购人计入哪个单位"),
                BUREAUS,
                seen=_("查看尚未对应单位的采购人"),
            ),
        ],
    ),
    MenuGroup(
        _("基础信息"),
        [
            MenuEntry(_("单位名录"), "organisations:unit_list", "building-2", _("预算单位与隶属关系")),
            MenuEntry(
                _("机构调整"),
                "reorganisations:reorganisation_list",
                "refresh-cw",
                _("单位合并、撤销、更名、划转，先核对后生效"),
                BUREAUS,
                seen=_("查看单位的合并、撤销、更名和划转"),
            ),
            MenuEntry(
                _("年度规则"),
                "programmes:programme_show",
                "scale",
                _("各级文件规定的比例与口径"),
                also=("programmes:rule_", "programmes:dayoff_"),
            ),
            MenuEntry(_("任务数下达"), "programmes:target_list", "send", _("年度任务数分解到单位和区县"), BUREAUS),
            MenuEntry(_("核准与延期"), "programmes:grant_list", "calendar", _("降低比例核准、延期填报"), BUREAUS),
            MenuEntry(
                _("账号管理"),
                "accounts:account_list",
                "users",
                roles=EVERYONE | OFFICERS | {Role.SUPPORT},
                also=("accounts:batch_", "accounts:post_", "accounts:role_"),
                told=_of_accounts,
            ),
            MenuEntry(
                _("操作日志"),
                "accounts:step_list",
                "list-checks",
                _("谁在何时对哪个账号办理了什么"),
                frozenset({Role.AUDITOR, Role.AUDIT_OFFICER}),
            ),
            MenuEntry(
                _("号码查看记录"),
                "contacts:look_list",
                "list-checks",
                _("谁在何时为何查看了完整号码"),
                frozenset({Role.AUDIT_OFFICER}),
            ),
            MenuEntry(
                _("交易账号"),
                "accounts:buyer_list",
                "users",
                _("本单位食堂、工会、承包方和企业的采购账号"),
            ),
            MenuEntry(
                _("通讯录"),
                "contacts:liaison_list",
                "users",
                _("各单位食堂管理、填报岗位的联系电话"),
                also=("contacts:look_",),
            ),
            MenuEntry(
                _("推送接口"),
                "webhooks:subscription_list",
                "globe",
                _("已确认的预留份额自动推送到其他系统"),
                BUREAUS,
            ),
            MenuEntry(_("公开通报"), "notices:public_list", "globe", _("已公开的通报")),
        ],
    ),
    MenuGroup(
        _("帮助"),
        [
            MenuEntry(
                _("操作指南"),
                "guides:guide_list",
                "info",
                _("填报、确认、采购怎样操作，按步骤说明"),
                EVERYONE | TRADING | SELLERS,
            ),
            MenuEntry(
                _("帮助和客服"),
                "support:help_show",
                "info",
                _("常见问题、服务热线，向平台咨询"),
                frozenset(Role),
                also=("support:",),
            ),
        ],
    ),
)
