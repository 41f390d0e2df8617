"""The lives of a product and of an alarm about a price, and what of them can be said in codes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class ProductState(models.TextChoices):
    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待平台审核")
    LISTED = "listed", _("已通过审核")
    RETURNED = "returned", _("退回修改")
    RETIRED = "retired", _("已停售")


class ProductAction(models.TextChoices):
    SUBMIT = "submit", _("提交审核")
    PASS = "pass", _("审核通过")
    SEND_BACK = "send_back", _("退回修改")
    CHANGE = "change", _("修改须审核的内容")
    WITHDRAW = "withdraw", _("撤回")
    RETIRE = "retire", _("停售")


class Reason(models.TextChoices):
    """Why a product was sent back; words always stand beside it."""

    NAME = "name", _("名称或分类不符")
    ORIGIN = "origin", _("产地材料不足")
    LABEL = "label", _("净含量、标准、保质期等标签信息有误")
    PAPERS = "papers", _("缺少该类商品须有的证照")
    PICTURES = "pictures", _("图片不清或与商品不符")
    CLAIM = "claim", _("认证标识没有依据")
    OTHER = "other", _("其他")


_S, _A = ProductState, ProductAction
PRODUCT_MACHINE = Machine(
    Transition(_A.SUBMIT, (_S.DRAFT, _S.RETURNED), _S.SUBMITTED, Role.SUPPLIER),
    Transition(_A.PASS, (_S.SUBMITTED,), _S.LISTED, Role.PLATFORM),
    Transition(_A.SEND_BACK, (_S.SUBMITTED, _S.LISTED), _S.RETURNED, Role.PLATFORM),
    Transition(_A.WITHDRAW, (_S.SUBMITTED,), _S.RETURNED, Role.SUPPLIER),
    # A regulated fact changes: it is looked at again, and does not show meanwhile.
    Transition(_A.CHANGE, (_S.LISTED,), _S.DRAFT, Role.SUPPLIER),
    Transition(_A.RETIRE, (_S.DRAFT, _S.RETURNED, _S.LISTED), _S.RETIRED, Role.SUPPLIER),
)
# The supplier may write what is regulated.
OPEN_TO_SUPPLIER = (_S.DRAFT, _S.RETURNED)
SHOWN = (_S.LISTED,)
ENDED = (_S.RETIRED,)
WAITING = (_S.SUBMITTED,)
# What a reviewer decided on: whoever looks again sees what changed since.
DECISIONS = (_A.PASS, _A.SEND_BACK)


class NetUnit(models.TextChoices):
    """In what the net content is stated (净含量单位)."""

    GRAM = "g", _("克")
    KILOGRAM = "kg", _("千克")
    MILLILITRE = "ml", _("毫升")
    LITRE = "l", _("升")
    PIECE = "piece", _("个")


class Measured(models.TextChoices):
    """By what prices are compared."""

    MASS = "mass", _("千克")
    VOLUME = "volume", _("升")
    COUNT = "count", _("个")


class SaleUnit(models.TextChoices):
    BAG = "bag", _("袋")
    BOX = "box", _("盒")
    CASE = "case", _("箱")
    BOTTLE = "bottle", _("瓶")
    BARREL = "barrel", _("桶")
    CAN = "can", _("罐")
    PIECE = "piece", _("件")
    HEAD = "head", _("只")
    KILOGRAM = "kilogram", _("千克")


class AttributeKind(models.TextChoices):
    TEXT = "text", _("文字")
    CHOICE = "choice", _("选项")
    NUMBER = "number", _("数值")


class Certificate(models.TextChoices):
    """What a product may claim, each by a paper of its supplier."""

    ORGANIC = "organic", _("有机产品")
    GREEN = "green", _("绿色食品")
    ORIGIN = "origin", _("地理标志")
    PROMISE = "promise", _("承诺达标合格证")


# By which kinds of papers, as `suppliers.PaperKind` has them.
PROVEN_BY = {
    Certificate.ORGANIC: "organic",
    Certificate.GREEN: "green",
    Certificate.ORIGIN: "origin",
    Certificate.PROMISE: "promise",
}


class Sorting(models.TextChoices):
    """In which order offers stand; none prefers an origin."""

    RELEVANCE = "relevance", _("综合")
    PRICE = "price", _("折算单价从低到高")
    NEWEST = "newest", _("最新上架")


class PriceBasis(models.TextChoices):
    """What a price is held against."""

    ELSEWHERE = "elsewhere", _("本供应商在其他渠道的价格")
    REFERENCE = "reference", _("参考价")
    MEDIAN = "median", _("同类商品中位价")


class AlarmState(models.TextChoices):
    OPEN = "open", _("待供应商说明")
    REPLIED = "replied", _("已说明，待平台决定")
    KEPT = "kept", _("平台认可价格")
    LOWERED = "lowered", _("已降价")
    WITHHELD = "withheld", _("已暂停展示")


class AlarmAction(models.TextChoices):
    OPEN = "open", _("价格提醒")
    REPLY = "reply", _("公开说明")
    KEEP = "keep", _("认可价格")
    WITHHOLD = "withhold", _("暂停展示")
    LOWER = "lower", _("降价")


_L, _LA = AlarmState, AlarmAction
ALARM_MACHINE = Machine(
    Transition(_LA.REPLY, (_L.OPEN,), _L.REPLIED, Role.SUPPLIER),
    Transition(_LA.KEEP, (_L.OPEN, _L.REPLIED, _L.WITHHELD), _L.KEPT, Role.PLATFORM),
    # Without a reply only after the days for it; the services ask.
    Transition(_LA.WITHHOLD, (_L.OPEN, _L.REPLIED), _L.WITHHELD, Role.PLATFORM),
    # By itself, when the price is no longer above the limit.
    Transition(_LA.LOWER, (_L.OPEN, _L.REPLIED, _L.WITHHELD), _L.LOWERED),
)
# Of an offer there is one of these at most.
LIVE_ALARMS = (_L.OPEN, _L.REPLIED, _L.WITHHELD)
WAITING_ALARMS = (_L.REPLIED, _L.OPEN)
# What hides the offer.
WITHHOLDING = (_L.WITHHELD,)
# What everybody reads beside the offer.
PUBLIC_ALARMS = (_L.REPLIED, _L.KEPT)
# What the platform decided.
VERDICTS = (_LA.KEEP, _LA.WITHHOLD)


class PriceRowOutcome(models.TextChoices):
    """What becomes of a row of a market's list."""

    NEW = "new", _("可录入")
    EXISTS = "exists", _("已录入")
    UNKNOWN = "unknown", _("品名待对应")
    LEFT_OUT = "left_out", _("不采用")
    WRONG = "wrong", _("有误")


class ListingOutcome(models.TextChoices):
    """What becomes of a row of a list of counties."""

    NEW = "new", _("可列入")
    EXISTS = "exists", _("已在名单内")
    WRONG = "wrong", _("有误")
