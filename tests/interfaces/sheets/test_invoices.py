"""The XML of a 数电票, and what is not one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from nongcai.interfaces.sheets.invoices import LARGEST, read_invoice
from nongcai.interfaces.sheets.reading import UnreadableFileError

NUMBER = "24412000000012345678"
XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<EInvoice><Header><EIid>{NUMBER}</EIid></Header><EInvoiceData>
<SellerInformation><SellerIdNum>93411224000000001x</SellerIdNum><SellerName>卢氏县山货农民专业合作社</SellerName></SellerInformation>
<BuyerInformation><BuyerIdNum>12410100MB0000001X</BuyerIdNum><BuyerName>郑州市第一中学</BuyerName></BuyerInformation>
<BasicInformation><TotalAmWithoutTax>1100.92</TotalAmWithoutTax><TotalTaxAm>99.08</TotalTaxAm>
<TotalTax-includedAmount>1200.00</TotalTax-includedAmount>
<RequestTime>2024-03-06 09:00:00</RequestTime></BasicInformation>
<IssuItemInformation><ItemName>*农副产品*黑木耳</ItemName><SpecMod>500g</SpecMod><MeaUnits>袋</MeaUnits>
<Quantity>24</Quantity><UnPrice>45.8716</UnPrice>
<Amount>1100.92</Amount><TaxRate>0.09</TaxRate><ComTaxAm>99.08</ComTaxAm>
</IssuItemInformation></EInvoiceData>
<TaxSupervisionInfo><InvoiceNumber>{NUMBER}</InvoiceNumber><IssueTime>2024-03-05</IssueTime></TaxSupervisionInfo></EInvoice>
"""


def changed(old, new):
    assert old in XML
    return XML.replace(old, new).encode()


class TestReading:
    def test_finds_what_counts(self):
        told = read_invoice(XML.encode())

        assert (told.number, told.issued_on) == (NUMBER, date(2024, 3, 5))
        assert (told.seller_code, told.buyer_name) == ("93411224000000001X", "郑州市第一中学")
        assert (told.net, told.tax, told.total) == (Decimal("1100.92"), Decimal("99.08"), Decimal("1200.00"))
        [line] = told.lines
        assert (line.name, line.unit, line.quantity, line.rate) == ("*农副产品*黑木耳", "袋", Decimal(24), "0.09")

    def test_takes_goods_without_tax(self):
        told = read_invoice(changed("<TotalTaxAm>99.08</TotalTaxAm>", "<TotalTaxAm>***</TotalTaxAm>"))

        assert told.tax == 0

    def test_takes_names_with_a_prefix(self):
        assert read_invoice(XML.replace("<Invoice", "<e:Invoice").replace("</Invoice", "</e:Invoice").encode())


class TestRefusing:
    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"<EInvoice>",
            b"<html><body>404</body></html>",
            b"%PDF-1.7",
            XML.encode()[:300],
            b"x" * (LARGEST + 1),
            ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + XML[39:]).encode(),
            ('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + XML[39:]).encode(),
            b"<a>" * 30 + b"</a>" * 30,
            b"<a>" + b"<b/>" * 30_000 + b"</a>",
            b"<a>" + b"<IssuItemInformation/>" * 600 + b"</a>",
            changed("2024-03-05", "2024-13-45"),
            changed("1200.00", "一千二百"),
            changed("1200.00", "1e99"),
            changed("1200.00", "NaN"),
            changed("1200.00", "9" * 40),
            changed("*农副产品*黑木耳", "木" * 3000),
        ],
    )
    def test_what_is_no_invoice(self, data):
        with pytest.raises(UnreadableFileError):
            read_invoice(data)

    def test_says_what_is_lacking(self):
        data = changed("<SellerIdNum>93411224000000001x</SellerIdNum>", "")

        with pytest.raises(UnreadableFileError, match="销售方税号"):
            read_invoice(data)
