"""Zones to begin with: 832优选 as a brand, and the two sessions for canteens and unions; the platform changes them."""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FIRST = (
    {
        "name": "832优选",
        "kind": "brand",
        "words": "有机、绿色食品或地理标志的商品，证书在有效期内。",
        "certificates": ["organic", "green", "origin"],
        "capacity": 500,
    },
    {
        "name": "食堂采购专场",
        "kind": "session",
        "words": "适合单位食堂大宗采购的米面粮油、肉蛋蔬菜和干货，按千克计价。",
        "high": "200.00",
        "capacity": 2000,
    },
    {
        "name": "工会采购专场",
        "kind": "session",
        "words": "适合工会节日慰问等采购的商品。自愿购买，不得摊派。",
        "capacity": 2000,
    },
)


def load(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("catalogue", "Zone")
    for position, facts in enumerate(FIRST, start=1):
        model.objects.create(position=position, state="running", opens_on=date(2024, 1, 1), **facts)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_zones_demands_and_lists")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
