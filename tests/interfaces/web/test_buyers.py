"""Trading accounts: the unit's list, opening, terms, the buyer's own desk, and many at once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.organisations.models import Membership, Relation
from nongcai.domain.organisations.services import list_units
from tests.cast import AT, YEAR, credit_code, hire_buyer, unit
from tests.interfaces.web.test_account_batches import cells, shown, uploaded

SCHOOL, POLICE = "4101000002", "4101000003"
FIRM = credit_code(88, kind="91")
TYPED = {
    "place": SCHOOL,
    "kind": "contractor",
    "name": "郑州某餐饮公司",
    "credit_code": FIRM.lower(),
    "ends_on": "2099-06-30",
    "label": "承包方采购岗",
    "username": "chengbao",
}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


class TestOpening:
    def test_by_the_unit_shows_the_code_once_and_lists_the_account(self, browser_of):
        browser = browser_of("unit")

        response = browser.post("/accounts/buyers/open/", TYPED)

        listed = browser.get("/accounts/buyers/").content.decode()
        assert re.search(r"/activate/\w+/", response.content.decode())
        assert all(word in listed for word in ("郑州某餐饮公司", FIRM, "食堂承包方", "2099-06-30", "未激活"))
        assert "chengbao" not in browser_of("stranger").get("/accounts/buyers/").content.decode()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"place": POLICE}, "管理范围内没有代码或名称为"),
            ({"name": ""}, "请填写采购人名称"),
            ({"credit_code": "1"}, "采购人的统一社会信用代码应为18位"),
            ({"ends_on": ""}, "须填写合同截止日"),
            ({"username": "unit"}, "已被使用，请换一个"),
        ],
    )
    def test_says_what_is_wrong(self, browser_of, changes, sentence):
        response = browser_of("unit").post("/accounts/buyers/open/", TYPED | changes)

        assert response.status_code == 422
        assert sentence in response.content.decode()

    def test_list_takes_the_same_number_of_queries_for_any_number(self, browser_of, django_assert_num_queries):
        browser = browser_of("unit")
        browser.post("/accounts/buyers/open/", TYPED)
        browser.get("/accounts/buyers/")
        with django_assert_num_queries(4):
            browser.get("/accounts/buyers/")
        browser.post("/accounts/buyers/open/", TYPED | {"kind": "canteen", "username": "shitang"})
        with django_assert_num_queries(4):
            browser.get("/accounts/buyers/")

    def test_list_is_chosen_by_kind(self, browser_of):
        browser = browser_of("unit")
        browser.post("/accounts/buyers/open/", TYPED)

        found = [
            "chengbao" in browser.get(f"/accounts/buyers/?kind={kind}").content.decode()
            for kind in ("contractor", "canteen")
        ]

        assert found == [True, False]


class TestTerm:
    def test_is_changed_by_the_unit(self, browser_of):
        browser = browser_of("unit")
        browser.post("/accounts/buyers/open/", TYPED)
        post = Membership.objects.get(user__username="chengbao")

        refused = browser.post(f"/accounts/posts/{post.pk}/term/", {"ends_on": "2000-01-01"})
        browser.post(f"/accounts/posts/{post.pk}/term/", {"ends_on": "2098-01-01"})

        post.refresh_from_db()
        assert refused.status_code == 422
        assert str(post.last_day) == "2098-01-01"


class TestDesk:
    def test_says_for_whom_one_buys_and_offers_nothing_else(self, cast, browser_of):
        hire_buyer(cast)
        text = browser_of("buyer").get("/").content.decode()

        assert "郑州市第一中学" in text
        assert "采购金额计入" in text
        assert "/shares/" not in text
        assert "/accounts/buyers/" not in text

    def test_of_a_contractor_outside_the_tree_is_there(self, browser_of):
        code = re.search(
            r"/activate/(\w+)/", browser_of("unit").post("/accounts/buyers/open/", TYPED).content.decode()
        ).group(1)
        client = Client()
        client.post("/activate/", {"code": code, "password": "my-own-phrase", "again": "my-own-phrase"})
        client.post("/login/", {"username": "chengbao", "password": "my-own-phrase"})

        assert "2099-06-30" in client.get("/").content.decode()
        assert client.get("/messages/").status_code == 200
        assert client.get("/units/").status_code == 404


class TestManyAtOnce:
    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (f"{POLICE},,,,采购岗,,,供应商", "账号类型：没有“供应商”这一账号类型"),
            (f"{POLICE},,,,采购岗,,,工会", "采购人名称：请填写采购人名称"),
            (f"{POLICE},,,,采购岗,,,国企,某公司,123", "采购人统一社会信用代码：采购人的统一社会信用代码应为18位"),
            (f"{POLICE},,,,采购岗,,,承包方,某公司,{FIRM}", "合同截止日：食堂承包方须填写合同截止日"),
            (f"{POLICE},,,,采购岗,,,承包方,某公司,{FIRM},2000-01-01", "合同截止日：合同（授权）截止日应为"),
            (f"{POLICE},,,,采购岗,,,国企,某公司,{credit_code(3)}", "已登记为“郑州市公安局”"),
        ],
    )
    def test_says_what_becomes_of_each_row(self, browser_of, line, sentence):
        assert sentence in shown(browser_of("city_finance"), line)

    def test_tells_of_a_buyer_that_stands_or_comes_twice(self, browser_of):
        browser_of("unit").post("/accounts/buyers/open/", TYPED)

        text = shown(
            browser_of("city_finance"),
            f"{SCHOOL},,,,承包,a-01,,承包方,某公司,{FIRM},2099-01-01",
            f"{POLICE},,,,承包,a-02,,承包方,某公司,{FIRM},2099-01-01",
            f"{POLICE},,,,承包,a-03,,承包方,某公司,{FIRM},2099-01-01",
        )

        assert text.count("该采购人为本单位采购的交易账号已开通") == 2

    def test_of_a_unit_is_for_its_own_buyers_only(self, browser_of):
        text = shown(
            browser_of("unit"),
            f"{SCHOOL},,,,食堂岗,,,食堂",
            f"{SCHOOL},,,,填报岗,,,",
            f"{POLICE},,,,食堂岗,,,食堂",
        )

        assert "所管下级单位中没有编码为“4101000002”的单位" in text
        assert "本单位及所管下级单位中没有编码为“4101000003”的单位" in text
        assert "4101000002-st" in text

    def test_gives_a_firm_a_management_and_a_trading_account(self, browser_of):
        browser = browser_of("city_finance")
        address = uploaded(
            browser, f"{POLICE},,,,填报岗,qiye,,管理账号", f"{POLICE},,,,采购岗,,,国企,某国有公司,{FIRM}"
        )

        browser.post(f"{address}open/", {"purpose": "发放"})

        opened = Membership.objects.filter(user__username__in=("qiye", f"{POLICE}-qy"))
        assert {post.role for post in opened} == {"unit", "buyer"}

    def test_of_500_rows_with_3_wrong_opens_497_and_gives_3_back(self, browser_of, cast, django_assert_max_num_queries):
        codes = [f"41010{number:05d}" for number in range(100, 600)]
        rows = [unit(code, f"第{code}单位") for code in codes]
        list_units(actor=cast.actor("city_finance"), year=YEAR, rows=rows, at=AT)
        firms = [credit_code(int(code[-5:]), kind="91") for code in codes]
        lines = [
            f"{code},,,,第{code}岗,,,承包方,第{code}公司,{firm},2099-12-31"
            for code, firm in zip(codes, firms, strict=True)
        ]
        lines[7] = "999,,,,错一,,,食堂"
        lines[70] = f"{codes[70]},,,,错二,,,国企,某公司,12"
        lines[400] = f"{codes[400]},,,,错三,,,承包方,某公司,{FIRM},去年"
        browser = browser_of("city_finance")
        address = uploaded(browser, *lines)

        with django_assert_max_num_queries(45):
            opened = browser.post(f"{address}open/", {"purpose": "发放"})
        rejected = cells(browser.post(f"{address}rejects/"))

        listed = [row for row in cells(opened) if re.fullmatch(r"41010\d{5}", str(row[0]))]
        assert len(listed) == Membership.objects.filter(role="buyer").count() == 497
        assert Relation.objects.filter(kind="contractor").count() == 497
        columns = [row[0].partition("：")[0] for row in rejected[-3:]]
        assert columns == [
            "单位编码",
            "采购人统一社会信用代码",
            "合同截止日",
        ]
        assert accounts.user_by_name(f"{codes[0]}-cb") is not None
