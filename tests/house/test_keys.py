"""Tables that grow with trade are keyed so that they can be distributed (house.md, keys)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import UniqueConstraint
from django.test.utils import isolate_apps

if TYPE_CHECKING:
    from collections.abc import Collection

# Table: the column that it is distributed by, and the columns that may point at another table.
KEYED: dict[str, tuple[str, set[str]]] = {
    "ledger.Entry": ("unit_id", {"unit"}),
    "transactions.Transaction": ("order_no", set()),
    "holds.Resource": ("id", set()),
    "approvals.ApprovalRequest": ("subject", {"organisation", "unit", "level", "asked_by"}),
    "approvals.ApprovalStep": ("subject", {"by"}),
    "holds.Hold": ("resource_id", set()),
    "payments.Due": ("order_id", set()),
    "payments.Transfer": ("id", set()),
    "payments.TransferStep": ("transfer_id", set()),
    "payments.TransferIssue": ("transfer_id", set()),
    "payments.Allocation": ("order_id", set()),
    "payments.Invoice": ("order_id", set()),
    "payments.InvoiceLine": ("order_id", set()),
    "payments.InvoiceNumber": ("number", set()),
    "payments.OnlinePayment": ("order_id", set()),
    "payments.OnlineRefund": ("order_id", set()),
    "payments.CashierNotice": ("id", set()),
    "payments.PaymentClaim": ("order_id", set()),
    "payments.ClaimStep": ("order_id", set()),
    "payments.ClaimedRow": ("id", set()),
    "orders.Order": ("id", {"buyer", "user", "unit", "supplier", "seller"}),
    "orders.OrderLine": ("order_id", set()),
    "orders.OrderStep": ("order_id", {"user"}),
    "orders.Parcel": ("order_id", set()),
    "orders.ParcelLine": ("order_id", set()),
    "orders.Acceptance": ("order_id", set()),
    "orders.OrderReturn": ("order_id", set()),
    "orders.ReturnLine": ("order_id", set()),
    "orders.UnitCorrection": ("order_id", set()),
    "orders.StandingRun": ("standing_id", set()),
    "orders.StandingStep": ("standing_id", {"user"}),
    "orders.Evaluation": ("order_id", {"user"}),
    "support.Incident": ("order_id", set()),
    "support.IncidentStep": ("order_id", {"user"}),
}


def faults(model: type[models.Model], key: str, pointers: Collection[str]) -> list[str]:
    """Say where a table breaks the rules of keys."""
    options = model._meta
    own = {field.name: field.attname for field in options.concrete_fields}
    found = [] if options.pk_fields[0].attname == key else [f"its primary key does not begin with {key}"]
    found += [
        f"{field.name} points at another table"
        for field in options.concrete_fields
        if field.is_relation and field.name not in pointers
    ]
    found += [f"{field.name} is unique without {key}" for field in options.concrete_fields if _alone(field, key)]
    found += [
        f"{constraint.name} is unique without {key}"
        for constraint in options.constraints
        if isinstance(constraint, UniqueConstraint) and key not in {own[name] for name in constraint.fields}
    ]
    found += [f"{one.name} excludes" for one in options.constraints if isinstance(one, ExclusionConstraint)]
    return found


def pointing_at(model: type[models.Model]) -> list[str]:
    """Name the columns elsewhere that point at a table to which nothing can."""
    return [f"{one.related_model._meta.label}.{one.field.name}" for one in model._meta.related_objects]


def _alone(field: models.Field, key: str) -> bool:
    return field.unique and field.attname != key


class Planted(models.Model):
    """What the planted models have in common."""

    class Meta:
        abstract = True
        app_label = "tests"

    def __str__(self) -> str:
        return "planted"


class TestTablesThatGrowWithTrade:
    @pytest.mark.parametrize("label", KEYED)
    def test_are_keyed_for_distribution(self, label):
        key, pointers = KEYED[label]

        assert faults(apps.get_model(label), key, pointers) == []

    @pytest.mark.parametrize("label", KEYED)
    def test_are_pointed_at_by_nothing(self, label):
        assert pointing_at(apps.get_model(label)) == []


class TestFaults:
    @isolate_apps("tests")
    def test_name_all_that_is_wrong_with_a_planted_model(self):
        class Parcel(Planted):
            order_no = models.CharField(max_length=64)
            label_no = models.CharField(max_length=64, unique=True)
            supplier = models.ForeignKey("tests.Supplier", on_delete=models.PROTECT)

            class Meta(Planted.Meta):
                constraints = [UniqueConstraint(fields=["supplier", "label_no"], name="one_label_a_supplier")]

        found = faults(Parcel, "order_no", set())

        assert found == [
            "its primary key does not begin with order_no",
            "supplier points at another table",
            "id is unique without order_no",
            "label_no is unique without order_no",
            "one_label_a_supplier is unique without order_no",
        ]

    @isolate_apps("tests")
    def test_pass_over_a_model_that_is_right(self):
        class Parcel(Planted):
            pk = models.CompositePrimaryKey("order_no", "seq")
            order_no = models.CharField(max_length=64)
            seq = models.PositiveSmallIntegerField()
            label_no = models.CharField(max_length=64)

            class Meta(Planted.Meta):
                constraints = [UniqueConstraint(fields=["order_no", "label_no"], name="one_label_an_order")]

        assert faults(Parcel, "order_no", set()) == []


class TestPointingAt:
    @isolate_apps("tests")
    def test_names_a_planted_pointer(self):
        class Parcel(Planted): ...

        class Scan(Planted):
            parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE)

        assert pointing_at(Parcel) == ["tests.Scan.parcel"]
        assert pointing_at(Scan) == []
