"""The papers of an order: what they say, as PDF and as DOCX."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from nongcai.interfaces.papers.contracts import (
    Acceptance,
    Contract,
    Goods,
    Received,
    Side,
    acceptance_content,
    contract_content,
)
from nongcai.interfaces.papers.files import paper_file
from nongcai.interfaces.papers.packets import contract_of
from tests.market import AT
from tests.orders import open_trade_for_good
from tests.worlds import world

CONTRACT = Contract(
    number="NC170960000000012345",
    code="NC 1234 5678 9012",
    signed_on=date(2024, 3, 1),
    buyer=Side("郑州市第一中学", "12410100MB0000001X"),
    supplier=Side("卢氏县山货农民专业合作社", "93411224000000001X", "6222020200012345678", "中国工商银行卢氏支行"),
    unit_name="郑州市第一中学",
    goods=[Goods("黑木耳", "500克/袋", "河南省三门峡市卢氏县", "袋", "24", Decimal("45.00"), Decimal("1080.00"))],
    freight=Decimal("120.00"),
    amount=Decimal("1200.00"),
    receiver="食堂库管岗",
    address="郑州市中原区某路1号",
    due_words="先货后款：甲方自货物交付之日起30日内付款。",
)
ACCEPTANCE = Acceptance(
    number=CONTRACT.number,
    buyer_name="郑州市第一中学",
    supplier_name="卢氏县山货农民专业合作社",
    rows=[Received("黑木耳", "500克/袋", "24", "23", "1", Decimal("1035.00"), "破损")],
    amount=Decimal("1155.00"),
    accepted_on=date(2024, 3, 8),
    by="食堂验收岗",
)


def pdf_text(content):
    pages = PdfReader(BytesIO(paper_file(content, "pdf").data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def docx_text(content):
    document = Document(BytesIO(paper_file(content, "docx").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "".join("".join(text.split()) for text in (*(one.text for one in document.paragraphs), *cells))


@pytest.mark.parametrize("text_of", [pdf_text, docx_text])
class TestContract:
    def test_says_where_and_until_when_is_paid(self, text_of):
        text = text_of(contract_content(CONTRACT))

        assert text.startswith("农副产品采购合同")
        for said in (
            "6222020200012345678",
            "NC123456789012",
            "30日内付款",
            "每日万分之五",
            "1,200.00",
            "不代收代付货款",
        ):
            assert said in text

    def test_has_no_account_before_there_is_one(self, text_of):
        bare = replace(CONTRACT, supplier=replace(CONTRACT.supplier, account="", bank=""))

        text = text_of(contract_content(bare))

        assert "开户银行" not in text
        assert "NC123456789012" in text

    def test_says_when_it_is_to_come_where_that_was_told(self, text_of):
        assert "送达时间" not in text_of(contract_content(CONTRACT))

        told = replace(CONTRACT, delivery="2024年3月4日06:00至08:00")

        assert "送达时间：2024年3月4日06:00至08:00。" in text_of(contract_content(told))

    def test_sets_names_as_text(self, text_of):
        told = replace(CONTRACT, note="#import <b>粗</b> $x$")

        assert "#import<b>粗</b>$x$" in text_of(contract_content(told))


@pytest.mark.parametrize("text_of", [pdf_text, docx_text])
def test_a_sheet_of_acceptance_says_what_was_not_taken(text_of):
    text = text_of(acceptance_content(ACCEPTANCE))

    assert text.startswith("农副产品采购验收单")
    for said in ("破损", "应付金额合计1,155.00元，其中运费120.00元。", "2024年3月8日", "食堂验收岗"):
        assert said in text


def test_a_sheet_without_carriage_speaks_of_none():
    text = docx_text(acceptance_content(replace(ACCEPTANCE, amount=Decimal("1035.00"))))

    assert "应付金额合计1,035.00元。" in text


trade = world(open_trade_for_good)


class TestTerm:
    @pytest.mark.parametrize("text_of", [pdf_text, docx_text])
    @pytest.mark.parametrize(("agreed", "days"), [(45, 45), (None, 30)])
    def test_is_in_the_contract_with_the_sentence_of_the_law(self, trade, text_of, agreed, days):
        order = trade.signed(term_days=agreed)

        text = text_of(contract_content(contract_of(order, AT)))

        assert f"甲方自货物交付之日起{days}日内付款" in text
        assert ("甲乙双方约定" in text, "最长不得超过60日" in text) == (bool(agreed), bool(agreed))
