import pytest

from tests.goods import open_hall
from tests.market import all_the_way, on_stage


@pytest.fixture
def market(cast):
    return open_hall(on_stage(cast))


@pytest.fixture
def supplier(cast):
    return all_the_way(on_stage(cast))


@pytest.fixture
def stall(cast):
    return on_stage(cast)
