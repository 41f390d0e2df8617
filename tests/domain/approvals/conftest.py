from tests.approvals import canteen as staffed
from tests.worlds import world

canteen = world(staffed)
