"""What touches many rows at once."""

READINGS = """
INSERT INTO urging_announcementreading (announcement_id, user_id, label, organisation_name, read_at)
SELECT id, %(user)s, %(label)s, %(organisation)s, %(at)s FROM unnest(%(ids)s::bigint[]) AS told (id)
ON CONFLICT (announcement_id, user_id) DO NOTHING
"""

# Planned twice is planned once: the key says so.
CONTACTS = """
INSERT INTO urging_contact
    (key, node_id, unit_id, year, kind, channel, text, path, number, state, planned_at, due_at, receipt)
SELECT key, %(node)s, unit_id, %(year)s, kind, channel, text, path, number, 'waiting', %(at)s, %(due)s, ''
FROM unnest(
    %(keys)s::text[], %(units)s::bigint[], %(kinds)s::text[], %(channels)s::text[], %(texts)s::text[],
    %(paths)s::text[], %(numbers)s::text[]
) AS planned (key, unit_id, kind, channel, text, path, number)
ORDER BY key
ON CONFLICT (key) DO NOTHING
"""

# A number that was used is masked.
PASSED_ON = """
UPDATE urging_contact c
SET state = told.state, receipt = told.receipt, number = left(c.number, 3) || '****' || right(c.number, 4)
FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(receipts)s::text[]) AS told (id, state, receipt)
WHERE c.id = told.id AND c.state = 'sending'
"""
