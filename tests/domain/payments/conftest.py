import pytest

from tests.market import on_stage
from tests.money import open_account


@pytest.fixture
def market(cast):
    return on_stage(cast)


@pytest.fixture
def account(market):
    return open_account(market)
