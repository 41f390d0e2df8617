"""What waits on the desk: each source names the figures that an actor should see first.

A new source is a function here and a line in `SOURCES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.domain.approvals import permissions as approval_permissions
from nongcai.domain.approvals import queries as approvals
from nongcai.domain.assessments import queries as assessments
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.imports import queries as imports
from nongcai.domain.notices import queries as notices
from nongcai.domain.notifications import queries as notifications
from nongcai.domain.orders import permissions as order_permissions
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.queries import Stage
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ROLES_OF_UNITS, Power
from nongcai.domain.payments import permissions as payment_permissions
from nongcai.domain.payments import queries as payments
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.states import FilingAction
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.support import permissions as incident_permissions
from nongcai.domain.support import queries as incidents
from nongcai.domain.urging import queries as urging
from nongcai.foundation import money
from nongcai.interfaces.web.shares import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class DeskCard:
    """A figure on the desk. `waits` puts it under what must be done; `announced` is said above everything else."""

    title: str
    value: str
    note: str = ""
    url: str = ""
    unit: str = ""
    waits: bool = False
    announced: str = ""


def cards_of(actor: Actor, today: date) -> list[DeskCard]:
    """Return the cards of this actor, in the order of the sources."""
    sources = SOURCES if permissions.manages(actor) else OUTSIDE
    return [card for source in sources for card in source(actor, today)]


def _messages(actor: Actor, _today: date) -> Iterator[DeskCard]:
    if actor.user_id is None:
        return
    unread = notifications.unread_by(actor.user_id)
    if unread:
        yield DeskCard(
            _("未读消息"), str(unread), _("点击查看"), reverse("desk:message_list"), unit=_("条"), waits=True
        )


def _suppliers(actor: Actor, today: date) -> Iterator[DeskCard]:
    supplier = suppliers.supplier_of(actor)
    if supplier is not None:
        application = suppliers.latest_application(actor, supplier)
        own = reverse("suppliers:supplier_own")
        if application is not None:
            waits = "submit" in supplier_permissions.acts_on(application, actor)
            yield DeskCard(_("入驻申请"), application.get_state_display(), supplier.name, own, waits=waits)
        ending = sum(one.warning(today) is not None for one in suppliers.papers_of(supplier.pk))
        if ending:
            url = reverse("suppliers:paper_list")
            yield DeskCard(_("临近到期的证照"), str(ending), _("到期后有关商品不再展示"), url, unit=_("件"), waits=True)
    elif supplier_permissions.has_to_do(actor):
        waiting = suppliers.waiting_for(actor).count()
        if waiting:
            url = reverse("suppliers:application_list")
            yield DeskCard(_("待审核供应商"), str(waiting), _("等待最久的排在前面"), url, unit=_("家"), waits=True)


def _alarms(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not (supplier_permissions.sells(actor) or supplier_permissions.admits(actor)):
        return
    waiting = catalogue.alarms_waiting_for(actor, today).count()
    if waiting:
        sells = supplier_permissions.sells(actor)
        note = _("降价或者公开说明") if sells else _("已说明或者已过说明期限，等待决定")
        yield DeskCard(_("价格提醒"), str(waiting), note, reverse("prices:alarm_list"), unit=_("项"), waits=True)


def _approvals(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not approval_permissions.is_concerned(actor):
        return
    waiting = approvals.inbox(actor, today).count() + orders.waiting_for_any_approver(actor).count()
    if waiting:
        url = reverse("approvals:inbox_show")
        yield DeskCard(_("待审批的采购"), str(waiting), _("等待最久的排在前面"), url, unit=_("项"), waits=True)


def _orders(actor: Actor, _today: date) -> Iterator[DeskCard]:
    sells = order_permissions.sells(actor)
    if not (sells or order_permissions.trades(actor)):
        return
    url = reverse("orders:sale_list" if sells else "orders:order_list")
    for stage, count in orders.waiting_counts(actor).items():
        title, note = _("%s的订单") % Stage(stage).label, _("最近的排在前面")
        yield DeskCard(title, str(count), note, f"{url}?stage={stage}", unit=_("张"), waits=True)


def _standing(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not permissions.may(actor, Power.BUY):
        return
    missed = orders.missed_runs(actor, today).count()
    if missed:
        url, note = reverse("orders:standing_list"), _("原因见周期订单，可手动下单")
        yield DeskCard(_("周期订单未下单"), str(missed), note, url, unit=_("次"), waits=True)


def _money(actor: Actor, _today: date) -> Iterator[DeskCard]:
    if not payment_permissions.desk_of(actor):
        return
    note = _("到期最早的排在前面")
    if claims := payments.waiting_claims(actor).count():
        url = reverse("payments:claim_list") + "?show=waiting"
        yield DeskCard(_("待办理的货款确认"), str(claims), note, url, unit=_("笔"), waits=True)
    if issues := payments.waiting_issues(actor).count():
        url = reverse("payments:issue_list")
        yield DeskCard(_("待办理的到账异常"), str(issues), note, url, unit=_("笔"), waits=True)


def _incidents(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not incident_permissions.side_of(actor):
        return
    rows = incidents.incidents_waiting_for(actor)
    waiting = rows.count()
    if waiting:
        late = rows.filter(due_on__lt=today).count()
        note = _("其中%d项已超期") % late if late else _("到期最早的排在前面")
        url = reverse("incidents:incident_list") + "?show=waiting"
        yield DeskCard(_("待办理的交易异常"), str(waiting), note, url, unit=_("项"), waits=True)


def _questions(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not incident_permissions.watches(actor):
        return
    rows = incidents.questions_to_answer(actor)
    waiting = rows.count()
    if waiting:
        late = rows.filter(due_on__lt=today).count()
        note = _("其中%d项已超期") % late if late else _("到期最早的排在前面")
        yield DeskCard(
            _("待答复的咨询"), str(waiting), note, reverse("support:question_list"), unit=_("件"), waits=True
        )


def _corrections(actor: Actor, _today: date) -> Iterator[DeskCard]:
    waiting = orders.corrections_waiting_for(actor).count() if order_permissions.agrees(actor) else 0
    if waiting:
        title, note = _("待同意的所属单位更正"), _("各方同意后订单计入更正后的单位")
        yield DeskCard(title, str(waiting), note, reverse("orders:correction_list"), unit=_("项"), waits=True)


def _uncounted(actor: Actor, _today: date) -> Iterator[DeskCard]:
    if actor.role not in ROLES_OF_UNITS and not order_permissions.trades(actor):
        return
    found = orders.uncounted_sum(actor)
    if found.count:
        title, note = _("已下单未计入"), _("%d张订单，还差一步或者几步") % found.count
        url = reverse("orders:uncounted_list")
        yield DeskCard(title, money.shown(money.wan(found.amount)), note, url, unit=_("万元"))


def _own_filing(actor: Actor, _today: date) -> Iterator[DeskCard]:
    year = shares.running_year(actor)
    if not permissions.may(actor, Power.FILE) or year is None:
        return
    filing = shares.filing_of(actor.organisation_id, year)
    season = shares.season_of(actor.organisation_id, year)
    now, title = timezone.now(), _("%d年度预留份额填报") % year
    url = reverse("shares:filing_show", args=(actor.organisation_id, year))
    if filing is None and season.takes_filings(now):
        text = words.window(season, season.phase(now))
        note = _("截止于%s") % words.day(season.due_on)
        yield DeskCard(title, _("尚未填报"), note, url, waits=True, announced=text)
    elif filing is not None and filing.holder_id == actor.organisation_id and filing.is_open_to_unit:
        yield DeskCard(title, filing.get_state_display(), _("待本单位修改后重新提交"), url, waits=True)


def _approving(actor: Actor, _today: date) -> Iterator[DeskCard]:
    year = shares.running_year(actor) if permissions.may(actor, Power.APPROVE) else None
    if year is None:
        return
    waiting = list(shares.prepared_in(actor, year))
    if waiting:
        first = reverse("shares:filing_show", args=(waiting[0].organisation_id, year))
        url = first if len(waiting) == 1 else reverse("shares:filing_list") + "?state=prepared"
        title, note = _("待审核报送的填报"), _("%d年度，经办人已送审") % year
        yield DeskCard(title, str(len(waiting)), note, url, unit=_("份"), waits=True)


def _sharing(actor: Actor, _today: date) -> Iterator[DeskCard]:
    year = shares.running_year(actor)
    if not permissions.may(actor, Power.FILE) or year is None:
        return
    found = shares.memberships(actor.organisation_id, year)
    url = reverse("shares:filing_show", args=(actor.organisation_id, year))
    if found.asked:
        title, note = _("共用食堂待确认"), _("请确认共用或提出异议")
        yield DeskCard(title, found.asked.host.name, note, url, waits=True)
    if found.objected:
        note = _("请核对，不共用的请撤销")
        yield DeskCard(_("共用食堂成员有异议"), str(len(found.objected)), note, url, unit=_("家"), waits=True)


def _reviewing(actor: Actor, _today: date) -> Iterator[DeskCard]:
    year = shares.running_year(actor)
    if not permissions.may(actor, Power.REVIEW) or year is None:
        return
    waiting = shares.waiting_counts(actor, year).total
    if waiting:
        title = _("待审核填报") if shares.passing_action(actor) == FilingAction.REVIEW else _("待确认填报")
        note = _("%d年度，需要留意的排在前面") % year
        yield DeskCard(title, str(waiting), note, reverse("shares:inbox_show"), unit=_("份"), waits=True)
    season = shares.season_in(organisations.node(actor.organisation_id).region_code, year)
    if not season.takes_filings(timezone.now()):
        return
    missing = shares.progress(actor, year).missing
    if missing:
        url = reverse("shares:filing_list") + "?state=" + shares.UNFILED
        note = _("截止于%s") % words.day(season.due_on)
        yield DeskCard(_("未填报单位"), str(missing), note, url, unit=_("家"), waits=True)


def _imports(actor: Actor, _today: date) -> Iterator[DeskCard]:
    if not permissions.is_finance(actor):
        return
    runs = imports.runs_visible_to(actor).filter(state__in=("asking", "checked")).count()
    if runs:
        note = _("核对完毕，等您确认后导入")
        yield DeskCard(_("待导入批次"), str(runs), note, reverse("imports:run_list"), unit=_("批"), waits=True)
    items = imports.items_visible_to(actor).count()
    if items:
        note = _("没有对应单位，金额暂不计入")
        url = reverse("imports:reconciliation_list")
        yield DeskCard(_("待核对事项"), str(items), note, url, unit=_("项"), waits=True)


def _awaiting(actor: Actor, _today: date) -> Iterator[DeskCard]:
    waiting = organisations.awaiting_roles(actor).count() if permissions.gives_roles(actor) else 0
    if waiting:
        url = reverse("accounts:account_list") + "?role=awaiting"
        yield DeskCard(_("待授予角色的账号"), str(waiting), _("请核对后授予"), url, unit=_("个"), waits=True)


def _letters(actor: Actor, _today: date) -> Iterator[DeskCard]:
    receives = permissions.manages(actor) and not actor.reads_only
    unsigned = urging.letters_to_sign(actor)
    if unsigned:
        url = reverse("urging:letter_list")
        yield DeskCard(_("待签发提示函"), str(unsigned), _("请核对后签发"), url, unit=_("份"), waits=True)
    count = urging.letters_to_receive(actor) if receives else 0
    if count:
        url = reverse("urging:letter_list")
        yield DeskCard(_("待签收提示函"), str(count), _("请签收并按期办理"), url, unit=_("份"), waits=True)


def _numbers(actor: Actor, today: date) -> Iterator[DeskCard]:
    if not permissions.keeps_liaisons(actor, [actor.path]):
        return
    own, below = organisations.dead_numbers(actor, today)
    if own:
        url = reverse("contacts:liaison_show", args=(actor.organisation_id,))
        yield DeskCard(_("本单位号码失效"), str(own), _("请登记新的联系电话"), url, unit=_("个"), waits=True)
    if below:
        url = reverse("contacts:liaison_list") + "?number=dead"
        yield DeskCard(_("下级号码失效"), str(below), _("等待单位登记新的号码"), url, unit=_("个"), waits=True)


def _notices(actor: Actor, _today: date) -> Iterator[DeskCard]:
    if not permissions.is_finance(actor):
        return
    for deed, count in notices.waiting_for(actor).items():
        title, url = _("待%s的通报") % deed, reverse("notices:notice_list")
        yield DeskCard(title, str(count), _("点击查看"), url, unit=_("份"), waits=True)


def _progress(actor: Actor, today: date) -> Iterator[DeskCard]:
    years = organisations.listed_years(actor.path)
    if not years:
        return
    own = organisations.node(actor.organisation_id)
    year = assessments.reported_year(own, years, today)
    total = assessments.board(own, year).total
    note, url = _("%d年度") % year, reverse("assessments:board_own")
    wan, rate = _("万元"), total.completion_rate
    yield DeskCard(_("预留份额"), money.shown(total.reserved_wan), note, url, unit=wan)
    yield DeskCard(_("完成交易额"), money.shown(total.purchased_wan), note, url, unit=wan)
    yield DeskCard(_("完成率（全口径）"), "—" if rate is None else f"{rate}%", note, url)
    yield DeskCard(_("应填报单位"), str(total.due), _("已填报 %d 家") % total.filed, url, unit=_("家"))


SOURCES: tuple[Callable[[Actor, date], Iterator[DeskCard]], ...] = (
    _messages,
    _approvals,
    _own_filing,
    _approving,
    _sharing,
    _reviewing,
    _letters,
    _numbers,
    _notices,
    _imports,
    _corrections,
    _uncounted,
    _progress,
)
OUTSIDE: tuple[Callable[[Actor, date], Iterator[DeskCard]], ...] = (
    _messages,
    _approvals,
    _awaiting,
    _suppliers,
    _alarms,
    _money,
    _incidents,
    _questions,
    _orders,
    _standing,
    _uncounted,
)
