"""A county made up for measuring a season: units that owe a filing, or whose filings wait for its finance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bench import ground

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor

YEAR, COUNTY = 2024, "410122"
AT = datetime(2024, 1, 15, tzinfo=UTC)

_STATEMENTS = (
    ("preparing", "SET session_replication_role = replica"),
    (
        "making units",
        """
        INSERT INTO organisations_organisation
            (kind, region_id, name, short_name, unit_code, credit_code, official_order, created_at)
        SELECT 'unit', %(county)s, '第' || g || '单位', '', lpad(g::text, 10, '0'), '', g, now()
        FROM generate_series(1, %(units)s) g
        """,
    ),
    (
        "placing them",
        """
        INSERT INTO organisations_placement (organisation_id, parent_id, path, home_path, period)
        SELECT u.id, h.organisation_id, h.path || u.id || '.', h.path, '[2020-01-01,)'
        FROM organisations_organisation u, organisations_placement h
        WHERE u.kind = 'unit' AND h.organisation_id = %(finance)s
        """,
    ),
    (
        "listing them",
        """
        INSERT INTO organisations_listing (organisation_id, year, region_id, code, name, level, canteen)
        SELECT u.id, %(year)s, u.region_id, u.unit_code, u.name, 1, 'own'
        FROM organisations_organisation u WHERE u.kind = 'unit'
        """,
    ),
    (
        "filing",
        """
        INSERT INTO shares_sharefiling
            (organisation_id, year, state, canteen, canteen_total, reserved, remark, holder_id, held_since, flags,
             filed_at, version)
        SELECT u.id, %(year)s, 'endorsed', 'own', 100000 + u.id %% 9000, 12000, '', %(finance)s,
               %(at)s + u.id %% 90 * interval '1 hour',
               CASE WHEN u.id %% 10 = 0 THEN ARRAY['implausible'] ELSE ARRAY[]::text[] END, %(at)s, 1
        FROM organisations_organisation u WHERE u.kind = 'unit'
        """,
    ),
    (
        "keeping versions",
        """
        INSERT INTO shares_filingversion (filing_id, number, state, canteen, canteen_total, reserved, remark, known_at)
        SELECT f.id, 1, f.state, f.canteen, f.canteen_total, f.reserved, '', f.filed_at FROM shares_sharefiling f
        """,
    ),
)

# So many of them make units that owe a filing.
_LISTED = 4


def make(units: int, *, year: int = YEAR, is_filed: bool = True) -> Actor:
    """Make a county of that size unless the database holds one; return an actor of its finance department."""
    from django.db import connection

    from nongcai.domain.organisations import queries as organisations
    from nongcai.domain.organisations import services
    from nongcai.domain.organisations.services import recount_listings

    services.found_finance_nodes(region_codes=[COUNTY], at=AT)
    finance = organisations.finance_node(COUNTY)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisations_organisation WHERE kind = 'unit'")
        if cursor.fetchone()[0] < units:
            facts: dict[str, Any] = {"county": COUNTY, "units": units, "finance": finance.id, "year": year, "at": AT}
            for text, statement in _STATEMENTS[: None if is_filed else _LISTED]:
                ground.say(text)
                cursor.execute(statement, facts if "%" in statement else None)
            cursor.execute("SET session_replication_role = DEFAULT")
            recount_listings(year)
            cursor.execute("VACUUM ANALYZE")
    return organisations.operator_of(finance)


def run(county: Actor, year: int) -> None:
    """Let units file here (自填模式), from ten days ago to in ten days."""
    from django.utils import timezone

    from nongcai.domain.programmes import queries, services
    from nongcai.domain.programmes.errors import NoProgrammeError
    from nongcai.domain.programmes.services import ToldProgramme

    today, now = timezone.localdate(), timezone.now()
    try:
        if queries.is_self_filed(queries.programme_for(COUNTY, year)):
            return
    except NoProgrammeError:
        pass
    told = ToldProgramme(
        title="方案", zone_name="脱贫地区", leading_count=4, mode="self_filed", files_from=today - timedelta(days=10),
        files_due=today + timedelta(days=10), endorse_due=None, confirm_due=today + timedelta(days=20), report_due=None,
        finish_by=None, moves_to_workday=False, has_second_review=False, document="文件",
    )  # fmt: skip
    services.write_programme(actor=county, year=year, told=told, at=now)
    services.publish_programme(actor=county, year=year, at=now)


def waiting(county: Actor, most: int) -> list[tuple[int, int]]:
    """Return (filing id, version) of what waits."""
    from nongcai.domain.shares import queries

    return list(queries.waiting_for(county, YEAR).values_list("pk", "version")[:most])


def signed_in(county: Actor) -> Any:
    """Return a browser of the county's officer."""
    from django.test import Client
    from django.utils import timezone

    from nongcai.domain.accounts import queries, services
    from nongcai.domain.organisations import queries as organisations
    from nongcai.domain.organisations import services as organisation_services
    from nongcai.domain.organisations.roles import Role

    user = queries.user_by_name("season")
    if user is None:
        operator, now = organisations.operator_of_machine(), timezone.now()
        user = services.open_account(actor=operator, username="season", label="测量岗", password="bench-only-1", at=now)
        organisation_services.appoint(
            actor=operator,
            user_id=user.pk,
            organisation_id=county.organisation_id,
            role=Role.FINANCE,
            since=date(2020, 1, 1),
            at=now,
        )
    client = Client()
    client.force_login(user, backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
    return client
