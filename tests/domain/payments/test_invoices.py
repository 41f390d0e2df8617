from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nongcai.domain.orders.models import Order
from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import (
    DoubledInvoiceError,
    InvoiceFaultError,
    InvoiceFileError,
    InvoiceStepError,
    InvoiceUncoveredError,
    ReasonNeededError,
)
from nongcai.domain.payments.rules import ToldInvoice, ToldLine
from nongcai.domain.payments.services import InvoiceFile
from nongcai.domain.payments.states import InvoiceForm
from nongcai.foundation.errors import NotAllowedError
from tests.cast import hire
from tests.money import AT, SCHOOL, owe

pytestmark = pytest.mark.django_db
XML = InvoiceFile("发票.xml", InvoiceForm.XML, b"<EInvoice/>")
NUMBER = "24412000000012345678"


@pytest.fixture
def acceptor(cast):
    return cast.actor(hire(cast, "acceptor"))


@pytest.fixture
def due(market, acceptor):
    return owe(market, buyer_id=acceptor.organisation_id, state="shipped", shipped_at=AT)


def told(market, **changes):
    one = ToldInvoice(
        number=NUMBER,
        issued_on=date(2024, 3, 5),
        seller_name=market.supplier.name,
        seller_code=market.supplier.credit_code,
        buyer_name=SCHOOL,
        buyer_code="",
        net=Decimal("1100.92"),
        tax=Decimal("99.08"),
        total=Decimal("1200.00"),
        lines=(ToldLine("黑木耳", Decimal("1100.92"), Decimal("99.08")),),
    )
    return replace(one, **changes)


def show(market, due, file=XML, **changes):
    actor = market.actor("supplier")
    return services.show_invoice(actor=actor, order_id=due.pk, told=told(market, **changes), file=file, at=AT)


HALF = {"net": Decimal("550.46"), "tax": Decimal("49.54"), "total": Decimal("600.00"), "lines": ()}


class TestShowing:
    def test_keeps_the_invoice_with_its_lines_and_file(self, market, due):
        made = show(market, due)

        assert (made.differences, made.state) == ("", "shown")
        assert queries.invoice_lines(due.pk).get().name == "黑木耳"
        assert queries.invoice_file(made).path.read_bytes() == XML.data

    def test_says_where_it_does_not_agree(self, market, due):
        made = show(market, due, buyer_name="郑州市第二中学", issued_on=date(2023, 1, 1))

        assert made.differences == "购买方名称或税号与订单的开票信息不符。 开票日期早于下单日期。"

    def test_takes_a_number_once_across_all_orders(self, market, due, acceptor):
        other = owe(market, buyer_id=acceptor.organisation_id)
        show(market, due)

        for order in (due, other):
            with pytest.raises(DoubledInvoiceError):
                show(market, order)

    def test_wants_a_sound_one(self, market, due):
        with pytest.raises(InvoiceFaultError):
            show(market, due, total=Decimal("1200.01"))
        with pytest.raises(InvoiceFaultError):
            show(market, due, number="1")
        show(market, due)

    @pytest.mark.parametrize(
        "file",
        [
            InvoiceFile("a.pdf", InvoiceForm.PDF, b"<EInvoice/>"),
            InvoiceFile("a.xml", InvoiceForm.XML, b"%PDF-1.7"),
            InvoiceFile("a.ofd", InvoiceForm.OFD, b"PK\x03\x04"),
            InvoiceFile("a.xml", InvoiceForm.XML, b""),
        ],
    )
    def test_wants_a_file_of_its_form(self, market, due, file):
        with pytest.raises(InvoiceFileError):
            show(market, due, file=file)

    def test_is_the_suppliers(self, market, due, acceptor):
        with pytest.raises(NotAllowedError):
            services.show_invoice(actor=acceptor, order_id=due.pk, told=told(market), file=XML, at=AT)


class TestAccepting:
    def test_is_told_to_the_order(self, market, due, acceptor):
        show(market, due)

        services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)

        assert Order.objects.get(pk=due.pk).invoice_accepted_at == AT
        assert queries.invoices_of(due.pk).get().state == "agreed"

    def test_wants_them_to_come_to_what_is_due(self, market, due, acceptor):
        with pytest.raises(InvoiceUncoveredError):
            services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)
        show(market, due, **HALF)
        with pytest.raises(InvoiceUncoveredError):
            services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)
        show(market, due, number=NUMBER[::-1], **HALF)

        services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)

    def test_says_why_one_is_taken_that_does_not_agree(self, market, due, acceptor):
        show(market, due, issued_on=date(2023, 1, 1))

        with pytest.raises(ReasonNeededError):
            services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)
        services.accept_invoices(actor=acceptor, order_id=due.pk, words="跨年补开", at=AT)

    def test_is_the_buyers(self, market, due, cast):
        show(market, due)

        with pytest.raises(NotAllowedError):
            services.accept_invoices(actor=market.actor("supplier"), order_id=due.pk, at=AT)
        with pytest.raises(NotAllowedError):
            services.accept_invoices(actor=cast.actor("city_finance"), order_id=due.pk, at=AT)


class TestStriking:
    def test_makes_room_for_another_number(self, market, due):
        supplier = market.actor("supplier")
        show(market, due)

        services.strike_invoice(actor=supplier, order_id=due.pk, seq=1, words="税号有误，重开", at=AT)
        again = show(market, due, number=NUMBER[::-1])

        assert (again.seq, again.differences) == (2, "")
        with pytest.raises(DoubledInvoiceError):
            show(market, due)

    def test_leaves_nothing_said_of_another_that_was_too_much_beside_it(self, market, due, acceptor):
        show(market, due, net=Decimal("1200.00"), tax=Decimal("0.00"), lines=())
        again = show(market, due, number=NUMBER[::-1])
        assert again.differences == "发票合计超过订单应付金额。"

        supplier = market.actor("supplier")
        services.strike_invoice(actor=supplier, order_id=due.pk, seq=1, words="税率有误，重开", at=AT)

        again.refresh_from_db()
        assert again.differences == ""
        services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)

    def test_leaves_what_is_wrong_with_another_itself(self, market, due):
        show(market, due)
        show(market, due, number=NUMBER[::-1], buyer_name="郑州市第二中学", **HALF)
        supplier = market.actor("supplier")

        services.strike_invoice(actor=supplier, order_id=due.pk, seq=1, words="税率有误，重开", at=AT)

        assert queries.standing_invoices(due.pk).get().differences == "购买方名称或税号与订单的开票信息不符。"

    def test_is_too_late_once_it_was_agreed_to(self, market, due, acceptor):
        show(market, due)
        services.accept_invoices(actor=acceptor, order_id=due.pk, at=AT)

        with pytest.raises(InvoiceStepError):
            services.strike_invoice(actor=market.actor("supplier"), order_id=due.pk, seq=1, words="有误", at=AT)
