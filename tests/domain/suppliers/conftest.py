import pytest

from tests.market import on_stage


@pytest.fixture
def market(cast):
    return on_stage(cast)
