"""The platform keeps zones: what they take, when they are open, who curates them, their pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import (
    CuratorError,
    PictureWordsError,
    ZonePeriodError,
    ZoneRulesError,
    ZoneStepError,
)
from nongcai.domain.catalogue.models import Category, Zone, ZoneCurator, ZoneEntry
from nongcai.domain.catalogue.rules import describing
from nongcai.domain.catalogue.services.pictures import prepared
from nongcai.domain.catalogue.services.shelving import put_up
from nongcai.domain.catalogue.states import ADMITTED_ENTRIES, ZONE_MACHINE, Certificate, ZoneAction, ZoneState
from nongcai.domain.documents import services as documents
from nongcai.domain.documents.services import ToldFile
from nongcai.domain.regions import queries as regions
from nongcai.foundation import pictures, records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldZone:
    """A zone as the platform tells it; what is empty asks nothing. `categories` are keys, `counties` codes."""

    name: str
    kind: str
    opens_on: date
    closes_on: date | None = None
    words: str = ""
    certificates: Sequence[str] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    categories: Sequence[int] = ()
    province: str = ""
    counties: Sequence[str] = ()
    capacity: int | None = None
    position: int = 0


_FACTS = tuple(ToldZone.__dataclass_fields__)


def lock_zone(zone_id: int) -> Zone:
    """Return a zone, locked until the end of the transaction: what it holds is counted, its order read, behind it.

    :raises NotFoundError: when there is none.
    """
    found = Zone.objects.select_for_update(no_key=True).filter(pk=zone_id).first()
    if found is None:
        raise NotFoundError(what=zone_id)
    return found


@transaction.atomic
def plan_zone(*, actor: Actor, told: ToldZone) -> Zone:
    """Plan a zone; it takes applications once it is opened.

    :raises ZonePeriodError: when it would end before it begins.
    :raises ZoneRulesError: when its rules contradict each other or name what there is not.
    :raises InvalidError: when there is one of this name.
    """
    permissions.require_keeper(actor)
    zone = Zone()
    _write(zone, told)
    records.save(zone)
    return zone


@transaction.atomic
def change_zone(*, actor: Actor, zone_id: int, told: ToldZone, at: datetime) -> Zone:
    """Tell a zone anew. What was admitted stays so, and shows while it keeps the rules.

    :raises ZonePeriodError: when it would end before it begins.
    :raises ZoneRulesError: when its rules contradict each other or name what there is not.
    """
    permissions.require_keeper(actor)
    zone = lock_zone(zone_id)
    _write(zone, told)
    records.save(zone, *_FACTS)
    admitted = ZoneEntry.objects.filter(zone=zone, state__in=ADMITTED_ENTRIES)
    put_up(list(admitted.values_list("product_id", flat=True)), at=at)
    return zone


@transaction.atomic
def step_zone(*, actor: Actor, zone_id: int, action: ZoneAction) -> Zone:
    """Open or close a zone.

    :raises ZoneStepError: when the table has no such step from here.
    """
    permissions.require_keeper(actor)
    zone = lock_zone(zone_id)
    step = ZONE_MACHINE.step(action, zone.state)
    if step is None:
        raise ZoneStepError(state=zone.get_state_display(), action=ZoneAction(action).label)
    zone.state = ZoneState(step.target)
    records.save(zone, "state")
    return zone


@transaction.atomic
def name_curators(*, actor: Actor, zone_id: int, user_ids: Sequence[int], at: datetime) -> Zone:
    """Name who of the platform curates a zone; nobody named is everybody.

    :raises CuratorError: when one of them does not work for the platform today.
    """
    permissions.require_keeper(actor)
    zone = lock_zone(zone_id)
    if not set(user_ids) <= {key for key, _label in queries.platform_people(day_of(at))}:
        raise CuratorError(fields={"user_ids": [CuratorError.message]})
    records.remove(ZoneCurator.objects.filter(zone=zone))
    records.insert_many([ZoneCurator(zone=zone, user_id=key) for key in sorted(set(user_ids))])
    return zone


@transaction.atomic
def hang_banner(*, actor: Actor, zone_id: int, name: str, data: bytes, alt: str, at: datetime) -> Zone:
    """Give a zone a picture, with words for those who do not see it.

    :raises PictureWordsError: without words.
    :raises PictureUnreadableError: when it is no picture, whatever its name says.
    :raises PictureTooLargeError: when it has too many pixels.
    """
    permissions.require_keeper(actor)
    if not alt.strip():
        raise PictureWordsError(fields={"alt": [PictureWordsError.message]})
    describing.require_plain({"alt": alt})
    zone, ready = lock_zone(zone_id), prepared(name, data)
    documents.expire(owners=[zone.banner], at=at)
    zone.banner_alt, zone.banner_sha256 = alt.strip(), documents.digest_of(ready.large)
    records.save(zone, "banner_alt", "banner_sha256")
    file = ToldFile(zone.banner, f"{zone.banner_sha256[:16]}.jpg", pictures.MEDIA_TYPE, ready.large)
    documents.store_many(told=[file], at=at, user_id=actor.user_id)
    return zone


def _write(zone: Zone, told: ToldZone) -> None:
    describing.require_plain({"name": told.name, "words": told.words})
    if told.closes_on is not None and told.closes_on < told.opens_on:
        raise ZonePeriodError(fields={"closes_on": [ZonePeriodError.message]})
    _require_rules(told)
    for name in _FACTS:
        value = getattr(told, name)
        setattr(zone, name, list(dict.fromkeys(value)) if isinstance(value, (list, tuple)) else value)
    zone.name, zone.words = told.name.strip(), told.words.strip()


def _require_rules(told: ToldZone) -> None:
    if told.low is not None and told.high is not None and told.high < told.low:
        raise _wrong("high", "最高单价低于最低单价")
    if not set(told.certificates) <= set(Certificate.values):
        raise _wrong("certificates", "认证不在可选范围")
    if Category.objects.filter(pk__in=list(told.categories)).count() != len(set(told.categories)):
        raise _wrong("categories", "所选商品分类不存在")
    places = regions.places()
    if told.province and told.province not in places.provinces:
        raise _wrong("province", "所选省份不存在")
    unknown = [code for code in told.counties if places.county(code) is None]
    if unknown:
        raise _wrong("counties", f"{'、'.join(unknown)}不是832个脱贫县的代码")


def _wrong(field: str, what: str) -> ZoneRulesError:
    return ZoneRulesError(what=what, fields={field: [ZoneRulesError.message.format(what=what)]})
