import pytest

from tests.orders import open_trade


@pytest.fixture
def trade(cast):
    return open_trade(cast)
