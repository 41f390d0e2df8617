"""Who acts: asked with every page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations.actors import MARKET, of_post
from nongcai.domain.organisations.roles import CEDED, ROLES_OF_MARKET
from nongcai.foundation import planned

if TYPE_CHECKING:
    from datetime import date

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor

# Whoever has no place in the tree acts for nobody, unless it is of the market. What never changes is told in the words.
_ROLES_OF_MARKET = planned.array_of(role.value for role in ROLES_OF_MARKET)
_CEDED = planned.array_of(role.value for role in CEDED)
_POSTS = f"""
    SELECT m.id, m.organisation_id, m.role, m.is_deputy, m.may_sign, m.buys_for_id, o.name, o.region_id,
        CASE WHEN m.role = ANY ('{_ROLES_OF_MARKET}'::text[]) THEN '{MARKET}' || m.organisation_id || '.' ELSE (
            SELECT p.path FROM organisations_placement p
            WHERE p.organisation_id = COALESCE(m.buys_for_id, m.organisation_id) AND upper_inf(p.period) LIMIT 1
        ) END AS path,
        ARRAY(
            SELECT DISTINCT x.role FROM organisations_membership x JOIN accounts_user u ON u.id = x.user_id
            WHERE x.organisation_id = m.organisation_id AND x.buys_for_id IS NOT DISTINCT FROM m.buys_for_id
                AND x.role = ANY ('{_CEDED}'::text[]) AND x.period @> %(on)s::date AND u.is_active
        ) AS in_office
    FROM organisations_membership m JOIN organisations_organisation o ON o.id = m.organisation_id
    WHERE m.user_id = %(user)s AND m.period @> %(on)s::date
    ORDER BY m.id
"""
# A person who was just read bears its posts for as long as the request lasts.
_BORNE = "_posts_on"


class _Post(NamedTuple):
    pk: int
    organisation_id: int
    role: str
    is_deputy: bool
    may_sign: bool
    buys_for_id: int | None
    name: str
    region_code: str
    path: str | None
    in_office: list[str]


def person_of(user_id: int, on: date) -> User | None:
    """Return the person of this key, or None, for whom `actor_of` then asks nothing more for this day."""
    rows = planned.rows(_person(), _facts(user_id, on))
    if not rows:
        return None
    width = len(_Post._fields)
    user = accounts.user_from(rows[0][:-width])
    setattr(user, _BORNE, (on, [row[-width:] for row in rows if row[-width] is not None]))
    return user


def actor_of(user: User, membership_id: int | None, on: date) -> Actor | None:
    """Return the actor that a person chose, else the first; None when the person acts for nobody."""
    day, told = getattr(user, _BORNE, (None, []))
    if day != on:
        told = planned.rows(_POSTS, _facts(user.pk, on))
    rows = [row for row in map(_Post._make, told) if row.path is not None]
    chosen = next((row for row in rows if row.pk == membership_id), rows[0] if rows else None)
    if chosen is None:
        return None
    found = [role for role in CEDED if role in chosen.in_office]
    return of_post(
        user, chosen, name=chosen.name, path=chosen.path or "", region_code=chosen.region_code, in_office=found
    )


@cache
def _person() -> str:
    return f"""
        SELECT {accounts.user_columns("s")}, p.* FROM accounts_user s LEFT JOIN ({_POSTS}) p ON true
        WHERE s.id = %(user)s ORDER BY p.id
    """


def _facts(user_id: int, on: date) -> dict[str, Any]:
    return {"user": user_id, "on": on}
