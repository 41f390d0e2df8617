import pytest

from tests.approvals import Canteen
from tests.approvals import canteen as staffed


@pytest.fixture
def canteen(cast) -> Canteen:
    """The school's canteen with a buyer, two approvers and two levels."""
    return staffed(cast)
