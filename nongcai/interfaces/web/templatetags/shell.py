"""Tags and filters of the components: icons, the front end, amounts, fields, sorting."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django import template
from django.template.base import Node, token_kwargs
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_vite.core.asset_loader import DjangoViteAssetLoader
from django_vite.core.exceptions import DjangoViteAssetNotFoundError, DjangoViteManifestError

from nongcai.domain.catalogue.states import Certificate
from nongcai.foundation import money

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.forms import BoundField
    from django.template import Context
    from django.template.base import FilterExpression, NodeList, Parser, Token

register = template.Library()

DASH = "—"
_MOST_KEPT = 1000
# Where a completion rate changes its colour: finished, on its way, behind, far behind.
FINISHED, ON_ITS_WAY, BEHIND = 100, 60, 25
STATE_TONES = {
    "ok": "in_force completed loaded confirmed acknowledged signed issued published final settled new active delivered"
    " running admitted accepted arrived recommended vetted listed kept lowered agreed taken decided",
    "info": "paid shipped sending checking loading checked filed endorsed draft drafted reviewing received placed"
    " prepared submitted applied quality_passed linkage_passed publicised shown replied",
    "warn": "reversed asking named waiting partly_refunded changed open returned withdrawn pending idle paused"
    " notified appealed unknown requoted asked cancelled raised returning proposed reported stated",
    "bad": "removed failed wrong objected sent_back refused recalled upheld withheld denied unfound",
}
# Stands for any key, or six digits of a code, in the pattern of an address.
_KEY = "987654"
CONTROLS = {
    "select": "select w-full",
    "textarea": "textarea w-full",
    "checkbox": "checkbox",
    "file": "file-input w-full",
}

_HEAD = re.compile(r"<thead.*?</thead>", re.DOTALL)
_HEADING = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_BODY = re.compile(r"<(tbody|tfoot).*?</\1>", re.DOTALL)
_CELL = re.compile(r"<(tr|td|th)(?=[\s>])(?:[^>]*\bcolspan=\"(\d+)\")?")
_TAG = re.compile(r"<[^>]*>")


@register.simple_tag
def front_end() -> SafeString:
    """Link the built styles and scripts. A page is whole without them, so a missing build only looks bare."""
    try:
        links: str = DjangoViteAssetLoader.instance().generate_vite_asset("src/main.js")
    except (DjangoViteAssetNotFoundError, DjangoViteManifestError):
        return SafeString("")
    return SafeString(links)


@register.simple_tag
@cache
def icon(name: str, size: str = "1.15em") -> SafeString:
    """Draw an icon; it says nothing to a screen reader, the words beside it do.

    :raises KeyError: when the icon is not in the committed set.
    """
    return format_html(
        '<svg class="inline-block shrink-0" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false">{drawing}</svg>',
        size=size,
        drawing=mark_safe(_icons()[name]),
    )


@register.tag("once")
def do_once(parser: Parser, token: Token) -> Once:
    """Draw once what hangs on nothing but the language: `{% once %}…{% endonce %}`.

    What hangs on some values is drawn once for each of them: `{% once name=category.name %}{{ name }}{% endonce %}`.
    """
    values = token_kwargs(token.split_contents()[1:], parser)
    nodes = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodes, values)


class Once(Node):
    """A part of a template that is drawn when it is first met, and kept. It sees no variable but those it names."""

    def __init__(self, nodes: NodeList, values: dict[str, FilterExpression]) -> None:
        self.nodes = nodes
        self.values = values
        self._drawn: dict[tuple[object, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Hand out what was drawn."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        key = (get_language(), *values.values())
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self.nodes.render(context.new(values))
            if len(self._drawn) == _MOST_KEPT:
                self._drawn.clear()
            self._drawn[key] = drawn
        return drawn


@register.simple_tag
def address(name: str, key: object, *rest: str) -> str:
    """Return the address of one of many, as `url` does; a long list asks the routes once."""
    return _pattern(name, *rest).replace(_KEY, quote(str(key), safe=""))


@register.filter
def wan(yuan: Decimal | None) -> str:
    """Write an amount of yuan in 万元."""
    return DASH if yuan in {None, ""} else money.shown(money.wan(Decimal(yuan or 0)))


@register.filter
def yuan(amount: Decimal | None) -> str:
    """Write an amount in yuan."""
    return DASH if amount in {None, ""} else money.shown(Decimal(amount or 0))


@register.filter
def in_yuan(amount: Decimal | None) -> str:
    """Write an amount in yuan with its unit."""
    return DASH if amount in {None, ""} else _("%s 元") % yuan(amount)


@register.filter
def percent(rate: Decimal | None) -> str:
    """Write a percentage with two decimals."""
    return DASH if rate in {None, ""} else f"{money.rounded(Decimal(rate or 0))}%"


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment as people note it: 2023-01-05 10:22."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else DASH


@register.filter
def plainly(value: Any) -> str:
    """Write a value by its kind: an amount, a moment, a text."""
    if isinstance(value, Decimal):
        return money.shown(value)
    return moment(value) if isinstance(value, datetime) else str(value or DASH)


@register.filter
def figure(value: Decimal | None) -> str:
    """Write a quantity without the noughts that a column adds: 0.5, 20."""
    return DASH if value is None else f"{value.normalize():f}"


@register.filter
def certificate(code: str) -> str:
    """Name a certificate of goods."""
    return str(Certificate(code).label)


@register.filter
def certificates(codes: Iterable[str]) -> SafeString:
    """Draw certificates as badges."""
    return _badges(tuple(codes), get_language() or "")


@register.filter
def rate_tone(rate: Decimal | None) -> str:
    """Choose the colour of a completion rate."""
    if rate in {None, ""}:
        return "plain"
    value = Decimal(rate or 0)
    if value >= FINISHED:
        return "ok"
    if value >= ON_ITS_WAY:
        return "info"
    return "warn" if value >= BEHIND else "bad"


@register.filter
def state_tone(state: str) -> str:
    """Choose the colour of a state; one that is not known stays plain."""
    return next((tone for tone, states in STATE_TONES.items() if state in states.split()), "plain")


@register.filter
def largest(rows: list[dict[str, Any]]) -> str:
    """Find the length of the longest bar."""
    return str(max((Decimal(row["value"]) for row in rows), default=Decimal(0)) or 1)


@register.filter
def capped(rate: Decimal | None) -> str:
    """Fit a percentage into a bar, written as HTML wants a number."""
    return str(min(max(Decimal(rate or 0), Decimal(0)), Decimal(100)))


@register.filter
def next_sort(key: str, current: str) -> str:
    """Say how a click on a column sorts: the biggest first, then the smallest."""
    return key if current == f"-{key}" else f"-{key}"


@register.filter
def direction(key: str, current: str) -> str:
    """Say how the table is sorted by a column, in the words of `aria-sort`."""
    return {key: "ascending", f"-{key}": "descending"}.get(current, "none")


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a form field with its classes, and tell a screen reader of its help and errors."""
    widget = field.field.widget
    kind = getattr(widget, "input_type", widget.__class__.__name__.lower())
    attributes: dict[str, Any] = {"class": f"{CONTROLS.get(kind, 'input w-full')} {widget.attrs.get('class', '')}"}
    if field.errors:
        attributes["class"] += f" {kind if kind in {'select', 'textarea'} else 'input'}-error"
        attributes["aria-invalid"] = "true"
    described = _described_by(field)
    if described:
        attributes["aria-describedby"] = described
    return field.as_widget(attrs=attributes)


@dataclass(frozen=True)
class Wrong:
    """A field with errors: its anchor, its name, what is wrong with it."""

    anchor: str
    label: str
    text: str


@register.filter
def wrong_fields(parts: Any) -> list[Wrong]:
    """List what is wrong, first what belongs to no field; `parts` is a form or (label, form) of a sheet."""
    forms = parts if isinstance(parts, list) else [("", parts)]
    wrong = [Wrong("", label, text) for label, form in forms for text in form.non_field_errors()]
    for label, form in forms:
        wrong += [_wrong(label, field) for field in form if field.errors]
    return wrong


def _wrong(label: str, field: BoundField) -> Wrong:
    if field.is_hidden:
        return Wrong("", label, str(field.errors[0]))
    return Wrong(field.auto_id, f"{label} {field.label}".strip(), str(field.errors[0]))


@register.filter
def labelled(rows: str) -> SafeString:
    """Give each cell of a body the heading of its column, which stands beside it where the table becomes cards."""
    head = _HEAD.search(rows)
    labels = [" ".join(_TAG.sub("", text).split()) for text in _HEADING.findall(head[0] if head else "")]
    return mark_safe(_BODY.sub(lambda body: _labelled(body[0], labels), rows))


def _labelled(body: str, labels: list[str]) -> str:
    place = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal place
        if found[1] == "tr":
            place = 0
            return found[0]
        spans = int(found[2] or 1)
        label = labels[place] if spans == 1 and place < len(labels) else ""
        place += spans
        return f'{found[0]} data-label="{label.replace(chr(34), "&quot;")}"' if label else found[0]

    return _CELL.sub(mark, body)


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Say whether a field is a list of boxes, which wants a fieldset instead of one label."""
    return field.use_fieldset


@register.filter
def shown_pages(page: Any) -> list[int | str]:
    """List the page numbers around the current one."""
    pages: list[int | str] = list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
    return pages


@register.simple_tag
def span(page: Any) -> str:
    """Say how many rows there are and where this page stands."""
    count, pages = page.paginator.count, page.paginator.num_pages
    return _("共 %(count)s 条，第 %(number)s / %(pages)s 页") % {
        "count": f"{count:,}",
        "number": page.number,
        "pages": pages,
    }


def _described_by(field: BoundField) -> str:
    ids = [f"{field.auto_id}-help"] if field.help_text else []
    if field.errors:
        ids.append(f"{field.auto_id}-error")
    return " ".join(ids)


@lru_cache(maxsize=256)
def _badges(codes: tuple[str, ...], _language: str) -> SafeString:
    return render_to_string("layouts/_certificates.html", {"codes": codes})


@cache
def _pattern(name: str, *rest: str) -> str:
    return reverse(name, args=[_KEY, *rest])


@cache
def _icons() -> dict[str, str]:
    text = Path(__file__).with_name("icons.json").read_text(encoding="utf-8")
    icons: dict[str, str] = json.loads(text)
    return icons
