"""Activation codes and telephone numbers as they are written."""

from __future__ import annotations

# No letters or digits that are taken for one another on paper or by telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16
_GROUP = 4
_SHOWN = 11


def shown_code(code: str) -> str:
    """Write an activation code in groups, as people read it out."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def bare_code(typed: str) -> str:
    """Return an activation code as it was made, from what somebody typed."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)


def masked_phone(number: str) -> str:
    """Hide the middle of a telephone number."""
    if len(number) < _SHOWN:
        return "*" * max(len(number) - 2, 0) + number[-2:] if number else ""
    return f"{number[:3]}****{number[-4:]}"


# Of a one-time password (TOTP): its digits, how long it is shown, how many others beside it are taken for slow clocks.
CODE_DIGITS = 6
CODE_SECONDS = 30
CODE_SLACK = 1
TRIES = 5
TRIES_MINUTES = 15


def counters(moment: float) -> range:
    """Return the counters whose one-time passwords hold at a moment, in seconds since 1970."""
    counter = int(moment) // CODE_SECONDS
    return range(counter - CODE_SLACK, counter + CODE_SLACK + 1)


def digits(typed: str) -> str:
    """Return a code without the blanks and dashes that people type."""
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())


# Of codes sent by short message: how long they hold, how often each may be typed wrong, how often they are asked for.
PHONE_CODE_MINUTES = 5
PHONE_CODE_TRIES = 3
PAUSE_SECONDS = 60
NUMBER_AN_HOUR, NUMBER_A_DAY = 5, 10


def too_often(seconds_since: list[float]) -> bool:
    """Say whether another code is too much for a number, by when its last ones were asked for, within a day."""
    lately = sum(since < 3600 for since in seconds_since)
    is_paused = all(since >= PAUSE_SECONDS for since in seconds_since)
    return not is_paused or lately >= NUMBER_AN_HOUR or len(seconds_since) >= NUMBER_A_DAY


# Of answers of an identity service: how long those that failed are counted.
IDENTITY_MINUTES = 15
