"""Pages of incidents: on the order, the list, one of them with its acts, terms, the desk."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from nongcai.domain.orders.models import Order
from nongcai.domain.support.models import Incident, IncidentTerm
from nongcai.interfaces.jobs.support import escalate_late, remind_platform
from tests.cast import hire
from tests.incidents import Dispute
from tests.orders import PHOTO, open_trade

pytestmark = pytest.mark.django_db


@pytest.fixture
def trade(cast, settings, tmp_path):
    settings.FILES = tmp_path
    return open_trade(cast)


@pytest.fixture
def dispute(trade):
    return Dispute(trade)


def address(name, incident=None, **told):
    keys = {"order_id": incident.order_id, "seq": incident.seq} if incident else {}
    return reverse(f"incidents:{name}", kwargs=keys | told)


def text(browser, url, status=200):
    response = browser.get(url)
    assert response.status_code == status
    return response.content.decode()


class TestReporting:
    def test_begins_at_the_order(self, trade, browser_of):
        order = trade.shipped()
        url = address("incident_new", order_id=order.pk)
        buyer = browser_of("buyer")
        assert url in text(buyer, reverse("orders:order_show", args=[order.pk]))
        form = text(buyer, url)
        assert "少货" in form
        assert "拒收" not in form

        told = {
            "kind": "damaged",
            "level": "grave",
            "words": "外箱破损",
            "evidence": [SimpleUploadedFile("箱.jpg", PHOTO)],
        }
        response = buyer.post(url, told)

        assert response.headers["Location"].endswith(f"/incidents/{order.pk}/1/")
        page = text(buyer, reverse("orders:order_show", args=[order.pk]))
        assert "交易异常：破损，待对方答复" in page
        assert url not in page
        assert "暂停自动验收" in text(buyer, response.headers["Location"])

    def test_shows_again_what_does_not_fit(self, trade, browser_of):
        url = address("incident_new", order_id=trade.shipped().pk)
        buyer, told = browser_of("buyer"), {"kind": "damaged", "level": "usual", "words": "外箱破损"}

        refused = buyer.post(url, told | {"evidence": [SimpleUploadedFile("x.jpg", b"<html>")]})

        assert refused.status_code == 422
        assert "凭证应为" in refused.content.decode()
        assert buyer.post(url, told | {"kind": "refused"}).status_code == 422
        assert not Incident.objects.exists()

    def test_wants_the_token_of_the_page(self, trade, cast):
        order = trade.shipped()
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(cast.users["buyer"])

        response = browser.post(address("incident_new", order_id=order.pk), {"kind": "short"})

        assert response.status_code == 403

    def test_says_where_there_is_no_contract(self, trade, browser_of):
        order = trade.placed()
        buyer = browser_of("buyer")
        url = address("incident_new", order_id=order.pk)
        assert url not in text(buyer, reverse("orders:order_show", args=[order.pk]))

        refused = buyer.post(url, {"kind": "short", "level": "usual", "words": "少货"})

        assert (refused.status_code, "订单尚未签约" in refused.content.decode()) == (422, True)


class TestSettling:
    def test_offers_to_each_what_is_its_turn(self, dispute, browser_of):
        incident = dispute.reported()
        buyer, supplier, platform = (browser_of(name) for name in ("buyer", "supplier", "platform"))
        show, reply = address("incident_show", incident), address("incident_step", incident, action="reply")
        assert reply in text(supplier, show)
        assert reply not in text(buyer, show) + text(platform, show)

        wrong = supplier.post(reply, {"words": "已核实", "outcome": "refund"})
        assert (wrong.status_code, "部分退款的填写退款金额" in wrong.content.decode()) == (422, True)
        assert supplier.post(reply, {"words": "漏发，明日补发", "outcome": "resend"}).status_code == 302

        assert address("incident_step", incident, action="settle") in text(buyer, show)
        raised = buyer.post(address("incident_step", incident, action="raise"), {"words": "已多次未补发"})
        assert raised.status_code == 302
        decide = address("incident_step", incident, action="decide")
        assert decide in text(platform, show)
        assert platform.post(decide, {"words": "少货属实", "outcome": "resend"}).status_code == 302

        page = text(supplier, show)
        assert "处理结果：补发" in page
        assert address("incident_step", incident, action="appeal") in page
        assert Order.objects.get(pk=incident.order_id).stopped_at is None

    def test_takes_only_acts_there_are(self, dispute, browser_of):
        incident = dispute.reported()

        assert browser_of("buyer").post(address("incident_step", incident, action="burn")).status_code == 404

    def test_shows_files_to_both_sides_alone(self, dispute, browser_of, cast):
        incident = dispute.reported()
        url = address("incident_step", incident, action="reply")
        told = {"words": "已核实", "outcome": "reject", "evidence": [SimpleUploadedFile("称重.jpg", PHOTO)]}
        assert browser_of("supplier").post(url, told).status_code == 302
        page = text(browser_of("buyer"), address("incident_show", incident))
        assert "不认可" in page
        [link] = [part.split('"')[0] for part in page.split('href="') if "/files/" in part.split('"')[0]]

        found = browser_of("platform").get(link)

        assert (found.status_code, b"".join(found.streaming_content)) == (200, PHOTO)
        assert found.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert browser_of("city_finance").get(link).status_code == 404
        assert browser_of("buyer").get(link.replace("/files/2/", "/files/1/")).status_code == 404


class TestLists:
    def test_say_what_waits_for_whom(self, dispute, browser_of, cast):
        incident = dispute.reported()
        link = address("incident_show", incident)
        waiting = address("incident_list") + "?show=waiting"
        assert link in text(browser_of("supplier"), waiting)
        assert link not in text(browser_of("buyer"), waiting)
        assert link in text(browser_of(hire(cast, "order_approver")), address("incident_list"))

        assert "待办理的交易异常" in text(browser_of("supplier"), "/")
        assert "待办理的交易异常" not in text(browser_of("buyer"), "/")
        assert "已超期" in text(browser_of("supplier"), waiting)

    def test_ask_no_more_for_more_rows(self, dispute, browser_of):
        dispute.reported()
        buyer, url = browser_of("buyer"), address("incident_list")
        text(buyer, url)
        with CaptureQueriesContext(connection) as one:
            text(buyer, url)
        for _ in range(3):
            dispute.reported()

        with CaptureQueriesContext(connection) as four:
            text(buyer, url)

        assert len(four) == len(one) <= 12


class TestTerms:
    def test_are_published_by_the_platform_and_read_by_both_sides(self, trade, browser_of):
        url, today = address("term_list"), timezone.localdate()
        told = {"level": "usual", "reply_days": "4", "decide_days": "8", "appeal_days": "6"}
        platform = browser_of("platform")
        late = platform.post(url, told | {"from_on": today - timedelta(days=1)})
        assert late.status_code == 422

        assert platform.post(url, told | {"from_on": today}).status_code == 302

        assert "4个工作日" in text(browser_of("supplier"), url)
        assert "公布新的期限" not in text(browser_of("supplier"), url)
        assert IncidentTerm.objects.get().reply_days == 4


def test_jobs_do_what_is_late(dispute, cast):
    incident = dispute.reported()

    # Their clock is that of today.
    escalate_late(0)
    Incident.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    remind_platform(0)

    incident.refresh_from_db()
    assert (incident.state, incident.reminded_on) == ("raised", timezone.localdate())
