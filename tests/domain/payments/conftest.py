import pytest

from nongcai.foundation import wechat
from tests import institution as institutions
from tests.cast import hire
from tests.market import on_stage
from tests.money import open_account, owe
from tests.online import MERCHANT, pay_for
from tests.worlds import world

market = world(on_stage)


account = world(open_account)


@pytest.fixture
def institution():
    with institutions.running() as running:
        yield running


@pytest.fixture
def cashier(institution):
    return wechat.cashier()


@pytest.fixture
def payer(cast):
    return cast.actor(hire(cast, "accountant"))


@pytest.fixture
def due(market):
    open_account(market, merchant_no=MERCHANT)
    return owe(market, "1200.00", payer_kind="person", purpose="other")


@pytest.fixture
def payment(due, payer, cashier):
    return pay_for(due, payer, cashier)
