import pytest

from tests.domain.shares.season import open_season


@pytest.fixture
def season(cast):
    return open_season(cast)
