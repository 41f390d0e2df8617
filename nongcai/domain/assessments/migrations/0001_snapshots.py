import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_organisations_and_tree"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshot",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshots_are_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9820b1c23ef891ed0353cf665108223972376c1e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_snapshots_are_frozen_a0932",
                    table="assessments_snapshot",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotline",
            constraint=models.UniqueConstraint(fields=("snapshot", "seq"), name="one_snapshot_line_a_place"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snapshotline",
            trigger=pgtrigger.compiler.Trigger(
                name="snapshot_lines_are_frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="520a4972f72093969abe293699b60d5881772258",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_snapshot_lines_are_frozen_f6db0",
                    table="assessments_snapshotline",
                    when="BEFORE",
                ),
            ),
        ),
    ]
