"""A clerk of a finance bureau wants a new document's sentence to bind, and to know beforehand whom it catches."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import ruling

LOOSE = "确有困难的单位，预留比例可以低至百分之八。"


def test_write_a_looser_rule_with_its_paragraph(sign_in, demo):
    clerk, unit = sign_in(demo, "caizheng"), sign_in(demo, "danwei")

    ruling.draft(clerk, text=LOOSE, value="8")
    ruling.act(clerk, LOOSE, "启用")
    expect(clerk.locator("#refusal")).to_contain_text("与上位规定不一致")
    expect(clerk.locator("details[data-panel][open]")).to_have_count(0)

    ruling.drafted(clerk, LOOSE).get_by_role("link", name="修改").click()
    clerk.get_by_label("段落").fill("第三条")
    clerk.get_by_role("button", name="保存草稿").click()
    clerk.wait_for_url("**/programmes/?year=*")
    ruling.drafted(clerk, LOOSE).get_by_role("link", name="试算").click()
    expect(clerk.get_by_text("其中未达到“应当”的 0 家")).to_be_visible()

    clerk.go_back()
    ruling.act(clerk, LOOSE, "启用")
    expect(clerk.get_by_text("规则已启用。")).to_be_visible()

    unit.goto(f"/programmes/?year={ruling.YEAR}")
    row = unit.get_by_role("row").filter(has_text=LOOSE)
    expect(row).to_contain_text("与上位规定不一致")
    expect(unit.get_by_role("link", name="录入规则")).to_have_count(0)
