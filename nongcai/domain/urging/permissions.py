"""Who may do what to a letter of reminder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.organisations.roles import ROLES_OF_UNITS, Role
from nongcai.domain.urging.states import LETTER_MACHINE, LETTER_OPEN, LETTER_SEALABLE, LetterAction

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.urging.models import Letter

# Whoever acts for an office may sign for what it gets.
RECEIVERS = ROLES_OF_UNITS | {Role.FINANCE}


def is_letter_owner(actor: Actor, letter: Letter) -> bool:
    """Say whether the actor works in the bureau whose letter this is."""
    return organisations.is_finance(actor) and actor.organisation_id == letter.node_id


def may_sign_letter(actor: Actor, letter: Letter) -> bool:
    """Say whether the actor may sign it: with the right to sign, and not one of those who wrote it."""
    return is_letter_owner(actor, letter) and actor.may_sign and not letter.was_written_by(actor.user_id)


def may_receive_letter(actor: Actor, letter: Letter) -> bool:
    """Say whether the actor signs for what its addressee gets."""
    return actor.organisation_id == letter.addressee_id and actor.role in RECEIVERS


def may_write_letter(actor: Actor, letter: Letter) -> bool:
    """Say whether the actor may write its text now."""
    return is_letter_owner(actor, letter) and letter.state in LETTER_OPEN


def may_upload_final(actor: Actor, letter: Letter) -> bool:
    """Say whether the actor may upload the sealed final now."""
    return is_letter_owner(actor, letter) and letter.state in LETTER_SEALABLE


def possible_letter_actions(actor: Actor, letter: Letter) -> list[str]:
    """Return the steps that the actor may take now, in the order of the table."""
    usual = is_letter_owner(actor, letter)
    special = {
        LetterAction.SIGN: may_sign_letter(actor, letter),
        LetterAction.RECEIVE: may_receive_letter(actor, letter),
    }
    found = LETTER_MACHINE.actions(letter.state, Role.FINANCE)
    return [one for one in found if special.get(LetterAction(one), usual)]
