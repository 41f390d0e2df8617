"""Words of one meaning in the trade of farm goods, and three zones, to begin with; the platform changes them."""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

WORDS = (
    "土豆 马铃薯 洋芋 山药蛋",
    "红薯 地瓜 番薯 甘薯 山芋",
    "西红柿 番茄",
    "玉米 苞谷 包谷 苞米",
    "花生 落花生 长生果",
    "木耳 云耳",
    "银耳 白木耳",
    "香菇 冬菇 香蕈",
    "猕猴桃 奇异果",
    "核桃 胡桃",
    "小米 粟米",
    "山药 淮山",
    "黄花菜 金针菜",
    "枸杞 枸杞子",
    "粉条 粉丝",
    "食用油 食油",
    "菜籽油 菜油",
    "圆白菜 卷心菜 包菜 甘蓝",
    "蚕豆 胡豆",
    "豌豆 麦豆",
    "荞麦 花荞",
    "板栗 栗子",
    "甜瓜 香瓜",
    "竹笋 笋子",
    "辣椒 海椒",
    "茶油 山茶油",
)

ZONES = (
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
    synonyms, zones = apps.get_model("catalogue", "Synonym"), apps.get_model("catalogue", "Zone")
    for words in WORDS:
        synonyms.objects.create(words=words.split())
    for position, facts in enumerate(ZONES, start=1):
        zones.objects.create(position=position, state="running", opens_on=date(2024, 1, 1), **facts)


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0003_first_synonyms"),
        ("catalogue", "0005_first_zones"),
    ]

    dependencies = [("catalogue", "0001_tables")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
