"""The divisions and the 832 counties, from the room's data files."""

import csv
from pathlib import Path

from django.db import migrations
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[1] / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(apps: StateApps, _editor: object) -> None:
    Region = apps.get_model("regions", "Region")
    County = apps.get_model("regions", "County")
    divisions = rows("divisions.csv")
    successors = {row["code"]: row["successor"] for row in divisions if row["successor"]}
    Region.objects.bulk_create(
        [
            Region(
                code=row["code"],
                name=row["name"],
                kind=row["kind"],
                level=int(row["level"]),
                parent_id=row["parent"] or None,
                valid_from=row["valid_from"] or None,
                valid_to=row["valid_to"] or None,
                successor_code=row["successor"],
            )
            for row in sorted(divisions, key=lambda row: row["level"])
        ],
        batch_size=1000,
    )
    County.objects.bulk_create(
        [
            County(
                code=row["code"],
                current_code=successors.get(row["code"], row["code"]),
                name=row["name"],
                prefecture=row["prefecture"],
                province=row["province"],
                delisted_year=int(row["delisted_year"]),
            )
            for row in rows("counties-832.csv")
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_tables")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
