from tests.goods import hall
from tests.market import all_the_way, on_stage
from tests.worlds import world

market = world(hall)


@world
def supplier(cast):
    return all_the_way(on_stage(cast))


stall = world(on_stage)
