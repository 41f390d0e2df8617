"""The platform keeps synonyms, and lists of counties that documents made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from nongcai.domain.catalogue import permissions, queries
from nongcai.domain.catalogue.errors import ListingsMissingError, SynonymWordsError
from nongcai.domain.catalogue.models import ListedCounty, Synonym
from nongcai.domain.catalogue.rules import describing, fold
from nongcai.domain.catalogue.states import ListingOutcome
from nongcai.foundation import records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from nongcai.domain.catalogue.queries import SaidCounty
    from nongcai.domain.organisations.actors import Actor

FEWEST, MOST, LONGEST = 2, 12, 40
_LISTS = "catalogue:county-lists"


@transaction.atomic
def add_synonym(*, actor: Actor, words: Sequence[str]) -> Synonym:
    """Let words stand for each other from now on.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises SynonymWordsError: when they are too few, too many, or one is too long.
    """
    permissions.require_keeper(actor)
    describing.require_plain({"words": " ".join(words)})
    plain = list(dict.fromkeys(fold(word).strip() for word in words if word.strip()))
    if not FEWEST <= len(plain) <= MOST or any(len(word) > LONGEST or " " in word for word in plain):
        raise SynonymWordsError(fields={"words": [SynonymWordsError.message]})
    row = Synonym(words=plain)
    records.save(row)
    return row


@transaction.atomic
def switch_synonym(*, actor: Actor, synonym_id: int, is_on: bool) -> Synonym:
    """Let words stand for each other no more, or again."""
    permissions.require_keeper(actor)
    row = Synonym.objects.select_for_update(of=("self",), no_key=True).filter(pk=synonym_id).first()
    if row is None:
        raise NotFoundError(what=synonym_id)
    row.is_on = is_on
    records.save(row, "is_on")
    return row


@transaction.atomic
def list_counties(*, actor: Actor, name: str, document: str, since: date, rows: Sequence[SaidCounty]) -> int:
    """Put counties on a list, by a document, from a day on; return how many are new on it.

    :raises NotAllowedError: when the actor is not the platform's.
    :raises ListingsMissingError: when none of the rows names one of the 832 counties.
    """
    permissions.require_keeper(actor)
    describing.require_plain({"name": name, "document": document})
    records.lock_keys([_LISTS])
    judged = queries.judge_counties(rows, name=name.strip())
    if all(one.outcome == ListingOutcome.WRONG for one in judged):
        raise ListingsMissingError
    new = [one for one in judged if one.outcome == ListingOutcome.NEW]
    for one in new:
        records.save(
            ListedCounty(name=name.strip(), county_id=one.code, since=since, document=document.strip().strip("《》"))
        )
    return len(new)


@transaction.atomic
def end_county_list(*, actor: Actor, name: str, at: datetime) -> int:
    """Let a list end with this day; return how many counties were on it."""
    permissions.require_keeper(actor)
    records.lock_keys([_LISTS])
    rows = ListedCounty.objects.filter(name=name, until=None)
    count = records.change(rows, until=Greatest(F("since"), day_of(at)))
    if not count:
        raise NotFoundError(what=name)
    return count
