"""Units file over HTTP, many at once, as on the last day of a season.

    python -m bench.filing --units 100000 --clients 50

The site is served as `nongcai serve` does it; each call is a unit's own person who files through the API. `per_s` =
filings a second over the whole time; `p99_ms` < 500 as the client sees it; `lost` = filings that were answered as done
and are not there whole, to be 0; `failed` = calls with another answer.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import TYPE_CHECKING

from bench import ground, season, serving
from bench.boards import percentile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_PEOPLE = (
    """
    INSERT INTO accounts_user (username, label, password, state, is_active, created_at)
    SELECT 'unit' || u.id, '填报岗', '!', 'active', true, now()
    FROM organisations_organisation u WHERE u.kind = 'unit'
    """,
    """
    INSERT INTO organisations_membership (user_id, organisation_id, role, period)
    SELECT a.id, substr(a.username, 5)::int, 'unit', '[2020-01-01,)' FROM accounts_user a WHERE a.username LIKE 'unit%%'
    """,
)
SAID = {
    "canteens": [{"kind": "own", "name": "职工食堂", "total": "500000", "total_source": "accounts", "diners": 200}],
    "reserved": "60000",
    "contact_name": "总务处经办岗",
    "contact_phone": "0371-66000000",
}


@dataclass
class Result:
    """What the clients saw."""

    times: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    done: set[int] = field(default_factory=set)


def main() -> None:
    """Let units file for a while; then look whether all that was answered is there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--filings", type=int, default=0, help="how many of the units file; 0: all of them")
    parser.add_argument("--rate", type=float, default=0, help="filings a second that are begun; 0: as many as go")
    parser.add_argument("--home", default="", help="keep the made-up county here for the next run")
    options = parser.parse_args()
    with ground.database(options.home):
        from django.utils import timezone

        year = timezone.localdate().year
        county = season.make(options.units, year=year, is_filed=False)
        season.run(county, year)
        people = _people(options.filings or options.units, year)
        with serving.site() as served:
            begun = time.perf_counter()
            result = _all(people, options, served.port, year)
            seconds = time.perf_counter() - begun
        lost = _lost(result.done, year)
    failed = sum(count for status, count in result.answers.items() if status != 200)
    ground.report(
        units=options.units,
        clients=options.clients,
        filings=len(result.done),
        per_s=round(len(result.done) / seconds, 1),
        p50_ms=percentile(result.times, 50),
        p99_ms=percentile(result.times, 99),
        lost=lost,
        failed=failed,
    )


def _people(most: int, year: int) -> list[tuple[int, str]]:
    """Return (unit, cookie) of units that have not filed; each has a person with a session."""
    from django.db import connection

    from nongcai.domain.accounts import queries as accounts

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user WHERE username LIKE 'unit%%'", [])
        if not cursor.fetchone()[0]:
            cursor.execute("SET session_replication_role = replica")
            for statement in _PEOPLE:
                cursor.execute(statement, [])
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            """
            SELECT m.organisation_id, m.user_id FROM organisations_membership m
            WHERE m.role = 'unit' AND NOT EXISTS (
                SELECT FROM shares_sharefiling f WHERE f.organisation_id = m.organisation_id AND f.year = %s)
            ORDER BY m.organisation_id LIMIT %s
            """,
            [year, most],
        )
        rows = cursor.fetchall()
    user = accounts.user_by_name(f"unit{rows[0][0]}")
    assert user is not None
    # It follows from the password alone, and all have the same.
    hash_ = user.get_session_auth_hash()
    return [(unit, serving.cookie_of(person, hash_)) for unit, person in rows]


def _all(people: Sequence[tuple[int, str]], options: argparse.Namespace, port: int, year: int) -> Result:
    result = Result()
    shares = [people[place :: options.clients] for place in range(options.clients)]
    pause = options.clients / options.rate if options.rate else 0.0
    # One after another, not all in the same moment.
    starts = [pause * place / options.clients for place in range(options.clients)]
    with ThreadPoolExecutor(options.clients) as pool:
        for own in pool.map(lambda share, start: list(_file(share, port, year, (start, pause))), shares, starts):
            for unit, status, elapsed in own:
                result.answers[status] += 1
                result.times.append(elapsed)
                if status == 200:
                    result.done.add(unit)
    return result


def _file(
    share: Sequence[tuple[int, str]], port: int, year: int, pace: tuple[float, float]
) -> Iterator[tuple[int, int, float]]:
    from django.conf import settings

    connection, body = HTTPConnection("127.0.0.1", port, timeout=60), json.dumps(SAID)
    start, pause = pace
    due = time.perf_counter() + start - pause
    for unit, cookie in share:
        headers = {
            "Content-Type": "application/json",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}; csrftoken={serving.TOKEN}",
            "X-CSRFToken": serving.TOKEN,
        }
        due += pause
        time.sleep(max(0.0, due - time.perf_counter()))
        begun = time.perf_counter()
        try:
            connection.request("POST", f"/api/v1/shares/units/{unit}/{year}", body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, HTTPException):
            connection.close()
            status = 0
        yield unit, status, time.perf_counter() - begun
    connection.close()


def _lost(done: set[int], year: int) -> int:
    """Count the filings that were answered as done and are not there whole."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT f.organisation_id FROM shares_sharefiling f
            JOIN shares_filingversion v ON v.filing_id = f.id AND v.number = f.version AND v.reserved = f.reserved
            JOIN shares_canteenrow c ON c.version_id = v.id
            JOIN shares_filingstep s ON s.filing_id = f.id AND s.version = f.version
            WHERE f.year = %s AND f.reserved = 60000 AND f.canteen_total = 500000
            """,
            [year],
        )
        return len(done - {unit for (unit,) in cursor.fetchall()})


if __name__ == "__main__":
    main()
