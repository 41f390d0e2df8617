import pytest

from tests.incidents import Dispute
from tests.orders import open_trade
from tests.worlds import world

trade = world(open_trade)


@pytest.fixture
def dispute(trade):
    return Dispute(trade)
