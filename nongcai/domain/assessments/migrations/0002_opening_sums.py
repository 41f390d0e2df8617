import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_snapshots"),
        ("organisations", "0002_history_of_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpeningSum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "canteen_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="年度食堂食材采购总额"
                    ),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="预留份额")),
                ("purchased", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="完成交易额")),
                ("source_document", models.CharField(max_length=100, verbose_name="数据来源")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="财政部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "期初汇总数",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("node", "year", "version"),
                        name="one_opening_sum_a_version",
                        violation_error_message="该年度的期初汇总数刚被更正，请刷新页面后再登记。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reserved__gte", 0), ("purchased__gte", 0)),
                        name="opening_sum_not_negative",
                        violation_error_message="预留份额和完成交易额不能为负。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("canteen_total__isnull", True),
                            ("canteen_total__gte", models.F("reserved")),
                            _connector="OR",
                        ),
                        name="opening_reserve_within_total",
                        violation_error_message="预留份额不能大于年度食堂食材采购总额。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source_document", ""), _negated=True),
                        name="opening_sum_has_a_source",
                        violation_error_message="请写明数据来源，如通报的发文字号。",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openingsum",
            trigger=pgtrigger.compiler.Trigger(
                name="opening_sums_are_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="23ef6d2f691a83aad1e5258606ecf5fb9e0831b9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_opening_sums_are_append_only_05f99",
                    table="assessments_openingsum",
                    when="BEFORE",
                ),
            ),
        ),
    ]
