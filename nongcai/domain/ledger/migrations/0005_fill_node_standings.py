"""The yearly sums of finance nodes are those of their months; the numbers of units move here from their own table."""

from django.db import migrations

FILL = """
    INSERT INTO ledger_nodestanding
        (node_id, year, canteen_total, reserved, canteen, contractor, "union", enterprise, individual,
         filings, orders, filed, reserving, buying, finished)
    SELECT m.*, coalesce(c.filed, 0), coalesce(c.reserving, 0), coalesce(c.buying, 0), coalesce(c.finished, 0)
    FROM (
        SELECT node_id, year,
                   coalesce(sum(amount) FILTER (WHERE kind = 'canteen_total'), 0) AS canteen_total,
                   coalesce(sum(amount) FILTER (WHERE kind = 'reserved'), 0) AS reserved,
                   coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'canteen'), 0) AS canteen,
                   coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'contractor'), 0) AS contractor,
                   coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'union'), 0) AS "union",
                   coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'enterprise'), 0) AS enterprise,
                   coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'individual'), 0) AS individual,
                   coalesce(sum(pieces) FILTER (WHERE kind = 'reserved'), 0) AS filings,
                   coalesce(sum(pieces) FILTER (WHERE kind = 'purchased'), 0) AS orders
        FROM ledger_nodemonth
        GROUP BY node_id, year
    ) m
    LEFT JOIN ledger_nodecount c ON c.node_id = m.node_id AND c.year = m.year
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_node_standings")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM ledger_nodestanding")]
