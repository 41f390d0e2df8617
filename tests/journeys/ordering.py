"""What people bring along when they order: a photograph, an invoice, a bank's statement."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import xlsxwriter
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FilePayload

HEADINGS = ["交易时间", "对方户名", "对方账号", "收入金额", "支出金额", "账户余额", "交易摘要", "交易附言", "日志号"]
_INVOICE = """<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{number}</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>{seller_code}</SellerIdNum><SellerName>{seller}</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum></BuyerIdNum><BuyerName>{buyer}</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>{net}</TotalAmWithoutTax><TotalTaxAm>{tax}</TotalTaxAm>
<TotalTax-includedAmount>{total}</TotalTax-includedAmount><RequestTime>{at}</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*农副产品*山货</ItemName><Amount>{net}</Amount><TaxRate>0.09</TaxRate>
<ComTaxAm>{tax}</ComTaxAm></IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{number}</InvoiceNumber><IssueTime>{day}</IssueTime></TaxSupervisionInfo></EInvoice>
"""


@dataclass(frozen=True)
class Arrival:
    """A row of a statement."""

    payer: str
    amount: Decimal
    note: str = ""


def now() -> datetime:
    """Return the time on the clocks of the offices."""
    return datetime.now(ZoneInfo("Asia/Shanghai"))


def photograph() -> FilePayload:
    """Take a picture of what came."""
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "#7a5230").save(data, "JPEG")
    return {"name": "到货.jpg", "mimeType": "image/jpeg", "buffer": data.getvalue()}


def invoice(total: Decimal, **told: Any) -> FilePayload:
    """Issue an invoice over an amount, tax included."""
    net = (total / Decimal("1.09")).quantize(Decimal("0.01"))
    at = now()
    facts = {"net": net, "tax": total - net, "total": total, "at": f"{at:%Y-%m-%d %H:%M:%S}", "day": f"{at:%Y-%m-%d}"}
    text = _INVOICE.format(**facts, **told)
    return {"name": "发票.xml", "mimeType": "text/xml", "buffer": text.encode()}


def statement(folder: Path, *rows: Arrival) -> Path:
    """Export what arrived at an account, as a bank does."""
    at, balance = now(), Decimal(100_000)
    lines = [["账户明细"], HEADINGS]
    for place, one in enumerate(rows):
        balance += one.amount
        moment = f"{at - timedelta(minutes=place):%Y-%m-%d %H:%M:%S}"
        number = f"J{at:%Y%m%d%H%M%S%f}{place}"
        lines.append([moment, one.payer, "", str(one.amount), "", str(balance), "转账", one.note, number])
    path = folder / "明细.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(lines):
            sheet.write_row(row, 0, cells)
    return path
