"""Jobs of a day run at that hour in China."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter

from nongcai.interfaces.jobs.clock import daily
from tests.house.sources import ROOT

CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(("hour", "minute"), [(3, 10), (8, 0), (7, 59), (23, 30), (0, 0)])
def test_each_runs_once_a_day_at_its_hour(hour, minute):
    start = datetime(2024, 3, 1, 12, tzinfo=UTC)
    # As the queue asks: by a number of seconds, which is read by Greenwich.
    runs = croniter(daily(hour, minute), start.timestamp())
    seen = [datetime.fromtimestamp(runs.get_next(float), CHINA) for _day in range(3)]

    assert {(one.hour, one.minute) for one in seen} == {(hour, minute)}
    assert seen[2] - seen[0] == timedelta(days=2)


def test_no_job_says_its_hour_by_greenwich():
    lines = [
        line
        for path in (ROOT / "nongcai" / "interfaces" / "jobs").glob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "periodic(cron=" in line
    ]

    assert len(lines) > 10
    assert [line for line in lines if re.search(r'cron="\d+ \d+ ', line)] == []
