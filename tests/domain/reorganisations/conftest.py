import pytest

from tests.domain.reorganisations.office import Office
from tests.domain.shares.season import open_season


@pytest.fixture
def office(cast):
    return Office(open_season(cast))
