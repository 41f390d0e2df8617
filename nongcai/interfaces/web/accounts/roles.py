"""What each role may do (角色说明), told from the tables by which pages are opened and acts are permitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from nongcai.domain.organisations.roles import MAY, Power, Role
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.menu import MENU

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class RoleRow:
    """A role, what it may do, and what it finds in its menu."""

    label: str
    powers: list[str]
    areas: list[str]
    is_own: bool


@require_safe
def role_list(request: WebRequest) -> HttpResponse:
    return page(request, "accounts/role_list.html", {"rows": role_rows(request.actor.role)})


def role_rows(own: str) -> list[RoleRow]:
    """Return a row for each role, in their order."""
    entries = [entry for group in MENU for entry in group.entries]
    return [
        RoleRow(
            label=str(role.label),
            powers=[str(power.label) for power in Power if power in MAY[role]],
            areas=[str(entry.label) for entry in entries if role in entry.roles],
            is_own=role == own,
        )
        for role in Role
    ]
