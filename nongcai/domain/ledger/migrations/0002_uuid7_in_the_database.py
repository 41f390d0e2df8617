"""Entries that are made by a set-based statement get their UUIDv7 there; PostgreSQL has none before 18."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries_and_summaries")]

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
    ]
