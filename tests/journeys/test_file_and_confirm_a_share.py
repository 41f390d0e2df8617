"""A school files what it reserves; its department, the district's and the city's finance bureaus see it climb."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys import filing
from tests.journeys.filing import yuan

DISTRICT, WHY = "金水区财政局", "总额与上年决算不一致，请核对。"


def test_file_be_sent_back_and_be_confirmed_up_to_the_city(sign_in, demo):
    names = ("qudanwei", "quzhuguan", "quxian", "caizheng", "shenji")
    school, department, district, city, auditor = (sign_in(demo, name) for name in names)
    _told, before = filing.reported(city, DISTRICT)

    filing.begin(school)
    filing.fill_in(school, total="200000", reserved="18000")
    filing.expect_refused(school, "不低于10%", "财办库〔2023〕249号")
    expect(school.get_by_label("预留金额（元）")).to_have_value("18000")

    filing.fill_in(school, total="200000", reserved="30000")
    expect(school.get_by_text("已填报").first).to_be_visible()

    filing.open_waiting(department)
    filing.send_back(department, reason="采购总额不准确", words=WHY)
    expect(filing.waiting(department)).to_have_count(0)

    filing.begin_again(school, words=WHY)
    filing.fill_in(school, total="204000", reserved="31000")
    expect(school.get_by_text("已填报").first).to_be_visible()

    filing.open_waiting(department)
    expect(department.get_by_text("204,000.00").first).to_be_visible()
    filing.decide(department, "确认")
    filing.open_waiting(district)
    filing.decide(district, "确认")
    expect(district.get_by_text("财政已确认").first).to_be_visible()

    filing.hand_up(district)
    told, now = filing.reported(city, DISTRICT)
    assert (yuan(told), yuan(now)) == (yuan(before) + 31_000, yuan(before) + 31_000)

    expect(filing.counted(auditor, "31,000.00")).to_contain_text("财政部门已确认本单位的预留份额填报")
