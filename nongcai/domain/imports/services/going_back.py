"""Orders whose state would go back: taken one by one or all, before the run is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.imports.models import BackwardChoice, Outcome, SheetKind, StagedOrder
from nongcai.domain.imports.services.judging_orders import hold_back_orders
from nongcai.domain.imports.services.running import advance, lock_own
from nongcai.domain.imports.services.staging import count_outcomes
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor


@transaction.atomic
def decide_backward(*, actor: Actor, run_id: int, choices: Mapping[str, bool], at: datetime) -> int:
    """Say by order number whether a state goes back as the export tells; return how many of these orders there are.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises RunStepError: when the run is not waiting to be loaded.
    """
    run = lock_own(actor, run_id)
    advance(run, "decide")
    before = BackwardChoice.objects.filter(run=run, is_accepted=True).values("order_no")
    going_back = StagedOrder.objects.filter(run_id=run.pk, outcome=Outcome.HELD) | StagedOrder.objects.filter(
        run_id=run.pk, outcome=Outcome.CHANGED, order_no__in=before
    )
    numbers = set(going_back.filter(order_no__in=list(choices)).values_list("order_no", flat=True))
    records.remove(BackwardChoice.objects.filter(run=run, order_no__in=numbers))
    records.insert_many(
        [
            BackwardChoice(
                run=run, order_no=number, is_accepted=choices[number], decided_at=at, decided_by_id=actor.user_id
            )
            for number in sorted(numbers)
        ]
    )
    # What was accepted is a change like any other; what was refused is held back again.
    records.change(
        StagedOrder.objects.filter(run_id=run.pk, order_no__in=numbers, outcome=Outcome.HELD), outcome=Outcome.CHANGED
    )
    hold_back_orders(run)
    count_outcomes(run, SheetKind.TRANSACTIONS)
    return len(numbers)
