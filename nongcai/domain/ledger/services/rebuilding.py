"""Making the summaries anew from the entries, on today's tree."""

from __future__ import annotations

from django.db import transaction

from nongcai.domain.ledger import statements
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import records


@transaction.atomic
def rebuild_summaries() -> None:
    """Throw all summaries away and sum the entries again: after a change of the tree, or an alarm."""
    records.run("LOCK TABLE ledger_unitstanding, ledger_nodestanding, ledger_nodemonth IN EXCLUSIVE MODE")
    records.run("DELETE FROM ledger_unitstanding")
    records.run("DELETE FROM ledger_nodestanding")
    records.run("DELETE FROM ledger_nodemonth")
    records.scratch("booked_home", statements.HOME_TABLE)
    homes = organisations.placements().values_list("organisation_id", "home_path")
    records.insert_select("booked_home", ("unit_id", "home_path"), homes)
    names, node_names = ", ".join(statements.STANDING_COLUMNS), ", ".join(statements.NODE_COLUMNS)
    records.run(
        f"INSERT INTO ledger_unitstanding (unit_id, year, {names}) "
        f"SELECT unit_id, year, {names} FROM ({statements.STANDINGS_FROM_ENTRIES}) sums"
    )
    records.run(
        f"INSERT INTO ledger_nodestanding (node_id, year, {node_names}) "
        f"SELECT node_id, year, {node_names} FROM ({statements.NODES_ANEW}) sums"
    )
    records.run(
        "INSERT INTO ledger_nodemonth (node_id, year, month, kind, channel, amount, pieces) "
        f"SELECT node_id, year, month, kind, channel, amount, pieces FROM ({statements.MONTHS_ANEW}) sums"
    )
