"""What the frame around every page shows: the menu, the messages, the place in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from nongcai.domain.notifications import queries as notifications
from nongcai.interfaces.web.menu import MENU, MenuEntry, MenuGroup

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from nongcai.domain.organisations.actors import Actor

# Stands where the token goes: a control character, which no name of a person or an office has.
_TOKEN = "\x1a"


@dataclass
class Shell:
    """The frame of one answer. Whatever costs a query is fetched when the frame is drawn, not for a part."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        """Who acts, or None on a public page."""
        return getattr(self.request, "actor", None)

    @cached_property
    def menu(self) -> list[MenuGroup]:
        """The menu of this actor: what its role may open and what is there."""
        groups = (MenuGroup(group.label, self._open_to(group)) for group in MENU)
        return [group for group in groups if group.entries]

    @property
    def side(self) -> SafeString | str:
        """The menu as it is drawn; nothing on a public page."""
        return _drawn(self.actor.role, self.current, get_language() or "") if self.actor else ""

    @property
    def person(self) -> SafeString | str:
        """Who acts, and the way out, as they are drawn; the token against forged requests is the session's own."""
        if self.actor is None:
            return ""
        told = _drawn_person(self.actor.label, self.actor.organisation_name, self.actor.title, get_language() or "")
        return mark_safe(told.replace(_TOKEN, get_token(self.request)))

    @cached_property
    def current(self) -> str:
        """The name of the menu entry under which this page stands."""
        match = self.request.resolver_match
        view = match.view_name if match else ""
        unit = match.kwargs.get("unit_id") if match else None
        is_others = unit is not None and self.actor is not None and unit != self.actor.organisation_id
        return _current(view, is_others=is_others)

    @cached_property
    def unread(self) -> int:
        """How many messages wait."""
        if self.actor is None or self.actor.user_id is None:
            return 0
        return notifications.unread_by(self.actor.user_id)

    def _open_to(self, group: MenuGroup) -> list[MenuEntry]:
        if self.actor is None:
            return []
        return [entry.noted(self.actor) for entry in _entries(group, self.actor.role)]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Hand the frame to every template."""
    return {"shell": Shell(request)}


# Every page has the menu, twice; what it says hangs on the role and the place alone.
@lru_cache(maxsize=512)
def _drawn(role: str, current: str, _language: str) -> SafeString:
    groups = [MenuGroup(group.label, _entries(group, role)) for group in MENU]
    open_to = [group for group in groups if group.entries]
    return render_to_string("layouts/_menu.html", {"menu": open_to, "current": current})


# So are person and way out, but for the token, which is put in where this stands.
@lru_cache(maxsize=512)
def _drawn_person(label: str, organisation: str, title: str, _language: str) -> str:
    told = {"label": label, "organisation": organisation, "title": title, "csrf_token": _TOKEN}
    return render_to_string("layouts/_person.html", told)


@lru_cache(maxsize=512)
def _current(view: str, *, is_others: bool) -> str:
    entries = [entry for group in MENU for entry in group.entries if not (entry.is_own and is_others)]
    exact = [entry.name for entry in entries if entry.name == view]
    near = [entry.name for entry in entries if view.startswith(entry.topics)]
    return next(iter(exact + near), "")


def _entries(group: MenuGroup, role: str) -> list[MenuEntry]:
    return [entry for entry in group.entries if role in entry.roles and entry.url]
