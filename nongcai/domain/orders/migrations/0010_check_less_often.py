import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0009_write_what_is_asked_for"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="orderline",
            name="no_more_comes_than_was_ordered",
        ),
        migrations.AlterField(
            model_name="order",
            name="steps",
            field=models.SmallIntegerField(db_default=0, default=0, verbose_name="办理次数"),
        ),
        migrations.AlterField(
            model_name="order",
            name="term_days",
            field=models.SmallIntegerField(blank=True, null=True, verbose_name="约定付款期限（日）"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="accepted",
            field=models.IntegerField(db_default=0, default=0, verbose_name="已验收"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="quantity",
            field=models.IntegerField(verbose_name="数量"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="refused",
            field=models.IntegerField(db_default=0, default=0, verbose_name="未收"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="returned",
            field=models.IntegerField(db_default=0, default=0, verbose_name="已退货"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="sent",
            field=models.IntegerField(db_default=0, default=0, verbose_name="已发货"),
        ),
        migrations.AlterField(
            model_name="orderline",
            name="seq",
            field=models.SmallIntegerField(verbose_name="序号"),
        ),
        migrations.AlterField(
            model_name="orderstep",
            name="seq",
            field=models.SmallIntegerField(verbose_name="序号"),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("accepted__lte", models.F("sent")),
                    ("quantity__gt", 0),
                    ("refused__gte", 0),
                    (
                        "refused__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("quantity"), "-", models.F("accepted")
                        ),
                    ),
                    ("returned__gte", 0),
                    ("returned__lte", models.F("accepted")),
                    ("sent__lte", models.F("quantity")),
                ),
                name="no_more_comes_than_was_ordered",
                violation_error_message="验收、退货的数量不能超过发货和订购的数量。",
            ),
        ),
        migrations.AlterField(
            model_name="orderstep",
            name="user",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="账号",
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="下单人",
            ),
        ),
    ]
