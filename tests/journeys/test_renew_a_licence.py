"""A licence runs out: what needs it is gone the same day, and there again when the renewed one is accepted."""

from __future__ import annotations

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.journeys.test_come_to_the_market import SCAN
from tests.journeys.test_read_every_page_with_ease import violations

# Time goes on: the business licence of a supplier with goods in the hall ended yesterday.
RUN_OUT = """
import json
from datetime import date, timedelta
from nongcai.domain.catalogue import queries
from nongcai.domain.suppliers.models import Paper
from nongcai.domain.suppliers.services import respan
row = queries.shown(date.today()).filter(supplier__organisation__memberships__user__username="gongying").first()
papers = Paper.objects.filter(supplier_id=row.supplier_id, kind="business", state="accepted")
papers.update(until=date.today() - timedelta(days=1))
respan(row.supplier_id)
print(json.dumps([row.supplier.name, row.offer.product.name, row.product_id]))
"""


def test_offers_vanish_and_come_back(sign_in, demo):
    said = demo.nongcai("shell", "-c", RUN_OUT).strip().splitlines()[-1]
    firm, name, product = json.loads(said)
    buyer, supplier, platform = (sign_in(demo, one) for one in ("chengbao", "gongying", "pingtai"))

    assert buyer.goto(f"/hall/products/{product}/").status == 404
    buyer.goto(f"/hall/offers/?q={name}")
    expect(buyer.get_by_role("link", name=firm)).to_have_count(0)

    supplier.goto("/suppliers/papers/")
    lapsed = supplier.get_by_role("row", name=re.compile("营业执照"))
    expect(lapsed.get_by_text("已到期")).to_be_visible()
    lapsed.get_by_role("link", name="更换").click()
    supplier.get_by_label("编号").fill("NEW-2031")
    supplier.get_by_label("有效期起").fill(datetime.now(ZoneInfo("Asia/Shanghai")).date().isoformat())
    supplier.get_by_label("有效期止").fill("2031-12-31")
    supplier.locator("input[type=file]").set_input_files(SCAN)
    supplier.get_by_role("button", name="提交").click()
    expect(supplier.get_by_text("证照已提交，等待平台核查。")).to_be_visible()
    assert buyer.goto(f"/hall/products/{product}/").status == 404

    platform.goto("/suppliers/papers/")
    waiting = platform.get_by_role("row", name=re.compile(f"{firm}.*NEW-2031"))
    waiting.get_by_role("button", name="核查通过").click()
    expect(platform.get_by_text("证照已核查通过。")).to_be_visible()

    assert buyer.goto(f"/hall/products/{product}/").status == 200
    expect(buyer.get_by_role("heading", name=name, level=1)).to_be_visible()
    assert violations(buyer) == []
