"""The rows of approvals in the access tables: what each page is about, on the day on which it is read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from nongcai.domain.approvals import services
from nongcai.domain.approvals.services import ToldBudget, ToldDelegation, ToldLevel
from tests.approvals import SUBJECT, Canteen, hire_head
from tests.interfaces.web.arguments import buyer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def staffed(cast: Cast) -> Canteen:
    """The canteen with a buyer alone; who approves comes where the table asks for one."""
    buyer(cast)
    return Canteen(cast)


def asked(cast: Cast) -> dict[str, object]:
    """Something that waits for any approver."""
    canteen = staffed(cast)
    services.set_levels(
        actor=canteen.actor("unit"),
        organisation_id=canteen.unit,
        purpose="",
        told=[ToldLevel(Decimal(0))],
        at=timezone.now(),
    )
    canteen.ask(at=timezone.now())
    return {"subject": SUBJECT}


def body(cast: Cast) -> dict[str, object]:
    """Who buys."""
    return {"organisation_id": staffed(cast).unit}


def budget(cast: Cast) -> dict[str, object]:
    """A budget of this year."""
    canteen = staffed(cast)
    told = ToldBudget(canteen.unit, "", "year", timezone.localdate(), Decimal(10000))
    return {"budget_id": services.set_budget(actor=canteen.actor("unit"), told=told, at=timezone.now()).pk}


def headed(cast: Cast) -> dict[str, object]:
    """Somebody for whom another may stand in."""
    canteen = staffed(cast)
    if "head" not in cast.users:
        hire_head(cast)
    return {"head_id": canteen.post("head").pk}


def delegation(cast: Cast) -> dict[str, object]:
    """Somebody stands in for the head."""
    key, canteen, today = headed(cast)["head_id"], Canteen(cast), timezone.localdate()
    told = ToldDelegation(int(str(key)), canteen.post("buyer").pk, today, today, "出差")
    made = services.delegate(actor=canteen.actor("unit"), told=told, at=timezone.now())
    return {"delegation_id": made.pk}


def without(_cast: Cast, make: Callable[[Cast], dict[str, object]]) -> dict[str, object]:
    """Make something that is in no address."""
    make(_cast)
    return {}


ARGUMENTS_OF_APPROVALS: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"approvals:request_{act}": asked for act in ("show", "agree", "refuse", "withdraw")},
    **{f"approvals:budget_{act}": budget for act in ("show", "change", "close")},
    "approvals:inbox_agree": lambda cast: without(cast, asked),
    "approvals:level_edit": body,
    "approvals:delegation_new": lambda cast: without(cast, headed),
    "approvals:delegation_end": delegation,
}
