"""The set-based statements behind the counts of listings."""

# Every listing counts at each finance node above its unit, on today's tree; all years where `year` is null.
LISTING_COUNTS_ANEW = """
    SELECT node AS node_id, l.year, count(*) AS due
    FROM organisations_listing l
    JOIN organisations_placement p ON p.organisation_id = l.organisation_id AND upper_inf(p.period)
    CROSS JOIN LATERAL unnest(string_to_array(rtrim(p.home_path, '.'), '.')::bigint[]) AS node
    WHERE l.year = coalesce(%(year)s, l.year)
    GROUP BY node, l.year
"""

FORGET_LISTING_COUNTS = f"""
    DELETE FROM organisations_listingcount c
    WHERE c.year = coalesce(%(year)s, c.year)
    AND (c.node_id, c.year) NOT IN (SELECT node_id, year FROM ({LISTING_COUNTS_ANEW}) anew)
"""

WRITE_LISTING_COUNTS = f"""
    INSERT INTO organisations_listingcount (node_id, year, due)
    SELECT node_id, year, due FROM ({LISTING_COUNTS_ANEW}) anew
    ORDER BY node_id, year
    ON CONFLICT (node_id, year) DO UPDATE SET due = excluded.due
"""

LISTING_COUNT_DIFFERENCES = f"""
    SELECT node_id, year, coalesce(s.due, 0), coalesce(anew.due, 0)
    FROM organisations_listingcount s FULL JOIN ({LISTING_COUNTS_ANEW}) anew USING (node_id, year)
    WHERE coalesce(s.due, 0) <> coalesce(anew.due, 0)
    ORDER BY node_id, year
"""
