"""The set-based statements behind the summaries."""

FLAGS_TABLE = "unit_id bigint, year smallint, filed integer, reserving integer, buying integer, finished integer"

_FLAGS = """
    (filings > 0)::integer AS filed,
    (reserved > 0)::integer AS reserving,
    (purchased > 0)::integer AS buying,
    (reserved > 0 AND purchased >= reserved)::integer AS finished
"""

_TOUCHED = "SELECT DISTINCT unit_id, year FROM booked"

OPEN_STANDINGS = f"""
    INSERT INTO ledger_unitstanding (unit_id, year)
    SELECT unit_id, year FROM ({_TOUCHED}) touched ORDER BY unit_id, year
    ON CONFLICT (unit_id, year) DO NOTHING
"""

LOCK_STANDINGS = f"""
    SELECT 1 FROM ledger_unitstanding
    WHERE (unit_id, year) IN ({_TOUCHED})
    ORDER BY unit_id, year
    FOR NO KEY UPDATE
"""

FLAGS_BEFORE = f"""
    INSERT INTO standing_before
    SELECT unit_id, year, {_FLAGS} FROM ledger_unitstanding WHERE (unit_id, year) IN ({_TOUCHED})
"""

_SUMS = """
    SELECT unit_id, year,
        coalesce(sum(amount) FILTER (WHERE kind = 'canteen_total'), 0) AS canteen_total,
        coalesce(sum(amount) FILTER (WHERE kind = 'reserved'), 0) AS reserved,
        coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'canteen'), 0) AS canteen,
        coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'contractor'), 0) AS contractor,
        coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'union'), 0) AS "union",
        coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'enterprise'), 0) AS enterprise,
        coalesce(sum(amount) FILTER (WHERE kind = 'purchased' AND channel = 'individual'), 0) AS individual,
        coalesce(sum({pieces}) FILTER (WHERE kind = 'reserved'), 0) AS filings,
        coalesce(sum({pieces}) FILTER (WHERE kind = 'purchased'), 0) AS orders
    FROM {source} GROUP BY unit_id, year
"""

STANDINGS_FROM_ENTRIES = _SUMS.format(pieces="sign", source="ledger_entry")

STANDING_COLUMNS = (
    "canteen_total", "reserved", "canteen", "contractor", '"union"', "enterprise", "individual", "filings", "orders",
)  # fmt: skip

ADD_TO_STANDINGS = f"""
    UPDATE ledger_unitstanding s
    SET {", ".join(f"{name} = s.{name} + d.{name}" for name in STANDING_COLUMNS)}
    FROM ({_SUMS.format(pieces="pieces", source="booked")}) d
    WHERE s.unit_id = d.unit_id AND s.year = d.year
"""

_NODES = "CROSS JOIN LATERAL unnest(string_to_array(rtrim(h.home_path, '.'), '.')::bigint[]) AS node"

NODE_COLUMNS = (*STANDING_COLUMNS, "filed", "reserving", "buying", "finished")

_FLAG_NAMES = ("filed", "reserving", "buying", "finished")

ADD_TO_NODES = f"""
    INSERT INTO ledger_nodestanding AS s (node_id, year, {", ".join(NODE_COLUMNS)})
    SELECT node, d.year, {", ".join(f"sum(d.{name})" for name in STANDING_COLUMNS)},
           {", ".join(f"sum(a.{name} - b.{name})" for name in _FLAG_NAMES)}
    FROM ({_SUMS.format(pieces="pieces", source="booked")}) d
    JOIN (SELECT unit_id, year, {_FLAGS} FROM ledger_unitstanding) a ON a.unit_id = d.unit_id AND a.year = d.year
    JOIN standing_before b ON b.unit_id = d.unit_id AND b.year = d.year
    JOIN booked_home h ON h.unit_id = d.unit_id
    {_NODES}
    GROUP BY node, d.year
    ORDER BY node, d.year
    ON CONFLICT (node_id, year) DO UPDATE SET
        {", ".join(f"{name} = s.{name} + excluded.{name}" for name in NODE_COLUMNS)}
"""

ADD_TO_MONTHS = f"""
    INSERT INTO ledger_nodemonth AS m (node_id, year, month, kind, channel, amount, pieces)
    SELECT node, d.year, d.month, d.kind, d.channel, sum(d.amount), sum(d.pieces)
    FROM booked d
    JOIN booked_home h ON h.unit_id = d.unit_id
    {_NODES}
    GROUP BY node, d.year, d.month, d.kind, d.channel
    ORDER BY node, d.year, d.month, d.kind, d.channel
    ON CONFLICT (node_id, year, month, kind, channel) DO UPDATE SET
        amount = m.amount + excluded.amount, pieces = m.pieces + excluded.pieces
"""

# The same sums anew from all entries, on today's tree, for checking and rebuilding.
HOME_TABLE = "unit_id bigint, home_path varchar(200)"

NODES_ANEW = f"""
    SELECT node AS node_id, a.year, {", ".join(f"sum({name}) AS {name}" for name in STANDING_COLUMNS[:7])},
           {", ".join(f"sum({name})::integer AS {name}" for name in NODE_COLUMNS[7:])}
    FROM (SELECT *, {_FLAGS} FROM (
        SELECT *, canteen + contractor + "union" + enterprise + individual AS purchased
        FROM ({STANDINGS_FROM_ENTRIES}) sums
    ) standing) a
    JOIN booked_home h ON h.unit_id = a.unit_id
    {_NODES}
    GROUP BY node, a.year
"""

MONTHS_ANEW = f"""
    SELECT node AS node_id, e.year, e.month, e.kind, e.channel, sum(e.amount) AS amount,
           sum(e.pieces)::integer AS pieces
    FROM (
        SELECT unit_id, year, date_trunc('month', counted_at AT TIME ZONE 'Asia/Shanghai')::date AS month,
               kind, channel, sum(amount) AS amount, sum(sign) AS pieces
        FROM ledger_entry GROUP BY 1, 2, 3, 4, 5
    ) e
    JOIN booked_home h ON h.unit_id = e.unit_id
    {_NODES}
    GROUP BY node, e.year, e.month, e.kind, e.channel
"""
