"""The lives of an application for admission, of a paper, and of a measure."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from nongcai.domain.organisations.roles import Role
from nongcai.foundation.states import Machine, Transition


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待县级审核")
    QUALITY_PASSED = "quality_passed", _("经营质量已审核")
    LINKAGE_PASSED = "linkage_passed", _("联农带农已审核")
    VETTED = "vetted", _("待县级推荐")
    PUBLICISED = "publicised", _("公示中")
    RECOMMENDED = "recommended", _("待平台审核")
    ADMITTED = "admitted", _("已入驻")
    RETURNED = "returned", _("退回修改")
    WITHDRAWN = "withdrawn", _("已撤回")
    RECALLED = "recalled", _("推荐已撤销")


class ApplicationAction(models.TextChoices):
    SUBMIT = "submit", _("提交申请")
    PASS_QUALITY = "pass_quality", _("经营质量审核通过")
    PASS_LINKAGE = "pass_linkage", _("联农带农审核通过")
    PUBLICISE = "publicise", _("公示")
    RECOMMEND = "recommend", _("出具推荐函")
    ADMIT = "admit", _("平台审核通过")
    SEND_BACK = "send_back", _("退回修改")
    WITHDRAW = "withdraw", _("撤回")
    RECALL = "recall", _("撤销推荐")


class Reason(models.TextChoices):
    """Why an application was sent back; words always stand beside it."""

    REGISTRATION = "registration", _("登记信息有误")
    PAPERS = "papers", _("证照缺少、过期或看不清")
    CAPACITY = "capacity", _("供应能力说明不足")
    QUALITY = "quality", _("质量安全材料不足")
    LINKAGE = "linkage", _("联农带农材料不足")
    AGENCY = "agency", _("代理关系材料不足")
    OBJECTION = "objection", _("公示异议属实")
    CREDIT = "credit", _("列入严重违法失信名单")
    OTHER = "other", _("其他")


_A, _V = ApplicationState, ApplicationAction
_AT_COUNTY = (_A.SUBMITTED, _A.QUALITY_PASSED, _A.LINKAGE_PASSED, _A.VETTED, _A.PUBLICISED)
# Two functions of the county pass it in any order; which of them come from one person is asked by the services.
APPLICATION_MACHINE = Machine(
    Transition(_V.SUBMIT, (_A.DRAFT, _A.RETURNED, _A.WITHDRAWN), _A.SUBMITTED, Role.SUPPLIER),
    Transition(_V.PASS_QUALITY, (_A.SUBMITTED,), _A.QUALITY_PASSED, Role.QUALITY),
    Transition(_V.PASS_QUALITY, (_A.LINKAGE_PASSED,), _A.VETTED, Role.QUALITY),
    Transition(_V.PASS_LINKAGE, (_A.SUBMITTED,), _A.LINKAGE_PASSED, Role.LINKAGE),
    Transition(_V.PASS_LINKAGE, (_A.QUALITY_PASSED,), _A.VETTED, Role.LINKAGE),
    Transition(_V.PUBLICISE, (_A.VETTED,), _A.PUBLICISED, Role.QUALITY),
    Transition(_V.RECOMMEND, (_A.VETTED, _A.PUBLICISED), _A.RECOMMENDED, Role.QUALITY),
    Transition(_V.ADMIT, (_A.RECOMMENDED,), _A.ADMITTED, Role.PLATFORM),
    Transition(_V.SEND_BACK, _AT_COUNTY, _A.RETURNED, Role.QUALITY),
    Transition(_V.SEND_BACK, _AT_COUNTY, _A.RETURNED, Role.LINKAGE),
    Transition(_V.SEND_BACK, (_A.RECOMMENDED,), _A.RETURNED, Role.PLATFORM),
    Transition(_V.WITHDRAW, (_A.SUBMITTED, _A.QUALITY_PASSED, _A.LINKAGE_PASSED), _A.WITHDRAWN, Role.SUPPLIER),
    # 撤销推荐 is an act of its own, before or after the platform has admitted.
    Transition(_V.RECALL, (_A.RECOMMENDED, _A.ADMITTED), _A.RECALLED, Role.QUALITY),
    Transition(_V.RECALL, (_A.RECOMMENDED, _A.ADMITTED), _A.RECALLED, Role.LINKAGE),
)
# The applicant may write.
OPEN_TO_SUPPLIER = (_A.DRAFT, _A.RETURNED, _A.WITHDRAWN)
# A later application is another one.
ENDED = (_A.ADMITTED, _A.RECALLED)
AT_COUNTY = _AT_COUNTY
# Somebody may object.
OPEN_TO_OBJECTIONS = (_A.PUBLICISED,)
# Who signs for a function of the county, by the act.
FUNCTIONS = {_V.PASS_QUALITY: Role.QUALITY, _V.PASS_LINKAGE: Role.LINKAGE}


class SupplierKind(models.TextChoices):
    ENTERPRISE = "enterprise", _("企业")
    COOPERATIVE = "cooperative", _("农民专业合作社")
    FAMILY_FARM = "family_farm", _("家庭农场")
    AGENT = "agent", _("代理销售企业")


class LinkageForm(models.TextChoices):
    """How farmers have a part in it (联农带农方式)."""

    PURCHASE = "purchase", _("订单收购")
    LAND = "land", _("流转土地")
    WORK = "work", _("务工就业")
    SHARE = "share", _("入股分红")
    OTHER = "other", _("其他方式")


class PaperKind(models.TextChoices):
    BUSINESS = "business", _("营业执照")
    FOOD_SALE = "food_sale", _("食品经营许可证")
    FOOD_MAKING = "food_making", _("食品生产许可证（SC）")
    ORGANIC = "organic", _("有机产品认证证书")
    GREEN = "green", _("绿色食品证书")
    ORIGIN = "origin", _("农产品地理标志或地理标志产品证书")
    PROMISE = "promise", _("食用农产品承诺达标合格证")
    QUARANTINE = "quarantine", _("动物防疫条件合格证")
    AGENCY = "agency", _("代理协议")
    LINKAGE = "linkage", _("联农带农证明材料")
    OTHER = "other", _("其他材料")


# A number of these stands for one licence alone, whoever shows it.
NUMBERED = (PaperKind.FOOD_SALE, PaperKind.FOOD_MAKING, PaperKind.ORGANIC, PaperKind.GREEN, PaperKind.ORIGIN)


class PaperState(models.TextChoices):
    SHOWN = "shown", _("待核查")
    ACCEPTED = "accepted", _("已核查")
    REFUSED = "refused", _("核查未通过")
    REPLACED = "replaced", _("已更换")


class PaperAction(models.TextChoices):
    ACCEPT = "accept", _("核查通过")
    REFUSE = "refuse", _("核查不通过")
    REPLACE = "replace", _("更换")


_P, _PA = PaperState, PaperAction
PAPER_MACHINE = Machine(
    Transition(_PA.ACCEPT, (_P.SHOWN,), _P.ACCEPTED, Role.PLATFORM),
    Transition(_PA.REFUSE, (_P.SHOWN,), _P.REFUSED, Role.PLATFORM),
    # The old paper holds until the new one was looked at.
    Transition(_PA.REPLACE, (_P.SHOWN, _P.ACCEPTED, _P.REFUSED), _P.REPLACED, Role.SUPPLIER),
)
STANDING_PAPERS = (_P.SHOWN, _P.ACCEPTED)
# What holds: the platform has looked at it.
HELD_PAPERS = (_P.ACCEPTED,)


class MeasureKind(models.TextChoices):
    """The ladder (处理措施), the mildest first."""

    REMIND = "remind", _("提醒")
    RECTIFY = "rectify", _("限期整改")
    SUSPEND_LISTING = "suspend_listing", _("暂停上架")
    SUSPEND_TRADING = "suspend_trading", _("暂停交易")
    EXPEL = "expel", _("清退")


# What hides the offers while it is in force.
HIDING = (MeasureKind.SUSPEND_LISTING, MeasureKind.SUSPEND_TRADING, MeasureKind.EXPEL)


class MeasureState(models.TextChoices):
    NOTIFIED = "notified", _("已告知，待陈述")
    REPLIED = "replied", _("已陈述，待决定")
    IN_FORCE = "in_force", _("已执行")
    APPEALED = "appealed", _("已申诉，待复核")
    UPHELD = "upheld", _("复核维持")
    DROPPED = "dropped", _("不予处理")
    LIFTED = "lifted", _("已解除")


class MeasureAction(models.TextChoices):
    NOTIFY = "notify", _("告知")
    REPLY = "reply", _("陈述申辩")
    DECIDE = "decide", _("作出处理")
    DROP = "drop", _("不予处理")
    APPEAL = "appeal", _("申诉")
    UPHOLD = "uphold", _("维持")
    LIFT = "lift", _("解除")


_M, _MA = MeasureState, MeasureAction
MEASURE_MACHINE = Machine(
    Transition(_MA.REPLY, (_M.NOTIFIED,), _M.REPLIED, Role.SUPPLIER),
    # Without a reply only after the days for it; the services ask.
    Transition(_MA.DECIDE, (_M.NOTIFIED, _M.REPLIED), _M.IN_FORCE, Role.PLATFORM),
    Transition(_MA.DROP, (_M.NOTIFIED, _M.REPLIED), _M.DROPPED, Role.PLATFORM),
    # It stays in force while the appeal is looked at.
    Transition(_MA.APPEAL, (_M.IN_FORCE,), _M.APPEALED, Role.SUPPLIER),
    Transition(_MA.UPHOLD, (_M.APPEALED,), _M.UPHELD, Role.PLATFORM),
    Transition(_MA.LIFT, (_M.IN_FORCE, _M.APPEALED, _M.UPHELD), _M.LIFTED, Role.PLATFORM),
)
OPEN_MEASURES = (_M.NOTIFIED, _M.REPLIED)
FORCED = (_M.IN_FORCE, _M.APPEALED, _M.UPHELD)
