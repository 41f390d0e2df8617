"""Statements of banks: three layouts, what is asked, what is wrong."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets.bank_layouts import layouts
from nongcai.interfaces.sheets.bank_reading import read_statement
from nongcai.interfaces.sheets.headings import normal
from nongcai.interfaces.sheets.questions import IGNORE
from nongcai.interfaces.sheets.reading import UnreadableFileError
from tests.interfaces.sheets.workbooks import book

ICBC = ["凭证号", "交易时间", "对方单位", "对方账号", "转入金额", "转出金额", "余额", "摘要", "附言", "交易流水号"]
CCB = [
    "账号", "账户名称", "交易时间", "借方发生额/元(支取)", "贷方发生额/元(收入)", "余额", "币种", "对方户名",
    "对方账号", "对方开户机构", "记账日期", "摘要", "备注", "账户明细编号-交易流水号", "企业流水号", "凭证种类",
    "凭证号",
]  # fmt: skip
ABC = ["交易时间", "收入金额", "支出金额", "账户余额", "交易行", "对方账号", "对方户名", "交易用途", "日志号"]
RURAL = ["交易日期", "交易时间", "借贷标志", "交易金额", "账户余额", "对方户名", "对方账号", "摘要", "流水号"]
PAYER, ACCOUNT = "郑州市第一中学", "6222020200012345678"


def icbc(**changes):
    cells = ["", "2024-03-05 10:22:11", PAYER, ACCOUNT, "1,200.00", "", "9000", "货款", "食材", "T01"]
    told = dict(zip(ICBC, cells, strict=True)) | changes
    return [told[name] for name in ICBC]


def read(path, **answers):
    return read_statement(path, name=path.name, answers=answers)


class TestLayouts:
    def test_give_a_heading_one_meaning_within_a_bank(self):
        for bank in layouts():
            names = [
                name for column in bank.columns for name in {normal(one) for one in (*column.synonyms, column.label)}
            ]

            assert len(names) == len(set(names)), bank.title


class TestReading:
    def test_of_a_bank_with_two_columns_of_amounts(self, tmp_path):
        found = read(book(tmp_path / "明细.xlsx", [["账户明细"], ICBC, icbc(), icbc(转入金额="", 转出金额=5)]))

        assert found.bank == "中国工商银行"
        row, out = found.rows
        assert row.moment == datetime(2024, 3, 5, 10, 22, 11, tzinfo=CHINA)
        assert (row.amount, row.is_in, row.balance) == (Decimal("1200.00"), True, Decimal("9000.00"))
        assert (row.payer, row.payer_account, row.serial, row.note) == (PAYER, ACCOUNT, "T01", "食材 货款")
        assert (out.amount, out.is_in) == (Decimal("5.00"), False)
        assert row.faults == out.faults == ()

    def test_of_the_bank_whose_headings_name_yuan_and_whose_days_have_no_signs(self, tmp_path):
        cells = [
            "41001", "卢氏县山货农民专业合作社", "20240305 10:22:11", "0.00", "880.50", "1000", "人民币", PAYER,
            ACCOUNT, "郑州", "20240305", "转账", "NC食材", "CCB-1", "", "", "",
        ]  # fmt: skip

        found = read(book(tmp_path / "明细.xlsx", [CCB, cells]))

        assert found.bank == "中国建设银行"
        assert found.rows[0].moment == datetime(2024, 3, 5, 10, 22, 11, tzinfo=CHINA)
        assert (found.rows[0].amount, found.rows[0].is_in) == (Decimal("880.50"), True)
        assert (found.rows[0].own_account, found.rows[0].serial) == ("41001", "CCB-1")

    def test_of_a_csv(self, tmp_path):
        path = tmp_path / "明细.csv"
        cells = ["2024-03-05 10:22:11", "66.00", "", "100.00", "城东", ACCOUNT, PAYER, "货款", "L7"]
        path.write_bytes("\n".join(",".join(row) for row in (ABC, cells)).encode("gb18030"))

        found = read(path)

        assert found.bank == "中国农业银行"
        assert (found.rows[0].amount, found.rows[0].serial) == (Decimal("66.00"), "L7")

    def test_of_one_column_of_amounts_with_a_sign_and_a_column_of_hours(self, tmp_path):
        cells = ["2024-03-05", "102211", "贷", "50", "100", PAYER, ACCOUNT, "货款", "S1"]
        out = ["2024-03-05", "10:30", "借", "50", "100", PAYER, ACCOUNT, "货款", "S2"]

        found = read(book(tmp_path / "明细.xlsx", [RURAL, cells, out]))

        assert found.bank == "农村信用社"
        assert [row.is_in for row in found.rows] == [True, False]
        assert found.rows[0].moment == datetime(2024, 3, 5, 10, 22, 11, tzinfo=CHINA)


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"转入金额": "一千"}, "应为金额"),
            ({"转入金额": "-1200"}, "红字冲正"),
            ({"转入金额": "1", "转出金额": "1"}, "有且只有一项"),
            ({"转入金额": ""}, "有且只有一项"),
            ({"交易时间": "昨天"}, "应为日期"),
            ({"交易流水号": 1.2345e16}, "后几位已丢失"),
        ],
    )
    def test_is_said_of_its_row(self, tmp_path, changes, words):
        right, wrong = read(book(tmp_path / "明细.xlsx", [ICBC, icbc(), icbc(**changes)])).rows

        assert right.faults == ()
        assert words in "".join(wrong.faults)

    def test_is_a_table_of_something_else(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="不是银行对账单"):
            read(book(tmp_path / "明细.xlsx", [["姓名", "班级", "成绩"], ["甲", "一班", "90"]]))

    def test_is_a_column_that_is_not_there(self, tmp_path):
        places = [ICBC.index(name) for name in ICBC if name != "转出金额"]

        with pytest.raises(UnreadableFileError, match="支出金额"):
            read(book(tmp_path / "明细.xlsx", [[ICBC[place] for place in places], [icbc()[place] for place in places]]))


class TestWhatIsAsked:
    def test_is_a_heading_that_nobody_knows(self, tmp_path):
        path = book(tmp_path / "明细.xlsx", [[*ICBC[:-1], "柜台编码"], icbc()])

        asked = read(path)

        assert [one.header for one in asked.questions] == ["柜台编码"]
        assert asked.rows == []

    def test_is_taken_as_answered(self, tmp_path):
        path = book(tmp_path / "明细.xlsx", [[*ICBC[:-1], "柜台编码"], icbc()])
        key = read(path).questions[0].key

        assert read(path, **{key: "serial"}).rows[0].serial == "T01"
        assert read(path, **{key: IGNORE}).rows[0].serial == ""

    def test_is_asked_again_where_something_is_lacking(self, tmp_path):
        headings = ["进账" if name == "转入金额" else name for name in ICBC]
        path = book(tmp_path / "明细.xlsx", [headings, icbc()])
        key = read(path).questions[0].key

        assert [one.header for one in read(path, **{key: IGNORE}).questions] == ["进账"]
        assert read(path, **{key: "credit"}).rows[0].amount == Decimal("1200.00")

    def test_is_another_unit_of_money_never(self, tmp_path):
        headings = ["转入金额（万元）" if name == "转入金额" else name for name in ICBC]

        assert read(book(tmp_path / "明细.xlsx", [headings, icbc(转入金额="0.12")])).rows[0].amount == Decimal(
            "1200.00"
        )
