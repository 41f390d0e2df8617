"""Everything in the hall is a link: what is asked, as an address; filters with their counts; what to give up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import Certificate, Measured, Sorting, ZoneKind

if TYPE_CHECKING:
    from nongcai.domain.catalogue.queries import Asked, Found, Option, Vocabulary

# So many of a filter are shown at once.
LONGEST = 40
# Stands for a value; a control character, which none has.
_HERE = "\x1a"
_QUOTED = quote_plus(_HERE)
_FIGURES = ("low", "high", "measured", "to")


@dataclass(frozen=True)
class Link:
    """Where a click leads, and how many offers there are."""

    label: str
    url: str
    count: str = ""
    is_taken: bool = False


@dataclass(frozen=True)
class Facet:
    """A filter, its values as links."""

    label: str
    links: list[Link]


def address(asked: Asked) -> str:
    """Return the address of what is asked."""
    words = [*asked.query.wanted, *(f"-{word}" for word in asked.query.unwanted)]
    told: list[tuple[str, Any]] = [("q", " ".join(words))]
    told += [
        (name, getattr(asked, name))
        for name in (
            *("category", "province", "prefecture", "county", "listed", "supplier", "zone", *_FIGURES),
            "after",
        )
    ]
    told += [("certificate", one) for one in asked.certificates]
    told += [
        ("in_stock", "1" if asked.in_stock else ""),
        ("sort", "" if asked.sort == Sorting.RELEVANCE else asked.sort),
    ]
    kept = [(name, value) for name, value in told if value not in {None, ""}]
    return _list() + (f"?{urlencode(kept)}" if kept else "")


@cache
def _list() -> str:
    return reverse("hall:offer_list")


def zones(known: Vocabulary) -> list[Link]:
    """Return the zones that are open, each with what kind it is."""
    return [
        Link(one.name, reverse("hall:zone_show", args=[one.id]), str(ZoneKind(one.kind).label)) for one in known.zones
    ]


def facets(found: Found) -> list[Facet]:
    """Return the filters with what each value leaves, those that leave something."""
    asked = replace(found.asked, after="")
    made = [
        Facet(_("分类"), _links(found, "category")),
        Facet(_("产地"), _origins(found)),
        Facet(_("产地市州"), _prefectures(found)),
        Facet(_("县名单"), _links(found, "listed")),
        Facet(_("专区"), _links(found, "zone")),
        Facet(
            _("认证"),
            [_link(found, one, address(_with_certificate(asked, one))) for one in _left(found, "certificate")],
        ),
    ]
    return [one for one in made if one.links]


def taken(found: Found) -> list[Link]:
    """Return the filters in use, each a link that gives it up."""
    asked = found.asked
    names: list[tuple[str, str]] = [("word", word) for word in asked.query.wanted]
    names += [("without", word) for word in asked.query.unwanted]
    names += [("certificate", one) for one in asked.certificates]
    for name in ("category", "province", "prefecture", "county", "listed", "supplier", "zone", *_FIGURES):
        value = getattr(asked, name)
        if value not in {None, ""}:
            names.append((name, str(value)))
    if asked.in_stock:
        names.append(("in_stock", "1"))
    return [Link(told(found, *one), address(catalogue.without(asked, *one))) for one in names]


def relaxed(found: Found) -> list[Link]:
    """Return what could be given up, and how many offers there would be."""
    # A filter that follows from another is given up with it.
    return [
        Link(
            told(found, one.name, one.value),
            address(catalogue.without(found.asked, one.name, one.value)),
            shown(one.count),
        )
        for one in found.relaxed
        if one.name != "measured" or found.asked.measured
    ]


def told(found: Found, name: str, value: str) -> str:
    """Say a filter in words."""
    texts = {
        "word": lambda: value,
        "without": lambda: _("不含“%s”") % value,
        "category": lambda: found.way[-1].name if found.way else value,
        "province": lambda: found.places.provinces.get(value, value),
        "prefecture": lambda: found.places.prefectures.get(value, value),
        "county": lambda: found.place(value) or value,
        "listed": lambda: value,
        "supplier": lambda: found.rows[0].supplier_name if found.rows else _("所选供应商"),
        "zone": lambda: next((one.label for one in found.options["zone"] if one.is_taken), value),
        "certificate": lambda: str(Certificate(value).label),
        "measured": lambda: _("按%s计价") % Measured(value).label,
        "low": lambda: _("不低于%s元") % value,
        "high": lambda: _("不高于%s元") % value,
        "to": lambda: _("可配送到%s") % found.places.provinces.get(value, value),
        "in_stock": lambda: _("只看有货"),
    }
    return texts[name]()


def shown(count: int) -> str:
    """Write a count; where counting ended it is that and more."""
    return f"{catalogue.ENOUGH}+" if count > catalogue.ENOUGH else str(count)


def _origins(found: Found) -> list[Link]:
    if found.asked.county:
        return []
    return _links(found, "county" if found.asked.province or found.asked.prefecture else "province")


def _prefectures(found: Found) -> list[Link]:
    if found.asked.county or found.asked.prefecture:
        return []
    return _links(found, "prefecture")


def _with_certificate(asked: Asked, one: Option) -> Asked:
    if one.is_taken:
        return catalogue.without(asked, "certificate", one.value)
    return replace(asked, certificates=(*asked.certificates, one.value))


def _links(found: Found, name: str) -> list[Link]:
    """Return the values of a filter; the address is written once for all of them, with a sign in the value's place."""
    asked: dict[str, Any] = {"after": "", name: _HERE}
    taking = address(replace(found.asked, **asked))
    giving_up = address(replace(found.asked, **asked | {name: ""}))
    return [
        _link(found, one, giving_up if one.is_taken else taking.replace(_QUOTED, quote_plus(one.value)))
        for one in _left(found, name)
    ]


def _link(found: Found, one: Option, url: str) -> Link:
    more = "+" if found.is_more else ""
    return Link(one.label, url, f"{one.count}{more}" if one.count else "", one.is_taken)


def _left(found: Found, name: str) -> list[Option]:
    # Beyond the thousand counted, a value that none of them has may still have some.
    return [one for one in found.options[name] if one.count or one.is_taken or found.is_more][:LONGEST]
