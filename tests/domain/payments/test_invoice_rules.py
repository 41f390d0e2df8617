from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.payments import rules
from nongcai.domain.payments.rules import Ordered, ToldInvoice, ToldLine

TOLD = ToldInvoice(
    number="24412000000012345678",
    issued_on=date(2024, 3, 5),
    seller_name="卢氏县山货农民专业合作社",
    seller_code="93411224000000001X",
    buyer_name="郑州市第一中学（本部）",
    buyer_code="12410100MB0000001X",
    net=Decimal("1100.92"),
    tax=Decimal("99.08"),
    total=Decimal("1200.00"),
    lines=(
        ToldLine("黑木耳", Decimal("600.92"), Decimal("54.08")),
        ToldLine("香菇", Decimal("500.00"), Decimal("45.00")),
    ),
)
ORDER = Ordered(
    TOLD.seller_code, "郑州市第一中学(本部)", TOLD.buyer_code, Decimal("1200.00"), Decimal("0.00"), date(2024, 3, 1)
)


class TestFaults:
    def test_are_none_of_a_right_one(self):
        assert rules.faults_of(TOLD) == []

    @pytest.mark.parametrize("number", ["", "123", "2441200000001234567A", "244120000000123456789"])
    def test_are_of_the_number(self, number):
        assert rules.faults_of(replace(TOLD, number=number)) == ["number"]

    def test_are_of_the_sums(self):
        assert rules.faults_of(replace(TOLD, total=Decimal("1200.01"))) == ["sum"]
        assert rules.faults_of(replace(TOLD, lines=TOLD.lines[:1])) == ["lines"]

    @given(st.decimals("-0.02", "0.02", places=2))
    def test_leave_a_cent_a_line_to_rounding(self, off):
        first, second = TOLD.lines

        told = replace(TOLD, lines=(replace(first, net=first.net + off), second))

        assert rules.faults_of(told) == []


class TestDifferences:
    def test_are_none_however_brackets_are_written(self):
        assert rules.differences(TOLD, ORDER) == []

    @pytest.mark.parametrize(
        ("changes", "found"),
        [
            ({"seller_code": "93411224000000002X"}, ["seller"]),
            ({"buyer_name": "郑州市第二中学"}, ["buyer"]),
            ({"buyer_code": ""}, ["buyer"]),
            ({"amount": Decimal("1199.99")}, ["total"]),
            ({"invoiced": Decimal("0.01")}, ["total"]),
            ({"ordered_on": date(2024, 3, 6)}, ["day"]),
        ],
    )
    def test_are_named(self, changes, found):
        told = {name: value for name, value in changes.items() if hasattr(TOLD, name)}
        ordered = {name: value for name, value in changes.items() if not hasattr(TOLD, name)}

        assert rules.differences(replace(TOLD, **told), replace(ORDER, **ordered)) == found

    def test_are_not_of_a_code_that_the_order_does_not_name(self):
        assert rules.differences(replace(TOLD, buyer_code=""), replace(ORDER, buyer_code="")) == []
