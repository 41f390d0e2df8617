"""The market's rows of the access tables: what each page is about, who reads it, who acts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.states import MeasureKind, PaperKind
from tests.market import (
    AT,
    COUNTY,
    SCAN,
    TODAY,
    all_the_way,
    check,
    on_stage,
    paper,
    recommend,
    show_papers,
    submit,
    vet,
)
from tests.shelf import goods, sell_for_good

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast
    from tests.market import Market
    from tests.shelf import Goods

MARKET = ("supplier", "quality", "linkage", "other_county", "platform")
REVIEWERS = MARKET[1:]
# Other counties do not see this one's supplier.
CONCERNED = ("quality", "linkage", "platform")


def submitted(cast: Cast) -> Market:
    """The supplier has applied."""
    market = on_stage(cast)
    show_papers(market)
    submit(market)
    return market


def vetted(cast: Cast) -> Market:
    """Both functions of the county have passed it."""
    market = submitted(cast)
    vet(market)
    check(market)
    return market


def recommended(cast: Cast) -> Market:
    """The platform is to admit it."""
    market = vetted(cast)
    recommend(market)
    return market


def publicised(cast: Cast) -> Market:
    """Somebody may object."""
    market = vetted(cast)
    services.publicise(
        actor=market.actor("quality"),
        application_id=market.application.pk,
        version=1,
        since=TODAY,
        until=TODAY + timedelta(days=4),
        at=AT,
    )
    return market


def application(stage: Callable[[Cast], Market]) -> Callable[[Cast], dict[str, object]]:
    """Make the arguments of a page about an application at a stage of its life."""
    return lambda cast: {"application_id": stage(cast).application.pk}


def supplier(cast: Cast) -> dict[str, object]:
    """The supplier that has applied."""
    return {"supplier_id": submitted(cast).supplier.pk}


def objection(cast: Cast) -> dict[str, object]:
    """What somebody says against the applicant."""
    market = publicised(cast)
    row = services.enter_objection(
        actor=market.actor("quality"),
        application_id=market.application.pk,
        source="来信",
        words="户数不实",
        received_on=TODAY,
        at=AT,
    )
    return {"objection_id": row.pk}


def account(cast: Cast) -> dict[str, object]:
    """The account of a county's officer."""
    return {"user_id": on_stage(cast).users["linkage"].pk}


def shown_paper(cast: Cast) -> dict[str, object]:
    """A paper that waits."""
    market = on_stage(cast)
    row = services.show_paper(actor=market.actor("supplier"), told=paper(PaperKind.ORGANIC), scan=SCAN, at=AT)
    return {"paper_id": row.pk}


def measure(cast: Cast) -> dict[str, object]:
    """A measure that is intended."""
    market = on_stage(cast)
    row = services.notify(
        actor=market.actor("platform"),
        supplier_id=market.supplier.pk,
        kind=MeasureKind.REMIND,
        cause="抽检不合格",
        reply_due=TODAY + timedelta(days=7),
        at=AT,
    )
    return {"measure_id": row.pk}


def hall_goods(cast: Cast) -> dict[str, object]:
    """Goods of a supplier that may sell on any day."""
    return {"product_id": sold_today(cast).product.pk}


def hall_seller(cast: Cast) -> dict[str, object]:
    """The supplier of those goods."""
    return {"supplier_id": sold_today(cast).product.supplier_id}


def sold_today(cast: Cast) -> Goods:
    """Return goods whose supplier may sell on the day on which the pages are read."""
    market = on_stage(cast)
    all_the_way(market)
    sell_for_good(market.supplier)
    return goods(market.supplier)


def soon() -> dict[str, str]:
    """A period that begins tomorrow: midnight may come between this and the page."""
    first = timezone.localdate() + timedelta(days=1)
    return {"since": first.isoformat(), "until": (first + timedelta(days=6)).isoformat()}


def letter(_cast: Cast, _made: dict[str, object]) -> dict[str, object]:
    """A sealed letter."""
    return {"version": 1, "file": SimpleUploadedFile("推荐函.pdf", SCAN.data)}


ARGUMENTS_OF_MARKET: dict[str, Callable[[Cast], dict[str, object]]] = {
    **{f"suppliers:application_{act}": application(submitted) for act in ("pass", "return", "recall")},
    **{f"suppliers:application_{act}": application(vetted) for act in ("publicise", "recommend")},
    "suppliers:application_admit": application(recommended),
    "suppliers:letter_download": application(recommended),
    "suppliers:objection_enter": application(publicised),
    "suppliers:objection_answer": objection,
    **{f"suppliers:{name}": supplier for name in ("supplier_show", "check_enter", "measure_notify")},
    **{f"suppliers:paper_{act}": shown_paper for act in ("scan", "accept", "refuse")},
    **{f"accounts:market_{act}": account for act in ("show", "renew", "unlock", "close", "reset")},
    "hall:product_show": hall_goods,
    "hall:seller_show": hall_seller,
    "hall:county_show": lambda _cast: {"county_code": COUNTY},
    **{f"suppliers:measure_{act}": measure for act in ("show", "answer", "decide")},
}
