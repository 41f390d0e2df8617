"""Reading the XML of a 数电票. The file is hostile: no document type, no entity, little depth, few elements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from xml.parsers import expat

from django.utils.translation import gettext as _

from nongcai.domain.payments.rules import ToldInvoice, ToldLine
from nongcai.foundation.money import ZERO
from nongcai.interfaces.sheets.refusals import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

LARGEST = 1_000_000
_DEPTH, _ELEMENTS, _LINES, _TEXT = 20, 20_000, 500, 2000
_LINE = "IssuItemInformation"
_DAY = re.compile(r"(20\d{2})-?(\d{2})-?(\d{2})")
_FIGURE = re.compile(r"-?\d{1,13}(\.\d{1,13})?")


class _HostileError(Exception):
    """The file is more than an invoice."""


@dataclass
class _Found:
    """Texts by the name of their element, the first of each; lines apart."""

    texts: dict[str, str] = field(default_factory=dict)
    lines: list[dict[str, str]] = field(default_factory=list)


def read_invoice(data: bytes) -> ToldInvoice:
    """Read an invoice.

    :raises UnreadableFileError: when it is none, or more than one.
    """
    if len(data) > LARGEST:
        raise UnreadableFileError(_("发票文件过大，不是数电票的XML文件，请从电子发票服务平台重新下载。"))
    try:
        found = _Walk().walk(data)
    except (expat.ExpatError, _HostileError, ValueError, LookupError) as error:
        raise UnreadableFileError(_("不是数电票的XML文件，或文件已损坏，请从电子发票服务平台重新下载。")) from error
    return _told(found)


class _Walk:
    def __init__(self) -> None:
        self.path: list[str] = []
        self.count = 0
        self.text: list[str] = []
        self.found = _Found()

    def walk(self, data: bytes) -> _Found:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._say
        parser.Parse(data, True)  # noqa: FBT003  the parser takes it by its place
        return self.found

    def _refuse(self, *_said: object) -> int:
        raise _HostileError

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.count += 1
        self.path.append(name.rpartition(":")[2])
        if self.count > _ELEMENTS or len(self.path) > _DEPTH:
            raise _HostileError
        if self.path[-1] == _LINE:
            self.found.lines.append({})
            if len(self.found.lines) > _LINES:
                raise _HostileError
        self.text = []

    def _say(self, text: str) -> None:
        if sum(map(len, self.text)) + len(text) > _TEXT:
            raise _HostileError
        self.text.append(text)

    def _end(self, _name: str) -> None:
        said = "".join(sign for sign in "".join(self.text) if sign.isprintable()).strip()
        name = self.path.pop()
        self.text = []
        if said:
            place = self.found.lines[-1] if _LINE in self.path else self.found.texts
            place.setdefault(name, said)


def _told(found: _Found) -> ToldInvoice:
    texts = found.texts
    lacking = [
        label
        for label, names in (
            (_("发票号码"), ("InvoiceNumber", "EIid")),
            (_("开票日期"), ("IssueTime", "RequestTime")),
            (_("销售方税号"), ("SellerIdNum",)),
            (_("购买方名称"), ("BuyerName",)),
            (_("价税合计"), ("TotalTax-includedAmount",)),
        )
        if not any(name in texts for name in names)
    ]
    if lacking:
        text = _("发票文件中没有{names}，不是数电票的XML文件，请从电子发票服务平台重新下载。")
        raise UnreadableFileError(text.format(names="、".join(lacking)))
    total = _figure(texts["TotalTax-includedAmount"])
    tax = _figure(texts.get("TotalTaxAm", "0"))
    return ToldInvoice(
        number=(texts.get("InvoiceNumber") or texts["EIid"])[:40],
        issued_on=_day(texts.get("IssueTime") or texts["RequestTime"]),
        seller_name=texts.get("SellerName", "")[:128],
        seller_code=texts["SellerIdNum"][:20].upper(),
        buyer_name=texts["BuyerName"][:128],
        buyer_code=texts.get("BuyerIdNum", "")[:20].upper(),
        net=_figure(texts["TotalAmWithoutTax"]) if "TotalAmWithoutTax" in texts else total - tax,
        tax=tax,
        total=total,
        lines=tuple(_line(one) for one in found.lines),
    )


def _line(told: Mapping[str, str]) -> ToldLine:
    quantity = told.get("Quantity", "")
    return ToldLine(
        name=told.get("ItemName", "")[:200],
        net=_figure(told.get("Amount", "0")),
        tax=_figure(told.get("ComTaxAm", "0")),
        specification=told.get("SpecMod", "")[:100],
        unit=told.get("MeaUnits", "")[:20],
        quantity=_figure(quantity).quantize(Decimal("0.000001")) if quantity else None,
        rate=told.get("TaxRate", "")[:10],
    )


def _figure(text: str) -> Decimal:
    # Exempt goods have stars or words for the tax.
    if not text.strip("*- ") or text in {"免税", "不征税"}:
        return ZERO
    try:
        if _FIGURE.fullmatch(text):
            return Decimal(text)
    except InvalidOperation:
        pass
    raise UnreadableFileError(_("发票文件中的“{text}”不是金额，请从电子发票服务平台重新下载。").format(text=text[:20]))


def _day(text: str) -> date:
    found = _DAY.match(text)
    try:
        year, month, day = (int(part) for part in found.groups()) if found else (0, 0, 0)
        return date(year, month, day)
    except ValueError as error:
        message = _("发票文件中的开票日期“{text}”不是日期，请从电子发票服务平台重新下载。")
        raise UnreadableFileError(message.format(text=text[:20])) from error
