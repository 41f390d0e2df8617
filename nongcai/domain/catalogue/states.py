"""The lives of products, batches, zones and alarms about prices, and what of them can be said in codes."""

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


class BatchKind(models.TextChoices):
    """What a workbook is for."""

    GOODS = "goods", _("批量发布商品")
    CHANGES = "changes", _("批量改价改库存")


class BatchState(models.TextChoices):
    RECEIVED = "received", _("已接收")
    CHECKING = "checking", _("核对中")
    CHECKED = "checked", _("核对完毕")
    LOADING = "loading", _("办理中")
    LOADED = "loaded", _("已办理")
    FAILED = "failed", _("未完成")
    DISCARDED = "discarded", _("已放弃")


class BatchAction(models.TextChoices):
    CHECK = "check", _("核对")
    SETTLE = "settle", _("核对完毕")
    LOAD = "load", _("确认办理")
    FINISH = "finish", _("办理完毕")
    FAIL = "fail", _("中断")
    DISCARD = "discard", _("放弃")
    EXPIRE = "expire", _("到期清除")


class RowOutcome(models.TextChoices):
    """What becomes, or became, of a row of a workbook."""

    NEW = "new", _("新增商品")
    ADDED = "added", _("增加规格")
    CHANGED = "changed", _("变更")
    SAME = "same", _("已有，不变")
    WRONG = "wrong", _("有误")


_B, _X = BatchState, BatchAction
BATCH_MACHINE = Machine(
    # A killed check begins anew; a killed load goes on with the rows that are left.
    Transition(_X.CHECK, (_B.RECEIVED, _B.CHECKING, _B.CHECKED, _B.FAILED), _B.CHECKING, Role.SUPPLIER),
    Transition(_X.SETTLE, (_B.CHECKING,), _B.CHECKED),
    Transition(_X.LOAD, (_B.CHECKED, _B.LOADING), _B.LOADING, Role.SUPPLIER),
    Transition(_X.FINISH, (_B.LOADING,), _B.LOADED),
    Transition(_X.FAIL, (_B.RECEIVED, _B.CHECKING, _B.LOADING), _B.FAILED),
    Transition(_X.DISCARD, (_B.CHECKED, _B.FAILED), _B.DISCARDED, Role.SUPPLIER),
    Transition(_X.EXPIRE, (_B.RECEIVED, _B.CHECKED, _B.FAILED), _B.DISCARDED),
)
# A job is at it, or soon will be.
BATCH_BUSY = (_B.RECEIVED, _B.CHECKING, _B.LOADING)
# Something becomes of these rows.
GOOD_ROWS = (RowOutcome.NEW, RowOutcome.ADDED, RowOutcome.CHANGED)


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


class ZoneKind(models.TextChoices):
    BRAND = "brand", _("品牌专区")
    SESSION = "session", _("专场")
    LOCAL = "local", _("帮扶馆")
    FAIR = "fair", _("展销会")


class ZoneState(models.TextChoices):
    PLANNED = "planned", _("筹备中")
    RUNNING = "running", _("开放中")
    ENDED = "ended", _("已结束")


class ZoneAction(models.TextChoices):
    OPEN = "open", _("开放")
    CLOSE = "close", _("结束")


ZONE_MACHINE = Machine(
    Transition(ZoneAction.OPEN, (ZoneState.PLANNED, ZoneState.ENDED), ZoneState.RUNNING, Role.PLATFORM),
    Transition(ZoneAction.CLOSE, (ZoneState.RUNNING,), ZoneState.ENDED, Role.PLATFORM),
)
# It takes applications and, on its days, shows goods.
RUNNING_ZONES = (ZoneState.RUNNING,)


class EntryState(models.TextChoices):
    APPLIED = "applied", _("待专区审核")
    ADMITTED = "admitted", _("已入选")
    SENT_BACK = "sent_back", _("已退回")
    WITHDRAWN = "withdrawn", _("已撤回")
    REMOVED = "removed", _("已移出")


class EntryAction(models.TextChoices):
    APPLY = "apply", _("报名")
    ADMIT = "admit", _("入选")
    SEND_BACK = "send_back", _("退回修改")
    WITHDRAW = "withdraw", _("撤回")
    REMOVE = "remove", _("移出")


_E = EntryState
ZONE_ENTRY_MACHINE = Machine(
    Transition(EntryAction.APPLY, (_E.SENT_BACK, _E.WITHDRAWN, _E.REMOVED), _E.APPLIED, Role.SUPPLIER),
    Transition(EntryAction.ADMIT, (_E.APPLIED,), _E.ADMITTED, Role.PLATFORM),
    Transition(EntryAction.SEND_BACK, (_E.APPLIED,), _E.SENT_BACK, Role.PLATFORM),
    Transition(EntryAction.WITHDRAW, (_E.APPLIED, _E.ADMITTED), _E.WITHDRAWN, Role.SUPPLIER),
    Transition(EntryAction.REMOVE, (_E.ADMITTED,), _E.REMOVED, Role.PLATFORM),
)
ADMITTED_ENTRIES = (_E.ADMITTED,)
WAITING_ENTRIES = (_E.APPLIED,)
# They come with words.
REASONED = (EntryAction.SEND_BACK, EntryAction.REMOVE)


class Move(models.TextChoices):
    """How a curator changes the order in which a zone shows its goods."""

    FIRST = "first", _("置顶")
    UP = "up", _("上移")
    DOWN = "down", _("下移")
    FREE = "free", _("取消排序")


class DemandUnit(models.TextChoices):
    """In what a unit says how much it will need."""

    KILOGRAM = "kilogram", _("千克")
    TONNE = "tonne", _("吨")
    LITRE = "litre", _("升")
    PIECE = "piece", _("个")
    CASE = "case", _("箱")
    BOX = "box", _("盒")


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
    UNSOLD = "unsold", _("已停售")


class AlarmAction(models.TextChoices):
    OPEN = "open", _("价格提醒")
    REPLY = "reply", _("公开说明")
    KEEP = "keep", _("认可价格")
    WITHHOLD = "withhold", _("暂停展示")
    LOWER = "lower", _("降价")
    UNSELL = "unsell", _("停售")


_L, _LA = AlarmState, AlarmAction
ALARM_MACHINE = Machine(
    Transition(_LA.REPLY, (_L.OPEN,), _L.REPLIED, Role.SUPPLIER),
    Transition(_LA.KEEP, (_L.OPEN, _L.REPLIED, _L.WITHHELD), _L.KEPT, Role.PLATFORM),
    # Without a reply only after the days for it; the services ask.
    Transition(_LA.WITHHOLD, (_L.OPEN, _L.REPLIED), _L.WITHHELD, Role.PLATFORM),
    # By itself, when the price is no longer above the limit.
    Transition(_LA.LOWER, (_L.OPEN, _L.REPLIED, _L.WITHHELD), _L.LOWERED),
    # By itself, when its product is sold no more.
    Transition(_LA.UNSELL, (_L.OPEN, _L.REPLIED, _L.WITHHELD), _L.UNSOLD),
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
