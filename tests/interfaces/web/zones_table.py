"""The rows of zones in the access tables: what each page is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.models import Zone
from tests import zones
from tests.goods import picture
from tests.interfaces.web.market_table import sold_today
from tests.market import AT, on_stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast


def first_zone(cast: Cast) -> dict[str, object]:
    """A zone that came with the system, with a picture."""
    zone = Zone.objects.order_by("pk")[0]
    told = {"name": "a.jpg", "data": picture(), "alt": "横幅"}
    platform = on_stage(cast).actor("platform")
    return {"zone_id": services.hang_banner(actor=platform, zone_id=zone.pk, **told, at=AT).pk}  # type: ignore[arg-type]  # told


def banner(cast: Cast) -> dict[str, object]:
    """Its picture."""
    key = first_zone(cast)["zone_id"]
    return {"zone_id": key, "digest": Zone.objects.get(pk=key).banner_sha256[:16]}


def applied(cast: Cast) -> dict[str, object]:
    """A product that applied."""
    market, made = on_stage(cast), sold_today(cast)
    return {"entry_id": zones.entered(market, zones.opened(market), made.product).pk}


def stands(cast: Cast) -> dict[str, object]:
    """A product that was admitted."""
    market, made = on_stage(cast), sold_today(cast)
    return {"entry_id": zones.standing(market, zones.opened(market), made.product).pk}


ARGUMENTS_OF_ZONES: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"zones:zone_{act}": first_zone for act in ("show", "edit", "step")},
    **{f"zones:{name}": first_zone for name in ("curator_name", "banner_hang", "entry_apply", "entry_decide")},
    "hall:zone_show": first_zone,
    "zones:banner_show": banner,
    "zones:entry_withdraw": applied,
    "zones:entry_remove": stands,
    "zones:entry_order": stands,
}
