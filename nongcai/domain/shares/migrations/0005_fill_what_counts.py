"""What confirmed filings count stands beside them from now on."""

from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.models import F


def fill(apps: StateApps, _editor: object) -> None:
    rows = apps.get_model("shares", "ShareFiling").objects.filter(state="confirmed", counted_version=None)
    rows.update(counted_version=F("version"), counted_reserved=F("reserved"), counted_total=F("canteen_total"))


class Migration(migrations.Migration):
    dependencies = [("shares", "0004_filing_season")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
