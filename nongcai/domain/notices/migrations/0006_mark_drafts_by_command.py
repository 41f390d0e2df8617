"""What a command drafted so far is told by the words of its first step."""

from django.db import migrations
from django.db.migrations.state import StateApps

WORDS = "由系统命令生成"


def mark(apps: StateApps, _editor: object) -> None:
    steps = apps.get_model("notices", "NoticeStep").objects.filter(action="draft", words=WORDS)
    apps.get_model("notices", "Notice").objects.filter(pk__in=steps.values("notice_id")).update(is_by_command=True)


class Migration(migrations.Migration):
    dependencies = [("notices", "0005_drafted_by_command")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
