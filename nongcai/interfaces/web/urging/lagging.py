"""Who is late at which step: found, reminded by many, exported, pasted into a work chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import rules, services
from nongcai.foundation import sms
from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets.writing import TableColumn
from nongcai.interfaces.web import exporting
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.http import go_to, page, warned
from nongcai.interfaces.web.programmes.gates import require_bureau, require_finance
from nongcai.interfaces.web.refusals import message_of
from nongcai.interfaces.web.urging import words
from nongcai.interfaces.web.urging.filters import LaggingForm, PasteForm, RemindForm

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.domain.urging.queries import Lagging, Manner
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@dataclass(frozen=True)
class Scene:
    """All that the page shows, before it is cut into pages."""

    form: LaggingForm
    year: int
    rows: list[Lagging]
    names: dict[int, str]
    manner: Manner
    today: date
    bureaus: list[urging.Bureau]
    total: int


@dataclass(frozen=True)
class ShownRow:
    """A row in words."""

    one: Lagging
    supervisor: str
    step: str
    holder: str
    waited: int | None
    standing: str


@require_safe
def lagging_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    scene = _scene(request)
    found = Paginator(scene.rows, ROWS).get_page(request.GET.get("page"))
    context = {
        "form": scene.form,
        "year": scene.year,
        "total": scene.total,
        "page": found,
        "rows": [_shown(scene, one) for one in found],
        "bureaus": [(one, _steps(one)) for one in scene.bureaus],
        "paste": PasteForm(initial={"text": words.to_paste(scene.rows, scene.names, scene.today, scene.year)}),
        "remind_form": RemindForm(),
        "may_remind": permissions.is_finance(request.actor),
        "with_sms": sms.gateway() is not None,
        "export_form": ExportForm(),
    }
    return page(request, "urging/lagging_list.html", context)


@require_POST
def lagging_remind(request: WebRequest) -> HttpResponse:
    require_finance(request)
    form = RemindForm(request.POST)
    if not form.ids:
        warned(request, _("请先选择要提醒的单位。"))
        return go_to(request, "urging:lagging_list")
    year = LaggingForm(request.GET, years=_years(request)).chosen_year
    outcomes = services.remind(
        actor=request.actor, year=year, ids=form.ids, at=timezone.now(), with_sms=form.wants_sms and bool(sms.gateway())
    )
    context = {
        "year": year,
        "done": [one for one in outcomes if one.refusal is None],
        "refused": [(one.name, message_of(one.refusal)) for one in outcomes if one.refusal],
    }
    return page(request, "urging/lagging_remind.html", context)


@require_POST
def lagging_export(request: WebRequest) -> HttpResponseBase:
    require_bureau(request)
    form = ExportForm(request.POST)
    if not form.is_valid():
        warned(request, _("请填写导出用途。"))
        return go_to(request, "urging:lagging_list")
    scene = _scene(request)
    columns = [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 16),
        TableColumn(_("单位名称"), "text", 34),
        TableColumn(_("主管单位"), "text", 30),
        TableColumn(_("所在环节"), "text", 18),
        TableColumn(_("待办单位"), "text", 30),
        TableColumn(_("已等待工作日"), "count", 14),
        TableColumn(_("截止情况"), "text", 18),
    ]
    shown = [_shown(scene, one) for one in scene.rows]
    cells = [
        (place, row.one.code, row.one.name, row.supervisor, row.step, row.holder, row.waited, row.standing)
        for place, row in enumerate(shown, start=1)
    ]
    return exporting.workbook(
        request,
        _("%d年度填报未办结单位") % scene.year,
        columns,
        cells,
        owner=f"lagging:{request.actor.organisation_id}",
        note=_("本级直接管理的单位；区县（市）所属单位由同级财政部门负责。"),
        purpose=form.cleaned_data["purpose"],
    )


def _scene(request: WebRequest) -> Scene:
    form = LaggingForm(request.GET, years=_years(request))
    node, today, year = organisations.node(request.actor.organisation_id), timezone.localdate(), form.chosen_year
    everyone = urging.lagging(node, year, shares.season_in(node.region_code, year))
    bureaus = urging.lagging_bureaus(node, year)
    ids = {id_ for one in everyone for id_ in (one.holder_id, one.supervisor_id)}
    names = organisations.names_of(ids)
    form.offer({one.supervisor_id: names.get(one.supervisor_id, "") for one in everyone})
    rows = [one for one in everyone if form.wants(one)]
    manner = urging.manners([node.id], today)[node.id]
    return Scene(form, year, rows, names, manner, today, bureaus, len(everyone))


def _years(request: WebRequest) -> list[int]:
    return organisations.listed_years(request.actor.path) or [timezone.localdate().year]


def _shown(scene: Scene, one: Lagging) -> ShownRow:
    since = one.since.astimezone(CHINA).date() if one.since else None
    return ShownRow(
        one,
        scene.names.get(one.supervisor_id, ""),
        str(words.STEPS[one.step]),
        scene.names.get(one.holder_id, ""),
        rules.workdays_until(since, scene.today, scene.manner.off) if since else None,
        words.standing(one.due_on, scene.today, scene.year, scene.manner.off),
    )


def _steps(bureau: urging.Bureau) -> list[Any]:
    return [bureau.steps.get(step, 0) for step in words.STEPS]
