"""Acts on people who sign in."""

from nongcai.domain.accounts.services.factors import (
    pass_second_step,
    remove_totp,
    renew_codes,
    reset_factors,
    set_up_totp,
)
from nongcai.domain.accounts.services.identities import Answered, link_identity, sign_in_by_identity, unlink_identity
from nongcai.domain.accounts.services.keeping import (
    NewAccount,
    activate,
    change_password,
    close_account,
    issue_activation,
    note,
    open_account,
    open_accounts,
    rest_idle,
    unlock,
    wake,
)
from nongcai.domain.accounts.services.passkeys import (
    add_passkey,
    question_to_add,
    question_to_use,
    remove_passkey,
    use_passkey,
)
from nongcai.domain.accounts.services.phones import ask_for_code, send_activation, send_code, use_code
from nongcai.domain.accounts.services.recording import locked as lock

__all__ = [
    "Answered",
    "NewAccount",
    "activate",
    "add_passkey",
    "ask_for_code",
    "change_password",
    "close_account",
    "issue_activation",
    "link_identity",
    "lock",
    "note",
    "open_account",
    "open_accounts",
    "pass_second_step",
    "question_to_add",
    "question_to_use",
    "remove_passkey",
    "remove_totp",
    "renew_codes",
    "reset_factors",
    "rest_idle",
    "send_activation",
    "send_code",
    "set_up_totp",
    "sign_in_by_identity",
    "unlink_identity",
    "unlock",
    "use_code",
    "use_passkey",
    "wake",
]
