"""UUIDv7 for entries that a set-based statement makes, as PostgreSQL has none before 18; and the one row of closings.

That row stands from the beginning, so that whoever closes first waits for bookings, too.
"""

from django.db import migrations


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0002_uuid7_in_the_database"),
        ("ledger", "0003_one_closing"),
        ("ledger", "0005_fill_node_standings"),
    ]

    dependencies = [("ledger", "0001_tables")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION ledger_uuid7() RETURNS uuid LANGUAGE sql VOLATILE AS $$
                SELECT (
                    lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')
                    || '7' || substr(replace(gen_random_uuid()::text, '-', ''), 14)
                )::uuid
            $$
            """,
            "DROP FUNCTION ledger_uuid7()",
        ),
        migrations.RunSQL(
            "INSERT INTO ledger_closing (id, closed_at) VALUES (1, '2000-01-01 00:00:00+08')",
            "DELETE FROM ledger_closing",
        ),
    ]
