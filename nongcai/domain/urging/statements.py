"""What touches many rows at once."""

READINGS = """
INSERT INTO urging_announcementreading (announcement_id, user_id, label, organisation_name, read_at)
SELECT id, %(user)s, %(label)s, %(organisation)s, %(at)s FROM unnest(%(ids)s::bigint[]) AS told (id)
ON CONFLICT (announcement_id, user_id) DO NOTHING
"""
