from decimal import Decimal

import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("holds", "0004_check_once"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="hold",
            name="only_what_is_committed_is_taken",
        ),
        migrations.RemoveConstraint(
            model_name="hold",
            name="no_more_returned_than_taken_nor_taken_than_held",
        ),
        migrations.RemoveConstraint(
            model_name="resource",
            name="nothing_is_held_below_zero",
        ),
        migrations.RemoveConstraint(
            model_name="resource",
            name="never_promised_twice",
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(models.F("quantity"), models.Value(Decimal("0.0"))),
                    django.db.models.lookups.GreaterThanOrEqual(
                        django.db.models.functions.comparison.Least(
                            models.F("returned"),
                            django.db.models.expressions.CombinedExpression(
                                models.F("taken"), "-", models.F("returned")
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("quantity"), "-", models.F("taken")
                            ),
                        ),
                        models.Value(Decimal("0.0")),
                    ),
                    models.Q(("state", "committed"), ("taken", Decimal("0.0")), _connector="OR"),
                ),
                name="no_more_returned_than_taken_nor_taken_than_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.GreaterThanOrEqual(
                    django.db.models.functions.comparison.Least(
                        models.F("held"),
                        models.F("committed"),
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("quantity"), "-", models.F("held")
                            ),
                            "-",
                            models.F("committed"),
                        ),
                    ),
                    models.Value(Decimal("0.0")),
                ),
                name="never_promised_twice",
                violation_error_message="数量不足，请减少后再试。",
            ),
        ),
    ]
