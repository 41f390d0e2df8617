"""Programmes, rules and counting rules up to 2025, from the room's data files."""

import csv
from pathlib import Path

from django.db import migrations
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[1] / "data"
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
    }
    for model, name in files.items():
        table = apps.get_model("programmes", model)
        table.objects.bulk_create([table(**values) for values in rows(name)])


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_programmes_and_rules"),
        ("regions", "0002_load_divisions_and_counties"),
    ]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
