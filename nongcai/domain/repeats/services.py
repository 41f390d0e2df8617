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
_CLAIM = """
    claimed AS (
        INSERT INTO repeats_reply (user_id, key, fingerprint, answered_at)
        VALUES (%(user)s, %(key)s, %(print)s, %(at)s) ON CONFLICT (user_id, key) DO NOTHING RETURNING id
    )
"""
_KEEP = """
    UPDATE repeats_reply SET status = %(status)s, media_type = %(media_type)s, body = %(body)s
    WHERE id = %(reply)s RETURNING id
"""

_KEEP_AFTER = """
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
    facts = {"user": user_id, "key": key, "print": fingerprint, "at": at}
    reply, _told = records.run_together(Part(_CLAIM, facts, "(SELECT id FROM claimed)"), history.telling(**who))
    if reply is None:
        return _again(Reply.objects.get(user_id=user_id, key=key), fingerprint)
    with undone_whole():
        answer = act()
    if answer.status >= REFUSED:
        transaction.set_rollback(True)
    else:
        kept_as = {"status": answer.status, "media_type": answer.media_type, "body": _sealed(answer.body)}
        planned.rows(_KEEP, {"reply": reply, **kept_as})
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
        facts = {"user": user_id, "key": key, "print": fingerprint, "at": at}
        told = {"status": answer.status, "media_type": answer.media_type, "body": _sealed(answer.body)}
        planned.rows(_KEEP_AFTER, facts | told)
    return answer


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Forget answers given before a moment; return how many. Their keys may be used again."""
    return records.run("DELETE FROM repeats_reply WHERE answered_at < %(before)s", before=before)


def _again(kept: Reply, fingerprint: str) -> Answer:
    if kept.fingerprint != fingerprint:
        raise KeyReusedError(key=kept.key)
    return Answer(kept.status, kept.media_type, _opened(kept), is_repeated=True)


def _sealed(body: bytes) -> bytes:
    return sealing.seal(body, settings.SECRET_KEY)


def _opened(kept: Reply) -> bytes:
    try:
        return sealing.unseal(bytes(kept.body), settings.SECRET_KEY)
    except sealing.WrongKeyError:
        raise AnswerSealedError(key=kept.key) from None
