"""A county recommends a list of applicants with one sealed letter: all of them, or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from nongcai.domain.notifications.models import Message
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import queries, services
from nongcai.domain.suppliers.errors import LetterMissingError, NoneChosenError, OneOfManyError
from nongcai.domain.suppliers.models import Application
from nongcai.domain.suppliers.rules import chosen
from nongcai.domain.suppliers.states import ApplicationState
from nongcai.foundation.errors import NotAllowedError, NotFoundError
from tests.browsers import signed_in
from tests.market import (
    AT,
    PASSWORD,
    SCAN,
    TODAY,
    Market,
    check,
    market_code,
    on_stage,
    registration,
    show_papers,
    submit,
    user_of,
    vet,
)


def second(market):
    """Let another co-operative of the county apply, and both functions pass it."""
    supplier = services.register(told=registration("second", 2, name="乙合作社"), password=PASSWORD, at=AT)
    other = Market({**market.users, "supplier": user_of(supplier)}, supplier)
    show_papers(other)
    submit(other, name="乙合作社", credit_code=market_code(2))
    vet(other)
    return other


@pytest.fixture
def market(cast, settings, tmp_path):
    settings.FILES = tmp_path
    market = on_stage(cast)
    show_papers(market)
    submit(market)
    vet(market)
    return market


def recommend(market, *others, by="quality", letter=SCAN):
    applications = [one.application for one in (market, *others)]
    versions = {one.pk: one.version for one in applications}
    return services.recommend_many(actor=market.actor(by), versions=versions, letter=letter, at=AT)


def check_today(market):
    """Look at the lists: pages read the clock."""
    services.check_credit(
        actor=market.actor("quality"),
        supplier_id=market.supplier.pk,
        checked_on=timezone.localdate(),
        source="信用中国",
        is_listed=False,
        at=timezone.now(),
    )


def states():
    return list(Application.objects.order_by("pk").values_list("state", flat=True))


class TestMany:
    def test_go_with_one_letter_and_one_message(self, market):
        other = second(market)
        check(market)
        check(other)

        assert recommend(market, other) == 2

        assert states() == [ApplicationState.RECOMMENDED] * 2
        letters = [queries.letter_of(one.application) for one in (market, other)]
        assert {one.sha256 for one in letters} == {letters[0].sha256}
        [told] = Message.objects.filter(recipient=market.users["platform"])
        assert told.text == "卢氏县农业农村局推荐的2家供应商等待审核。"

    def test_go_all_or_none_and_name_the_one(self, market):
        other = second(market)
        check(market)

        with pytest.raises(OneOfManyError) as refusal:
            recommend(market, other)

        assert "乙合作社" in str(refusal.value)
        assert "失信" in str(refusal.value)
        assert states() == [ApplicationState.VETTED] * 2

    def test_want_a_letter_and_a_choice(self, market):
        check(market)
        with pytest.raises(OneOfManyError):
            recommend(market, letter=None)
        for versions in ({}, dict.fromkeys(range(1, 40), 1)):
            with pytest.raises(NoneChosenError):
                services.recommend_many(actor=market.actor("quality"), versions=versions, letter=SCAN, at=AT)
        assert LetterMissingError.status == 422

    def test_are_the_countys_own(self, market):
        check(market)
        with pytest.raises(NotFoundError):
            recommend(market, by="other_county")
        with pytest.raises(NotAllowedError):
            recommend(market, by="platform")


class TestChosen:
    @given(st.dictionaries(st.integers(1, 10**17), st.integers(1, 10**4), max_size=5))
    def test_reads_what_the_page_writes(self, versions):
        assert chosen(f"{key}:{version}" for key, version in versions.items()) == versions

    @given(st.lists(st.text(max_size=25), max_size=5))
    def test_never_breaks(self, texts):
        assert all(key >= 0 for key in chosen(texts))

    @pytest.mark.parametrize("text", ["", "1", "1:2:3", "a:1", "1:", "٣:1", "9" * 19 + ":1"])
    def test_leaves_out_what_is_none(self, text):
        assert chosen([text]) == {}


class TestPage:
    def test_takes_what_was_ticked(self, market):
        check_today(market)
        browser, application = signed_in(market.users["quality"]), market.application
        pick = f"{application.pk}:{application.version}"
        assert f'value="{pick}"' in browser.get("/suppliers/inbox/").content.decode()

        told = {"chosen": [pick], "file": SimpleUploadedFile("推荐函.pdf", SCAN.data)}
        none = browser.post("/suppliers/inbox/recommend/", told | {"chosen": []})
        assert (none.status_code, "请勾选要推荐的申请" in none.content.decode()) == (422, True)
        told["file"].seek(0)
        assert browser.post("/suppliers/inbox/recommend/", told).status_code == 302

        assert states() == [ApplicationState.RECOMMENDED]
        actor = organisations.actor_of(market.users["platform"], None, TODAY)
        assert queries.waiting_for(actor).count() == 1

    def test_goes_by_the_api(self, market):
        check_today(market)
        client, application = signed_in(market.users["quality"]), market.application
        address = "/api/v1/applications/recommend"
        told = {"chosen": [f"{application.pk}:{application.version}"]}

        assert client.post(address, told).status_code == 422
        response = client.post(address, told | {"file": SimpleUploadedFile("推荐函.pdf", SCAN.data)})

        assert (response.status_code, response.json()) == (200, {"count": 1})
