"""The component page."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.interfaces.web.components.forms import SampleFilterForm, SampleForm, SampleWeekForm
from nongcai.interfaces.web.http import go_to, page, public, said, sent

if TYPE_CHECKING:
    from django.http import HttpRequest

ROWS = (
    ("市教育局", "3068000.00", "118.02"),
    ("市公安局", "2931000.00", "105.80"),
    ("市卫生健康委员会", "2657000.00", "93.60"),
    ("市民政局", "2246000.00", "75.31"),
    ("市生态环境局", "1835000.00", "57.00"),
    ("市自然资源和规划局", "1287000.00", "32.64"),
    ("市图书馆", "876000.00", "14.30"),
    ("市园林局", "0.00", "0.00"),
)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def component_list(request: HttpRequest) -> HttpResponse:
    form = SampleForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said(request, _("已保存。"))
        return go_to(request, "components:component_list")
    context = {
        "form": form,
        "empty_form": SampleForm(prefix="empty"),
        "week": SampleWeekForm(auto_id="week_%s"),
        "filter": SampleFilterForm(request.GET, auto_id="filter_%s"),
    }
    context |= _samples(request)
    return page(request, "components/component_list.html", context, status=422 if form.errors else 200)


def _samples(request: HttpRequest) -> dict[str, Any]:
    rows = [{"name": name, "amount": Decimal(amount), "rate": Decimal(rate)} for name, amount, rate in ROWS]
    sort = request.GET.get("sort", "-rate")
    key = "amount" if sort.endswith("amount") else "rate"
    return {
        "rows": sorted(rows, key=lambda row: row[key], reverse=sort.startswith("-")),
        "sort": sort,
        "page": Paginator(range(486), 20).get_page(request.GET.get("page", "3")),
        "bars": [_bar(name, rate) for name, _amount, rate in ROWS],
        "steps": [
            {"label": _("拟稿"), "state": "done", "note": "2024-01-05"},
            {"label": _("核稿"), "state": "done", "note": "2024-01-08"},
            {"label": _("会签"), "state": "current", "note": _("等待法规税政处")},
            {"label": _("签发"), "state": "waiting", "note": ""},
        ],
        "way": _way(),
        "facts": [(_("发文字号"), "郑财购〔2024〕1号"), (_("数据截至"), "2023-12-31")],
        "tabs": [
            {"label": _("正文"), "url": "#", "current": True},
            {"label": _("附件"), "url": "#", "current": False},
        ],
        "tones": ["ok", "info", "warn", "bad", "plain"],
    }


def _way() -> list[dict[str, str]]:
    labels = [
        _("下单"),
        _("审批"),
        _("签约"),
        _("发货"),
        _("验货"),
        _("开票"),
        _("验票"),
        _("付款"),
        _("评价"),
        _("计入完成交易额"),
    ]
    done = [{"label": one, "state": "done", "note": "2024-01-05 09:30"} for one in labels[:3]]
    return [*done, *({"label": one, "state": "waiting", "note": ""} for one in labels[3:])]


def _bar(name: str, rate: str) -> dict[str, str]:
    tone = "ok" if Decimal(rate) >= 100 else "info"
    return {"label": name, "value": rate, "shown": f"{rate}%", "tone": tone}
