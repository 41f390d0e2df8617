"""A row of a workbook of goods against the rules: what it would make, or one sentence for each wrong cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import gettext as _

from nongcai.domain.catalogue.errors import ClaimError, PaperUnknownError, PlanUnknownError
from nongcai.domain.catalogue.models import Offer, Product
from nongcai.domain.catalogue.rules import describing, pricing
from nongcai.domain.catalogue.rules.bounding import BOUNDS, key_of, require_bounds
from nongcai.domain.catalogue.rules.describing import ToldProduct
from nongcai.domain.catalogue.services.offering import ToldOffer, settle
from nongcai.domain.catalogue.states import PROVEN_BY, Certificate
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from nongcai.domain.catalogue.services.knowing import Known

Value = TypeVar("Value")

FACT, CLAIM = "fact_", "claim_"
TEXTS = ("name", "producer", "standard", "storage", "allergens", "words", "specification")
# What the only paper of its kind may be called by.
YES = "是"
_OWN = ("name", "producer", "standard", "shelf_life_days", "storage", "allergens", "net_quantity", "net_unit", "words")
_SOLD = (
    "specification", "sale_unit", "pieces", "gross_kilograms", "minimum", "lead_days", "season_from", "season_to",
    "is_catch_weight", "band_percent",
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One plain sentence about one cell; `field` is what the cell is for."""

    field: str
    column: str
    value: str
    message: str


@dataclass(frozen=True)
class SaidRow:
    """A row as it was read: values by field, those that could not be read missing, each with its fault."""

    row_no: int
    values: Mapping[str, Any]
    faults: Sequence[Fault] = ()

    def labelled(self, labels: Mapping[str, str], refusal: DomainError, field: str) -> Iterator[Fault]:
        """Turn a refusal into faults of the cells that it names, or of one cell."""
        told = refusal.fields or {field: [_(type(refusal).message).format(**refusal.facts)]}
        for name, texts in told.items():
            shown = self.values.get(name)
            for text in texts:
                yield Fault(name, labels.get(name, ""), "" if shown is None else str(shown)[:200], text)


@dataclass(frozen=True)
class Judged:
    """What a row would make."""

    key: tuple[str, ...]
    told: ToldProduct
    offer: ToldOffer
    price: Decimal
    quantity: Decimal


class Judge:
    """Judges rows of one category."""

    def __init__(self, known: Known, category_id: int, labels: Mapping[str, str]) -> None:
        self.known, self.category_id, self.labels = known, category_id, labels
        self.asked = known.category(category_id)[1]
        self.plans = {plan.name: plan.pk for plan in known.plans.values()}
        # One for all rows: it is written over by each, and never kept.
        self.sample = Offer(product=Product(supplier=known.supplier))

    def judge(self, row: SaidRow, *, is_sold_next: bool = False) -> tuple[Judged | None, list[Fault]]:
        """Return what a row would make, or what is wrong with it, cell by cell.

        Whoever sells it next looks there at how it is sold.
        """
        trial = _Trial(row, self.labels)
        values = row.values
        for name in TEXTS:
            trial.on(name, describing.require_plain, {name: values.get(name) or ""})
        for name in BOUNDS:
            trial.on(name, require_bounds, name, values.get(name))
        trial.on("net_quantity", describing.require_net, values.get("net_quantity"), values.get("net_unit"))
        trial.on("price", pricing.require_price, values.get("price"))
        county = trial.on("origin", self.known.county_called, values.get("origin"))
        facts = {one.key: str(values.get(f"{FACT}{one.key}") or "") for one in self.asked}
        for one in self.asked:
            trial.on(f"{FACT}{one.key}", describing.answers, [one], facts)
        claims = {one.value: trial.on(f"{CLAIM}{one}", self._paper, one, values) for one in Certificate}
        plan = trial.on("plan", self._plan, values.get("plan") or "")
        if trial.found or county is None:
            return None, trial.found
        told = ToldProduct(
            category_id=self.category_id,
            county_code=county.pk,
            facts=facts,
            claims={name: paper for name, paper in claims.items() if paper is not None},
            **{name: values[name] for name in _OWN},
        )
        offer = ToldOffer(freight_id=plan, **{name: values[name] for name in _SOLD})
        if not is_sold_next:
            trial.on("specification", self._settle, told, offer)
        if trial.found:
            return None, trial.found
        key = key_of({**values, "county": county.pk})
        return Judged(key, told, offer, values["price"], Decimal(values["quantity"])), []

    def _settle(self, told: ToldProduct, offer: ToldOffer) -> None:
        self.sample.product.net_quantity, self.sample.product.net_unit = told.net_quantity, told.net_unit
        settle(self.sample, offer, self.known.plans)

    def _plan(self, name: str) -> int | None:
        if name and name not in self.plans:
            raise PlanUnknownError(name=name)
        return self.plans.get(name)

    def _paper(self, certificate: Certificate, values: Mapping[str, Any]) -> int | None:
        number = values.get(f"{CLAIM}{certificate}") or ""
        if not number:
            return None
        kind = PROVEN_BY[certificate]
        held = [row for row in self.known.papers if row.kind == kind]
        found = held if number == YES else [row for row in held if row.number == number]
        paper = str(PaperKind(kind).label)
        if not held:
            raise ClaimError(certificate=certificate.label, paper=paper)
        if len(found) != 1:
            raise PaperUnknownError(number=number, paper=paper)
        return found[0].pk


class _Trial:
    def __init__(self, row: SaidRow, labels: Mapping[str, str]) -> None:
        self.row, self.labels = row, labels
        self.unread = {one.field for one in row.faults}
        self.found = list(row.faults)

    def on(self, field: str, check: Callable[..., Value], *told: Any) -> Value | None:
        """Have a cell looked at, unless it could not be read."""
        if field in self.unread:
            return None
        try:
            return check(*told)
        except DomainError as refusal:
            # A cell that was not read is said already.
            found = self.row.labelled(self.labels, refusal, field)
            self.found += [one for one in found if one.field not in self.unread]
            return None


def product_part(judged: Judged) -> dict[str, Any]:
    """Return what a row says of its product besides by what it is told from others."""
    names = ("standard", "shelf_life_days", "storage", "allergens", "words")
    said = {name: getattr(judged.told, name) for name in names}
    facts = {f"{FACT}{key}": text for key, text in judged.told.facts.items()}
    return said | facts | {f"{CLAIM}{one}": judged.told.claims.get(one) for one in Certificate.values}
