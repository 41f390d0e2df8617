"""Facts of before are compared as they were: in small letters; who describes a product again folds them wholly."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models.functions import Lower, Trim


def fold(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Write what was compared so far."""
    apps.get_model("catalogue", "ProductFact").objects.filter(folded="").update(folded=Lower(Trim("value")))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_alarms_that_end_and_folded_facts")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
