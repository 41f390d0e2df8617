"""What is looked up once for many products of one supplier."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import OriginAmbiguousError, OriginUnknownError
from nongcai.domain.catalogue.services.describing import held_by, require_category
from nongcai.domain.regions import queries as regions
from nongcai.domain.regions.errors import UnknownRegionError
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.errors import NotOfTheCountiesError

if TYPE_CHECKING:
    from datetime import date, datetime

    from nongcai.domain.catalogue.models import Category, FreightPlan
    from nongcai.domain.catalogue.rules.describing import Asked
    from nongcai.domain.regions.models import County
    from nongcai.domain.suppliers.models import Paper, Supplier


@dataclass
class Known:
    """What products of a supplier are compared with."""

    supplier: Supplier
    on: date
    at: datetime
    _categories: dict[int, tuple[Category, list[Asked]]] = field(default_factory=dict)
    _counties: dict[str, County] = field(default_factory=dict)

    def category(self, category_id: int) -> tuple[Category, list[Asked]]:
        """Return a category that takes products, and what it asks."""
        if category_id not in self._categories:
            found = queries.category_of(category_id)
            require_category(found)
            self._categories[category_id] = (found, queries.asked_by(found))
        return self._categories[category_id]

    def county(self, code: str) -> County:
        """Return a county of origin."""
        if code not in self._counties:
            self._counties[code] = suppliers.county_of(code, self.on)
        return self._counties[code]

    def county_called(self, name: str) -> County:
        """Return a county of origin by its code, or by its name, alone or after its prefecture and province.

        :raises OriginUnknownError: when it is none of the 832.
        :raises OriginAmbiguousError: when several are called so.
        """
        if name.isdigit():
            try:
                return self.county(name)
            except (NotOfTheCountiesError, UnknownRegionError) as error:
                raise OriginUnknownError(name=name) from error
        found = self._named.get(name, [])
        if not found:
            raise OriginUnknownError(name=name)
        if len(found) > 1:
            raise OriginAmbiguousError(name=name, example=self._places[found[0]])
        return self.county(found[0])

    @cached_property
    def papers(self) -> list[Paper]:
        """The papers of the supplier that were looked at and hold."""
        return queries.papers_for(self.supplier.pk, self.on)

    @cached_property
    def held(self) -> dict[int, str]:
        """Their kinds."""
        return held_by(self.papers)

    @cached_property
    def plans(self) -> dict[int, FreightPlan]:
        """The supplier's plans of carriage."""
        return {plan.pk: plan for plan in queries.plans_of(self.supplier.pk)}

    @cached_property
    def _places(self) -> dict[str, str]:
        return {one.code: one.place for one in regions.places().counties}

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in regions.places().counties:
            names = (one.name, one.place, one.province + one.name, one.prefecture + one.name)
            for name in dict.fromkeys(names):
                found.setdefault(name, []).append(one.code)
        return found
