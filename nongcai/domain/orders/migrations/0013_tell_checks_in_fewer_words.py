from decimal import Decimal

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0012_more_than_was_approved"),
        ("organisations", "0003_looks_at_other_numbers"),
        ("suppliers", "0002_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="order",
            name="an_order_is_goods_and_freight",
        ),
        migrations.RemoveConstraint(
            model_name="order",
            name="nothing_is_due_or_paid_below_zero",
        ),
        migrations.RemoveConstraint(
            model_name="orderline",
            name="a_line_costs",
        ),
        migrations.RemoveConstraint(
            model_name="orderline",
            name="no_more_comes_than_was_ordered",
        ),
        migrations.AlterField(
            model_name="order",
            name="seller",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
                verbose_name="供应商组织",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.GreaterThanOrEqual(
                        django.db.models.functions.comparison.Least(
                            models.F("goods_amount"), models.F("freight"), models.F("due"), models.F("paid")
                        ),
                        models.Value(Decimal("0.0")),
                    ),
                    (
                        "amount",
                        django.db.models.expressions.CombinedExpression(
                            models.F("goods_amount"), "+", models.F("freight")
                        ),
                    ),
                ),
                name="an_order_is_goods_and_freight",
                violation_error_message="订单金额应为商品金额与运费之和，各项金额不能小于零。",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.comparison.Least(models.F("price"), models.F("amount")),
                        models.Value(Decimal("0.0")),
                    ),
                    django.db.models.lookups.GreaterThanOrEqual(models.F("payable"), models.Value(Decimal("0.0"))),
                    ("quantity__gt", 0),
                    django.db.models.lookups.GreaterThanOrEqual(
                        django.db.models.functions.comparison.Least(
                            models.F("refused"),
                            models.F("returned"),
                            django.db.models.expressions.CombinedExpression(
                                models.F("quantity"), "-", models.F("sent")
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("sent"), "-", models.F("accepted")
                            ),
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    models.F("quantity"), "-", models.F("accepted")
                                ),
                                "-",
                                models.F("refused"),
                            ),
                            django.db.models.expressions.CombinedExpression(
                                models.F("accepted"), "-", models.F("returned")
                            ),
                        ),
                        models.Value(0),
                    ),
                ),
                name="a_line_costs_and_no_more_comes_than_was_ordered",
                violation_error_message="验收、退货的数量不能超过发货和订购的数量。",
            ),
        ),
    ]
