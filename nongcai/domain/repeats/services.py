"""Doing a call once, however often it is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from nongcai.domain.repeats.errors import AnswerSealedError, KeyFormError, KeyReusedError
from nongcai.domain.repeats.models import Reply
from nongcai.foundation import history, planned, records, sealing
from nongcai.foundation.records import Part
from nongcai.foundation.undoing import undone_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

_KEY = re.compile(r"[\x21-\x7e]{1,64}")
REFUSED = 400
_CLAIM = "claimed AS (SELECT reply_claimed(%(user)s, %(key)s) AS is_first)"
_KEEP = """
    INSERT INTO repeats_reply (user_id, key, fingerprint, answered_at, status, media_type, body)
    VALUES (%(user)s, %(key)s, %(print)s, %(at)s, %(status)s, %(media_type)s, %(body)s)
    ON CONFLICT (user_id, key) DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Answer:
    """What a call was answered."""

    status: int
    media_type: str
    body: bytes
    is_repeated: bool = False


@transaction.atomic
def once(
    *, user_id: int, key: str, fingerprint: str, act: Callable[[], Answer], at: datetime, who: Mapping[str, object]
) -> Answer:
    """Do a call and keep its answer, both or neither; made again with its key, it is answered the same.

    Who comes while the first is under way waits for it. A refusal is not kept: it changed nothing, and what was
    wrong may be put right under the same key. Answers may hold a code or a number that is told once, so they are
    kept sealed. `who` is what is recorded with the changes.

    :raises KeyFormError: when the key cannot be one.
    :raises KeyReusedError: when the key was given to another call.
    :raises AnswerSealedError: when the site's key was changed since.
    """
    if not _KEY.fullmatch(key):
        raise KeyFormError
    claim = Part(_CLAIM, {"user": user_id, "key": key}, "(SELECT is_first FROM claimed)")
    is_first, _told = records.run_together(claim, history.telling(**who))
    if not is_first:
        return _again(Reply.objects.get(user_id=user_id, key=key), fingerprint)
    with undone_whole():
        answer = act()
    if answer.status >= REFUSED:
        transaction.set_rollback(True)
    elif not _keep(answer, user_id=user_id, key=key, fingerprint=fingerprint, at=at):
        # Another, of those who claim nothing beforehand, was done meanwhile.
        raise KeyReusedError(key=key)
    return answer


def once_by_itself(
    *, user_id: int, key: str, fingerprint: str, act: Callable[[], Answer], at: datetime, who: Mapping[str, object]
) -> Answer:
    """Do a call that asks others over the network, and keep its answer when it is done.

    It is in no transaction: what it writes before it asks stays, whatever it is told. Cut off, or made twice at once,
    it is done again, so it has to be one that comes to the same.

    :raises KeyFormError: when the key cannot be one.
    :raises KeyReusedError: when the key was given to another call.
    :raises AnswerSealedError: when the site's key was changed since.
    """
    if not _KEY.fullmatch(key):
        raise KeyFormError
    kept = Reply.objects.filter(user_id=user_id, key=key).first()
    if kept:
        return _again(kept, fingerprint)
    with history.told(**who):
        answer = act()
    if answer.status < REFUSED:
        _keep(answer, user_id=user_id, key=key, fingerprint=fingerprint, at=at)
    return answer


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Forget answers given before a moment; return how many. Their keys may be used again."""
    return records.run("DELETE FROM repeats_reply WHERE answered_at < %(before)s", before=before)


def _keep(answer: Answer, *, user_id: int, key: str, fingerprint: str, at: datetime) -> bool:
    facts = {"user": user_id, "key": key, "print": fingerprint, "at": at}
    told = {"status": answer.status, "media_type": answer.media_type, "body": sealing.seal(answer.body, _secret())}
    return bool(planned.rows(_KEEP, facts | told))


def _again(kept: Reply, fingerprint: str) -> Answer:
    if kept.fingerprint != fingerprint:
        raise KeyReusedError(key=kept.key)
    return Answer(kept.status, kept.media_type, _opened(kept), is_repeated=True)


def _opened(kept: Reply) -> bytes:
    try:
        return sealing.unseal(bytes(kept.body), _secret())
    except sealing.WrongKeyError:
        raise AnswerSealedError(key=kept.key) from None


def _secret() -> str:
    return settings.SECRET_KEY
