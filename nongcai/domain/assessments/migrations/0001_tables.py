import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("assessments", "0001_snapshots"), ("assessments", "0002_opening_sums")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("data_date", models.DateField(verbose_name="数据截止日")),
                ("recorded_until", models.DateTimeField(verbose_name="登记截止时间")),
                ("tree_date", models.DateField(verbose_name="隶属关系日期")),
                (
                    "reserved_initially",
                    models.DecimalField(decimal_places=2, max_digits=18, null=True, verbose_name="年初预留数"),
                ),
                ("waiting_orders", models.PositiveIntegerField(verbose_name="未归属订单数")),
                ("waiting_amount", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="未归属订单金额")),
                ("taken_at", models.DateTimeField(verbose_name="生成时间")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="财政部门",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="生成人",
                    ),
                ),
            ],
            options={
                "verbose_name": "数据快照",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="snapshots_are_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9820b1c23ef891ed0353cf665108223972376c1e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_snapshots_are_frozen_a0932",
                            table="assessments_snapshot",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SnapshotLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("total", "合计"),
                            ("regions_total", "下级地区合计"),
                            ("departments_total", "本级部门合计"),
                            ("regions", "下级地区"),
                            ("departments", "本级主管预算单位"),
                        ],
                        max_length=20,
                        verbose_name="分组",
                    ),
                ),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("shown", models.CharField(max_length=128, verbose_name="简称")),
                ("is_ranked", models.BooleanField(verbose_name="参加排名")),
                ("is_sensitive", models.BooleanField(verbose_name="涉敏单位")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="年度食堂食材采购总额"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="预留份额")),
                ("canteen", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="预算单位")),
                ("contractor", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="食堂承包方")),
                ("union", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="工会")),
                ("enterprise", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="国有企业")),
                ("individual", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="个人")),
                ("due", models.IntegerField(verbose_name="应填报单位数")),
                ("filed", models.IntegerField(verbose_name="已填报单位数")),
                ("reserving", models.IntegerField(verbose_name="有预留单位数")),
                ("buying", models.IntegerField(verbose_name="有采购单位数")),
                ("finished", models.IntegerField(verbose_name="已完成单位数")),
                ("orders", models.IntegerField(verbose_name="订单数")),
                (
                    "rank_by_purchased",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="完成交易额名次"),
                ),
                ("rank_by_ratio", models.PositiveIntegerField(blank=True, null=True, verbose_name="预留比例名次")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="组织",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="assessments.snapshot",
                        verbose_name="快照",
                    ),
                ),
            ],
            options={
                "verbose_name": "快照数据",
                "constraints": [models.UniqueConstraint(fields=("snapshot", "seq"), name="one_snapshot_line_a_place")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="snapshot_lines_are_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="520a4972f72093969abe293699b60d5881772258",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_snapshot_lines_are_frozen_f6db0",
                            table="assessments_snapshotline",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
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
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="opening_sums_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="23ef6d2f691a83aad1e5258606ecf5fb9e0831b9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_opening_sums_are_append_only_05f99",
                            table="assessments_openingsum",
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
