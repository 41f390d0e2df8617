"""What is asked of an applicant, and who may sell on a day. Plain Python."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError

from nongcai.domain.suppliers.errors import (
    AgencyMissingError,
    CreditCodeError,
    PaperExpiredError,
    PapersMissingError,
    PaperTermError,
)

# Days before a paper ends on which people are warned.
WARNINGS = (60, 30, 7)
ONE_DAY = timedelta(days=1)
LONGEST_WARNING = timedelta(days=max(WARNINGS))
# A look at the lists of the dishonest is fresh for so many days.
CREDIT_CHECK_DAYS = 30
# 公示 lasts at least so many days.
PUBLICITY_DAYS = 5

# Key and version; a key has fewer digits than this.
_PAIR, _DIGITS = 2, 19

AGENT = "agent"
# Without which nobody is recommended, by what the applicant is.
ASKED = {
    "enterprise": ("business", "linkage"),
    "cooperative": ("business", "linkage"),
    "family_farm": ("business", "linkage"),
    AGENT: ("business", "agency", "linkage"),
}


@dataclass(frozen=True)
class ToldDossier:
    """What an applicant says of itself. Capacity in tonnes a year, amounts in yuan."""

    kind: str
    name: str
    credit_code: str
    county_code: str
    address: str
    contact_post: str
    contact_phone: str
    goods: str
    capacity: Decimal
    households: int
    linkage_form: str
    linkage_amount: Decimal
    linkage_words: str
    producer_name: str = ""
    producer_code: str = ""
    agency_from: date | None = None
    agency_to: date | None = None


@dataclass(frozen=True)
class Term:
    """A kind of paper and the days between which it holds; None has no end."""

    kind: str
    since: date
    until: date | None

    def holds(self, on: date) -> bool:
        """Say whether it holds on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


def compact_code(text: str) -> str:
    """Return a credit code without spaces, in capitals.

    :raises CreditCodeError: when its check character does not fit.
    """
    try:
        return str(uscc.validate(text.strip().upper()))
    except ValidationError as error:
        raise CreditCodeError(code=text.strip(), fields={"credit_code": [CreditCodeError.message]}) from error


def require_agency(told: ToldDossier) -> None:
    """Want an agent to name its producer and the term; others name none.

    :raises AgencyMissingError: when something is missing or the term ends before it begins.
    """
    if told.kind != AGENT:
        return
    named = told.producer_name and told.producer_code and told.agency_from and told.agency_to
    if not named or told.agency_from > told.agency_to:  # type: ignore[operator]  # both are there when named
        raise AgencyMissingError
    compact_code(told.producer_code)


def require_term(paper: str, since: date, until: date | None, *, on: date) -> None:
    """Want a paper to hold on a day.

    :raises PaperTermError: when it ends before it begins.
    :raises PaperExpiredError: when it has run out.
    """
    if until is not None and until < since:
        raise PaperTermError(paper=paper)
    if until is not None and until < on:
        raise PaperExpiredError(paper=paper, day=until)


def missing(kind: str, held: Iterable[Term], *, on: date) -> list[str]:
    """Return the kinds of papers that an applicant of a kind is asked for and does not hold on a day."""
    there = {one.kind for one in held if one.holds(on)}
    return [one for one in ASKED[kind] if one not in there]


def require_papers(kind: str, held: Iterable[Term], names: dict[str, str], *, on: date) -> None:
    """Let pass who holds what is asked.

    :raises PapersMissingError: naming what is missing.
    """
    lacking = missing(kind, held, on=on)
    if lacking:
        raise PapersMissingError(papers="、".join(names[one] for one in lacking))


def may_sell(*, is_admitted: bool, hidden_by: Collection[str], missing: Collection[str]) -> bool:
    """Say whether a supplier's offers may show on a day.

    The one place of the rule: admitted, no measure that hides them in force, and the papers of its kind hold.
    """
    return is_admitted and not hidden_by and not missing


def selling_spans(
    kind: str, held: Collection[Term], hidden: Collection[tuple[date, date | None]]
) -> list[tuple[date, date | None]]:
    """Return the spans of days on which one who stands admitted may sell, the first first; None has no end.

    Nothing changes but on the day when a paper or a measure begins, or the day after it ended.
    """
    terms = [(one.since, one.until) for one in held] + list(hidden)
    turns = sorted({since for since, _until in terms} | {until + ONE_DAY for _since, until in terms if until})
    spans: list[tuple[date, date | None]] = []
    since: date | None = None
    for day in turns:
        forced = [str(begin) for begin, end in hidden if begin <= day and (end is None or day <= end)]
        sells = may_sell(is_admitted=True, hidden_by=forced, missing=missing(kind, held, on=day))
        if sells and since is None:
            since = day
        elif not sells and since is not None:
            spans.append((since, day - ONE_DAY))
            since = None
    return spans if since is None else [*spans, (since, None)]


def warning_days(until: date | None, *, on: date) -> int | None:
    """Return the nearest of 60, 30 and 7 days within which a paper ends; None when there is time, 0 when it ended."""
    if until is None or until - on > LONGEST_WARNING:
        return None
    left = (until - on).days
    return 0 if left < 0 else min(days for days in WARNINGS if left <= days)


def chosen(texts: Iterable[str]) -> dict[int, int]:
    """Read what was chosen in a list, each as key and version with a colon between; what is neither is left out."""
    pairs = (text.split(":") for text in texts)
    return {int(one[0]): int(one[1]) for one in pairs if len(one) == _PAIR and all(map(_is_key, one))}


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < _DIGITS
