"""Opening files, good and bad."""

from __future__ import annotations

import struct
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from nongcai.interfaces.sheets.archives import scan
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook
from nongcai.interfaces.sheets.refusals import Limits
from tests.interfaces.sheets.workbooks import (
    ACCOUNTS,
    DIRECTORY,
    FILINGS,
    ORDERS,
    book,
    filing,
    only_sheet,
    order,
    unit,
)

FILES = Path(__file__).parent / "files"
DEMO = Path(__file__).parents[3] / "demo" / "zhengzhou-2023"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def good(tmp_path):
    return book(tmp_path / "明细.xlsx", [ORDERS, *(order(f"83200000000{number:02}") for number in range(50))])


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        open_workbook(path, name=path.name, limits=limits or Limits())
    return refused.value.message


class TestOpening:
    @pytest.mark.parametrize(
        ("headings", "row", "kind"),
        [
            (DIRECTORY, unit(), "directory"),
            (FILINGS, filing(), "filings"),
            (ACCOUNTS, [1, "工会", "某市教育局工会", "81410000MB0000000X", "4101000001", "某市教育局", ""], "accounts"),
            (ORDERS, order(), "transactions"),
        ],
    )
    def test_tells_the_kind_by_the_headings(self, tmp_path, headings, row, kind):
        path = book(tmp_path / "book.xlsx", [headings, row])

        sheet = only_sheet(path)

        assert (sheet.kind, sheet.header_row) == (kind, 1)

    @pytest.mark.parametrize("path", sorted(DEMO.glob("*.xlsx")), ids=lambda path: path.stem)
    def test_tells_the_kind_of_the_demo_books(self, path):
        sheet = only_sheet(path)

        assert sheet.kind
        assert sheet.header_row == 2

    def test_finds_headings_under_title_rows(self, tmp_path):
        above = [["某市预算单位名录"], [], ["制表单位：某市财政局", "", "", "单位：人"]]
        path = book(tmp_path / "book.xlsx", [*above, DIRECTORY, unit()])

        sheet = only_sheet(path)

        assert (sheet.kind, sheet.header_row) == ("directory", 4)
        assert sheet.title == ("某市预算单位名录", "制表单位：某市财政局 单位：人")

    def test_joins_two_rows_of_headings(self, tmp_path):
        def merge(_book, page):
            for column, label in enumerate(("单位编码", "单位名称", "年度")):
                page.merge_range(1, column, 2, column, label)
            page.merge_range(1, 3, 1, 5, "食堂预留情况（万元）")

        titles = [["预留份额填报表"], [], ["", "", "", "年度食堂食材采购总额", "预留金额", "食堂情况"]]
        path = book(
            tmp_path / "book.xlsx", [*titles, ["4101000001", "某市教育局", 2023, 10, 1.25, "自有食堂"]], also=merge
        )

        sheet = only_sheet(path)

        assert (sheet.kind, sheet.header_row) == ("filings", 3)
        assert [heading.shown for heading in sheet.columns][2:4] == [
            "年度",
            "食堂预留情况（万元）·年度食堂食材采购总额",
        ]

    def test_gives_the_rows_below_the_headings_each_time(self, good):
        sheet = only_sheet(good)

        first, second = list(sheet.rows()), list(sheet.rows())

        assert first == second
        assert [row[0] for row in first][:2] == ["8320000000000", "8320000000001"]

    def test_leaves_hidden_and_empty_sheets_out(self, tmp_path):
        def add(written, _page):
            written.add_worksheet("空表")
            hidden = written.add_worksheet("选项")
            hidden.write_column(0, 0, ["食堂情况", "自有食堂", "外包食堂", "无食堂"])
            hidden.hide()

        path = book(tmp_path / "book.xlsx", [DIRECTORY, unit()], also=add)

        sheets = open_workbook(path, name="book.xlsx")

        assert [sheet.sheet_name for sheet in sheets] == ["Sheet1"]

    def test_leaves_the_kind_open_where_headings_fit_two(self, tmp_path):
        path = book(
            tmp_path / "book.xlsx", [["单位编码", "单位名称", "食堂情况", "行政区划代码", "预留金额"], ["1"] * 5]
        )

        sheet = only_sheet(path)

        assert sheet.kind is None
        assert "请选择" in sheet.reason

    def test_leaves_the_kind_open_where_nothing_is_recognised(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [["甲", "乙", "丙"], ["1", "2", "3"]])

        sheet = only_sheet(path)

        assert sheet.kind is None
        assert "没有认出表头" in sheet.reason

    def test_counts_columns_from_the_first_that_is_filled(self, tmp_path):
        path = book(tmp_path / "book.xlsx", [[None, None, *DIRECTORY], [None, None, *unit()]])

        sheet = only_sheet(path)

        assert sheet.columns[0].label == "单位编码"

    def test_reads_old_workbooks(self):
        sheet = only_sheet(FILES / "directory.xls")

        assert (sheet.kind, sheet.header_row, len(list(sheet.rows()))) == ("directory", 2, 2)


class TestDelimitedText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("separator", [",", "\t", ";"])
    def test_is_read_in_the_encodings_of_offices(self, tmp_path, encoding, separator):
        path = tmp_path / "名录.csv"
        lines = [DIRECTORY, [str(cell) for cell in unit(name="某市㙟字中学")]]
        path.write_text("\r\n".join(separator.join(line) for line in lines), encoding=encoding)

        sheet = only_sheet(path)

        assert sheet.kind == "directory"
        assert next(sheet.rows())[1] == "某市㙟字中学"

    def test_fills_short_rows_up(self, tmp_path):
        path = tmp_path / "名录.csv"
        path.write_text(",".join(DIRECTORY) + "\n4101000001,某市教育局\n", encoding="utf-8")

        row = next(only_sheet(path).rows())

        assert row == ["4101000001", "某市教育局", "", "", "", ""]

    def test_with_an_unknown_encoding_is_refused(self, tmp_path):
        path = tmp_path / "名录.csv"
        path.write_bytes("单位编码".encode("gb18030") + b",\xff\xff\n1,2\n")

        assert "文字编码" in refusal(path)

    def test_that_is_no_text_is_refused(self, tmp_path):
        path = tmp_path / "扫描件.csv"
        path.write_bytes(b"\x89IMG\r\n\x1a\n\x00\x01\x02")

        assert "不是表格文件" in refusal(path)


class TestRefusal:
    def test_of_an_encrypted_workbook(self):
        assert "打开密码" in refusal(FILES / "encrypted.xlsx")

    def test_of_a_truncated_workbook(self, good):
        good.write_bytes(good.read_bytes()[:-200])

        assert "没有传完整" in refusal(good)

    def test_of_a_damaged_sheet(self, good):
        content = bytearray(good.read_bytes())
        place = content.index(SHEET.encode()) + 60
        content[place : place + 40] = bytes(40)
        good.write_bytes(content)

        assert "已损坏" in refusal(good)

    @pytest.mark.parametrize("cut", [600, 1500, 3000])
    def test_of_a_truncated_old_workbook(self, tmp_path, cut):
        path = tmp_path / "old.xls"
        path.write_bytes((FILES / "directory.xls").read_bytes()[:cut])

        assert "已损坏" in refusal(path)

    def test_of_an_empty_file(self, tmp_path):
        path = tmp_path / "空.xlsx"
        path.touch()

        assert "空文件" in refusal(path)

    def test_of_a_zip_that_is_no_workbook(self, tmp_path):
        path = tmp_path / "附件.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("说明.txt", "无")

        assert "不是Excel工作簿" in refusal(path)

    def test_of_a_web_page_named_as_a_workbook(self, tmp_path):
        path = tmp_path / "导出.xls"
        path.write_text("<html><table><tr><td>单位编码</td></tr></table></html>", encoding="utf-8")

        assert "网页格式" in refusal(path)

    @pytest.mark.parametrize("rows", [[ORDERS], [["交易明细"], ORDERS]])
    def test_of_a_sheet_without_rows(self, tmp_path, rows):
        path = book(tmp_path / "book.xlsx", rows)

        assert "没有数据行" in refusal(path)

    def test_of_a_workbook_without_anything(self, tmp_path):
        assert "没有内容" in refusal(book(tmp_path / "book.xlsx", []))

    def test_of_a_csv_without_rows(self, tmp_path):
        path = tmp_path / "book.csv"
        path.write_text(",".join(ORDERS), encoding="utf-8")

        assert "没有数据行" in refusal(path)

    @pytest.mark.parametrize("suffix", ["xlsx", "csv"])
    def test_of_too_many_rows(self, tmp_path, good, suffix):
        path = good
        if suffix == "csv":
            path = tmp_path / "many.csv"
            path.write_text("a,b\n" * 51, encoding="utf-8")

        assert "按季度或月份分批导出" in refusal(path, Limits(rows=50))

    @pytest.mark.parametrize("suffix", ["xlsx", "csv"])
    def test_of_too_many_columns(self, tmp_path, good, suffix):
        path = good
        if suffix == "csv":
            path = tmp_path / "wide.csv"
            path.write_text("a,b,c,d,e,f\n1,2,3,4,5,6\n", encoding="utf-8")

        assert "超过5列" in refusal(path, Limits(columns=5))

    def test_of_an_old_workbook_that_would_take_all_memory(self, tmp_path):
        content = (FILES / "directory.xls").read_bytes()
        number, last_cell, far_away = struct.pack("<HH", 0x27E, 10), (3, 4), (65535, 60000)
        path = tmp_path / "old.xls"
        path.write_bytes(
            content.replace(number + struct.pack("<HH", *last_cell), number + struct.pack("<HH", *far_away))
        )

        assert "已损坏" in refusal(path)

    def test_of_a_file_that_is_too_large(self, good):
        assert "分批导出" in refusal(good, Limits(file_bytes=1000))

    def test_tells_the_file_by_the_name_that_people_know(self, good):
        with pytest.raises(UnreadableFileError, match="第一季度"):
            open_workbook(good, name="第一季度.xlsx", limits=Limits(rows=1))


class TestZipBomb:
    def with_sheet(self, good: Path, content: bytes) -> Path:
        target = good.with_name("bomb.xlsx")
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, content if entry.filename == SHEET else old.read(entry))
        return target

    def test_is_refused_by_its_ratio(self, good):
        bomb = self.with_sheet(good, b" " * 30_000_000)

        assert "压缩比异常" in refusal(bomb)

    def test_is_refused_by_its_size(self, good):
        assert "展开后有" in refusal(good, Limits(unpacked_bytes=1000))

    def test_that_lies_about_its_size_is_refused(self, good):
        bomb = self.with_sheet(good, b" " * 3_000_000)
        content = bytearray(bomb.read_bytes())
        for mark, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            for place in self.entries(content, mark):
                content[place + offset : place + offset + 4] = (1000).to_bytes(4, "little")
        bomb.write_bytes(content)

        assert "已损坏" in refusal(bomb)

    def entries(self, content: bytearray, mark: bytes) -> list[int]:
        starts = [place for place in range(len(content)) if content.startswith(mark, place)] + [len(content)]
        return [start for start, end in pairwise(starts) if SHEET.encode() in content[start : start + 80]]

    @pytest.mark.parametrize(
        "cell",
        [
            b'<c r="XFD1048576"><v>1</v></c>',
            b"<c r='XFD1'><v>1</v></c>",
            b'<c r = "A1048576"><v>1</v></c>',
            b'<c s="1"\nr="XFD2" t="n"><v>1</v></c>',
        ],
    )
    def test_of_one_cell_far_away_is_refused(self, good, cell):
        with zipfile.ZipFile(good) as archive:
            content = archive.read(SHEET)
        bomb = self.with_sheet(good, content.replace(b"</row></sheetData>", cell + b"</row></sheetData>"))

        message = refusal(bomb)

        assert "分批导出" in message

    def test_is_not_seen_in_cells_that_only_have_a_format(self, good):
        with zipfile.ZipFile(good) as archive:
            content = archive.read(SHEET)
        blank = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'

        sheet = only_sheet(self.with_sheet(good, content.replace(b"</sheetData>", blank)))

        assert sheet.table.height == 51

    def test_is_not_seen_in_a_small_sheet_that_packs_well(self, good):
        with zipfile.ZipFile(good) as archive:
            content = archive.read(SHEET)

        sheet = only_sheet(self.with_sheet(good, content.replace(b"</sheetData>", b" " * 9_000_000 + b"</sheetData>")))

        assert sheet.table.height == 51

    def test_of_rows_is_refused_before_the_book_is_opened(self, good):
        with pytest.raises(UnreadableFileError, match="分批导出"):
            scan(good, name="明细.xlsx", limits=Limits(rows=50))

    def test_of_entities_is_refused(self, good):
        target = good.with_name("entities.xlsx")
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(target, "w") as new:
            for entry in old.infolist():
                content = old.read(entry)
                if entry.filename == "xl/workbook.xml":
                    content = content.replace(b"<workbook", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook', 1)
                new.writestr(entry.filename, content)

        assert "已损坏" in refusal(target)
