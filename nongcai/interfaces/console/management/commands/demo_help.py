"""The demo's answers to what is often asked, the city's hotline, and questions in each state."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.support import queries, services
from nongcai.domain.support.services import ToldArticle, ToldHotline, ToldQuestion
from nongcai.domain.support.states import QuestionAction, Topic
from nongcai.interfaces.console import commanding
from nongcai.interfaces.console.errors import ConsoleError

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

PLATFORM = "pingtai"
# A number that nobody has.
HOTLINE = ToldHotline("410100", "郑州市农采服务台", "0371-00000832", "工作日8:30—12:00，14:00—17:30")
ARTICLES = (
    ToldArticle(
        Topic.ACCOUNT,
        "忘记密码或者手机号码变更怎么办？",
        "管理账号请联系本级财政部门重设密码；采购人交易账号请联系本单位管理人员。\n手机号码变更的，登录后在“账号安全”中更换。",
        "口令 找回 换号",
    ),
    ToldArticle(
        Topic.FILING,
        "预留份额填报表报送后发现有误，怎样修改？",
        "财政部门确认前，打开填报表点“撤回”，修改后重新报送。\n已确认的，请联系主管预算单位或者财政部门退回修改。",
        "更正 撤回",
    ),
    ToldArticle(
        Topic.ORDER,
        "订单为什么还没有计入完成交易额？",
        "打开“已下单未计入”，每张订单后面写明还差哪一步，如验货、验票、付款或者评价，办完后自动计入。",
        "统计 金额 不对",
    ),
    ToldArticle(
        Topic.ORDER,
        "订单计入了错误的单位，怎样更正？",
        "采购人在订单页申请更正所属预算单位，原单位、新单位和各自的财政部门同意后更正，过程留痕。",
        "所属预算单位",
    ),
    ToldArticle(
        Topic.MONEY,
        "货款付给谁？平台收取费用吗？",
        "货款直接汇入供应商的结算账户，汇款附言填写订单的识别码。平台不代收、不代付，不收取入驻费和交易费。",
        "汇款 手续费 识别码",
    ),
    ToldArticle(
        Topic.MONEY,
        "货款已经汇出，订单为什么还显示未付？",
        "供应商上传银行对账单后自动核对。急需确认的，在订单的“付款和发票”页面点“货款确认”，上传银行回单；"
        "供应商3个工作日内核对并确认，称未收到的由平台核查。",
        "付款凭证 回单 货款确认 未到账",
    ),
    ToldArticle(
        Topic.INCIDENT,
        "少货、破损、质量有问题怎么办？",
        "在订单页点“提出交易异常”，写明情况并上传照片。对方按期答复；不同意答复的，提请平台决定。办结前订单不会自动验收。\n少货、破损、错发在验货后的检验期限内提出，质量不符自收货之日起两年内提出。",
        "投诉 售后 纠纷",
    ),
    ToldArticle(
        Topic.SUPPLIER,
        "供应商怎样入驻？",
        "在供应商注册页（/suppliers/register/）登记后，填写资料、上传证照，经所在县两项审核并推荐、平台审核后入驻。",
        "开店 注册 832个县",
    ),
)
_A = QuestionAction
QUESTIONS = (
    ("caigou", ToldQuestion(Topic.ORDER, "收货人变更后，怎样修改已下的订单？", "食堂库管换岗，订单还没有发货。"), ()),
    (
        "kuaiji",
        ToldQuestion(Topic.MONEY, "国库集中支付不能填写识别码，怎样核对？", "支付系统的附言是固定内容。"),
        ((_A.ANSWER, "平台按单位、供应商和金额核对；对应多笔订单的，由供应商在到账异常中记到订单。"),),
    ),
    (
        "gongying",
        ToldQuestion(Topic.SUPPLIER, "食品经营许可证换证后，在哪里更换？", "新证已经下发。"),
        (
            (_A.ANSWER, "打开“证照”，选择原证照后点“更换”，上传新证照，平台核查前原证照继续有效。"),
            (_A.CLOSE, "已更换。"),
        ),
    ),
)


class Command(commanding.Command):
    help = "建立缺少的演示常见问题、服务热线和咨询，只能在演示模式下使用。"

    @transaction.atomic
    def handle(self, **_options: Any) -> None:
        if not settings.DEMO:
            raise ConsoleError("演示问答只能在演示模式（NONGCAI_DEMO=1）下建立。")
        now = timezone.now()
        platform = _actor(PLATFORM, now)
        if platform is None:
            raise ConsoleError("请先建立演示供应商（demo_market）。")
        if queries.articles_visible_to(platform).exists():
            return
        for told in ARTICLES:
            services.enter_article(actor=platform, told=told, at=now)
        services.enter_hotline(actor=platform, told=HOTLINE, at=now)
        for username, question, steps in QUESTIONS:
            asker = _actor(username, now)
            if asker is not None:
                _ask(asker, platform, question, steps, now)
        for user in accounts.demo_users():
            # What was told on the way is old news.
            notifications.mark_read(user_id=user.pk, at=now)


def _ask(
    asker: Actor,
    platform: Actor,
    told: ToldQuestion,
    steps: tuple[tuple[QuestionAction, str], ...],
    now: datetime,
) -> None:
    at = now - timedelta(hours=4 * (len(steps) + 1))
    question = services.ask(actor=asker, told=told, at=at)
    for action, words in steps:
        at += timedelta(hours=4)
        actor = platform if action == QuestionAction.ANSWER else asker
        services.step_question(actor=actor, question_id=question.pk, action=action, words=words, at=at)


def _actor(username: str, at: datetime) -> Actor | None:
    user = accounts.user_by_name(username)
    return organisations.actor_of(user, None, timezone.localdate(at)) if user else None
