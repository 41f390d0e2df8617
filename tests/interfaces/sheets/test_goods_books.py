"""Workbooks of goods: handed out, read, and hostile ones."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from nongcai.domain.catalogue.rules.describing import Asked
from nongcai.interfaces.sheets.goods_forms import CHANGES, Held, goods_spec
from nongcai.interfaces.sheets.goods_reading import read_changes, read_goods
from nongcai.interfaces.sheets.goods_writing import write_goods_form
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.sheets.writing import write_rejects
from tests.batches import ROW, rows, table, workbook

ASKED = [
    Asked(1, "品种", "choice", ["木耳", "香菇"], is_required=True),
    Asked(2, "等级", "choice", ["特级", "一级"], is_required=True),
    Asked(3, "规格", "text", [], is_required=False),
]
SPEC = goods_spec(ASKED, "干货山珍 › 食用菌")
PLACES = ["河南省三门峡市卢氏县", "河南省洛阳市洛宁县"] * 20
HOSTILE = '=cmd|"/c calc"!A1'


def kept(tmp_path, data, name="商品.xlsx"):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def read(tmp_path, data, name="商品.xlsx", spec=SPEC):
    return read_goods(kept(tmp_path, data, name), name=name, spec=spec)


def refusal(tmp_path, data, **options):
    with pytest.raises(UnreadableFileError) as refused:
        list(read(tmp_path, data, **options).rows)
    return refused.value.message


def form(**held):
    content = BytesIO()
    write_goods_form(content, SPEC, places=PLACES, held=Held(held, ("快递",)), needs="食品经营许可")
    return content.getvalue()


class TestForm:
    def test_has_the_categorys_columns_lists_and_instructions(self):
        data = form(organic=("NO-1",))

        book = load_workbook(BytesIO(data))
        assert book.sheet_names == ["商品", "填写说明", "可选内容"]
        [title, _note, labels] = book.get_sheet_by_index(0).to_python()
        assert title[0] == "商品批量发布表（干货山珍 › 食用菌） · 商品"
        assert {"商品名称*", "品种*", "等级*", "属性 规格", "有机产品", "单价(元)*"} <= set(labels)
        assert "绿色食品" not in labels
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "'可选内容'!$A$3:$A$42" in sheet
        assert all(f'"{one}"' in sheet for one in ("木耳,香菇", "快递", "NO-1"))
        assert "<f>" not in sheet

    def test_is_read_as_it_was_handed_out(self, tmp_path):
        assert "中没有填写了内容的《商品批量发布表" in refusal(tmp_path, form())


class TestRead:
    def test_gives_codes_numbers_and_texts(self, tmp_path):
        [row] = read(tmp_path, workbook(rows({"称重商品": "是", "属性 规格": "大朵"}))).rows

        told = {"net_unit": "g", "sale_unit": "bag", "fact_1": "木耳", "fact_3": "大朵", "is_catch_weight": True}
        assert told.items() <= dict(row.values).items()
        assert (row.row_no, row.values["pieces"], row.values["lead_days"], row.faults) == (3, 1, 3, ())

    def test_takes_csv_in_the_encodings_of_offices(self, tmp_path):
        text = ",".join(ROW) + "\n" + ",".join(map(str, ROW.values())) + "\n"

        for encoding in ("utf-8-sig", "gb18030"):
            [row] = read(tmp_path, text.encode(encoding), name="商品.csv").rows
            assert row.faults == ()

    def test_refuses_the_table_of_another_category(self, tmp_path):
        said = refusal(tmp_path, workbook(rows({}), title="商品批量发布表（茶 › 绿茶）"))

        assert "是分类“茶 › 绿茶”的商品表" in said

    def test_names_the_columns_that_are_missing(self, tmp_path):
        told = [{name: value for name, value in row.items() if name not in {"品种*", "产地*"}} for row in rows({})]

        said = refusal(tmp_path, workbook(told))

        assert "产地（用于核对产地县）、品种（该分类须填）" in said

    def test_takes_texts_that_look_like_formulas_for_texts(self, tmp_path):
        read_back = read(tmp_path, workbook(rows({"商品名称": HOSTILE})))
        [row] = read_back.rows
        content = BytesIO()
        write_rejects(content, plan=read_back.plan, reasons={3: ["有误"]}, watermark="", title=SPEC.title)

        assert row.values["name"] == HOSTILE
        with zipfile.ZipFile(content) as archive:
            assert "<f" not in archive.read("xl/worksheets/sheet1.xml").decode()

    def test_reads_rejected_rows_once_they_were_mended(self, tmp_path):
        wrong = read(tmp_path, workbook(rows({"净含量单位": "两"})))
        content = BytesIO()
        write_rejects(content, plan=wrong.plan, reasons={3: ["净含量单位：有误"]}, watermark="甲", title=SPEC.title)

        [row] = read(tmp_path, content.getvalue(), name="有误行.xlsx").rows
        assert [one.column for one in row.faults] == ["净含量单位"]

    def test_gives_what_a_row_of_prices_leaves_as_it_is(self, tmp_path):
        data = table([[column.label for column in CHANGES.columns], [7, "木耳", "袋", None, 5, None]])

        [row] = read_changes(kept(tmp_path, data), name="价格.xlsx").rows

        assert (row.values["key"], row.values["price"], row.values["quantity"], row.values["is_on"]) == (
            7, None, 5, None,
        )  # fmt: skip


class TestHostileFiles:
    @pytest.mark.parametrize(
        "cell",
        [
            "1e999",
            "-1e400",
            "NaN",
            "٣",
            "²",
            "\u202e木耳",
            "a\x00b",
            "0x10",
            "1_000",
            "9" * 400,
            "''",
            "＝1",
            "1/0",
        ],
    )
    def test_have_no_cell_that_breaks_the_reading(self, tmp_path, cell):
        text = "\n".join([",".join(ROW), *(",".join([cell] * len(ROW)) for _ in range(2))])

        for _row in _readable(lambda: read(tmp_path, text.encode(), name="商品.csv").rows):
            pass

    @pytest.mark.parametrize("number", ["INF", "NaN", "-INF", "1E308", "9E99"])
    def test_have_no_number_that_breaks_the_reading(self, tmp_path, number):
        data = _with_part(workbook(rows({})), "xl/worksheets/sheet1.xml", b"<v>540</v>", f"<v>{number}</v>".encode())

        assert len(list(_readable(lambda: read(tmp_path, data).rows))) <= 1

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(place=st.integers(0, 10**6), piece=st.binary(min_size=1, max_size=40))
    def test_are_read_or_refused_in_a_sentence(self, tmp_path, place, piece):
        data = bytearray(workbook(rows({}, {"规格": "2"})))
        start = place % len(data)
        data[start : start + len(piece)] = piece

        list(_readable(lambda: read(tmp_path, bytes(data)).rows))

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        place=st.integers(0, 10**6),
        piece=st.sampled_from([b"<", b"&", b'"', b"1e999", b"\xff", b"</c>", b"t=", b"<f>"]),
    )
    def test_with_a_broken_sheet_are_read_or_refused_in_a_sentence(self, tmp_path, place, piece):
        data = workbook(rows({}, {"规格": "2"}))
        with zipfile.ZipFile(BytesIO(data)) as archive:
            sheet = bytearray(archive.read("xl/worksheets/sheet1.xml"))
        start = place % len(sheet)
        sheet[start : start + 1] = piece

        list(_readable(lambda: read(tmp_path, _replaced(data, "xl/worksheets/sheet1.xml", bytes(sheet))).rows))

    @pytest.mark.parametrize("name", ["商品.xlsx", "商品.csv"])
    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"<html>", b"MZ\x90\x00", b"\x00" * 500])
    def test_that_are_something_else_are_refused_in_a_sentence(self, tmp_path, name, data):
        assert refusal(tmp_path, data, name=name).endswith(("。", "导入。"))

    def test_that_unpack_to_a_giant_are_refused(self, tmp_path):
        data = _replaced(workbook(rows({})), "xl/worksheets/sheet1.xml", b" " * 60_000_000)

        assert "压缩比异常" in refusal(tmp_path, data)


def _readable(open_):
    told = ["。"]
    try:
        yield from open_()
    except UnreadableFileError as error:
        told.append(error.message)
    assert told[-1].endswith("。")


def _with_part(data, part, old, new):
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = archive.read(part)
    assert old in content
    return _replaced(data, part, content.replace(old, new))


def _replaced(data, part, content):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in archive.infolist():
            made.writestr(entry.filename, content if entry.filename == part else archive.read(entry.filename))
    return out.getvalue()
