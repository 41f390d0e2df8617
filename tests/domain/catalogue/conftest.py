import pytest

from tests.goods import open_hall
from tests.market import on_stage


@pytest.fixture
def market(cast):
    return open_hall(on_stage(cast))
