"""What is said of a product, and what may not be said. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from nongcai.domain.catalogue.errors import (
    FactChoiceError,
    FactMissingError,
    FactNumberError,
    MarkupError,
    NetContentError,
    NetUnitError,
)
from nongcai.domain.catalogue.rules.pricing import UNITS

CHOICE, NUMBER = "choice", "number"
# What begins a tag, an entity or a script address; control characters but for line breaks.
_MARKUP = re.compile(r"<\s*[/!?a-zA-Z]|&#?\w+;|javascript:|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_THOUSANDTHS = -3
_LARGEST = Decimal(10**9)


@dataclass(frozen=True)
class ToldProduct:
    """A product as its supplier tells it. `net_quantity` is of one piece, in `net_unit`.

    `facts` maps attributes of its category to what is said, `claims` certificates to the papers that prove them.
    """

    category_id: int
    name: str
    county_code: str
    producer: str
    shelf_life_days: int
    storage: str
    net_quantity: Decimal
    net_unit: str
    standard: str = ""
    allergens: str = ""
    words: str = ""
    facts: Mapping[int, str] = field(default_factory=dict)
    claims: Mapping[str, int] = field(default_factory=dict)

    @property
    def texts(self) -> dict[str, str]:
        """What was typed freely, by field."""
        names = ("name", "producer", "storage", "standard", "allergens", "words")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Asked:
    """An attribute of a category, as much as decides on an answer."""

    key: int
    name: str
    kind: str
    choices: Collection[str]
    is_required: bool


def require_plain(texts: Mapping[str, str]) -> None:
    """Want words, not markup.

    :raises MarkupError: naming the field.
    """
    for name, text in texts.items():
        if _MARKUP.search(text):
            raise MarkupError(fields={name: [MarkupError.message]})


def require_net(quantity: Decimal, unit: str) -> None:
    """Want a net content with its unit.

    :raises NetUnitError: without a unit.
    :raises NetContentError: when it is not above zero or has more than three decimals.
    """
    if unit not in UNITS:
        raise NetUnitError(fields={"net_unit": [NetUnitError.message]})
    exponent = quantity.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < _THOUSANDTHS or not 0 < quantity < _LARGEST:
        raise NetContentError(fields={"net_quantity": [NetContentError.message]})


def answers(asked: Iterable[Asked], facts: Mapping[int, str]) -> dict[int, str]:
    """Return what is said to the attributes that a category asks for; the rest is left out, and so is what is empty.

    :raises FactMissingError: when one that is required is missing.
    :raises FactChoiceError: when one is none of its choices.
    :raises FactNumberError: when one is no number.
    """
    said = {}
    for one in asked:
        value = facts.get(one.key, "").strip()
        name = f"fact_{one.key}"
        if not value:
            if one.is_required:
                raise FactMissingError(name=one.name, fields={name: [FactMissingError.message.format(name=one.name)]})
            continue
        _require_answer(one, value, name)
        said[one.key] = value
    return said


def _require_answer(one: Asked, value: str, name: str) -> None:
    require_plain({name: value})
    if one.kind == CHOICE and value not in one.choices:
        told = {"name": one.name, "choices": "、".join(one.choices)}
        raise FactChoiceError(**told, fields={name: [FactChoiceError.message.format(**told)]})
    if one.kind == NUMBER and not _is_number(value):
        raise FactNumberError(name=one.name, fields={name: [FactNumberError.message.format(name=one.name)]})


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def is_below(path: str, other: str) -> bool:
    """Say whether a category's path is another's or lies below it."""
    return path.startswith(other)


def moved(path: str, old: str, new: str) -> str:
    """Return the path of a category after the one at `old` above it, or itself, came to `new`."""
    return new + path.removeprefix(old)


def depth_of(path: str) -> int:
    """Return how many categories stand in a path."""
    return path.count(".")
