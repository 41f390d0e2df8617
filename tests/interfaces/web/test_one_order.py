"""The page of one order: from hand to hand, what may be done, what is hidden."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from nongcai.domain.orders.models import Acceptance, Order, Parcel
from tests.cast import hire
from tests.interfaces.web.ordering import form_of, text
from tests.orders import open_trade_for_good
from tests.worlds import world

trade = world(open_trade_for_good)


@pytest.fixture
def buyer(trade, browser_of):
    return browser_of("buyer")


@pytest.fixture
def supplier(trade, browser_of):
    return browser_of("supplier")


class TestOneOrder:
    def test_is_approved_again_when_its_carriage_makes_it_dearer(self, trade, buyer, supplier):
        order = trade.placed()
        page = f"/orders/{order.pk}/"
        supplier.post(f"{page}requote/", {"freight": "25.00", "words": "偏远"})
        said = [buyer.post(f"{page}agree/", follow=True).content.decode()]
        hire(trade.cast, "order_approver")
        supplier.post(f"{page}requote/", {"freight": "35.00", "words": "更偏远"})

        said.append(buyer.post(f"{page}agree/", follow=True).content.decode())

        told = ("已确认运费，等待供应商签约。", "订单金额高于已审批的金额，已重新报批。")
        assert [[one in text for one in told] for text in said] == [[True, False], [False, True]]
        assert "（审批人）办理" in said[1]

    def test_goes_from_hand_to_hand(self, trade, buyer, supplier):
        order = trade.placed()
        page = f"/orders/{order.pk}/"
        assert "（供应商）办理" in text(buyer, page)
        assert "sign/" not in text(buyer, page)

        assert supplier.post(f"{page}requote/", {"freight": "25.00", "words": "偏远"}).status_code == 302
        assert "供应商变更了运费" in text(buyer, page)
        assert "供应商说明：偏远" in text(buyer, page)
        assert "运费待确认的订单" in text(buyer, "/")
        assert order.number in text(buyer, "/orders/", stage="requote")
        buyer.post(f"{page}agree/")
        supplier.post(f"{page}sign/")
        told = form_of(text(supplier, page), "ship/")
        assert told["quantity_1"] == "10"
        supplier.post(f"{page}ship/", told | {"carrier": "中通", "tracking_number": "ZT1", "quantity_1": "6"})
        supplier.post(f"{page}ship/", {"carrier": "中通", "tracking_number": "ZT2", "quantity_1": "4"})
        told = form_of(text(buyer, page), "accept/")
        assert told["accepted_1"] == "10"
        short = {"accepted_1": "9", "refused_1": "1", "reason_1": "damaged", "words": "一袋破损"}
        response = buyer.post(f"{page}accept/", told | short | {"photos": [photo(), photo()]})
        assert response.status_code == 302
        assert f"/payments/orders/{order.pk}/" in text(buyer, page)
        buyer.post(f"{page}evaluate/", {"goods": 5, "delivery": 4, "service": 5, "words": "质量好"})

        shown = text(buyer, page)
        assert Parcel.objects.count() == 2
        assert (Acceptance.objects.get().refused, Order.objects.get().evaluated_at is None) == (1, False)
        assert all(word in shown for word in ("ZT2", "破损", "商品5分", "变更运费", "现场.jpg"))
        file = shown.partition("/files/")[2].partition('"')[0]
        for client, status in ((buyer, 200), (supplier, 200)):
            response = client.get(f"{page}files/{file}")
            assert response.status_code == status
            assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    def test_is_sent_when_all_of_it_is(self, trade, buyer):
        order = trade.parcel(trade.signed(), (1, 6))
        way = r'<ol[^>]*aria-label="订单进度">(.*?)</ol>'

        [partly] = re.findall(way, text(buyer, f"/orders/{order.pk}/"), re.DOTALL)
        trade.parcel(order, (1, 4))
        [whole] = re.findall(way, text(buyer, f"/orders/{order.pk}/"), re.DOTALL)

        current = partly.partition('aria-current="step"')[2].partition("</li>")[0]
        assert "部分发货" in current
        assert "部分发货" not in whole
        assert "验货" in whole.partition('aria-current="step"')[2].partition("</li>")[0]

    def test_waits_for_its_invoice_between_the_goods_and_the_look_at_it(self, trade, buyer):
        def current(order):
            shown = text(buyer, f"/orders/{order.pk}/").partition('aria-label="订单进度"')[2].partition("</ol>")[0]
            marks = [one in shown for one in ("开票", "验票")]
            return marks, "开票" in shown.partition('aria-current="step"')[2].partition("</li>")[0]

        order = trade.accepted()
        found = [current(order), current(trade.billed(order)), current(trade.invoiced(trade.accepted()))]

        assert found == [([True, True], True), ([True, True], False), ([False, True], False)]

    def test_is_sent_when_the_rest_will_not_come(self, trade, buyer):
        order = trade.parcel(trade.signed(), (1, 6))
        buyer.post(f"/orders/{order.pk}/accept/", {"accepted_1": "6", "refused_1": "4", "reason_1": "short"})

        assert Order.objects.get().goods_accepted_at is not None
        assert "部分发货" not in text(buyer, f"/orders/{order.pk}/")

    def test_what_does_not_fit_is_said_beside_it(self, trade, buyer, supplier):
        order = trade.parcel(trade.signed(), (1, 6))
        page = f"/orders/{order.pk}/"

        for client, act, told, said in (
            (buyer, "accept", {"accepted_1": "5", "refused_1": "1"}, "请选择原因"),
            (buyer, "accept", {"accepted_1": "11"}, "验收数量填了11袋"),
            (buyer, "accept", {"accepted_1": "6", "photos": [SimpleUploadedFile("a.jpg", b"<svg>")]}, "JPEG"),
            (supplier, "ship", {"carrier": "中通", "quantity_1": "5"}, "尚未发货的为4袋"),
        ):
            response = client.post(f"{page}{act}/", told)
            assert response.status_code == 422, act
            assert said in response.content.decode(), act

    def test_acts_are_refused_where_the_table_has_none(self, trade, buyer, supplier, browser_of):
        order = trade.placed()
        page = f"/orders/{order.pk}/"

        assert supplier.post(f"{page}ship/", {"carrier": "中通", "quantity_1": "1"}).status_code == 409
        assert browser_of("unit").post(f"{page}cancel/", {"words": "不要了"}).status_code == 403
        assert browser_of("stranger").post(f"{page}cancel/", {"words": "不要了"}).status_code == 404
        assert buyer.post(f"{page}cancel/", {"words": ""}).status_code == 422
        assert "现应付" in text(buyer, page)
        assert buyer.post(f"{page}cancel/", {"words": "不要了"}).status_code == 302
        assert "现应付" not in text(buyer, page)
        assert "已取消" in text(buyer, page)

    def test_posts_do_what_is_theirs(self, trade, browser_of):
        for post in ("order_approver", "acceptor", "accountant"):
            hire(trade.cast, post)
        order = trade.placed()
        page = f"/orders/{order.pk}/"
        assert order.state == "waiting"
        approver = browser_of("order_approver")

        assert "approve/" not in text(browser_of("buyer"), page)
        card = text(approver, page).partition(f'action="{page}approve/"')[2].partition("</section>")[0]
        assert f'action="{page}refuse/"' in card
        assert "不同意的理由" in card
        assert "cancel/" not in text(approver, page)
        assert approver.post(f"{page}refuse/", {"words": ""}).status_code == 422
        assert approver.post(f"{page}approve/", {"words": "同意"}).status_code == 302
        assert browser_of("acceptor").post(f"{page}approve/").status_code == 404
        assert Order.objects.get().state == "placed"

    def test_hides_the_number_of_the_receiver_until_it_is_needed(self, trade, buyer, supplier, browser_of):
        order = trade.placed()
        page = f"/orders/{order.pk}/"

        assert "0371-60000000" in text(buyer, page)
        assert "0371-60000000" not in text(supplier, page) + text(browser_of("unit"), page)
        supplier.post(f"{page}sign/")
        assert "0371-60000000" in text(supplier, page)
        assert "0371-60000000" in text(supplier, f"{page}contract/")

    def test_takes_few_statements(self, trade, buyer):
        order = trade.accepted()

        with CaptureQueriesContext(connection) as said:
            buyer.get(f"/orders/{order.pk}/")

        assert len(said) <= 16

    def test_the_contract_says_what_was_agreed(self, trade, buyer):
        order = trade.signed()

        shown = text(buyer, f"/orders/{order.pk}/contract/")

        assert all(word in shown for word in (order.number, order.supplier_name, "合同成立", "先货后款", "不经手"))


def photo():
    content = BytesIO()
    Image.new("RGB", (8, 8), "#884422").save(content, "JPEG")
    return SimpleUploadedFile("现场.jpg", content.getvalue(), "image/jpeg")
