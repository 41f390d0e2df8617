"""A school files what it reserves; its department, the district's and the city's finance bureaus see it climb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from nongcai.interfaces.web.guides.steps import GUIDES
from tests.journeys import filing
from tests.journeys.filing import yuan
from tests.journeys.picturing import Album

if TYPE_CHECKING:
    from playwright.sync_api import Page

DISTRICT, WHY = "金水区财政局", "总额与上年决算不一致，请核对。"


def test_file_be_sent_back_and_be_confirmed_up_to_the_city(sign_in, demo):
    names = ("qudanwei", "quzhuguan", "quxian", "caizheng", "shenji")
    school, department, district, city, auditor = (sign_in(demo, name) for name in names)
    _told, before = filing.reported(city, DISTRICT)
    album = Album()

    file_below_the_floor_and_above_it(school, album)
    send_it_back(department, album)
    file_it_again(school, album)
    confirm_it_twice(department, district, album)

    filing.hand_up(district)
    album.take(district, "confirming-report")
    told, now = filing.reported(city, DISTRICT)
    assert (yuan(told), yuan(now)) == (yuan(before) + 31_000, yuan(before) + 31_000)
    expect(filing.counted(auditor, "31,000.00")).to_contain_text("财政部门已确认本单位的预留份额填报")
    assert album.names == {step.picture for guide in GUIDES.values() for step in guide.steps if step.picture}


def file_below_the_floor_and_above_it(school: Page, album: Album) -> None:
    album.take(school, "filing-desk")
    filing.begin(school)
    filing.write(school, total="200000", reserved="18000")
    album.take(school, "filing-form")
    filing.submit(school)
    filing.expect_refused(school, "不低于10%", "财办库〔2023〕249号")
    expect(school.get_by_label("预留金额（元）")).to_have_value("18000")
    album.take(school, "filing-refused")

    filing.fill_in(school, total="200000", reserved="30000")
    expect(school.get_by_text("已填报").first).to_be_visible()
    album.take(school, "filing-filed")


def send_it_back(department: Page, album: Album) -> None:
    department.goto("/shares/inbox/")
    album.take(department, "confirming-inbox")
    filing.open_waiting(department)
    album.take(department, "confirming-show")
    filing.object_to(department, reason="采购总额不准确", words=WHY)
    album.take(department, "confirming-back", at="退回意见")
    filing.decide(department, "退回修改")
    expect(filing.waiting(department)).to_have_count(0)


def file_it_again(school: Page, album: Album) -> None:
    filing.see_returned(school, words=WHY)
    album.take(school, "filing-returned")
    filing.begin_again(school)
    filing.fill_in(school, total="204000", reserved="31000")
    expect(school.get_by_text("已填报").first).to_be_visible()


def confirm_it_twice(department: Page, district: Page, album: Album) -> None:
    filing.open_waiting(department)
    expect(department.get_by_text("204,000.00").first).to_be_visible()
    filing.decide(department, "确认")
    filing.open_waiting(district)
    album.take(district, "confirming-finance")
    filing.decide(district, "确认")
    expect(district.get_by_text("财政已确认").first).to_be_visible()
