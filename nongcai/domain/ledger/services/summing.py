"""Adding what was booked to the summaries: sets, not loops; rows are taken in key order so that nobody deadlocks."""

from __future__ import annotations

from nongcai.domain.ledger import statements
from nongcai.foundation import records

BOOKED = (
    "unit_id bigint, year smallint, month date, kind varchar(16), channel varchar(12), "
    "amount numeric(18, 2), pieces integer, rows integer"
)


def add_booked() -> None:
    """Add the temporary table `booked` (with `booked_home`) to unit standings, node standings and node months."""
    records.scratch("standing_before", statements.FLAGS_TABLE)
    records.run(statements.OPEN_STANDINGS)
    records.run(statements.LOCK_STANDINGS)
    records.run(statements.FLAGS_BEFORE)
    records.run(statements.ADD_TO_STANDINGS)
    records.run(statements.ADD_TO_NODES)
    records.run(statements.ADD_TO_MONTHS)
