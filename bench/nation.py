"""A nation made up for measuring: finance nodes of all counties, units below them, all entries in one year."""

from __future__ import annotations

from datetime import UTC, datetime

from bench import ground

YEARS = (2023,)


def make(units: int, entries: int) -> None:
    """Make a nation of that size, unless the database holds one."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisation WHERE kind = 'unit'")
        if cursor.fetchone()[0] >= units:
            return
    ground.say("founding finance nodes")
    _found()
    with connection.cursor() as cursor:
        for text, statement in _statements(units, entries):
            ground.say(text)
            cursor.execute(statement)
    ground.say("summing")
    from nongcai.domain.ledger import services as ledger
    from nongcai.domain.organisations.services.placing import recount_listings

    for year in YEARS:
        recount_listings(year)
    ledger.rebuild_summaries()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _found() -> None:
    from nongcai.domain.organisations import services
    from nongcai.domain.regions import queries as regions

    codes = regions.codes_of_level(3)
    services.found_finance_nodes(region_codes=codes, at=datetime(2022, 1, 1, tzinfo=UTC))


def _statements(units: int, entries: int) -> list[tuple[str, str]]:
    homes = """
        CREATE TEMPORARY TABLE home AS
        SELECT o.id, o.region_id, p.path, row_number() OVER (ORDER BY o.id) - 1 AS place
        FROM organisations_organisation o JOIN organisations_placement p ON p.organisation_id = o.id
        JOIN regions_region r ON r.code = o.region_id
        WHERE o.kind = 'finance' AND r.level = 3
    """
    years = ", ".join(f"({year})" for year in YEARS)
    per_unit = max(1, entries // (units * len(YEARS)))
    return [
        # Rows of this size are made without the triggers of history; nobody measures these.
        ("preparing", "SET session_replication_role = replica"),
        ("preparing", homes),
        (
            f"making {units} units",
            f"""
            INSERT INTO organisations_organisation
                (kind, region_id, name, short_name, unit_code, credit_code, official_order, created_at)
            SELECT 'unit', h.region_id, '第' || g || '单位', '', lpad(g::text, 10, '0'), '', g, now()
            FROM generate_series(1, {units}) g JOIN home h ON h.place = g % (SELECT count(*) FROM home)
            """,
        ),
        (
            "placing them",
            """
            INSERT INTO organisations_placement (organisation_id, parent_id, path, home_path, period)
            SELECT u.id, h.id, h.path || u.id || '.', h.path, '[2020-01-01,)'
            FROM organisations_organisation u JOIN home h ON h.region_id = u.region_id
            WHERE u.kind = 'unit'
            """,
        ),
        (
            "listing them",
            f"""
            INSERT INTO organisations_listing (organisation_id, year, region_id, code, name, level, canteen)
            SELECT u.id, y.year, u.region_id, u.unit_code, u.name, 1, 'own'
            FROM organisations_organisation u CROSS JOIN (VALUES {years}) y (year) WHERE u.kind = 'unit'
            """,
        ),
        (
            f"counting {entries} entries",
            f"""
            INSERT INTO ledger_entry
                (unit_id, id, year, kind, channel, origin, amount, sign, source, rule, counted_at, recorded_at)
            SELECT u.id, ledger_uuid7(), y.year,
                   CASE n WHEN 1 THEN 'reserved' WHEN 2 THEN 'canteen_total' ELSE 'purchased' END,
                   CASE WHEN n <= 2 THEN 'canteen'
                        ELSE (ARRAY['canteen', 'contractor', 'union', 'enterprise', 'individual'])[1 + n % 5] END,
                   'export', CASE n WHEN 1 THEN 10000 WHEN 2 THEN 80000 ELSE 1 + (u.id * n) % 4000 END, 1,
                   'made:' || y.year || ':' || n, 'unit_code',
                   make_timestamptz(y.year, 1 + (u.id + n)::int % 12, 1 + n::int % 28, 12, 0, 0, 'Asia/Shanghai'), now()
            FROM organisations_organisation u CROSS JOIN (VALUES {years}) y (year)
            CROSS JOIN generate_series(1, {per_unit}) n
            WHERE u.kind = 'unit'
            """,
        ),
    ]
