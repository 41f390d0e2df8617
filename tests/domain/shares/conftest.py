from tests.domain.shares.season import open_season
from tests.worlds import world

season = world(open_season)
