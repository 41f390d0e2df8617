"""Form fields are drawn by hundreds a page: inputs and lists without a template for each option."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest

_FOLDER = "django/forms/widgets/"
_INPUTS = ("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time", "checkbox", "input")


class FieldRenderer(DjangoTemplates):
    """Draws what Django's templates draw; the plain kinds of widgets without them."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Draw a form, a field or a widget."""
        draw = _DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = widget["value"]
    told = mark_safe("") if value is None else format_html(' value="{}"', value)
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], told, _attributes(widget))


def _select(widget: Mapping[str, Any]) -> SafeString:
    options = mark_safe("".join(_group(*group) for group in widget["optgroups"]))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attributes(widget), options)


def _group(label: str | None, options: list[dict[str, Any]], _place: int) -> SafeString:
    drawn = mark_safe("".join(map(_option, options)))
    return format_html('<optgroup label="{}">{}</optgroup>', label, drawn) if label else drawn


def _option(widget: dict[str, Any]) -> SafeString:
    return format_html('<option value="{}"{}>{}</option>', widget["value"], _attributes(widget), widget["label"])


def _attributes(widget: Mapping[str, Any]) -> SafeString:
    told = ((name, value) for name, value in widget["attrs"].items() if value is not False)
    return mark_safe("".join(_attribute(name, value) for name, value in told))


def _attribute(name: str, value: Any) -> SafeString:
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


_DRAWN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {f"{_FOLDER}{one}.html": _input for one in _INPUTS}
_DRAWN[f"{_FOLDER}select.html"] = _select
