"""The settlement of a month on paper."""

from datetime import date
from decimal import Decimal

import pymupdf
import pytest

from nongcai.interfaces.papers.files import PDF, paper_file
from nongcai.interfaces.papers.settlements import Settled, Settlement, settlement_content

LONG = "郑州惠民餐饮管理有限公司（高新技术产业开发区第二食堂项目部）"
SUMS = "月初未付1,200.00元，本月新增应付30.00元，本月到账500.00元，月末未付730.00元，共1笔订单"
NOTE = "月初未付因此可能少于上月结算单所载的未付"
# Between the words of two cells, in points.
PADDING = 6
# The text ends so far above the edge of the sheet, in points.
FOOT = 35 / 25.4 * 72


def printed(rows, *, is_sale=True, made_on=date(2024, 4, 1), beyond=0):
    told = Settlement(
        office="卢氏县山货农民专业合作社",
        is_sale=is_sale,
        month=date(2024, 3, 1),
        rows=rows,
        opening=Decimal("1200.00"),
        fresh=Decimal("30.00"),
        arrived=Decimal("500.00"),
        beyond=Decimal(beyond),
        left=Decimal("730.00"),
        made_on=made_on,
    )
    return pymupdf.open(stream=paper_file(settlement_content(told), PDF).data, filetype="pdf")


def row(number, other="郑州市第一中学"):
    amounts = (Decimal("1200.00"), Decimal("500.00"), Decimal("700.00"), Decimal(0))
    return Settled(f"NC{number:018d}", other, *amounts, date(2024, 3, 21))


@pytest.mark.parametrize(("is_sale", "heading"), [(True, "采购人"), (False, "供应商")])
def test_says_month_sums_and_each_order(is_sale, heading):
    text = printed([row(7)], is_sale=is_sale)[0].get_text().replace("\n", "")

    for said in ("2024年3月货款结算单", SUMS, NOTE, heading):
        assert said in text
    assert all(said in text for said in ("NC000000000000000007", "1,200.00", "500.00", "700.00", "2024-03-21"))


def test_says_of_a_month_that_is_not_over_how_it_stands():
    text = printed([row(7)], made_on=date(2024, 3, 31))[0].get_text().replace("\n", "")

    assert "月初未付1,200.00元，截至制表日期，本月新增应付30.00元，到账500.00元，未付730.00元，共1笔订单" in text
    assert "至今未付" in text
    assert "月末" not in text


def test_says_what_was_paid_ahead_or_goes_back():
    text = printed([row(7)], beyond="-60")[0].get_text().replace("\n", "")

    assert "本月到账500.00元，预付、待退增减-60.00元，月末未付" in text


def test_numbers_of_orders_end_before_the_next_column():
    words = {one[4]: one for one in printed([row(7)])[0].get_text("words")}

    gap = words["郑州市第一中学"][0] - words["NC000000000000000007"][2]

    assert gap >= PADDING


def test_keeps_high_rows_on_their_sheets():
    sheets = printed([row(number, LONG) for number in range(24)])

    bottom = max(word[3] for sheet in sheets for word in sheet.get_text("words") if "NC" in word[4])
    assert len(sheets) > 1
    assert bottom < sheets[0].rect.height - FOOT
