import pytest

from tests.market import all_the_way, on_stage


@pytest.fixture
def market(cast):
    return on_stage(cast)


@pytest.fixture
def supplier(market):
    return all_the_way(market)
