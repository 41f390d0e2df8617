"""Accounts that nobody could sign in with are closed; all others are active."""

from django.db import migrations
from django.db.migrations.state import StateApps


def close(apps: StateApps, _editor: object) -> None:
    apps.get_model("accounts", "User").objects.filter(is_active=False).update(state="closed")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_states_and_activation")]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
