"""Programmes, rules and counting rules up to 2025, in force, and the days on which offices are closed, up to 2026."""

import csv
from datetime import UTC, datetime
from pathlib import Path

from django.db import migrations
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[1] / "data"
SINCE = datetime(2019, 1, 1, tzinfo=UTC)
OPTIONAL = {"last_year", "value", "files_from", "files_due", "finish_by"}


def rows(name: str) -> list[dict[str, object]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [_values(row) for row in csv.DictReader(file)]


def _values(row: dict[str, str]) -> dict[str, object]:
    values: dict[str, object] = {key: None if key in OPTIONAL and not text else text for key, text in row.items()}
    if "region" in values:
        values["region_id"] = values.pop("region")
    if "states" in values:
        values["states"] = row["states"].split()
        values["is_net"] = values["is_net"] == "1"
    return values


def load(apps: StateApps, _editor: object) -> None:
    files = {
        "Programme": "programmes.csv",
        "Rule": "rules.csv",
        "CountingRule": "counting.csv",
        "UnrankedOrgan": "unranked.csv",
        "DayOff": "days-off.csv",
    }
    for model, name in files.items():
        table = apps.get_model("programmes", model)
        in_force = {"published_at": SINCE} if model in {"Programme", "Rule"} else {}
        table.objects.bulk_create([table(**values, **in_force) for values in rows(name)])


class Migration(migrations.Migration):
    replaces = [
        ("programmes", "0002_load_programmes_and_rules"),
        ("programmes", "0005_publish_what_was_loaded"),
        ("programmes", "0007_whom_union_rules_concern"),
    ]

    dependencies = [
        ("programmes", "0001_tables"),
        ("regions", "0002_load_divisions_and_counties"),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
