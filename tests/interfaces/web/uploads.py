"""What a clerk of the tests uploads, and the worker that takes it up."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from nongcai.domain.imports.models import ImportRun
from nongcai.interfaces.jobs import imports as jobs
from tests.cast import YEAR

NEW = "/imports/new/"
SCHOOL = "4101000002"
ORDER_HEADINGS = (
    "订单编号", "下单时间", "完成时间", "采购人账号类型", "采购人名称", "采购人统一社会信用代码", "绑定单位编码",
    "供应商", "产地县代码", "产地县", "商品名称", "品类", "数量", "计量单位", "单价(元)", "订单金额(元)",
    "退款金额(元)", "订单状态",
)  # fmt: skip
FILING_HEADINGS = (
    "单位编码", "单位名称", "年度", "食堂情况", "年度食堂食材采购总额(元)", "预留比例(%)", "预留金额(元)", "填报时间",
    "主管确认时间", "财政确认时间", "备注",
)  # fmt: skip


def order(
    number,
    *,
    kind="预算单位",
    name="某单位",
    code="",
    bound=SCHOOL,
    amount=300.0,
    moments=("2023-05-29 09:00:00", "2023-06-01 12:00:00"),
    refund=0,
):
    return (
        number, *moments, kind, name, code, bound, "合作社", "410225", "兰考县",
        "小米", "粮油", 2, "袋", 150, amount, refund, "部分退款" if refund else "交易完成",
    )  # fmt: skip


def filing(code, total=100000, reserved=12000, **changes):
    moments = dict.fromkeys(("filed", "endorsed", "confirmed"), "2023-03-01 10:00")
    values = {"code": code, "name": "某单位", "year": YEAR, "canteen": "自有食堂", "total": total, "ratio": ""}
    return tuple((values | {"reserved": reserved} | moments | {"remark": ""} | changes).values())


def workbook(name, headings, rows, *, title="2023年表"):
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write(0, 0, title)
        for place, row in enumerate([headings, *rows], start=1):
            sheet.write_row(place, 0, row)
    return SimpleUploadedFile(name, content.getvalue())


def orders(*rows, name="交易明细.xlsx"):
    return workbook(name, ORDER_HEADINGS, rows, title="2023年交易明细")


def brought(browser, *files):
    """Upload files and let the worker check them."""
    browser.post(NEW, {"originals": list(files)})
    run = ImportRun.objects.latest("id")
    jobs.check(run_id=run.pk)
    return ImportRun.objects.get(pk=run.pk)


def loaded(browser, *files):
    """Upload files, let the worker check them, and load the good rows."""
    run = brought(browser, *files)
    browser.post(f"/imports/{run.pk}/load/", {"how": "good"})
    jobs.load(run_id=run.pk)
    return ImportRun.objects.get(pk=run.pk)


def text_of(browser, address):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()
