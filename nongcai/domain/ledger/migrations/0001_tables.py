import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("ledger", "0001_entries_and_summaries"),
        ("ledger", "0004_node_standings"),
        ("ledger", "0006_remove_node_counts"),
    ]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("closed_at", models.DateTimeField(verbose_name="截止时间")),
            ],
            options={
                "verbose_name": "登记截止",
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_closing")],
            },
        ),
        migrations.CreateModel(
            name="NodeMonth",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("month", models.DateField(verbose_name="月份")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("canteen_total", "年度食堂食材采购总额"),
                            ("reserved", "预留份额"),
                            ("purchased", "完成交易额"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("canteen", "预算单位"),
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("individual", "个人"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="金额（元）")),
                ("pieces", models.IntegerField(verbose_name="笔数")),
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
                "verbose_name": "月度汇总",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("node", "year", "month", "kind", "channel"), name="one_sum_a_node_and_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NodeStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "canteen_total",
                    models.DecimalField(
                        db_default=0, decimal_places=2, max_digits=18, verbose_name="年度食堂食材采购总额"
                    ),
                ),
                (
                    "reserved",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="预留份额"),
                ),
                (
                    "canteen",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="预算单位"),
                ),
                (
                    "contractor",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="食堂承包方"),
                ),
                ("union", models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="工会")),
                (
                    "enterprise",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="国有企业"),
                ),
                ("individual", models.DecimalField(db_default=0, decimal_places=2, max_digits=18, verbose_name="个人")),
                (
                    "purchased",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("canteen"), "+", models.F("contractor")
                                    ),
                                    "+",
                                    models.F("union"),
                                ),
                                "+",
                                models.F("enterprise"),
                            ),
                            "+",
                            models.F("individual"),
                        ),
                        output_field=models.DecimalField(decimal_places=2, max_digits=18),
                        verbose_name="完成交易额",
                    ),
                ),
                ("filings", models.IntegerField(db_default=0, verbose_name="填报数")),
                ("orders", models.IntegerField(db_default=0, verbose_name="订单数")),
                ("filed", models.IntegerField(verbose_name="已填报单位数")),
                ("reserving", models.IntegerField(verbose_name="有预留单位数")),
                ("buying", models.IntegerField(verbose_name="有采购单位数")),
                ("finished", models.IntegerField(verbose_name="已完成单位数")),
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
                "verbose_name": "财政部门年度合计",
                "constraints": [models.UniqueConstraint(fields=("node", "year"), name="one_standing_a_node_and_year")],
            },
        ),
        migrations.CreateModel(
            name="UnitStanding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "canteen_total",
                    models.DecimalField(
                        db_default=0, decimal_places=2, max_digits=16, verbose_name="年度食堂食材采购总额"
                    ),
                ),
                (
                    "reserved",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="预留份额"),
                ),
                (
                    "canteen",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="预算单位"),
                ),
                (
                    "contractor",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="食堂承包方"),
                ),
                ("union", models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="工会")),
                (
                    "enterprise",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="国有企业"),
                ),
                ("individual", models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="个人")),
                (
                    "purchased",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("canteen"), "+", models.F("contractor")
                                    ),
                                    "+",
                                    models.F("union"),
                                ),
                                "+",
                                models.F("enterprise"),
                            ),
                            "+",
                            models.F("individual"),
                        ),
                        output_field=models.DecimalField(decimal_places=2, max_digits=16),
                        verbose_name="完成交易额",
                    ),
                ),
                ("filings", models.IntegerField(db_default=0, verbose_name="填报数")),
                ("orders", models.IntegerField(db_default=0, verbose_name="订单数")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位年度合计",
                "constraints": [models.UniqueConstraint(fields=("unit", "year"), name="one_standing_a_unit_and_year")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "unit_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("id", models.UUIDField(default=uuid_utils.compat.uuid7, editable=False)),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("canteen_total", "年度食堂食材采购总额"),
                            ("reserved", "预留份额"),
                            ("purchased", "完成交易额"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("canteen", "预算单位"),
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("individual", "个人"),
                        ],
                        max_length=12,
                        verbose_name="渠道",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("platform", "本平台"),
                            ("export", "832平台导出"),
                            ("federated", "其他地区平台"),
                            ("elsewhere", "其他渠道"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="金额（元）")),
                ("sign", models.SmallIntegerField(db_default=1, default=1, verbose_name="正反")),
                ("source", models.CharField(max_length=80, verbose_name="依据")),
                ("rule", models.CharField(max_length=24, verbose_name="归属规则")),
                ("counted_at", models.DateTimeField(verbose_name="计入时间")),
                ("recorded_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "台账分录",
                "indexes": [
                    models.Index(
                        fields=["unit", "year", "counted_at"],
                        include=("kind", "channel", "amount", "sign"),
                        name="entry_by_unit_and_moment",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "source", "kind"), name="one_entry_a_source_and_kind"),
                    models.CheckConstraint(condition=models.Q(("sign__in", (1, -1))), name="entry_sign_is_one"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="entries_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e11a44e57cae16fbe6a5883847a554a070cf3569",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_entries_are_append_only_756cc",
                            table="ledger_entry",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]

    # Not one operation each: Django draws all models anew after every one, which made half of the time.
    operations.append(
        migrations.RunSQL(
            [trigger.install_sql for model in operations for trigger in model.options.get("triggers", ())],
            migrations.RunSQL.noop,
        )
    )
