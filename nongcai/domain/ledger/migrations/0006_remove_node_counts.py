"""Node standings hold what node counts held."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_fill_node_standings")]

    operations = [migrations.DeleteModel(name="NodeCount")]
