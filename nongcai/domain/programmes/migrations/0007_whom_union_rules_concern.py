"""Rules that were loaded with their condition in words only are judged by it: union rules, and the city's canteen rule."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LOADED = ("郑财购〔2024〕1号", "河南省《关于做好2024年…重点工作的通知》（文号未见）")
GUARD = """
DO $$
DECLARE guard text := (
    SELECT tgname FROM pg_trigger
    WHERE tgrelid = 'programmes_rule'::regclass AND tgname LIKE 'pgtrigger_published_rules_keep_their_words%%'
);
BEGIN EXECUTE format('ALTER TABLE programmes_rule {} TRIGGER %%I', guard); END $$
"""


def concern(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    rows = apps.get_model("programmes", "Rule").objects.filter(document__in=LOADED, applies_to="")
    # What binds is not rewritten; here its words stay, and what they say is told to the machine.
    editor.execute(GUARD.format("DISABLE"), [])
    rows.filter(subject="union_minimum").update(applies_to="has_union_funds")
    rows.filter(subject="canteen_minimum", condition="有食堂的预算单位").update(applies_to="has_canteen")
    rows.filter(subject="no_canteen").update(applies_to="no_canteen")
    editor.execute(GUARD.format("ENABLE"), [])


class Migration(migrations.Migration):
    dependencies = [("programmes", "0006_ended_extensions")]

    operations = [migrations.RunPython(concern, migrations.RunPython.noop)]
