from tests.orders import open_trade
from tests.worlds import world

trade = world(open_trade)
