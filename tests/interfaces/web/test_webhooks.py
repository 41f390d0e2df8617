"""Where confirmed filings are sent: made, watched, sent again."""

import pytest
from django.urls import reverse

from nongcai.domain.webhooks.models import Delivery, Subscription
from tests.cast import AT
from tests.interfaces.web.noticing import text_of

ADDRESS = "https://oa.example.gov.cn/in"


@pytest.fixture(autouse=True)
def _listed(settings):
    settings.NONGCAI_WEBHOOK_ORIGINS = ["https://oa.example.gov.cn"]


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


@pytest.fixture
def subscription(clerk):
    clerk.post(reverse("webhooks:subscription_new"), {"name": "一体化系统", "address": ADDRESS})
    return Subscription.objects.get()


@pytest.fixture
def failed(subscription):
    """Something the receiver did not take."""
    return Delivery.objects.create(
        subscription=subscription, filing_id=1, version=2, unit_name="郑州市第一中学", body="{}", state="failed",
        attempts=7, status=503, told="<b>维护中</b>", due_at=AT, made_at=AT, settled_at=AT,
    )  # fmt: skip


class TestSubscriptionNew:
    def test_shows_the_secret_once(self, clerk):
        response = clerk.post(reverse("webhooks:subscription_new"), {"name": "一体化系统", "address": ADDRESS})
        again = clerk.get(reverse("webhooks:subscription_show", args=[Subscription.objects.get().pk]))

        assert "whsec_" in text_of(response)
        assert "whsec_" not in text_of(again)

    def test_says_who_has_to_list_a_host(self, clerk):
        wrong = {"name": "一体化系统", "address": "https://elsewhere.example.org/in"}
        response = clerk.post(reverse("webhooks:subscription_new"), wrong)

        assert response.status_code == 422
        assert "主机须先登记" in text_of(response)
        assert response.context["form"]["address"].value() == wrong["address"]

    def test_says_that_an_address_is_known(self, clerk, subscription):
        response = clerk.post(reverse("webhooks:subscription_new"), {"name": "乙", "address": ADDRESS})

        assert response.status_code == 422
        assert "不必重复建立" in text_of(response)


class TestSubscriptionList:
    def test_says_what_to_do_where_there_is_none(self, clerk):
        assert "没有推送接口" in text_of(clerk.get(reverse("webhooks:subscription_list")))

    def test_counts_what_failed(self, clerk, failed):
        response = clerk.get(reverse("webhooks:subscription_list"))

        assert [(one.waiting, one.delivered, one.failed) for one in response.context["rows"]] == [(0, 0, 1)]

    def test_takes_few_queries(self, clerk, failed, django_assert_max_num_queries):
        with django_assert_max_num_queries(7):
            clerk.get(reverse("webhooks:subscription_list"))


class TestSubscriptionShow:
    def test_tells_what_the_receiver_answered(self, clerk, failed):
        response = clerk.get(reverse("webhooks:subscription_show", args=[failed.subscription_id]))

        assert "503 &lt;b&gt;维护中" in text_of(response)
        assert "<b>维护中" not in text_of(response)

    def test_finds_by_state(self, clerk, failed):
        address = reverse("webhooks:subscription_show", args=[failed.subscription_id])

        assert [len(clerk.get(f"{address}?state={state}").context["page"]) for state in ("failed", "delivered")] == [
            1, 0,
        ]  # fmt: skip

    def test_offers_nothing_to_auditors(self, browser_of, failed):
        response = browser_of("auditor").get(reverse("webhooks:subscription_show", args=[failed.subscription_id]))

        assert "重新推送" not in text_of(response)

    def test_takes_few_queries(self, clerk, failed, django_assert_max_num_queries):
        with django_assert_max_num_queries(9):
            clerk.get(reverse("webhooks:subscription_show", args=[failed.subscription_id]))


class TestActs:
    def test_sends_one_again(self, clerk, failed):
        response = clerk.post(
            reverse("webhooks:delivery_replay", args=[failed.subscription_id, failed.pk]), follow=True
        )
        failed.refresh_from_db()

        assert (failed.state, failed.attempts) == ("waiting", 0)
        assert "已安排重新推送1条" in text_of(response)

    def test_says_that_nothing_was_confirmed_on_those_days(self, clerk, subscription):
        days = {"since": "2020-01-01", "until": "2020-01-02"}
        response = clerk.post(reverse("webhooks:subscription_replay", args=[subscription.pk]), days, follow=True)

        assert "没有需要重新推送的记录" in text_of(response)

    def test_sends_again_what_was_confirmed_on_the_last_day(self, clerk, subscription):
        # The cast's filings were confirmed on the first of March.
        days = {"since": "2023-03-01", "until": "2023-03-01"}
        clerk.post(reverse("webhooks:subscription_replay", args=[subscription.pk]), days)

        assert Delivery.objects.filter(subscription=subscription, state="waiting").count() == 5

    def test_keeps_what_was_typed_wrong(self, clerk, subscription):
        days = {"since": "2024-02-01", "until": "2024-01-01"}
        response = clerk.post(reverse("webhooks:subscription_replay", args=[subscription.pk]), days)

        assert response.status_code == 422
        assert "截止日期不能早于开始日期" in text_of(response)

    def test_pauses_and_resumes(self, clerk, subscription):
        for action, state in (("pause", "paused"), ("resume", "active"), ("end", "ended")):
            clerk.post(reverse("webhooks:subscription_step", args=[subscription.pk]), {"action": action})
            subscription.refresh_from_db()
            assert subscription.state == state

        response = clerk.post(reverse("webhooks:subscription_step", args=[subscription.pk]), {"action": "resume"})
        assert response.status_code == 409

    def test_knows_no_other_step(self, clerk, subscription):
        response = clerk.post(reverse("webhooks:subscription_step", args=[subscription.pk]), {"action": "burn"})

        assert response.status_code == 404
