"""From an order to its papers: the contract, the sheet of acceptance, and all in one archive (报销资料包)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from nongcai.domain.orders import queries as orders
from nongcai.domain.payments import queries as payments
from nongcai.domain.payments import rules
from nongcai.domain.payments.states import PayMode
from nongcai.domain.regions import queries as regions
from nongcai.foundation.years import chinese_day, day_of
from nongcai.interfaces.papers.contracts import (
    Acceptance,
    Contract,
    Goods,
    Received,
    Side,
    acceptance_content,
    contract_content,
)
from nongcai.interfaces.papers.files import PDF, paper_file

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.orders.models import Order, OrderLine


def contract_of(order: Order, at: datetime) -> Contract:
    """Return what the contract of an order says."""
    lines = list(orders.lines_of([order.pk]))
    due, account = payments.due_of(order, at), payments.settlement_account(order.supplier_id)
    counties = regions.counties({line.county_code for line in lines})
    places = {code: f"{county.province}{county.name}" for code, county in counties.items()}
    terms = payments.terms_for(order.region_code, order.signed_at or at)
    return Contract(
        number=order.number,
        code=rules.shown(due.code),
        signed_on=day_of(order.signed_at or at),
        buyer=Side(order.invoice_title, order.tax_number or order.buyer_code),
        supplier=Side(
            order.supplier_name,
            payments.seller_code(order),
            account.number if account else "",
            account.bank if account else "",
        ),
        unit_name=order.unit_name,
        goods=[
            Goods(
                line.product_name,
                line.specification,
                places.get(line.county_code, _("产地不明")),
                line.unit,
                str(line.quantity),
                line.price,
                line.amount,
            )
            for line in lines
        ],
        freight=order.freight,
        amount=order.amount,
        receiver=order.receiver,
        address=order.address,
        due_words=_due_words(order, due.days, terms.inspection_days),
        note=order.note,
        delivery=_delivery(order),
    )


def acceptance_of(order: Order) -> Acceptance | None:
    """Return what the sheet of acceptance says; None before all was looked at."""
    if order.goods_accepted_at is None:
        return None
    said: dict[int, str] = {}
    for one in orders.acceptances_of(order):
        if one.refused:
            said[one.line] = " ".join(filter(None, (one.get_reason_display(), one.words)))
    lines = orders.lines_of([order.pk])
    step = orders.steps_of(order).filter(action__startswith="accept").exclude(action="accept_invoice").last()
    return Acceptance(
        number=order.number,
        buyer_name=order.buyer_name,
        supplier_name=order.supplier_name,
        rows=[_received(line, said.get(line.seq, "")) for line in lines],
        amount=order.due,
        accepted_on=day_of(order.goods_accepted_at),
        by=step.by_label if step else "",
    )


def packet_of(order: Order, at: datetime) -> bytes:
    """Return an archive of contract, sheet of acceptance and invoices; the same order gives the same bytes."""
    files = {_("1采购合同.pdf"): paper_file(contract_content(contract_of(order, at)), PDF).data}
    accepted = acceptance_of(order)
    if accepted is not None:
        files[_("2验收单.pdf")] = paper_file(acceptance_content(accepted), PDF).data
    for invoice in payments.standing_invoices(order.pk):
        file = payments.invoice_file(invoice)
        if file is not None:
            files[_("3发票%(number)s.%(form)s") % {"number": invoice.number, "form": invoice.form}] = (
                file.path.read_bytes()
            )
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)
    return content.getvalue()


def _received(line: OrderLine, words: str) -> Received:
    unit = line.unit
    return Received(
        name=line.product_name,
        specification=line.specification,
        ordered=f"{line.quantity}{unit}",
        accepted=f"{line.accepted}{unit}",
        refused=f"{line.refused}{unit}",
        amount=line.payable,
        words=words,
    )


def _delivery(order: Order) -> str:
    """Say when what a standing order placed is to come; nothing of other orders."""
    if order.deliver_on is None:
        return ""
    told = {"day": chinese_day(order.deliver_on), "from": f"{order.deliver_from:%H:%M}"}
    return _("%(day)s%(from)s至%(until)s") % {**told, "until": f"{order.deliver_until:%H:%M}"}


def _due_words(order: Order, days: int, inspection_days: int) -> str:
    if order.payment_mode == PayMode.PAY_FIRST:
        return _("先款后货：甲方自签约之日起%d日内付款，乙方收款后发货。") % days
    if order.term_days is not None:
        return _(
            "先货后款：甲乙双方约定，甲方自货物交付之日起%(days)d日内付款；乙方发货满%(wait)d日甲方未验收的，"
            "自第%(wait)d日起算。《保障中小企业款项支付条例》规定，合同另有约定的，付款期限最长不得超过60日。"
        ) % {"days": days, "wait": inspection_days}
    return _(
        "先货后款：甲方自货物交付之日起%(days)d日内付款；乙方发货满%(wait)d日甲方未验收的，自第%(wait)d日起算。"
    ) % {"days": days, "wait": inspection_days}
