from tests.market import on_stage
from tests.worlds import world

market = world(on_stage)
