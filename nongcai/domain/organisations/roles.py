"""What a person may be for an organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    FINANCE = "finance", _("财政部门")
    SUPERVISOR = "supervisor", _("主管预算单位")
    UNIT = "unit", _("预算单位")
    PREPARER = "preparer", _("填报经办人")
    APPROVER = "approver", _("单位审核人")
    PROGRAMMER = "programme", _("方案管理")
    REVIEWER = "reviewer", _("财政审核")
    AUDITOR = "auditor", _("审计查阅")
    UNION_READER = "union_reader", _("工会条线查阅")
    SOE_READER = "soe_reader", _("国资条线查阅")
    FARM_READER = "farm_reader", _("农业农村条线查阅")
    SUPPORT = "support", _("客服")
    SYSTEM_OFFICER = "system", _("系统管理员")
    SECURITY_OFFICER = "security", _("安全管理员")
    AUDIT_OFFICER = "audit", _("安全审计员")
    AWAITING = "awaiting", _("待授予角色")
    BUYER = "buyer", _("采购人交易")
    ORDER_APPROVER = "buy_approver", _("采购审批人")
    ACCEPTOR = "acceptor", _("采购验收人")
    ACCOUNTANT = "accountant", _("采购会计")
    SUPPLIER = "supplier", _("供应商")
    QUALITY = "quality", _("经营质量审核")
    LINKAGE = "linkage", _("联农带农审核")
    PLATFORM = "platform", _("平台审核")


class Power(models.TextChoices):
    """What a role may do; each is asked by one function of `permissions`."""

    READ = "read", _("查看管理范围内的填报、采购和考核数据")
    CHANGE = "change", _("办理导入、督促、通报等其他业务，以可打开的栏目为准")
    FILE = "file", _("填写本单位的预留份额填报表，主管预算单位可代下级填报")
    SUBMIT = "submit", _("报送、撤回本单位的填报")
    APPROVE = "approve", _("审核本单位经办人送审的填报，报送、撤回或退回经办人")
    REVIEW = "review", _("审核、确认或退回填报")
    RULE = "rule", _("编写和发布年度方案和规则，财政部门并办理核准、延期和节假日")
    REPORT = "report", _("汇总本级填报上报，接收或退回下级汇总")
    KEEP = "keep", _("为下级单位开通、停用管理账号，重设密码")
    ASSIGN = "assign", _("为下级单位登记、结束任职，办理移交和代理，重置两步验证（不兼管账号的，并授予、收回签发权）")
    KEEP_BUYERS = "keep_buyers", _("为本单位和下级单位开通、移交、停用采购人交易账号")
    READ_LINE = "read_line", _("查看本条线的完成交易额，不看食堂、填报和考核数据")
    READ_ORIGINS = "read_origins", _("按产地县查看完成交易额，不列单位和个人")
    WATCH = "watch", _("查看账号的状态和办理记录，不看数据")
    REVIEW_STEPS = "review_steps", _("查阅管理范围内账号的操作日志")
    REVIEW_LOOKS = "review_looks", _("查阅管理范围内的号码查看记录")
    SEND_CODES = "send_codes", _("为下级单位未激活的账号重新发放激活码")
    AWAIT = "await", _("等待安全管理员或财政部门授予角色，暂不能办理业务")
    BUY = "buy", _("为计入单位采购，不涉及单位的填报和管理")
    APPROVE_ORDERS = "approve_orders", _("审批他人提交的采购订单")
    ACCEPT = "accept", _("验收到货的商品和发票")
    SETTLE = "settle", _("登记、核对采购订单的付款")
    SELL = "sell", _("申请入驻，维护本供应商的资料和证照")
    VET = "vet", _("审核本县供应商的经营质量或者联农带农，出具、撤销推荐")
    ADMIT = "admit", _("审核县级推荐的供应商，核查证照，作出处理措施，维护县级部门和供应商的账号")


_P = Power
MAY: dict[Role, frozenset[Power]] = {
    Role.FINANCE: frozenset(
        {_P.READ, _P.CHANGE, _P.REVIEW, _P.RULE, _P.REPORT, _P.KEEP, _P.ASSIGN, _P.KEEP_BUYERS, _P.REVIEW_LOOKS}
    ),
    Role.SUPERVISOR: frozenset(
        {_P.READ, _P.CHANGE, _P.FILE, _P.SUBMIT, _P.REVIEW, _P.RULE, _P.KEEP, _P.ASSIGN, _P.KEEP_BUYERS}
    ),
    Role.UNIT: frozenset({_P.READ, _P.CHANGE, _P.FILE, _P.SUBMIT, _P.KEEP_BUYERS}),
    Role.PREPARER: frozenset({_P.READ, _P.CHANGE, _P.FILE, _P.KEEP_BUYERS}),
    Role.APPROVER: frozenset({_P.READ, _P.CHANGE, _P.APPROVE}),
    Role.PROGRAMMER: frozenset({_P.READ, _P.RULE}),
    Role.REVIEWER: frozenset({_P.READ, _P.REVIEW, _P.REPORT}),
    Role.AUDITOR: frozenset({_P.READ, _P.REVIEW_STEPS, _P.REVIEW_LOOKS}),
    Role.UNION_READER: frozenset({_P.READ_LINE}),
    Role.SOE_READER: frozenset({_P.READ_LINE}),
    Role.FARM_READER: frozenset({_P.READ_ORIGINS}),
    Role.SUPPORT: frozenset({_P.WATCH, _P.SEND_CODES}),
    Role.SYSTEM_OFFICER: frozenset({_P.WATCH, _P.KEEP}),
    Role.SECURITY_OFFICER: frozenset({_P.WATCH, _P.ASSIGN}),
    Role.AUDIT_OFFICER: frozenset({_P.WATCH, _P.REVIEW_STEPS, _P.REVIEW_LOOKS}),
    Role.AWAITING: frozenset({_P.AWAIT}),
    Role.BUYER: frozenset({_P.BUY, _P.APPROVE_ORDERS, _P.ACCEPT, _P.SETTLE}),
    Role.ORDER_APPROVER: frozenset({_P.APPROVE_ORDERS}),
    Role.ACCEPTOR: frozenset({_P.ACCEPT}),
    Role.ACCOUNTANT: frozenset({_P.SETTLE}),
    Role.SUPPLIER: frozenset({_P.SELL}),
    Role.QUALITY: frozenset({_P.VET}),
    Role.LINKAGE: frozenset({_P.VET}),
    Role.PLATFORM: frozenset({_P.ADMIT}),
}
# The same, to be asked for what a membership holds.
POWERS_OF: dict[str, frozenset[Power]] = {str(role): powers for role, powers in MAY.items()}
# The three officers (三员): each holds this post alone.
OFFICERS = frozenset({Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER})
# What others of the same office leave to these as soon as one is in office.
CEDED = {
    Role.SYSTEM_OFFICER: Power.KEEP,
    Role.SECURITY_OFFICER: Power.ASSIGN,
    Role.APPROVER: Power.SUBMIT,
    Role.ORDER_APPROVER: Power.APPROVE_ORDERS,
    Role.ACCEPTOR: Power.ACCEPT,
    Role.ACCOUNTANT: Power.SETTLE,
}
# 总工会, 国资委 and 农业农村局 stand in no tree: who reads their line (条线) stands at the region's finance department.
CHANNEL_READERS = frozenset({Role.UNION_READER, Role.SOE_READER})
LINE_READERS = CHANNEL_READERS | {Role.FARM_READER}
ROLES_OF_FINANCE = OFFICERS | LINE_READERS | {Role.FINANCE, Role.PROGRAMMER, Role.REVIEWER, Role.AUDITOR, Role.SUPPORT}
# Who works at a unit, below no supervising desk: one for all, or one who prepares and one who approves.
STAFF_OF_UNITS = frozenset({Role.UNIT, Role.PREPARER, Role.APPROVER})
ROLES_OF_UNITS = STAFF_OF_UNITS | {Role.SUPERVISOR}
# Who works for a body that buys (采购人): one for all, or one each who buys, approves, accepts and pays.
TRADING_POSTS = frozenset({Role.ORDER_APPROVER, Role.ACCEPTOR, Role.ACCOUNTANT})
TRADING = TRADING_POSTS | {Role.BUYER}
# They sell, recommend and admit; none of them stands in the tree of those who file.
ROLES_OF_MARKET = frozenset({Role.SUPPLIER, Role.QUALITY, Role.LINKAGE, Role.PLATFORM})
# Whoever is told what comes back to a unit or waits for an office.
ACTING = frozenset(role for role, powers in MAY.items() if powers & {Power.FILE, Power.APPROVE, Power.REVIEW})
# Whoever writes what a unit files.
PREPARING = frozenset(role for role, powers in MAY.items() if Power.FILE in powers)
# As whom the tables of steps know those who do a part of another's work.
ACTS_AS = {Role.REVIEWER: Role.FINANCE}
# Whose powers these take over: a supervising unit's people submit their own filing no more than others do. Of those
# who trade, only among those of one body and one unit.
CEDING = {
    Role.SYSTEM_OFFICER: frozenset({Role.FINANCE}),
    Role.SECURITY_OFFICER: frozenset({Role.FINANCE}),
    Role.APPROVER: PREPARING,
    **dict.fromkeys(TRADING_POSTS, frozenset({Role.BUYER})),
}
# Whoever has to do with how units are managed.
MANAGING = frozenset(role for role, powers in MAY.items() if Power.READ in powers)


class BuyerKind(models.TextChoices):
    """Who buys for a unit. Its own canteen is the unit itself, the others are bodies outside the tree."""

    CANTEEN = "canteen", _("本单位食堂")
    UNION = "union", _("工会")
    CONTRACTOR = "contractor", _("食堂承包方")
    ENTERPRISE = "enterprise", _("国有企业")
    OTHER = "other", _("其他采购人")


class OrganisationKind(models.TextChoices):
    FINANCE = "finance", _("财政部门")
    UNIT = "unit", _("预算单位")
    CONTRACTOR = "contractor", _("食堂承包方")
    UNION = "union", _("工会")
    ENTERPRISE = "enterprise", _("国有企业")
    OTHER = "other", _("其他采购人")
    SUPPLIER = "supplier", _("供应商")
    COUNTY = "county", _("县级推荐部门")
    PLATFORM = "platform", _("平台")
