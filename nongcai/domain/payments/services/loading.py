"""A bank's statement is recorded: each transfer once, matched at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import marking, permissions, queries
from nongcai.domain.payments.errors import NothingToRecordError
from nongcai.domain.payments.models import Statement, StatementHeading, Transfer
from nongcai.domain.payments.services.following import follow_transfers, note_rows
from nongcai.domain.payments.services.matching import match_transfers
from nongcai.domain.payments.services.noting import note_many
from nongcai.domain.payments.services.reckoning import reckon
from nongcai.domain.payments.states import RowOutcome, StepKind
from nongcai.domain.suppliers import queries as suppliers
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.queries import JudgedTransfer, OfAccount, SaidTransfer


@transaction.atomic
def answer_headings(*, actor: Actor, answers: Mapping[str, str]) -> int:
    """Remember what headings of a supplier's bank mean; return how many."""
    supplier = suppliers.supplier_of(actor)
    if supplier is None:
        raise NotAllowedError
    rows = StatementHeading.objects.filter(supplier=supplier, key__in=answers)
    known = {row.key: row for row in rows.select_for_update(no_key=True)}
    for key, row in known.items():
        row.answer = answers[key][:40]
    records.update_many(list(known.values()), "answer")
    fresh = [key for key in answers if key not in known]
    records.insert_many([StatementHeading(supplier=supplier, key=key[:200], answer=answers[key][:40]) for key in fresh])
    return len(answers)


@transaction.atomic
def load_statement(
    *, actor: Actor, account: OfAccount, rows: Sequence[SaidTransfer], bank: str, name: str, at: datetime
) -> Statement:
    """Record what reached an account by a statement, and match it; rows that are known or wrong are left out.

    :raises NotAllowedError: when the statement is not of the actor's supplier.
    :raises NothingToRecordError: when no row is left.
    """
    permissions.require_seller(actor)
    supplier = suppliers.supplier_of(actor)
    if supplier is None or supplier.pk != account.supplier_id:
        raise NotAllowedError
    # Two statements of one supplier come one after the other: what the first brings, the second knows.
    records.lock_keys([f"payments:{supplier.pk}"])
    reckon(rows=orders.contracted(queries.orders_to_reckon(seller_id=supplier.organisation_id)), at=at)
    judged = queries.judge_statement(account, rows)
    counts = queries.counted(judged)
    new = [one for one in judged if one.outcome == RowOutcome.NEW]
    claimed = [one for one in judged if one.claim]
    if not new and not claimed:
        raise NothingToRecordError(same=counts["same"], out=counts["out"], wrong=counts["wrong"])
    days = [day_of(one.said.moment) for one in (*new, *claimed) if one.said.moment]
    statement = Statement(
        supplier=supplier,
        account_id=account.account_id,
        account_tail=account.tail,
        bank=bank[:40],
        file_name=name[-200:],
        first_on=min(days),
        last_on=max(days),
        recorded=len(new),
        same=counts[RowOutcome.SAME],
        wrong=counts[RowOutcome.WRONG],
        by_label=actor.label,
        loaded_at=at,
    )
    records.save(statement)
    note_rows(claimed, statement_id=statement.pk, at=at)
    transfers = records.insert_many([_transfer(one, account, statement, at) for one in new])
    note_many([(one.pk, StepKind.RECORDED, "") for one in transfers], actor=actor, at=at)
    statement.matched = match_transfers(transfers, supplier_id=supplier.pk, actor=actor, at=at)
    records.save(statement, "matched")
    follow_transfers([one.pk for one in transfers], actor=actor, at=at)
    return statement


def _transfer(one: JudgedTransfer, account: OfAccount, statement: Statement, at: datetime) -> Transfer:
    said = one.said
    assert one.key is not None
    assert said.moment is not None
    assert said.amount is not None
    return Transfer(
        id=one.key,
        supplier_id=account.supplier_id,
        account_id=account.account_id,
        account_tail=account.tail,
        statement_id=statement.pk,
        paid_at=said.moment,
        amount=said.amount,
        payer=marking.masked(said.payer),
        payer_key=marking.name_mark(said.payer),
        payer_tail=marking.tail(said.payer_account),
        payer_account_key=marking.account_mark(said.payer_account),
        note=said.note,
        serial=said.serial,
        balance=said.balance,
        likeness=one.likeness,
        recorded_at=at,
    )
