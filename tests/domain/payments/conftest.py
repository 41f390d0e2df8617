from tests.market import on_stage
from tests.money import open_account
from tests.worlds import world

market = world(on_stage)


account = world(open_account)
