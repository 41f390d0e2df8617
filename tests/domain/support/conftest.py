import pytest

from tests.incidents import Dispute
from tests.orders import open_trade


@pytest.fixture
def trade(cast):
    return open_trade(cast)


@pytest.fixture
def dispute(trade):
    return Dispute(trade)
