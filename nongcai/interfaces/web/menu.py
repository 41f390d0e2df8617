"""The side menu: what there is, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.roles import (
    CHANNEL_READERS,
    MANAGING,
    MAY,
    OFFICERS,
    ROLES_OF_FINANCE,
    ROLES_OF_MARKET,
    ROLES_OF_UNITS,
    TRADING,
    Power,
    Role,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from nongcai.domain.organisations.actors import Actor

EVERYONE = MANAGING
BUREAUS = MANAGING & ROLES_OF_FINANCE
FILERS = frozenset(role for role, powers in MAY.items() if powers & {Power.FILE, Power.APPROVE})
REVIEWERS = frozenset(role for role, powers in MAY.items() if Power.REVIEW in powers) | {Role.AUDITOR}
SELLERS = frozenset({Role.SUPPLIER})
VETTERS = ROLES_OF_MARKET - SELLERS
BUYING = ROLES_OF_UNITS | {Role.BUYER}
PLATFORM = frozenset({Role.PLATFORM})
TRADERS = frozenset(TRADING)


@dataclass(frozen=True)
class MenuEntry:
    """A line of the side menu."""

    label: _StrPromise
    name: str
    icon: str
    note: _StrPromise | str = ""
    roles: frozenset[Role] = EVERYONE
    also: tuple[str, ...] = ()
    told: Callable[[Actor], _StrPromise] | None = None
    act: Power = Power.CHANGE
    seen: _StrPromise | str = ""  # the note for those who may look but not carry out `act`
    is_own: bool = False  # only pages about one's own organisation belong to it

    @property
    def url(self) -> str:
        """The address, or nothing when the area is not there."""
        return _address(self.name)

    def noted(self, actor: Actor) -> MenuEntry:
        """The entry with the note for this actor, which promises nothing that its role may not do."""
        if self.told:
            return replace(self, note=self.told(actor))
        return replace(self, note=self.seen) if self.seen and not permissions.may(actor, self.act) else self

    @property
    def topics(self) -> tuple[str, ...]:
        """What its pages' names begin with: `imports:run_` for `imports:run_list`, and what it is named for `also`."""
        return (self.name.rpartition("_")[0] + "_", *self.also)


@dataclass(frozen=True)
class MenuGroup:
    """Some entries under a heading."""

    label: _StrPromise | str
    entries: list[MenuEntry] = field(default_factory=list)


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
            MenuEntry(
                _("操作指南"),
                "guides:guide_list",
                "info",
                _("填报、确认、采购怎样操作，按步骤说明"),
                EVERYONE | TRADERS | SELLERS,
            ),
        ],
    ),
    MenuGroup(
        _("采购"),
        [
            MenuEntry(
                _("商品大厅"),
                "hall:hall_show",
                "search",
                _("查找、比较832个脱贫县的商品"),
                frozenset(Role),
                also=("hall:",),
            ),
            MenuEntry(
                _("采购车"),
                "orders:cart_show",
                "inbox",
                _("选好的商品，按供应商分单"),
                frozenset({Role.BUYER}),
            ),
            MenuEntry(
                _("订单"),
                "orders:order_list",
                "package",
                _("审批、签约、验收、评价，走到哪一步、等谁办理"),
                TRADERS | PLATFORM | EVERYONE,
                also=("orders:order_", "orders:contract_"),
            ),
            MenuEntry(
                _("已下单未计入"),
                "orders:uncounted_list",
                "list-checks",
                _("还差哪一步计入完成交易额"),
                TRADERS | EVERYONE,
            ),
            MenuEntry(
                _("销售订单"),
                "orders:sale_list",
                "package",
                _("签约、发货，走到哪一步、等谁办理"),
                SELLERS,
                also=("orders:sale_", "orders:order_", "orders:contract_"),
            ),
            MenuEntry(
                _("常购清单"),
                "reorders:list_list",
                "list-checks",
                _("常买的商品和数量，价格变化"),
                BUYING,
                also=("reorders:",),
            ),
            MenuEntry(
                _("需求发布"),
                "demands:demand_list",
                "megaphone",
                _("单位需要采购的商品，谁可供应"),
                BUYING | {Role.SUPPLIER, Role.PLATFORM},
            ),
        ],
    ),
    MenuGroup(
        _("供应商"),
        [
            MenuEntry(
                _("入驻申请"),
                "suppliers:supplier_own",
                "pencil",
                _("填写、提交申请，查看审核进度"),
                SELLERS,
                also=("suppliers:application_fill",),
            ),
            MenuEntry(_("待审核供应商"), "suppliers:application_list", "inbox", _("县级审核、推荐，平台审核"), VETTERS),
            MenuEntry(_("供应商"), "suppliers:supplier_list", "building-2", _("资料、证照和办理记录"), VETTERS),
            MenuEntry(_("证照"), "suppliers:paper_list", "list-checks", _("许可、认证和有效期"), ROLES_OF_MARKET),
            MenuEntry(
                _("处理措施"), "suppliers:measure_list", "scale", _("告知、陈述申辩、决定和申诉"), ROLES_OF_MARKET
            ),
        ],
    ),
    MenuGroup(
        _("商品"),
        [
            MenuEntry(
                _("待审核商品"),
                "goods:queue_show",
                "inbox",
                _("核对资料、证照和图片，通过或者退回"),
                PLATFORM,
            ),
            MenuEntry(
                _("商品"),
                "goods:product_list",
                "package",
                _("商品资料、图片和销售规格"),
                ROLES_OF_MARKET,
                also=("goods:offer_",),
            ),
            MenuEntry(
                _("专区"),
                "zones:zone_list",
                "trophy",
                _("报名、审核、排序，品牌专区和专场"),
                frozenset({Role.SUPPLIER, Role.PLATFORM}),
                also=("zones:",),
            ),
            MenuEntry(
                _("批量办理"),
                "goods:batch_list",
                "upload",
                _("用表格发布商品、改价格和库存"),
                SELLERS,
                also=("goods:batch_",),
            ),
            MenuEntry(_("运费模板"), "goods:plan_list", "send", _("按省份设置运费"), SELLERS),
            MenuEntry(
                _("商品分类"),
                "goods:category_list",
                "list-checks",
                _("分类、须填属性和须有证照"),
                PLATFORM,
                also=("goods:attribute_",),
            ),
            MenuEntry(
                _("价格提醒"),
                "prices:alarm_list",
                "bell",
                _("公开说明、降价和平台决定"),
                ROLES_OF_MARKET,
                also=("prices:rule_",),
            ),
            MenuEntry(
                _("参考价"),
                "prices:reference_list",
                "gauge",
                _("录入或者导入市场价格"),
                PLATFORM,
                also=("prices:batch_", "prices:name_"),
            ),
            MenuEntry(_("同义词"), "goods:synonym_list", "search", _("查找时互相代替的词"), PLATFORM),
            MenuEntry(_("县名单"), "goods:listing_list", "list-checks", _("可作查找条件的名单"), PLATFORM),
        ],
    ),
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
)


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
