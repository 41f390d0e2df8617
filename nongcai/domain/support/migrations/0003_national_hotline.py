"""The number of the nation's platform, which every region has."""

from datetime import UTC, datetime

from django.db import migrations
from django.db.migrations.state import StateApps

NATION, NUMBER = "000000", "400-1188-832"


def enter(apps: StateApps, _editor: object) -> None:
    hotline = apps.get_model("support", "Hotline")
    hotline.objects.create(
        region_id=NATION,
        name="“832平台”全国服务热线",
        number=NUMBER,
        by_label="系统",
        at=datetime(2024, 1, 1, tzinfo=UTC),
    )


class Migration(migrations.Migration):
    dependencies = [("support", "0002_questions_and_help"), ("regions", "0002_load_divisions_and_counties")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop)]
