"""Within how many days orders are paid, as law and the platform's rules say."""

import csv
from pathlib import Path

from django.db import migrations
from django.db.migrations.state import StateApps

DATA = Path(__file__).resolve().parents[1] / "data" / "payments.csv"


def load(apps: StateApps, _editor: object) -> None:
    table = apps.get_model("programmes", "PaymentRule")
    with DATA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            region, last_year = row.pop("region"), row.pop("last_year") or None
            table.objects.create(region_id=region, last_year=last_year, **row)


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_payment_rules")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
