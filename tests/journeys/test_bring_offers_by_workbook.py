"""A supplier brings two hundred offers by a workbook with seven wrong rows, mends them, and changes prices."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_read_every_page_with_ease import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROWS, IN_BACKGROUND = 200, 60_000
PLACE = "食用菌"
SAID = {
    "商品名称*": "高山黑木耳",
    "产地*": "河南省三门峡市卢氏县",
    "生产者*": "卢氏县高山食用菌农民专业合作社",
    "净含量*": 250,
    "净含量单位*": "克",
    "保质期（天）*": 540,
    "贮存条件*": "阴凉干燥处",
    "品种*": "木耳",
    "等级*": "一级",
    "规格*": "250克/袋",
    "销售单位*": "袋",
    "单价(元)*": 25.5,
    "库存*": 100,
}
MISTAKES: dict[int, tuple[str, Any]] = {
    5: ("单价(元)*", 0),
    30: ("产地*", "郑州市"),
    61: ("净含量单位*", "两"),
    77: ("库存*", -1),
    120: ("等级*", "上等"),
    150: ("商品名称*", "<script>alert(1)</script>"),
    199: ("保质期（天）*", "一年半"),
}
COLUMNS = {"单价（元）", "产地", "净含量单位", "库存", "等级", "商品名称", "保质期（天）"}


def test_bring_two_hundred_offers_and_mend_seven(sign_in, demo, tmp_path):
    page = sign_in(demo, "gongying")
    headings = headings_of_template(page, tmp_path)
    upload(page, write(tmp_path / "木耳.xlsx", headings, [cells(headings, number) for number in range(ROWS)]))

    expect(page.get_by_text("确认办理193行")).to_be_visible(timeout=IN_BACKGROUND)
    wrong = page.get_by_role("region", name="有误的单元格").locator("tbody tr")
    expect(wrong).to_have_count(len(MISTAKES))
    assert {re.sub(r"\*$", "", text) for text in wrong.locator("td:nth-of-type(2)").all_inner_texts()} == COLUMNS
    at_both_sizes(page)
    confirm(page, 193)

    rejected = download(page, "下载有误行", tmp_path)
    lines = CalamineWorkbook.from_path(str(rejected)).get_sheet_by_index(0).to_python()
    head = next(place for place, line in enumerate(lines) if line[0] == "原因")
    assert len(lines) - head - 1 == len(MISTAKES)
    labels = [str(label) for label in lines[head]]
    mended = [mend(labels, line, number) for line, number in zip(lines[head + 1 :], MISTAKES, strict=True)]
    upload(page, write(tmp_path / "改好.xlsx", labels, mended))
    expect(page.get_by_text("确认办理7行")).to_be_visible(timeout=IN_BACKGROUND)
    confirm(page, 7)

    upload(page, tmp_path / "木耳.xlsx")
    expect(page.get_by_text("不重复发布")).to_be_visible(timeout=IN_BACKGROUND)
    expect(page.get_by_text("确认办理", exact=False)).to_have_count(0)


def test_change_prices_and_stocks_by_workbook(sign_in, demo, tmp_path):
    page = sign_in(demo, "gongying")
    page.goto("/goods/batches/changes/")
    exported = download(page, "导出价格和库存表", tmp_path, confirm=True)
    lines = CalamineWorkbook.from_path(str(exported)).get_sheet_by_index(0).to_python()
    head = next(place for place, line in enumerate(lines) if line[0] == "编号*")
    labels = [str(label) for label in lines[head]]
    price, stock = labels.index("单价(元)"), labels.index("库存")
    changed = [[*line] for line in lines[head + 1 : head + 4]]
    for line in changed:
        line[price], line[stock] = round(float(line[price]) + 1.11, 2), int(line[stock]) + 5
    page.locator("input[type=file]").set_input_files(write(tmp_path / "改价.xlsx", labels, changed))
    page.get_by_role("button", name="上传并核对").click()

    expect(page.get_by_text("确认办理3行")).to_be_visible(timeout=IN_BACKGROUND)
    expect(page.get_by_text("→").first).to_be_visible()
    at_both_sizes(page)
    confirm(page, 3)
    for address in ("/goods/batches/", "/goods/batches/new/", "/goods/batches/changes/", "/goods/"):
        page.goto(address)
        at_both_sizes(page)


def headings_of_template(page: Page, folder: Path) -> list[str]:
    """Choose the category, download its table, and return what it asks."""
    page.goto("/goods/batches/")
    page.get_by_role("link", name="批量发布商品").first.click()
    page.get_by_label("商品分类").select_option(label=PLACE)
    page.get_by_role("button", name="下一步").click()
    with page.expect_download() as begun:
        page.get_by_role("link", name="下载模板").click()
    begun.value.save_as(folder / "模板.xlsx")
    lines = CalamineWorkbook.from_path(str(folder / "模板.xlsx")).get_sheet_by_index(0).to_python()
    return [str(label) for label in lines[-1]]


def cells(headings: list[str], number: int) -> list[Any]:
    """Return the cells of a row, some of them wrong."""
    told = SAID | {"商品名称*": f"高山黑木耳{number // 2}", "规格*": f"{'袋盒'[number % 2]}装"}
    if number in MISTAKES:
        heading, wrong = MISTAKES[number]
        told[heading] = wrong
    return [told.get(heading, "") for heading in headings]


def mend(labels: list[str], line: list[Any], number: int) -> list[Any]:
    """Put a wrong row right."""
    right = dict(zip(labels, cells(labels, number), strict=True))
    heading = MISTAKES[number][0]
    right[heading] = f"高山黑木耳{number // 2}" if heading == "商品名称*" else SAID[heading]
    return [right[label] if label == heading else cell for label, cell in zip(labels, line, strict=True)]


def write(path: Path, headings: list[str], lines: list[list[Any]]) -> Path:
    """Write a workbook."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("商品")
        for place, line in enumerate([headings, *lines]):
            sheet.write_row(place, 0, line)
    return path


def upload(page: Page, path: Path) -> None:
    """Upload a workbook of mushrooms."""
    page.goto("/goods/batches/new/")
    page.get_by_label("商品分类").select_option(label=PLACE)
    page.get_by_role("button", name="下一步").click()
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并核对").click()


def confirm(page: Page, count: int) -> None:
    """Have it done, and wait until it is."""
    page.get_by_role("button", name=f"确认办理{count}行").click()
    expect(page.get_by_text(f"已办理{count}行")).to_be_visible(timeout=IN_BACKGROUND)


def download(page: Page, label: str, folder: Path, *, confirm: bool = False) -> Path:
    """Take a workbook away."""
    if confirm:
        page.get_by_text(label, exact=True).first.click()
    with page.expect_download() as begun:
        page.get_by_role("button", name="确定" if confirm else label).first.click()
    path = folder / f"{label}.xlsx"
    begun.value.save_as(path)
    return path


def at_both_sizes(page: Page) -> None:
    """Find nothing that keeps people out, on a desk and on a phone."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert violations(page) == []
