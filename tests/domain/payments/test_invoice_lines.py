"""Lines of invoices are held against lines of the order, by names as tax offices write them."""

from dataclasses import replace
from decimal import Decimal

import pytest

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.errors import ReasonNeededError
from nongcai.domain.payments.rules import OrderedLine, ToldInvoice, ToldLine, line_differences
from nongcai.domain.payments.services import InvoiceFile
from nongcai.domain.payments.states import InvoiceForm
from tests.orders import AT, open_trade
from tests.worlds import world

YUAN = Decimal
APPLES = OrderedLine("卢氏苹果", "箱", YUAN(10), YUAN("500.00"))
FREIGHT = OrderedLine("运费", "", None, YUAN("20.00"))


def line(name="*水果*卢氏苹果", total="500.00", quantity="10", unit="箱"):
    told = YUAN(total)
    tax = (told * 9 / 109).quantize(YUAN("0.01"))
    return ToldLine(name, told - tax, tax, unit=unit, quantity=YUAN(quantity) if quantity else None)


def found(*lines, ordered=(APPLES, FREIGHT), before=()):
    return [(one.kind, one.told, one.ordered) for one in line_differences(lines, ordered, before)]


class TestNames:
    @pytest.mark.parametrize(
        "name", ["*水果*卢氏苹果", "卢氏苹果", "*水果*卢氏苹果（一级）", "*水果*苹果", "＊水果＊卢氏 苹果"]
    )
    def test_are_known_as_tax_offices_write_them(self, name):
        assert found(line(name)) == []

    def test_that_were_not_ordered_are_told(self):
        assert found(line("*办公用品*复印纸", "80.00")) == [("unordered", 80, 0)]

    def test_of_carriage_are_many(self):
        assert found(line("*运输服务*国内运输费", "20.00", "", "")) == []
        assert found(line("*物流辅助服务*配送费", "25.00", "", "")) == [("amount", 25, 20)]
        assert found(line("*运输服务*国内运输费", "20.00"), ordered=[APPLES]) == [("unordered", 20, 0)]

    def test_of_two_goods_the_longer_fits(self):
        pressed = OrderedLine("卢氏苹果汁", "瓶", YUAN(4), YUAN("40.00"))

        assert found(line("*饮料*卢氏苹果汁（瓶装）", "40.00", "4", "瓶"), ordered=[APPLES, pressed]) == []


class TestSums:
    def test_beyond_the_order_are_told(self):
        assert found(line(total="550.00", quantity="11")) == [("quantity", 11, 10), ("amount", 550, 500)]

    def test_less_is_no_difference(self):
        assert found(line(total="250.00", quantity="5")) == []

    def test_count_invoices_before(self):
        assert found(line(total="250.00", quantity="5"), before=[line(total="250.00", quantity="5")]) == []
        assert found(line(total="250.00", quantity="5"), before=[line(total="260.00", quantity="6")]) == [
            ("quantity", 11, 10),
            ("amount", 510, 500),
        ]

    def test_of_discounts_are_lines_below_zero(self):
        discount = replace(line(), net=YUAN("-45.87"), tax=YUAN("-4.13"), quantity=None)

        assert found(line(total="550.00"), discount) == []

    def test_in_other_units_are_compared_by_amount_only(self):
        assert found(line(quantity="100", unit="千克")) == []

    def test_of_an_order_without_lines_say_nothing(self):
        assert found(line("*办公用品*复印纸"), ordered=[]) == []


trade = world(open_trade)


def show(trade, order, *lines, number="24412000000012345678"):
    net, tax = sum(one.net for one in lines), sum(one.tax for one in lines)
    told = ToldInvoice(
        number=number,
        issued_on=AT.date(),
        seller_name=order.supplier_name,
        seller_code=trade.market.supplier.credit_code,
        buyer_name=order.invoice_title,
        buyer_code=order.tax_number,
        net=net,
        tax=tax,
        total=net + tax,
        lines=tuple(lines),
    )
    file = InvoiceFile("发票.xml", InvoiceForm.XML, b"<EInvoice/>")
    return services.show_invoice(actor=trade.actor("supplier"), order_id=order.pk, told=told, file=file, at=AT)


@pytest.mark.django_db
class TestAnInvoiceOfAnOrder:
    def test_that_follows_its_lines_agrees(self, trade):
        order = trade.shipped()
        [ordered] = [one for one in queries.ordered_lines(order) if one.quantity]

        made = show(trade, order, line(f"*农产品*{ordered.name}", str(order.goods_amount), str(ordered.quantity), "袋"))

        assert made.differences == ""

    def test_that_goes_beyond_them_says_so_and_wants_a_reason(self, trade):
        order = trade.shipped()
        [ordered] = [one for one in queries.ordered_lines(order) if one.quantity]
        lines = [
            line(f"*农产品*{ordered.name}", str(order.due - 1), str(ordered.quantity + 1), "袋"),
            line("*办公用品*复印纸", "1.00", "1", "包"),
        ]

        made = show(trade, order, *lines)

        assert "发票行“*办公用品*复印纸”不在订单商品中。" in made.differences
        assert f"“{ordered.name}”开票数量" in made.differences
        with pytest.raises(ReasonNeededError):
            services.accept_invoices(actor=trade.actor("buyer"), order_id=order.pk, at=AT)
        services.accept_invoices(actor=trade.actor("buyer"), order_id=order.pk, words="纸箱另计", at=AT)
