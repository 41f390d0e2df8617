"""The database permits the same steps as the table, and keeps what was asked and done."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, transaction

from nongcai.domain.approvals.models import ApprovalLevel, ApprovalRequest, ApprovalStep, BudgetChange, Delegation
from nongcai.domain.approvals.states import REQUEST_MACHINE, RequestState
from tests.approvals import SUBJECT
from tests.cast import AT


def refuses(act):
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


class TestRequests:
    @pytest.mark.parametrize(("source", "target"), list(product(RequestState.values, repeat=2)))
    def test_take_the_steps_of_the_table_and_no_others(self, canteen, source, target):
        request = canteen.ask()
        rows = ApprovalRequest.objects.filter(subject=request.subject)

        def ended(state):
            return None if state == RequestState.WAITING else AT

        if source != RequestState.WAITING:
            rows.update(state=source, ended_at=AT)
        permitted = source == target or (source, target) in REQUEST_MACHINE.pairs

        assert refuses(lambda: rows.update(state=target, ended_at=ended(target))) is not permitted

    @pytest.mark.parametrize("change", [{"amount": 1}, {"title": "另一件"}, {"levels": []}, {"asked_by": None}])
    def test_stay_as_they_were_asked(self, canteen, change):
        canteen.ask()

        assert refuses(lambda: ApprovalRequest.objects.update(**change))

    def test_have_a_moment_of_their_end(self, canteen):
        canteen.ask()

        assert refuses(lambda: ApprovalRequest.objects.update(state="agreed"))
        assert refuses(lambda: ApprovalRequest.objects.update(ended_at=AT))

    def test_wait_once_a_subject(self, canteen):
        request = canteen.ask()
        request.round, request._state.adding = 2, True

        assert refuses(lambda: request.save(force_insert=True))


class TestWhatIsKept:
    def test_are_steps_and_changes(self, canteen):
        canteen.ask()
        canteen.budget()

        for model in (ApprovalStep, BudgetChange):
            assert refuses(lambda model=model: model.objects.update(by_label="别人"))
            assert refuses(lambda model=model: model.objects.all()._raw_delete("default"))

    def test_are_levels_which_only_end(self, canteen):
        assert refuses(lambda: ApprovalLevel.objects.update(from_amount=1))
        assert refuses(lambda: ApprovalLevel.objects.all()._raw_delete("default"))
        assert not refuses(lambda: ApprovalLevel.objects.update(ended_at=AT))

    def test_is_that_one_stands_in_at_a_time(self, canteen):
        def given(first, last):
            Delegation.objects.create(
                from_post=canteen.post("order_approver"),
                to_post=canteen.post("head"),
                first_on=AT.date() + timedelta(days=first),
                last_on=AT.date() + timedelta(days=last),
                reason="出差",
                set_by_label="岗",
                set_at=AT,
            )

        given(0, 5)
        assert refuses(lambda: given(5, 9))
        assert not refuses(lambda: given(6, 9))

    def test_is_that_a_refusal_has_a_reason(self, canteen):
        canteen.ask()
        step = {"subject": SUBJECT, "seq": 2, "round": 1, "number": 1, "by_label": "岗", "at": AT}

        assert refuses(lambda: ApprovalStep.objects.create(action="refuse", **step))
        assert not refuses(lambda: ApprovalStep.objects.create(action="refuse", reason="否", **step))
