"""Acts on people who sign in."""

from nongcai.domain.accounts.services.factors import (
    pass_second_step,
    remove_totp,
    renew_codes,
    reset_factors,
    set_up_totp,
)
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

__all__ = [
    "NewAccount",
    "activate",
    "change_password",
    "close_account",
    "issue_activation",
    "note",
    "open_account",
    "open_accounts",
    "pass_second_step",
    "remove_totp",
    "renew_codes",
    "reset_factors",
    "rest_idle",
    "set_up_totp",
    "unlock",
    "wake",
]
