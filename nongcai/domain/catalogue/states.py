"""The life of a product, and what of it can be said in codes."""

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
