import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0010_check_less_often"),
        ("suppliers", "0002_scores"),
    ]

    operations = [
        migrations.AlterField(
            model_name="order",
            name="supplier",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="suppliers.supplier",
                verbose_name="供应商",
            ),
        ),
    ]
