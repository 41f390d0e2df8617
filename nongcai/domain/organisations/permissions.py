"""Who may do what for an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.roles import POWERS_OF, ROLES_OF_FINANCE, Power, Role
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.organisations.actors import Actor

# They answer for what stands below them.
_OFFICES = frozenset({Role.FINANCE, Role.SUPERVISOR})


def is_finance(actor: Actor) -> bool:
    """Say whether the actor works in a finance department and may change things there."""
    return actor.role == Role.FINANCE


def require_finance(actor: Actor) -> None:
    """Let only finance pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not is_finance(actor):
        raise NotAllowedError


def require_power(actor: Actor, power: Power) -> None:
    """Let those pass whose role has a power.

    :raises NotAllowedError: when it has not.
    """
    if not may(actor, power):
        raise NotAllowedError


def is_bureaus(actor: Actor) -> bool:
    """Say whether the actor works in a finance department, as whatever."""
    return Role(actor.role) in ROLES_OF_FINANCE


def rules_region(actor: Actor) -> bool:
    """Say whether the actor writes the programme of a region and grants what departs from it (方案管理)."""
    return may(actor, Power.RULE) and is_bureaus(actor)


def require_ruling(actor: Actor) -> None:
    """Let those pass who write the programme of a region.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not rules_region(actor):
        raise NotAllowedError


def manages(actor: Actor) -> bool:
    """Say whether the actor has to do with how units are managed: a buyer and the support have not."""
    return may(actor, Power.READ)


def may(actor: Actor, power: Power) -> bool:
    """Say whether the actor's role has a power, and its office has not left it to an officer."""
    return power in POWERS_OF[actor.role] and power not in actor.ceded


def sends_codes(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor gives accounts of all these places below its own, once more, their first codes (客服)."""
    places = list(paths)
    below = all(path.startswith(actor.path) and path != actor.path for path in places)
    return may(actor, Power.SEND_CODES) and bool(places) and below


def reviews_steps(actor: Actor) -> bool:
    """Say whether the actor reads what was done to all accounts below (操作日志)."""
    return may(actor, Power.REVIEW_STEPS)


def is_operator(actor: Actor) -> bool:
    """Say whether a command of the machine acts, for nobody in particular."""
    return actor.user_id is None and not actor.membership_id


def keeps_accounts(actor: Actor) -> bool:
    """Say whether the actor opens and closes accounts (账号管理) somewhere below."""
    return may(actor, Power.KEEP)


def keeps(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor keeps the accounts of all these places: those below its own, where nobody is its colleague.

    Whoever could open a second account in the own office, or get a colleague's password, could pass the steps that want
    two persons.
    """
    places = list(paths)
    if is_operator(actor):
        return True
    below = all(path.startswith(actor.path) and path != actor.path for path in places)
    return keeps_accounts(actor) and bool(places) and below


def assigns(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor gives and ends the roles of people at all these places below its own."""
    places = list(paths)
    if is_operator(actor):
        return True
    below = all(path.startswith(actor.path) and path != actor.path for path in places)
    return gives_roles(actor) and bool(places) and below


def gives_roles(actor: Actor) -> bool:
    """Say whether the actor gives and ends roles somewhere below."""
    return may(actor, Power.ASSIGN)


def lets_sign(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor gives and takes the right to sign at these places.

    Whoever also renews accounts could take the right, enter by a new code, and have the right again.
    """
    return is_operator(actor) or (assigns(actor, paths) and not keeps_accounts(actor))


def offers_bureaus(actor: Actor) -> bool:
    """Say whether those whose accounts and roles the actor keeps may belong to finance departments."""
    return is_bureaus(actor)


def opens_accounts(actor: Actor) -> bool:
    """Say whether the actor opens accounts of any kind somewhere."""
    return keeps_accounts(actor) or opens_buyers(actor)


def keeps_buyers(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor keeps the trading accounts (交易账号) of all these units: the own one and those below."""
    places = list(paths)
    if is_operator(actor):
        return True
    within = all(path.startswith(actor.path) for path in places)
    return opens_buyers(actor) and bool(places) and within


def opens_buyers(actor: Actor) -> bool:
    """Say whether the actor opens trading accounts somewhere: a unit does so for itself."""
    return may(actor, Power.KEEP_BUYERS)


def require_keeper_of_buyers(actor: Actor, paths: Iterable[str]) -> None:
    """Let whoever keeps the trading accounts of these units pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not keeps_buyers(actor, paths):
        raise NotAllowedError


def require_assigner(actor: Actor, paths: Iterable[str]) -> None:
    """Let whoever gives the roles of these places pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not assigns(actor, paths):
        raise NotAllowedError


def require_keeper(actor: Actor, paths: Iterable[str]) -> None:
    """Let whoever keeps the accounts of these places pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not keeps(actor, paths):
        raise NotAllowedError


def keeps_liaisons(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor keeps the contact list (通讯录) of these places: its own, for offices also those below."""
    places = list(paths)
    if not may(actor, Power.CHANGE) or not places:
        return False
    return all(path.startswith(actor.path) and (path == actor.path or actor.role in _OFFICES) for path in places)


def require_keeper_of_liaisons(actor: Actor, paths: Iterable[str]) -> None:
    """Let whoever keeps the contact list of these places pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not keeps_liaisons(actor, paths):
        raise NotAllowedError


def looks_at_numbers(actor: Actor, paths: Iterable[str]) -> bool:
    """Say whether the actor may see whole telephone numbers of these places: offices those below their own."""
    places = list(paths)
    return actor.role in _OFFICES and keeps_liaisons(actor, places) and actor.path not in places


def reads_looks(actor: Actor) -> bool:
    """Say whether the actor reads who looked at whole telephone numbers (号码查看记录)."""
    return may(actor, Power.REVIEW_LOOKS)


def opens_market(actor: Actor, kind: str) -> bool:
    """Say whether the actor opens accounts for bodies of a kind: the platform those of counties, the operator all."""
    return is_operator(actor) or (may(actor, Power.ADMIT) and kind == "county")


def keeps_market(actor: Actor) -> bool:
    """Say whether the actor keeps the accounts of suppliers and of the offices of counties: the platform does."""
    return is_operator(actor) or may(actor, Power.ADMIT)


def require_opener_of_market(actor: Actor, kind: str) -> None:
    """Let whoever opens accounts for bodies of a kind pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not opens_market(actor, kind):
        raise NotAllowedError
