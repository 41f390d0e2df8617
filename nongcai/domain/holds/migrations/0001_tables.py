import django.db.models.expressions
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("holds", "0001_resources")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner", models.CharField(max_length=64, verbose_name="归属")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, verbose_name="总量")),
                (
                    "held",
                    models.DecimalField(
                        db_default=0, decimal_places=3, default=0, max_digits=14, verbose_name="占用量"
                    ),
                ),
                (
                    "committed",
                    models.DecimalField(
                        db_default=0, decimal_places=3, default=0, max_digits=14, verbose_name="已用量"
                    ),
                ),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
            ],
            options={
                "verbose_name": "占用资源",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("committed__gte", 0), ("held__gte", 0)),
                        name="nothing_is_held_below_zero",
                        violation_error_message="占用量、已用量不能小于零。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("held"), "+", models.F("committed")
                                ),
                            )
                        ),
                        name="never_promised_twice",
                        violation_error_message="数量不足，请减少后再试。",
                    ),
                ],
            },
        ),
    ]
