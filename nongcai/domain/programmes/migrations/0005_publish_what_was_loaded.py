"""What earlier migrations loaded is in force; the days on which offices are closed, up to 2026."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

from django.db import migrations
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[1] / "data"
SINCE = datetime(2019, 1, 1, tzinfo=UTC)


def load(apps: StateApps, _editor: object) -> None:
    for name in ("Programme", "Rule"):
        apps.get_model("programmes", name).objects.filter(published_at=None).update(published_at=SINCE)
    table = apps.get_model("programmes", "DayOff")
    with (DATA / "days-off.csv").open(encoding="utf-8", newline="") as file:
        rows = [table(day=date.fromisoformat(row["day"]), name=row["name"]) for row in csv.DictReader(file)]
    table.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_season_rules")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
