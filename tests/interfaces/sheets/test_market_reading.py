"""Lists of prices and counties as markets and offices write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter

from nongcai.interfaces.sheets.market_reading import read_counties, read_prices
from nongcai.interfaces.sheets.reading import UnreadableFileError


@pytest.fixture
def table(tmp_path):
    """Write a table of text."""

    def written(text, name="表.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


class TestPrices:
    def test_are_read_under_the_headings_of_markets(self, table):
        text = "产品名称,批发市场,发布日期,均价,计量单位,最高价\n黑木耳(干),万邦,2024年3月1日,24.5,元/斤,30\n"

        [row] = read_prices(table(text), name="表.csv").rows

        assert (row.name, row.place, row.unit) == ("黑木耳（干）", "万邦", "元/斤")
        assert (row.day, row.price, row.faults) == (date(2024, 3, 1), Decimal("24.5"), ())

    def test_name_each_cell_that_cannot_be_read(self, table):
        text = "品名,市场,日期,价格,单位\n木耳,,昨天,很贵,元/斤\n"

        [row] = read_prices(table(text), name="表.csv").rows

        assert len(row.faults) == 3
        assert row.faults[0].startswith("市场：")
        assert (row.day, row.price) == (None, None)

    def test_of_workbooks_are_dates_and_numbers(self, tmp_path):
        path = tmp_path / "行情.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
            sheet.write_row(0, 0, ["品名", "市场", "日期", "价格", "单位"])
            sheet.write_row(1, 0, ["木耳", "万邦"])
            sheet.write_datetime(1, 2, date(2024, 3, 1), day)
            sheet.write_row(1, 3, [24.5, "元/公斤"])

        [row] = read_prices(path, name=path.name).rows

        assert (row.day, row.price) == (date(2024, 3, 1), Decimal("24.5"))

    @pytest.mark.parametrize("data", [b"", b"\x00\x01", b"PK\x03\x04nothing", "甲,乙\n1,2\n", "<html></html>"])
    def test_of_other_files_are_refused_in_words(self, table, data):
        with pytest.raises(UnreadableFileError):
            read_prices(table(data), name="表.csv")


class TestCounties:
    def test_are_read_by_name_and_code(self, table):
        rows = read_counties(table("县（市、区、旗）,行政区划代码\n卢氏县,411224\n洛宁县,\n"), name="表.csv").rows

        assert [(row.name, row.code) for row in rows] == [("卢氏县", "411224"), ("洛宁县", "")]
