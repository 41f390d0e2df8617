"""The platform lets the offices of counties come: each of the two functions has its people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import services as organisations
from nongcai.domain.organisations.roles import OrganisationKind
from nongcai.domain.organisations.services import ToldBody
from nongcai.domain.suppliers import queries
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.services import OpenedPost, ToldStaff


@transaction.atomic
def open_office(
    *, actor: Actor, county_code: str, office: str, told: ToldStaff, at: datetime, until: datetime
) -> OpenedPost:
    """Open an account at an office of one of the 832 counties for one of the functions that it holds there.

    Which bureau holds which function is what is told here; one office may hold both, by two persons.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises NotOfTheCountiesError: when it is none of the 832.
    :raises CountyEndedError: when the county had ended by that day.
    :raises UsernameTakenError: when somebody has this log-in name.
    """
    county = queries.county_of(county_code, day_of(at))
    body = ToldBody(OrganisationKind.COUNTY, office.strip(), county.current_code)
    return organisations.open_market_post(actor=actor, body=body, told=told, at=at, until=until)
