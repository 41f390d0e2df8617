"""Whoever uses a screen reader, a keyboard or a phone wants to read every page."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.urls import resolve, reverse

from nongcai.domain.shares.queries import Prefilled
from nongcai.interfaces.sheets.share_writing import write_share_form
from tests.interfaces.web.addresses import page_names
from tests.interfaces.web.test_access import POSTS_ONLY, TABLE
from tests.journeys import issuing, ruling
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.workbooks import DEMO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
LEAD_ON = {"assessments:board_own", "assessments:ranking_own", "shares:filing_own"}
# Between the two steps of signing in; read where these are walked.
HALF_IN = {
    "accounts:session_confirm", "accounts:session_secure", "accounts:phone_confirm", "accounts:phone_choose",
}  # fmt: skip
# There only where an identity service is configured.
IDENTITY = {"accounts:identity_open", "accounts:identity_return", "accounts:identity_link"}
# The form is there for those who file.
OF_UNITS = {"shares:filing_file"}
# Read by those whose line it is.
OF_LINES = {"assessments:line_show", "assessments:origin_show"}
# Read by those of the market and by units, where their journeys lead.
MARKET = (
    "suppliers:", "goods:", "zones:", "prices:", "demands:", "reorders:", "approvals:", "orders:", "payments:",
    "incidents:", "support:", "accounts:market_",
)  # fmt: skip
OF_MARKET = {name for name in page_names() if name.startswith(MARKET)}
# A letter comes after a call, and a call after a reminder that went out.
LATER = {"urging:letter_show"}
# Goods are there once somebody sells.
OF_GOODS = {"hall:product_show", "hall:seller_show", "hall:zone_show"}
# What stands within a page.
WITHIN = {"hall:name_suggest"}
FILES = {
    "accounts:batch_template", "notices:public_sealed", "reorganisations:approval_download",
    "reorganisations:codes_template", "imports:template_download", "urging:announcement_file",
    "urging:letter_paper", "urging:letter_final", "shares:scan_download", "shares:proof_download",
}  # fmt: skip
IN_BACKGROUND = 60_000
RENAMED = "4101000022 郑州市第一实验幼儿园"
ORDERS = """订单编号,完成时间,采购人账号类型,采购人名称,产地县,商品名称,订单金额(元),退款金额(元),订单状态
J0001,2023-06-01 12:00:00,食堂承包方,绿城后勤服务有限公司,兰考县,小米,300,0,交易完成
"""
POSTS = {row.name for row in TABLE if row.expected["city_finance"] == POSTS_ONLY["city_finance"]}


@pytest.fixture
def issued(sign_in, demo, tmp_path) -> str:
    """The address of a published notice."""
    drafter, checker, signer = (sign_in(demo, name) for name in ("caizheng", "fuhe", "qianfa"))
    issuing.draft(drafter)
    issuing.save(drafter, issuing.filled_in(drafter))
    issuing.declare_open(drafter)
    issuing.pass_the_steps(checker, signer, drafter.url)
    drafter.reload()
    issuing.upload_final(drafter, issuing.enter_number_and_print(drafter, tmp_path))
    issuing.publish(checker, drafter.url)
    return drafter.url


@pytest.fixture
def addresses(sign_in, demo, issued) -> list[str]:
    """Every page that can be opened by an address, as the clerk finds it by its links."""
    page = sign_in(demo, "caizheng")
    found = [
        *_by_name(),
        *_by_links(page),
        *_of_rules(page),
        *_of_paying(page),
        *_of_counting(page),
        issued,
        f"{issued}preview/",
        *_in_public(page),
        *_imported(page),
        *_announced(page),
        *_called(page),
        *_reorganised(page),
        *_subscribed(page),
    ]
    issuing.draft(page)
    return [
        *found,
        page.url,
        "/nowhere/",
        "/hall/counties/411224/",
        "/hall/offers/?q=木耳&in_stock=1",
        "/boards/?as_of=2023-06-30&group=departments",
        "/units/?q=没有这个单位",
    ]


def test_read_every_page_with_ease(sign_in, demo, addresses):
    signed_in, signed_out = sign_in(demo, "caizheng"), sign_in(demo)
    seen, faults = set(), {}

    for address in addresses:
        path = address.removeprefix(demo.url)
        page = signed_out if path in {"/login/", "/login/phone/", "/login/passkey/", "/activate/"} else signed_in
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            page.goto(path)
            faults[path, size["width"]] = violations(page)
        seen.add(name_of(path))

    assert {place: found for place, found in faults.items() if found} == {}
    apart = LEAD_ON | OF_UNITS | OF_LINES | OF_MARKET | LATER | HALF_IN | IDENTITY | OF_GOODS | WITHIN
    whole = page_names() - POSTS - FILES - apart
    assert whole - seen == set()


@pytest.mark.parametrize(
    "username", ["danwei", "zhuguan", "quxian", "shenji", "anshen", "xiguan", "anguan", "gonghui", "nongye"]
)
def test_read_ones_own_desk_with_ease(sign_in, demo, username):
    page = sign_in(demo, username)

    found = []
    for address in (
        "/",
        "/boards/",
        "/notices/",
        "/shares/own/",
        "/shares/inbox/",
        "/accounts/steps/",
        "/lines/",
        "/lines/origins/",
    ):
        page.goto(address)
        found += violations(page)

    assert found == []


def test_fill_in_the_form_with_ease(sign_in, demo):
    page = sign_in(demo, "danwei")
    page.goto("/shares/own/")

    found = []
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        page.goto(f"{page.url.partition('file/')[0]}file/")
        found += violations(page)

    assert found == []


def violations(page: Page) -> list[str]:
    """Return what axe finds and what does not fit the screen."""
    page.evaluate(AXE)
    told = page.evaluate(
        "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(result =>"
        " result.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')).join(', ')))",
        TAGS,
    )
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*told, *(["wider than the screen"] if wide else [])]


def name_of(path: str) -> str:
    """Return the name of the page at an address, if there is one."""
    return "" if path == "/nowhere/" else resolve(path.partition("?")[0]).view_name


def _by_name() -> Iterator[str]:
    names = (
        "accounts:session_open", "accounts:membership_choose", "accounts:account_list", "accounts:account_open",
        "accounts:batch_new", "accounts:buyer_list", "accounts:role_list", "accounts:step_list", "accounts:buyer_open",
        "accounts:security_show", "accounts:factor_enter", "accounts:phone_enter",
        "accounts:session_passkey", "accounts:passkey_enter",
        "hall:hall_show", "hall:offer_list", "hall:offer_compare",
        "accounts:account_activate", "desk:desk_show", "desk:message_list",
        "programmes:programme_show", "programmes:grant_list", "programmes:target_list",
        "programmes:dayoff_list", "organisations:unit_list",
        "shares:filing_list", "shares:inbox_show", "shares:report_show", "shares:table_show", "shares:table_print",
        "urging:announcement_list", "urging:announcement_new", "urging:announcement_greet",
        "contacts:liaison_list", "contacts:look_list",
        "webhooks:subscription_list", "webhooks:subscription_new", "guides:guide_list",
        "urging:lagging_list", "urging:contact_list", "urging:letter_list", "urging:policy_edit",
        "notices:notice_list", "notices:public_list", "imports:run_list", "imports:run_new", "imports:run_answers",
        "reorganisations:reorganisation_list",
        "reorganisations:reorganisation_new", "imports:reconciliation_list",
        "imports:reconciliation_settled", "components:component_list",
    )  # fmt: skip
    yield from map(reverse, names)
    yield reverse("guides:guide_show", args=["confirming"])


def _by_links(page: Page) -> Iterator[str]:
    page.goto("/boards/ranking/")
    yield page.url
    page.goto("/boards/?group=departments")
    yield page.url
    yield page.get_by_role("link", name="登记期初汇总数").get_attribute("href")
    page.goto("/shares/?q=第一中学")
    filing = page.locator("main tbody a[href*='/shares/']").first.get_attribute("href")
    yield filing
    yield f"{filing}print/"
    yield f"{filing}scans/versions/"
    yield from _of_tables(page)
    page.goto("/accounts/?q=第一中学&role=unit")
    account = page.locator("main tbody a[href*='/accounts/']").first.get_attribute("href")
    yield account
    page.goto(account)
    yield page.get_by_role("link", name="移交").first.get_attribute("href")
    yield page.get_by_role("link", name="安排代理").first.get_attribute("href")
    yield page.get_by_role("link", name="登记任职").first.get_attribute("href")
    yield page.get_by_role("link", name="结束任职").first.get_attribute("href")
    yield page.get_by_role("link", name="联络员").first.get_attribute("href")
    page.goto("/accounts/buyers/?q=第一中学")
    page.locator("main tbody a[href*='/accounts/']").first.click()
    yield page.get_by_role("link", name="合同期限").first.get_attribute("href")
    page.goto("/accounts/batch/")
    table = "单位编码,岗位名称\n没有这个编码,采购岗\n".encode()
    page.locator("input[type=file]").set_input_files({"name": "账号.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="上传并试算").click()
    page.wait_for_url(re.compile(r"/accounts/batch/[0-9a-f-]{36}/"))
    yield page.url
    yield from _of_units(page)


def _of_units(page: Page) -> Iterator[str]:
    page.goto("/units/?q=第一中学")
    unit = page.locator("main tbody a[href*='/units/']").first.get_attribute("href")
    yield unit
    yield f"{unit.partition('?')[0]}entries/"
    page.goto(f"{unit.partition('?')[0]}entries/")
    yield page.locator("main tbody a[href*='/transactions/']").first.get_attribute("href")


def _of_tables(page: Page) -> Iterator[str]:
    page.goto("/shares/")
    bulk = page.get_by_role("link", name="批量填报").get_attribute("href")
    yield bulk
    page.goto(bulk)
    content = BytesIO()
    write_share_form(content, [Prefilled("999", "没有这个单位", "", None, "", None, None)], year=2024, watermark="")
    table = {"name": "填报表.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    page.locator("input[type=file]").set_input_files(table)
    page.get_by_role("button", name="上传并试算").click()
    page.wait_for_url(re.compile(r"/shares/bulk/\d+/[0-9a-f-]{36}/"))
    yield page.url


def _of_rules(page: Page) -> Iterator[str]:
    ruling.draft(page, text="不低于百分之十五。", value="15")
    yield page.url
    yield page.get_by_role("link", name="修改方案").get_attribute("href")
    yield page.get_by_role("link", name="录入规则").get_attribute("href")
    yield page.get_by_role("link", name="修改", exact=True).last.get_attribute("href")
    yield page.get_by_role("link", name="全部草稿试算").get_attribute("href")


def _of_paying(page: Page) -> Iterator[str]:
    """Draft within how many days is paid."""
    page.goto("/programmes/?year=2024")
    page.get_by_role("link", name="录入付款期限").click()
    page.wait_for_url(re.compile(r"/payment/new/$"))
    yield page.url
    page.get_by_label("内容").fill("货款应自货物交付之日起三十日内支付。")
    page.get_by_label("依据文件").fill("郑财库〔2024〕9号")
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    yield page.locator("main a[href*='/programmes/payment/']").first.get_attribute("href")


def _of_counting(page: Page) -> Iterator[str]:
    """Draft when an order counts."""
    page.goto("/programmes/?year=2024")
    page.get_by_role("link", name="录入计入口径").click()
    page.wait_for_url(re.compile(r"/counting/new/$"))
    yield page.url
    page.get_by_label("内容").fill("付清货款并验货、验票、评价的订单计入。")
    page.get_by_label("依据文件").fill("郑财购〔2024〕10号")
    page.get_by_label("评价").check()
    page.get_by_role("button", name="保存草稿").click()
    page.get_by_text("草稿已保存").wait_for()
    yield page.locator("main a[href*='/programmes/counting/']").first.get_attribute("href")


def _reorganised(page: Page) -> Iterator[str]:
    """Draft a change of organisations without lines."""
    page.goto("/reorganisations/new/")
    page.get_by_label("事由").fill("机构改革")
    page.get_by_label("批准文号").fill("郑编办〔2024〕12号")
    page.get_by_label("生效日期").fill("2024-01-01")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/reorganisations/\d+/$"))
    yield page.url
    yield f"{page.url}print/"
    yield f"{page.url}edit/"
    table = "原单位编码,新单位编码\n1,2\n".encode()
    page.get_by_label("编码变更对照表").set_input_files({"name": "编码.csv", "mimeType": "text/csv", "buffer": table})
    drafted = page.url
    page.get_by_role("button", name="上传并试算").click()
    page.wait_for_url(re.compile(r"/codes/"))
    yield page.url
    page.goto(drafted)
    page.get_by_label("类型").select_option("rename")
    # A unit that no other journey reads: the site is shared.
    page.locator("textarea[name=rows]").fill(RENAMED)
    page.get_by_role("button", name="增加", exact=True).click()
    page.get_by_text("已增加1项").wait_for()
    page.locator("input[name=file]").set_input_files(
        {"name": "批复.pdf", "mimeType": "application/pdf", "buffer": b"-"}
    )
    page.get_by_role("button", name="上传", exact=True).click()
    page.get_by_text("批准文件已上传").wait_for()
    for step, done in (("核对无误", "已核对，可以办理生效。"), ("生效", "机构调整已生效。")):
        issuing.act(page, step)
        page.get_by_text(done).wait_for()
    yield f"{drafted}told/"


def _subscribed(page: Page) -> Iterator[str]:
    """Have confirmed filings sent somewhere."""
    page.goto("/webhooks/new/")
    page.get_by_label("接收系统").fill("市级预算管理一体化系统")
    page.get_by_label("接收地址").fill("http://127.0.0.1:9000/in")
    page.get_by_role("button", name="建立").click()
    page.get_by_text("签名密钥，只显示这一次").wait_for()
    page.goto("/webhooks/")
    yield page.locator("main tbody a[href*='/webhooks/']").first.get_attribute("href")


def _called(page: Page) -> Iterator[str]:
    """The page of a unit's calls, by the number in its address."""
    page.goto("/units/?q=第一中学")
    unit = page.locator("main tbody a[href*='/units/']").first.get_attribute("href")
    number = unit.partition("/units/")[2].partition("/")[0]
    yield reverse("urging:call_enter", args=(int(number), 2023))
    yield reverse("urging:letter_new", args=(2023,))


def _announced(page: Page) -> Iterator[str]:
    """Announce something that is not shown at sign-in yet."""
    page.goto("/announcements/new/")
    page.get_by_label("标题").fill("关于做好预留份额填报工作的通知")
    page.get_by_label("提示开始").fill("2099-01-01")
    page.get_by_label("提示结束").fill("2099-12-31")
    page.get_by_label("正文").fill("请按时填报。")
    page.get_by_role("button", name="发布").click()
    page.get_by_text("填报通知已发布").wait_for()
    yield page.url


def _in_public(page: Page) -> Iterator[str]:
    page.goto("/public/")
    yield page.locator("main a[href*='/public/']").first.get_attribute("href")


def _imported(page: Page) -> Iterator[str]:
    page.goto("/imports/")
    yield page.locator("main tbody a").last.get_attribute("href")
    page.goto("/imports/new/")
    page.get_by_label("选择文件").set_input_files(DEMO / "预留份额填报表.xlsx")
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("核对结果（尚未导入）").wait_for(timeout=IN_BACKGROUND)
    yield page.url
    yield f"{page.url}backward/"
    yield from _waiting(page)


def _waiting(page: Page) -> Iterator[str]:
    """Import an order of a buyer whom nobody knows: it waits in a matter of its own."""
    page.goto("/imports/new/")
    page.get_by_label("选择文件").set_input_files(
        {"name": "交易明细.csv", "mimeType": "text/csv", "buffer": ORDERS.encode()}
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_text("导入后将列入待核对事项").wait_for(timeout=IN_BACKGROUND)
    yield page.url
    page.get_by_role("button", name="导入正确的行").click()
    page.get_by_text("导入结果").wait_for(timeout=IN_BACKGROUND)
    page.goto("/imports/reconciliation/")
    yield page.locator("main tbody a[href*='/reconciliation/']").first.get_attribute("href")
