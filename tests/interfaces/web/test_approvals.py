"""Pages of approvals: the inbox for the phone, a request with its steps, levels, delegations, budgets."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nongcai.domain.approvals import queries, services
from nongcai.domain.approvals.models import ApprovalLevel, ApprovalRequest, Budget, Delegation
from nongcai.domain.holds.models import Resource
from nongcai.interfaces.web.approvals import subjects
from tests.approvals import SUBJECT, canteen
from tests.cast import PASSWORD
from tests.worlds import world

PAGE = f"/approvals/{SUBJECT}/"


shop = world(canteen)


def text(client, address, status=200, **asked):
    response = client.get(address, asked)
    assert response.status_code == status
    return response.content.decode()


def ask(shop, *args, **kwargs):
    return shop.ask(*args, at=timezone.now(), **kwargs)


def budget_of_this_month(shop, amount):
    told = services.ToldBudget(shop.unit, "canteen", "month", timezone.localdate(), Decimal(amount))
    return services.set_budget(actor=shop.actor("unit"), told=told, at=timezone.now())


class TestTheInbox:
    def test_shows_what_one_wants_to_know_before_deciding(self, shop, browser_of):
        budget = budget_of_this_month(shop, "10000")
        Resource.objects.filter(pk=budget.resource_id).update(held=F("held") + 8500)
        ask(shop, subject="purchase:0")
        shop.agree("order_approver", subject="purchase:0", at=timezone.now())
        ask(shop)

        shown = text(browser_of("order_approver"), "/approvals/")

        told = ("东北大米等2种", "2,000.00", "食堂", "兰考县某合作社", "东北大米 10kg × 20袋", "：余 1,500.00")
        assert [one for one in (*told, "已用 85.00%", "1 笔", "第一中学食堂采购岗", "1/1") if one not in shown] == []

    def test_asks_the_same_for_many_as_for_few(self, shop, browser_of):
        client, costs = browser_of("order_approver"), []
        budget_of_this_month(shop, "10000")
        for number in range(12):
            ask(shop, subject=f"purchase:{number}")
            if number in {1, 11}:
                text(client, "/approvals/")
                with CaptureQueriesContext(connection) as asked:
                    text(client, "/approvals/")
                costs.append(len(asked))

        assert costs[0] == costs[1]

    def test_says_that_nothing_waits(self, shop, browser_of):
        assert "没有待您审批的采购" in text(browser_of("order_approver"), "/approvals/")

    def test_agrees_to_the_one_whose_button_was_pressed(self, shop, browser_of):
        ask(shop, subject="purchase:1")
        ask(shop, subject="purchase:2")
        client = browser_of("order_approver")

        told = client.post("/approvals/agree/", {"one": "purchase:2|1", "ticked": ["purchase:1|1"]}, follow=True)

        assert "已同意1项" in told.content.decode()
        assert [queries.decision_of(f"purchase:{one}").state for one in (1, 2)] == ["waiting", "agreed"]

    def test_agrees_to_many_and_says_what_could_not_be(self, shop, browser_of):
        ask(shop, subject="purchase:1")
        ask(shop, "6000", subject="purchase:2")
        seen = ["purchase:1|1", "purchase:2|2"]

        response = browser_of("order_approver").post("/approvals/agree/", {"ticked": seen})

        shown = response.content.decode()
        assert "已同意 1 项，未办理 1 项" in shown
        assert "该事项已到第1级" in shown

    @pytest.mark.parametrize("ticked", [[], ["purchase:1"], ["|1"], ["purchase:1|x"], ["purchase:1|99"]])
    def test_wants_something_ticked(self, shop, browser_of, ticked):
        ask(shop)

        told = browser_of("order_approver").post("/approvals/agree/", {"ticked": ticked}, follow=True)

        assert "请先勾选" in told.content.decode()
        assert queries.decision_of(SUBJECT).waits

    def test_stands_on_the_desk(self, shop, browser_of):
        ask(shop)

        assert "待审批的采购" in text(browser_of("order_approver"), "/")
        assert "待审批的采购" not in text(browser_of("head"), "/")

    def test_hands_each_kind_of_subject_to_its_own_services(self, shop, browser_of, monkeypatch):
        went_on = []

        def agree_many(*, actor, seen, at):
            went_on.extend(subject for subject, _level in seen)
            return services.agree_many(actor=actor, seen=seen, at=at)

        own = subjects.Deciding(services.agree, services.refuse, agree_many, services.withdraw, "guides:guide_show")
        monkeypatch.setitem(subjects.DECIDING, "purchase", own)
        ask(shop, subject="purchase:1")
        ask(shop, subject="plan:1")

        seen = ["purchase:1|1", "plan:1|1"]
        browser_of("order_approver").post("/approvals/agree/", {"ticked": seen})

        assert went_on == ["purchase:1"]
        assert queries.decision_of("plan:1").is_agreed
        assert subjects.address_of("purchase:1") == "/guides/1/"
        assert subjects.address_of("plan:1") == ""


class TestARequest:
    def test_is_agreed_to(self, shop, browser_of):
        ask(shop, "6000")
        client = browser_of("order_approver")
        assert "同意并转下一级" in text(client, PAGE)

        client.post(f"{PAGE}agree/", {"level": 1})

        shown = text(client, PAGE)
        assert "现由以下岗位办理：第一中学后勤主任岗" in " ".join(shown.split()).replace("： ", "：")
        assert "同意并转下一级" in shown
        assert "form" not in shown.partition('id="refuse"')[2]

    def test_is_refused_with_a_reason(self, shop, browser_of):
        ask(shop)
        client = browser_of("order_approver")

        missing = client.post(f"{PAGE}refuse/", {"level": 1, "reason": ""})
        assert missing.status_code == 422
        assert "有 1 项需要修改" in missing.content.decode()
        client.post(f"{PAGE}refuse/", {"level": 1, "reason": "本月已够"})

        assert "本月已够" in text(browser_of("buyer"), PAGE)
        assert ApprovalRequest.objects.get().state == "refused"

    def test_wants_a_token(self, shop, browser_of):
        ask(shop)
        strict = Client(enforce_csrf_checks=True)
        strict.login(username="order_approver", password=PASSWORD)

        assert strict.post(f"{PAGE}agree/", {"level": 1}).status_code == 403
        assert queries.decision_of(SUBJECT).waits

    def test_is_taken_back_by_who_asked(self, shop, browser_of):
        ask(shop)
        client = browser_of("buyer")
        assert "撤回后须重新提交" in text(client, PAGE)

        client.post(f"{PAGE}withdraw/")

        assert "已撤回" in text(client, PAGE)

    def test_says_why_it_cannot_be(self, shop, browser_of):
        ask(shop, "6000")
        client = browser_of("head")

        refused = client.post(f"{PAGE}agree/", {"level": 1})

        assert refused.status_code == 403
        assert "现由第一中学采购审批岗办理" in refused.content.decode()
        assert client.post(f"{PAGE}agree/", {"level": "x"}).status_code == 422

    def test_says_as_what_one_decides(self, shop, browser_of):
        ask(shop)
        shop.leave("order_approver")

        assert "无人可办，由管理人员办理：第一中学采购审批岗" in text(browser_of("unit"), PAGE)

    def test_shows_hostile_words_as_words(self, shop, browser_of):
        ask(shop, title="<script>alert(1)</script>", lines=("<img src=x onerror=y>",), supplier_name='"><b>')

        for address in ("/approvals/", PAGE, "/approvals/requests/"):
            shown = text(browser_of("order_approver"), address)
            assert "<script>alert" not in shown
            assert "<img src=x" not in shown

    def test_is_listed_by_state(self, shop, browser_of):
        ask(shop)
        client = browser_of("unit")

        assert "东北大米等2种" in text(client, "/approvals/requests/", state="waiting")
        assert "没有符合条件的事项" in text(client, "/approvals/requests/", state="agreed")
        assert "东北大米等2种" in text(client, "/approvals/requests/", state="nonsense")


class TestLevels:
    def address(self, shop):
        return f"/approvals/levels/{shop.unit}/"

    def test_are_set(self, shop, browser_of):
        client, head = browser_of("unit"), shop.post("head").pk

        client.post(self.address(shop), {"from_1": "2,000", "post_1": "", "from_2": "8000", "post_2": head})

        rows = ApprovalLevel.objects.filter(ended_at=None).order_by("number").values_list("from_amount", "post_id")
        assert [(int(amount), post) for amount, post in rows] == [(2000, None), (8000, head)]
        assert "任一采购审批人" in text(client, "/approvals/levels/")

    def test_are_set_for_a_purpose(self, shop, browser_of):
        browser_of("unit").post(f"{self.address(shop)}?purpose=union", {"from_1": "0"})

        assert ApprovalLevel.objects.filter(ended_at=None, purpose="union").count() == 1
        shown = text(browser_of("unit"), "/approvals/levels/")
        assert ("单独设置食堂" in shown, "单独设置工会福利" in shown) == (True, False)
        assert ApprovalLevel.objects.filter(ended_at=None, purpose="").count() == 2

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"from_1": "2000", "from_2": "1000"}, "第2级的起始金额应大于上一级"),
            ({"from_2": "1000"}, "请从第1级起依次填写"),
            ({"from_1": "-5"}, "有 1 项需要修改"),
            ({"from_1": "1", "post_1": "999999"}, "有 1 项需要修改"),
        ],
    )
    def test_say_what_is_wrong(self, shop, browser_of, sent, said):
        response = browser_of("unit").post(self.address(shop), sent)

        assert response.status_code == 422
        assert said in response.content.decode()
        assert ApprovalLevel.objects.filter(ended_at=None).count() == 2

    def test_are_not_there_for_another_body_or_purpose(self, shop, browser_of):
        client = browser_of("unit")

        assert client.get(f"/approvals/levels/{shop.cast.city.id}/").status_code == 404
        assert client.get(f"{self.address(shop)}?purpose=other").status_code == 200
        assert client.get(f"{self.address(shop)}?purpose=else").status_code == 404

    def test_say_who_has_left(self, shop, browser_of):
        shop.leave("head")

        assert "已离任，请另选" in text(browser_of("unit"), self.address(shop))

    def test_say_that_nobody_buys(self, cast, browser_of):
        assert "还没有为本单位采购的账号" in text(browser_of("stranger"), "/approvals/levels/")


class TestDelegations:
    def sent(self, shop, **changes):
        today = timezone.localdate()
        last = today + timedelta(days=5)
        told = {"from_post": shop.post("order_approver").pk, "to_post": shop.post("head").pk, "reason": "出差"}
        return told | {"first_on": today.isoformat(), "last_on": last.isoformat()} | changes

    def test_are_entered_and_ended_by_the_post_itself(self, shop, browser_of):
        client = browser_of("order_approver")
        client.post("/approvals/delegations/new/", self.sent(shop))
        assert "您受“第一中学采购审批岗”委托代为审批" in text(browser_of("head"), "/approvals/")
        assert "生效中" in text(client, "/approvals/delegations/")

        client.post(f"/approvals/delegations/{Delegation.objects.get().pk}/end/")

        assert "已结束" in text(client, "/approvals/delegations/")

    def test_say_what_is_wrong(self, shop, browser_of):
        client = browser_of("order_approver")

        wrong = client.post("/approvals/delegations/new/", self.sent(shop, last_on="2020-01-01"))

        assert wrong.status_code == 422
        assert "委托的起止日期应从今天起" in wrong.content.decode()
        assert not Delegation.objects.exists()

    def test_have_no_form_for_those_who_do_not_approve(self, shop, browser_of):
        assert "to_post" not in text(browser_of("buyer"), "/approvals/delegations/")
        assert browser_of("buyer").post("/approvals/delegations/new/", self.sent(shop)).status_code == 404


class TestBudgets:
    def test_are_set_changed_and_closed(self, shop, browser_of):
        client, today = browser_of("unit"), timezone.localdate()
        sent = {"organisation": shop.unit, "purpose": "canteen", "span": "month", "day": today.isoformat()}
        client.post("/approvals/budgets/new/", sent | {"amount": "12,000"})
        budget = Budget.objects.get()
        page = f"/approvals/budgets/{budget.pk}/"
        assert "12,000.00" in text(client, "/approvals/budgets/")

        client.post(f"{page}change/", {"amount": "15000", "reason": "追加"})
        assert "追加" in text(client, page)
        client.post(f"{page}close/", {"reason": "设错用途"})

        assert "停用，不再限制采购" in text(client, page)
        assert "没有当前的采购预算" in text(client, "/approvals/budgets/")
        assert "已停用" in text(client, "/approvals/budgets/", past="1")

    def test_warn_when_they_are_nearly_used_up(self, shop, browser_of):
        budget = budget_of_this_month(shop, "1000")
        client = browser_of("buyer")
        assert "已用80%以上的预算" not in text(client, "/approvals/budgets/")

        Resource.objects.filter(pk=budget.resource_id).update(committed=800)

        assert "已用80%以上的预算" in text(client, "/approvals/budgets/")
        assert "请安排后续采购或者调整预算" in text(client, f"/approvals/budgets/{budget.pk}/")

    def test_say_what_is_wrong(self, shop, browser_of):
        budget = budget_of_this_month(shop, "1000")
        Resource.objects.filter(pk=budget.resource_id).update(held=900)
        client, page = browser_of("unit"), f"/approvals/budgets/{budget.pk}/"

        below = client.post(f"{page}change/", {"amount": "899.99", "reason": "压减"})
        without = client.post(f"{page}close/", {"reason": ""})
        sent = {"organisation": shop.unit, "purpose": "canteen", "span": "month", "amount": "5"}
        again = client.post("/approvals/budgets/new/", sent | {"day": timezone.localdate().isoformat()})

        assert [one.status_code for one in (below, without, again)] == [422] * 3
        assert "已占用和已支出900.00元" in below.content.decode()
        assert "已有预算" in again.content.decode()
        assert queries.budget_standings([budget])[0].amount == 1000
