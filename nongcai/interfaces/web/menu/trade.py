"""What the hall has of the side menu: buying, suppliers, goods."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import ROLES_OF_MARKET, TRADING, Role
from nongcai.interfaces.web.menu.entries import (
    BUYING,
    EVERYONE,
    INSIDE,
    MONEYED,
    OFFICES,
    PLATFORM,
    SELLERS,
    VETTERS,
    MenuEntry,
    MenuGroup,
)

TRADE = (
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
                TRADING | PLATFORM | EVERYONE,
                also=("orders:order_", "orders:contract_"),
            ),
            MenuEntry(
                _("周期订单"),
                "orders:standing_list",
                "refresh-cw",
                _("每周固定采购的商品，按送货日自动下单"),
                frozenset({Role.BUYER}),
                also=("orders:standing_",),
            ),
            MenuEntry(
                _("已下单未计入"),
                "orders:uncounted_list",
                "list-checks",
                _("还差哪一步计入完成交易额"),
                TRADING | EVERYONE,
            ),
            MenuEntry(
                _("所属单位更正"),
                "orders:correction_list",
                "refresh-cw",
                _("订单计入的单位有误的，申请和办理更正"),
                frozenset({Role.BUYER}) | EVERYONE,
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
                _("交易异常"),
                "incidents:incident_list",
                "triangle-alert",
                _("少货、破损、拒收等问题，等谁办理、何时到期"),
                TRADING | SELLERS | PLATFORM,
                also=("incidents:",),
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
                _("采购审批"),
                "approvals:inbox_show",
                "stamp",
                _("待您审批的采购，全部事项和委托"),
                INSIDE | OFFICES,
                also=("approvals:request_", "approvals:delegation_"),
            ),
            MenuEntry(_("审批层级"), "approvals:level_list", "scale", _("多少金额由谁审批"), INSIDE),
            MenuEntry(_("采购预算"), "approvals:budget_list", "wallet", _("年度、季度、月度预算和余额"), INSIDE),
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
            MenuEntry(
                _("市场账号"), "accounts:market_list", "users", _("县级部门账号开通，供应商账号重设密码"), PLATFORM
            ),
        ],
    ),
    MenuGroup(
        _("货款"),
        [
            MenuEntry(
                _("应付和到账"),
                "payments:due_list",
                "list-checks",
                _("应付日期、识别码、到账和发票"),
                MONEYED,
                also=("payments:punctuality_", "payments:order_"),
            ),
            MenuEntry(
                _("货款确认"),
                "payments:claim_list",
                "circle-check",
                _("采购人的付款凭证，供应商核对到账"),
                MONEYED - {Role.ACCEPTOR},
            ),
            MenuEntry(
                _("到账异常"), "payments:issue_list", "inbox", _("不能自动核对的到账"), MONEYED - {Role.ACCEPTOR}
            ),
            MenuEntry(_("银行对账单"), "payments:statement_list", "upload", _("上传明细，自动核对订单"), SELLERS),
            MenuEntry(
                _("结算账户"), "payments:account_list", "building-2", _("收取货款的对公账户"), SELLERS | PLATFORM
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
)
