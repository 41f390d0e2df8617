"""Finding people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from axes.models import AccessAttempt
from django.db.models import Q
from django.utils.crypto import salted_hmac

from nongcai.domain.accounts.models import AccountStep, Activation, FailedTry, Identity, IdentityAnswer, User
from nongcai.domain.accounts.rules import IDENTITY_MINUTES, TRIES, TRIES_MINUTES, bare_code
from nongcai.domain.accounts.sealing import SealingAdapter
from nongcai.domain.accounts.states import ACCOUNT_MACHINE, RENEWALS, AccountAction, AccountState

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from django.db.models import QuerySet

ACTIONS = {value: str(label) for value, label in AccountAction.choices}
STATES = {value: str(label) for value, label in AccountState.choices}


@dataclass(frozen=True)
class Passkey:
    """A passkey as its person sees it."""

    id: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """By what, beside the first step, a person shows who it is."""

    totp_since: datetime | None
    codes_left: int
    passkeys: tuple[Passkey, ...]

    def __bool__(self) -> bool:
        return self.totp_since is not None or bool(self.passkeys)


def user_columns(alias: str) -> str:
    """Name the columns of a person's row, for a statement that reads more beside them."""
    return ", ".join(f'{alias}."{field.column}"' for field in User._meta.concrete_fields)


def user_from(row: Sequence[Any]) -> User:
    """Make the person of such columns."""
    return User.from_db(None, [field.attname for field in User._meta.concrete_fields], row)


def user_by_name(username: str) -> User | None:
    """Return the person with this log-in name, or None."""
    return User.objects.filter(username=username).first()


def taken_names(usernames: Iterable[str]) -> set[str]:
    """Return those of these log-in names that somebody has."""
    return set(User.objects.filter(username__in=list(usernames)).values_list("username", flat=True))


def demo_users() -> list[User]:
    """Return the demo's people, in the order in which they were made."""
    return list(User.objects.filter(is_demo=True, is_active=True).order_by("id"))


def steps_of(user_id: int) -> QuerySet[AccountStep]:
    """Select what was done to an account, the latest first."""
    return AccountStep.objects.filter(user_id=user_id).order_by("-at", "-id")


def steps_among(
    users: QuerySet[Any], *, person: str = "", action: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[AccountStep]:
    """Select what was done to these accounts, the latest first: by or to a person, of a kind, between two days."""
    rows = AccountStep.objects.filter(user_id__in=users).select_related("user")
    if person:
        named = ("user__username", "user__label", "label", "by__username")
        rows = rows.filter(Q(*((f"{name}__icontains", person) for name in named), _connector=Q.OR))
    if action:
        rows = rows.filter(action=action)
    if since:
        rows = rows.filter(at__date__gte=since)
    if until:
        rows = rows.filter(at__date__lte=until)
    return rows.order_by("-at", "-id")


def open_activation(user_id: int, at: datetime) -> Activation | None:
    """Return the code that a person may still use."""
    return Activation.objects.filter(user_id=user_id, ended_at=None, until__gt=at).first()


def user_to_activate(code: str, at: datetime) -> User | None:
    """Return the person whose account this code activates now, or None."""
    found = (
        Activation.objects.filter(code_hash=hash_of(code), ended_at=None, until__gt=at).select_related("user").first()
    )
    return found.user if found else None


def is_locked(username: str, *, limit: int, since: datetime) -> bool:
    """Say whether too many tries to sign in by this name have failed since a moment, from some address."""
    rows = AccessAttempt.objects.filter(username=username, attempt_time__gte=since, failures_since_start__gte=limit)
    return bool(rows.exists()) or FailedTry.objects.filter(user__username=username, at__gte=since).count() >= TRIES


def renewal(user: User) -> AccountAction:
    """Return by what an account in this state is given a new activation code."""
    return next(action for action in RENEWALS if ACCOUNT_MACHINE.step(action, user.state))


def may_be_closed(user: User) -> bool:
    """Say whether there is something left to close."""
    return ACCOUNT_MACHINE.step(AccountAction.CLOSE, user.state) is not None


def user_signing_in(user_id: int) -> User | None:
    """Return a person whose account lets it sign in, or None."""
    return User.objects.filter(pk=user_id, is_active=True).first()


def factors_of(user_id: int) -> Factors:
    """Return what a person has set up for the second step."""
    rows = {kind: [row for row in _authenticators(user_id) if row.type == kind] for kind in Authenticator.Type.values}
    totp, codes = rows[Authenticator.Type.TOTP], rows[Authenticator.Type.RECOVERY_CODES]
    passkeys = tuple(
        Passkey(row.pk, row.data["name"], row.created_at, row.last_used_at) for row in rows[Authenticator.Type.WEBAUTHN]
    )
    left = len(codes[0].wrap().get_unused_codes()) if codes else 0
    return Factors(totp[0].created_at if totp else None, left, passkeys)


def tries_left(user_id: int, at: datetime) -> int:
    """Return how many wrong codes a person may still type."""
    since = at - timedelta(minutes=TRIES_MINUTES)
    return TRIES - FailedTry.objects.filter(user_id=user_id, at__gt=since).count()


def new_totp_secret() -> str:
    """Return a secret for an authenticator app."""
    secret: str = generate_totp_secret()
    return secret


def totp_address(user: User, secret: str) -> str:
    """Return what the QR code says to an authenticator app."""
    address: str = SealingAdapter().build_totp_url(user, secret)
    return address


def users_of_number(number: str) -> list[User]:
    """Return those with this telephone number whose accounts let them sign in."""
    return list(User.objects.filter(phone=number, is_active=True).order_by("id")) if number else []


def identity_of(user_id: int, issuer: str) -> Identity | None:
    """Return who a person is to an identity service, or None."""
    return Identity.objects.filter(user_id=user_id, issuer=issuer).first()


def failed_identities(asker_hash: str, at: datetime) -> int:
    """Return how many sign-ins by the identity service have failed lately from one place."""
    since = at - timedelta(minutes=IDENTITY_MINUTES)
    return IdentityAnswer.objects.filter(asker_hash=asker_hash, at__gt=since, passed=False).count()


def keyed_hash(purpose: str, text: str) -> str:
    """Return what is kept of something short; without the installation's secret it cannot be guessed from."""
    return salted_hmac(f"nongcai.accounts.{purpose}", text, algorithm="sha256").hexdigest()


def hash_of(code: str) -> str:
    """Return what is kept of an activation code; without the installation's secret it cannot be guessed from."""
    return keyed_hash("activation", bare_code(code))


def _authenticators(user_id: int) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=user_id).order_by("created_at", "pk"))
