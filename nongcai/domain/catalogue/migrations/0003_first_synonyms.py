"""Words of one meaning in the trade of farm goods, to begin with; the platform changes them."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FIRST = (
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


def load(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("catalogue", "Synonym")
    for words in FIRST:
        model.objects.create(words=words.split())


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_shelf_and_synonyms")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
