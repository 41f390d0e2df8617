from tests.domain.reorganisations.office import Office
from tests.domain.shares.season import open_season
from tests.worlds import world


@world
def office(cast):
    return Office(open_season(cast))
