import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("shares", "0001_filings"),
        ("shares", "0002_history_of_filings"),
        ("shares", "0003_export_time_of_filings"),
        ("shares", "0004_filing_season"),
        ("shares", "0005_fill_what_counts"),
        ("shares", "0006_confirmed_filings_count"),
        ("shares", "0007_region_reports"),
        ("shares", "0008_inbox_in_order"),
        ("shares", "0009_passing_on"),
        ("shares", "0010_filed_for_units"),
        ("shares", "0011_shared_members"),
        ("shares", "0012_members_that_filed"),
        ("shares", "0013_approval_within_units"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "已上报"), ("accepted", "上级已接收"), ("returned", "上级已退回")],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("due", models.PositiveIntegerField(verbose_name="应填报单位数")),
                ("filed", models.PositiveIntegerField(verbose_name="已确认单位数")),
                ("reserving", models.PositiveIntegerField(verbose_name="有预留单位数")),
                ("no_canteen", models.PositiveIntegerField(verbose_name="无食堂单位数")),
                ("missing", models.PositiveIntegerField(verbose_name="未接收的下级汇总数")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="年度食堂食材采购总额（元）"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="预留份额（元）")),
                (
                    "union_planned",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="工会预计采购金额（元）"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("submitted_at", models.DateTimeField(verbose_name="上报时间")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="上报单位",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="接收单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划汇总",
                "constraints": [
                    models.UniqueConstraint(fields=("node", "year", "version"), name="one_report_a_version")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="report_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:returned,submitted:accepted,submitted:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="8fe9c5dad0281f7b8aa34d721dfe9890b04c7e2b",
                            operation="UPDATE",
                            pgid="pgtrigger_report_steps_are_permitted_f4bf7",
                            table="shares_regionreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="reported_figures_are_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."due" IS DISTINCT FROM (NEW."due") OR OLD."filed" IS DISTINCT FROM (NEW."filed") OR OLD."reserving" IS DISTINCT FROM (NEW."reserving") OR OLD."no_canteen" IS DISTINCT FROM (NEW."no_canteen") OR OLD."missing" IS DISTINCT FROM (NEW."missing") OR OLD."canteen_total" IS DISTINCT FROM (NEW."canteen_total") OR OLD."reserved" IS DISTINCT FROM (NEW."reserved") OR OLD."union_planned" IS DISTINCT FROM (NEW."union_planned") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="6c085808dfbddaed8e8ff1040e332106b75ba50b",
                            operation="UPDATE",
                            pgid="pgtrigger_reported_figures_are_frozen_4faa2",
                            table="shares_regionreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="reports_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="25461e7517b72e409c5e5feca011440ace38405d",
                            operation="DELETE",
                            pgid="pgtrigger_reports_are_kept_13a4b",
                            table="shares_regionreport",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "shares_regionreportevent" ("canteen_total", "due", "filed", "id", "missing", "no_canteen", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "reserved", "reserving", "sha256", "state", "submitted_at", "union_planned", "version", "year") VALUES (NEW."canteen_total", NEW."due", NEW."filed", NEW."id", NEW."missing", NEW."no_canteen", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."receiver_id", NEW."reserved", NEW."reserving", NEW."sha256", NEW."state", NEW."submitted_at", NEW."union_planned", NEW."version", NEW."year"); RETURN NULL;',
                            hash="3230af8f0e8d28cbcde1eff36a704e518b519eee",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_00ef8",
                            table="shares_regionreport",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "shares_regionreportevent" ("canteen_total", "due", "filed", "id", "missing", "no_canteen", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "receiver_id", "reserved", "reserving", "sha256", "state", "submitted_at", "union_planned", "version", "year") VALUES (NEW."canteen_total", NEW."due", NEW."filed", NEW."id", NEW."missing", NEW."no_canteen", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."receiver_id", NEW."reserved", NEW."reserving", NEW."sha256", NEW."state", NEW."submitted_at", NEW."union_planned", NEW."version", NEW."year"); RETURN NULL;',
                            hash="a6f3dcda628ddbd310f3518a6f3976d165a5bf9f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ccf03",
                            table="shares_regionreport",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionReportEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "已上报"), ("accepted", "上级已接收"), ("returned", "上级已退回")],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("due", models.PositiveIntegerField(verbose_name="应填报单位数")),
                ("filed", models.PositiveIntegerField(verbose_name="已确认单位数")),
                ("reserving", models.PositiveIntegerField(verbose_name="有预留单位数")),
                ("no_canteen", models.PositiveIntegerField(verbose_name="无食堂单位数")),
                ("missing", models.PositiveIntegerField(verbose_name="未接收的下级汇总数")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="年度食堂食材采购总额（元）"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=18, verbose_name="预留份额（元）")),
                (
                    "union_planned",
                    models.DecimalField(decimal_places=2, max_digits=18, verbose_name="工会预计采购金额（元）"),
                ),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("submitted_at", models.DateTimeField(verbose_name="上报时间")),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="上报单位",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="shares.regionreport",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="接收单位",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="02cb06880f6466420ea56b0ef335ec5e340e3faf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_a1b78",
                            table="shares_regionreportevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[("submit", "汇总上报"), ("accept", "接收"), ("send_back", "退回")],
                        max_length=12,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("submitted", "已上报"), ("accepted", "上级已接收"), ("returned", "上级已退回")],
                        max_length=10,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("organisation_name", models.CharField(max_length=128, verbose_name="办理单位")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="shares.regionreport",
                        verbose_name="汇总",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
            ],
            options={
                "verbose_name": "汇总办理记录",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "send_back"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="report_sent_back_with_words",
                        violation_error_message="退回时请写明原因。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="report_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dcf8bb2286228ccc13a03343fb6ade9d57f92bf4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_report_steps_are_append_only_f4426",
                            table="shares_reportstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "待成员确认"),
                            ("acknowledged", "成员已确认"),
                            ("objected", "成员有异议"),
                            ("struck", "已撤销"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("named_at", models.DateTimeField(blank=True, null=True, verbose_name="列入时间")),
                (
                    "named_label",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="列入人名称"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "settled_label",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="确认人名称"),
                ),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="意见")),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="食堂管理单位",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="成员单位",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="列入人",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
            ],
            options={
                "verbose_name": "共用食堂成员",
                "constraints": [
                    models.UniqueConstraint(fields=("host", "member", "year"), name="one_row_a_host_member_and_year"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("named", "acknowledged"))),
                        fields=("member", "year"),
                        name="one_host_a_member_and_year",
                        violation_error_message="该单位本年度已列为其他单位的共用食堂成员。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("host", models.F("member")), _negated=True),
                        name="member_is_not_its_host",
                        violation_error_message="共用食堂成员不能是管理单位自己。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "objected"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_has_words",
                        violation_error_message="提出异议时请写明理由。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="shared_member_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{acknowledged:struck,named:acknowledged,named:objected,named:struck,objected:acknowledged,objected:named,objected:struck,struck:acknowledged,struck:named}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="3572cdf1090e9b692719a4c0bd1c3ec141a7feb0",
                            operation="UPDATE",
                            pgid="pgtrigger_shared_member_steps_are_permitted_e47fe",
                            table="shares_sharedmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="shared_members_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8d048f0568dcde24066ecdfbe4461b83c4aff34c",
                            operation="DELETE",
                            pgid="pgtrigger_shared_members_are_kept_ba85a",
                            table="shares_sharedmember",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "shares_sharedmemberevent" ("host_id", "id", "member_id", "named_at", "named_by_id", "named_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_label", "state", "words", "year") VALUES (NEW."host_id", NEW."id", NEW."member_id", NEW."named_at", NEW."named_by_id", NEW."named_label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_label", NEW."state", NEW."words", NEW."year"); RETURN NULL;',
                            hash="1866ae1730103328036efe3b338d4f668763e7f3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_c53f8",
                            table="shares_sharedmember",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "shares_sharedmemberevent" ("host_id", "id", "member_id", "named_at", "named_by_id", "named_label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_label", "state", "words", "year") VALUES (NEW."host_id", NEW."id", NEW."member_id", NEW."named_at", NEW."named_by_id", NEW."named_label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_label", NEW."state", NEW."words", NEW."year"); RETURN NULL;',
                            hash="32fd8371f4d65526b7deb0daa9506284ae94f911",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_269ff",
                            table="shares_sharedmember",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedMemberEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("named", "待成员确认"),
                            ("acknowledged", "成员已确认"),
                            ("objected", "成员有异议"),
                            ("struck", "已撤销"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("named_at", models.DateTimeField(blank=True, null=True, verbose_name="列入时间")),
                (
                    "named_label",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="列入人名称"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "settled_label",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="确认人名称"),
                ),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="意见")),
                (
                    "host",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="食堂管理单位",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="成员单位",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="列入人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="shares.sharedmember",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6f7598ae15b2c52956abcdaa553c3c9e438fccab",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_89d39",
                            table="shares_sharedmemberevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("canteen", models.CharField(db_default="", max_length=10, verbose_name="食堂情况")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=16, verbose_name="年度食堂食材采购总额（元）"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="预留金额（元）")),
                (
                    "farm_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="年度农副产品采购总额（元）",
                    ),
                ),
                (
                    "has_union_funds",
                    models.BooleanField(db_default=False, default=False, verbose_name="有独立工会经费"),
                ),
                ("union_members", models.PositiveIntegerField(blank=True, null=True, verbose_name="工会会员人数")),
                (
                    "union_planned",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="工会预计采购金额（元）"
                    ),
                ),
                (
                    "welfare_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度福利总额（元）"
                    ),
                ),
                (
                    "union_funds",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会经费（元）"
                    ),
                ),
                (
                    "gift_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会慰问品支出（元）"
                    ),
                ),
                (
                    "host_name",
                    models.CharField(blank=True, db_default="", max_length=128, verbose_name="食堂管理单位名称"),
                ),
                ("contact_name", models.CharField(blank=True, db_default="", max_length=40, verbose_name="联系人")),
                ("contact_phone", models.CharField(blank=True, db_default="", max_length=30, verbose_name="联系电话")),
                ("remark", models.CharField(blank=True, db_default="", max_length=200, verbose_name="备注")),
                ("note", models.CharField(blank=True, db_default="", max_length=300, verbose_name="补充说明")),
                (
                    "filed_by_label",
                    models.CharField(blank=True, db_default="", max_length=64, verbose_name="填报人名称"),
                ),
                (
                    "filed_by_office",
                    models.CharField(blank=True, db_default="", default="", max_length=128, verbose_name="代填单位"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待单位审核"),
                            ("filed", "已填报"),
                            ("reviewed", "二级单位已审核"),
                            ("endorsed", "主管已确认"),
                            ("confirmed", "财政已确认"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reserved_initially",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年初预留数（元）"
                    ),
                ),
                (
                    "counted_reserved",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="计入的预留金额（元）"
                    ),
                ),
                (
                    "counted_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="计入的食材采购总额（元）"
                    ),
                ),
                ("counted_version", models.PositiveIntegerField(blank=True, null=True, verbose_name="计入的版本")),
                ("held_since", models.DateTimeField(blank=True, null=True, verbose_name="待办起始时间")),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="提示",
                    ),
                ),
                (
                    "flag_count",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func("flags", function="cardinality"),
                        output_field=models.IntegerField(),
                        verbose_name="提示数",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="填报时间")),
                ("endorsed_at", models.DateTimeField(blank=True, null=True, verbose_name="主管确认时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="财政确认时间")),
                ("version", models.PositiveIntegerField(db_default=1, default=1, verbose_name="版本")),
                ("as_of", models.DateTimeField(blank=True, null=True, verbose_name="导出时间")),
                ("import_run", models.BigIntegerField(blank=True, null=True, verbose_name="导入批次")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="单位审核人",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="待办单位",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="食堂管理单位",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "预留份额填报",
                "indexes": [
                    models.Index(condition=models.Q(("version__gt", 1)), fields=["year"], name="filings_that_changed"),
                    models.Index(
                        condition=models.Q(("holder__isnull", False)),
                        fields=["holder", "year", "-flag_count", "held_since", "id"],
                        include=("state", "flags"),
                        name="filings_waiting_in_order",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "year"),
                        name="one_filing_a_unit_and_year",
                        violation_error_message="该单位本年度已有填报。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("canteen_total__gte", 0), ("reserved__gte", 0)),
                        name="filing_not_negative",
                        violation_error_message="食材采购总额和预留金额不能为负。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reserved__lte", models.F("canteen_total"))),
                        name="reserved_within_canteen_total",
                        violation_error_message="预留金额不能大于年度食堂食材采购总额。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("counted_version__isnull", False),
                                ("holder__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_filing_counts",
                        violation_error_message="已确认的填报应有财政确认时间并计入台账。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("counted_reserved__isnull", True),
                                ("counted_total__isnull", True),
                                ("counted_version__isnull", True),
                            ),
                            models.Q(
                                ("counted_reserved__isnull", False),
                                ("counted_total__isnull", False),
                                ("counted_version__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_counts_is_complete",
                        violation_error_message="计入的版本和金额应同时存在。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="filing_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."import_run" IS NOT DISTINCT FROM (NEW."import_run"))',
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{confirmed:endorsed,confirmed:filed,confirmed:prepared,endorsed:confirmed,endorsed:returned,endorsed:withdrawn,filed:endorsed,filed:returned,filed:reviewed,filed:withdrawn,prepared:endorsed,prepared:filed,prepared:returned,prepared:withdrawn,returned:confirmed,returned:endorsed,returned:filed,returned:prepared,reviewed:endorsed,reviewed:returned,withdrawn:confirmed,withdrawn:endorsed,withdrawn:filed,withdrawn:prepared}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="8353136e8d292a4122fe691317ff1e723875c7dd",
                            operation="UPDATE",
                            pgid="pgtrigger_filing_steps_are_permitted_b5662",
                            table="shares_sharefiling",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="filings_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="e0e5832c727d149016e5ca3892279b30e017f99f",
                            operation="DELETE",
                            pgid="pgtrigger_filings_are_kept_84ddb",
                            table="shares_sharefiling",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "shares_sharefilingevent" ("approved_by_id", "as_of", "canteen", "canteen_total", "confirmed_at", "contact_name", "contact_phone", "counted_reserved", "counted_total", "counted_version", "endorsed_at", "farm_total", "filed_at", "filed_by_id", "filed_by_label", "filed_by_office", "flags", "gift_total", "has_union_funds", "held_since", "holder_id", "host_id", "host_name", "id", "import_run", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "reserved", "reserved_initially", "state", "union_funds", "union_members", "union_planned", "version", "welfare_total", "year") VALUES (NEW."approved_by_id", NEW."as_of", NEW."canteen", NEW."canteen_total", NEW."confirmed_at", NEW."contact_name", NEW."contact_phone", NEW."counted_reserved", NEW."counted_total", NEW."counted_version", NEW."endorsed_at", NEW."farm_total", NEW."filed_at", NEW."filed_by_id", NEW."filed_by_label", NEW."filed_by_office", NEW."flags", NEW."gift_total", NEW."has_union_funds", NEW."held_since", NEW."holder_id", NEW."host_id", NEW."host_name", NEW."id", NEW."import_run", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remark", NEW."reserved", NEW."reserved_initially", NEW."state", NEW."union_funds", NEW."union_members", NEW."union_planned", NEW."version", NEW."welfare_total", NEW."year"); RETURN NULL;',
                            hash="141bdf6c4c2283a5bc3bdf44f7090809db975298",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1418d",
                            table="shares_sharefiling",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."as_of" IS DISTINCT FROM (NEW."as_of") OR OLD."canteen" IS DISTINCT FROM (NEW."canteen") OR OLD."canteen_total" IS DISTINCT FROM (NEW."canteen_total") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."contact_name" IS DISTINCT FROM (NEW."contact_name") OR OLD."contact_phone" IS DISTINCT FROM (NEW."contact_phone") OR OLD."counted_reserved" IS DISTINCT FROM (NEW."counted_reserved") OR OLD."counted_total" IS DISTINCT FROM (NEW."counted_total") OR OLD."counted_version" IS DISTINCT FROM (NEW."counted_version") OR OLD."endorsed_at" IS DISTINCT FROM (NEW."endorsed_at") OR OLD."farm_total" IS DISTINCT FROM (NEW."farm_total") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."filed_by_label" IS DISTINCT FROM (NEW."filed_by_label") OR OLD."filed_by_office" IS DISTINCT FROM (NEW."filed_by_office") OR OLD."flags" IS DISTINCT FROM (NEW."flags") OR OLD."gift_total" IS DISTINCT FROM (NEW."gift_total") OR OLD."has_union_funds" IS DISTINCT FROM (NEW."has_union_funds") OR OLD."held_since" IS DISTINCT FROM (NEW."held_since") OR OLD."holder_id" IS DISTINCT FROM (NEW."holder_id") OR OLD."host_id" IS DISTINCT FROM (NEW."host_id") OR OLD."host_name" IS DISTINCT FROM (NEW."host_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."import_run" IS DISTINCT FROM (NEW."import_run") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."remark" IS DISTINCT FROM (NEW."remark") OR OLD."reserved" IS DISTINCT FROM (NEW."reserved") OR OLD."reserved_initially" IS DISTINCT FROM (NEW."reserved_initially") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."union_funds" IS DISTINCT FROM (NEW."union_funds") OR OLD."union_members" IS DISTINCT FROM (NEW."union_members") OR OLD."union_planned" IS DISTINCT FROM (NEW."union_planned") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."welfare_total" IS DISTINCT FROM (NEW."welfare_total") OR OLD."year" IS DISTINCT FROM (NEW."year"))',
                            func='INSERT INTO "shares_sharefilingevent" ("approved_by_id", "as_of", "canteen", "canteen_total", "confirmed_at", "contact_name", "contact_phone", "counted_reserved", "counted_total", "counted_version", "endorsed_at", "farm_total", "filed_at", "filed_by_id", "filed_by_label", "filed_by_office", "flags", "gift_total", "has_union_funds", "held_since", "holder_id", "host_id", "host_name", "id", "import_run", "note", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remark", "reserved", "reserved_initially", "state", "union_funds", "union_members", "union_planned", "version", "welfare_total", "year") VALUES (NEW."approved_by_id", NEW."as_of", NEW."canteen", NEW."canteen_total", NEW."confirmed_at", NEW."contact_name", NEW."contact_phone", NEW."counted_reserved", NEW."counted_total", NEW."counted_version", NEW."endorsed_at", NEW."farm_total", NEW."filed_at", NEW."filed_by_id", NEW."filed_by_label", NEW."filed_by_office", NEW."flags", NEW."gift_total", NEW."has_union_funds", NEW."held_since", NEW."holder_id", NEW."host_id", NEW."host_name", NEW."id", NEW."import_run", NEW."note", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remark", NEW."reserved", NEW."reserved_initially", NEW."state", NEW."union_funds", NEW."union_members", NEW."union_planned", NEW."version", NEW."welfare_total", NEW."year"); RETURN NULL;',
                            hash="bf37a463498fa9010d4c625fb940f19fdc3724f2",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_592ba",
                            table="shares_sharefiling",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("canteen", models.CharField(db_default="", max_length=10, verbose_name="食堂情况")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=16, verbose_name="年度食堂食材采购总额（元）"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="预留金额（元）")),
                (
                    "farm_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="年度农副产品采购总额（元）",
                    ),
                ),
                (
                    "has_union_funds",
                    models.BooleanField(db_default=False, default=False, verbose_name="有独立工会经费"),
                ),
                ("union_members", models.PositiveIntegerField(blank=True, null=True, verbose_name="工会会员人数")),
                (
                    "union_planned",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="工会预计采购金额（元）"
                    ),
                ),
                (
                    "welfare_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度福利总额（元）"
                    ),
                ),
                (
                    "union_funds",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会经费（元）"
                    ),
                ),
                (
                    "gift_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会慰问品支出（元）"
                    ),
                ),
                (
                    "host_name",
                    models.CharField(blank=True, db_default="", max_length=128, verbose_name="食堂管理单位名称"),
                ),
                ("contact_name", models.CharField(blank=True, db_default="", max_length=40, verbose_name="联系人")),
                ("contact_phone", models.CharField(blank=True, db_default="", max_length=30, verbose_name="联系电话")),
                ("remark", models.CharField(blank=True, db_default="", max_length=200, verbose_name="备注")),
                ("note", models.CharField(blank=True, db_default="", max_length=300, verbose_name="补充说明")),
                (
                    "filed_by_label",
                    models.CharField(blank=True, db_default="", max_length=64, verbose_name="填报人名称"),
                ),
                (
                    "filed_by_office",
                    models.CharField(blank=True, db_default="", default="", max_length=128, verbose_name="代填单位"),
                ),
                ("number", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待单位审核"),
                            ("filed", "已填报"),
                            ("reviewed", "二级单位已审核"),
                            ("endorsed", "主管已确认"),
                            ("confirmed", "财政已确认"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("known_at", models.DateTimeField(verbose_name="得知时间")),
                ("import_run", models.BigIntegerField(blank=True, null=True, verbose_name="导入批次")),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="食堂管理单位",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="shares.sharefiling",
                        verbose_name="填报",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报版本",
                "constraints": [models.UniqueConstraint(fields=("filing", "number"), name="one_version_a_number")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="filing_versions_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8acb37bd7de782ff333b384d1c27d1ac8b0d145e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_filing_versions_are_kept_ad599",
                            table="shares_filingversion",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("prepare", "送单位审核"),
                            ("approve", "单位审核并报送"),
                            ("approve_up", "单位审核并报财政部门"),
                            ("file", "填报"),
                            ("file_up", "填报并报财政部门"),
                            ("review", "审核"),
                            ("endorse", "主管确认"),
                            ("confirm", "财政确认"),
                            ("send_back", "退回修改"),
                            ("withdraw", "撤回"),
                            ("keep", "取消变更"),
                            ("pass_on", "机构调整后转报财政部门"),
                        ],
                        max_length=12,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待单位审核"),
                            ("filed", "已填报"),
                            ("reviewed", "二级单位已审核"),
                            ("endorsed", "主管已确认"),
                            ("confirmed", "财政已确认"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("organisation_name", models.CharField(max_length=128, verbose_name="办理单位")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("total_implausible", "采购总额不准确"),
                            ("ratio_low", "预留比例不达标"),
                            ("below_last_year", "低于上年"),
                            ("canteen_wrong", "食堂情况有误"),
                            ("union_wrong", "工会采购有误"),
                            ("papers_missing", "缺少佐证材料"),
                            ("other", "其他"),
                        ],
                        max_length=20,
                        verbose_name="退回原因",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="需修改的项目",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="shares.sharefiling",
                        verbose_name="填报",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报办理记录",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "send_back"), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="filing_sent_back_with_a_reason",
                        violation_error_message="退回时请选择原因并写明意见。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="filing_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fee293a1a72c62c98b0632b98820fa820f0c2ff2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_filing_steps_are_append_only_b0767",
                            table="shares_filingstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShareFilingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("canteen", models.CharField(db_default="", max_length=10, verbose_name="食堂情况")),
                (
                    "canteen_total",
                    models.DecimalField(decimal_places=2, max_digits=16, verbose_name="年度食堂食材采购总额（元）"),
                ),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="预留金额（元）")),
                (
                    "farm_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=16,
                        null=True,
                        verbose_name="年度农副产品采购总额（元）",
                    ),
                ),
                (
                    "has_union_funds",
                    models.BooleanField(db_default=False, default=False, verbose_name="有独立工会经费"),
                ),
                ("union_members", models.PositiveIntegerField(blank=True, null=True, verbose_name="工会会员人数")),
                (
                    "union_planned",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="工会预计采购金额（元）"
                    ),
                ),
                (
                    "welfare_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度福利总额（元）"
                    ),
                ),
                (
                    "union_funds",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会经费（元）"
                    ),
                ),
                (
                    "gift_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年度工会慰问品支出（元）"
                    ),
                ),
                (
                    "host_name",
                    models.CharField(blank=True, db_default="", max_length=128, verbose_name="食堂管理单位名称"),
                ),
                ("contact_name", models.CharField(blank=True, db_default="", max_length=40, verbose_name="联系人")),
                ("contact_phone", models.CharField(blank=True, db_default="", max_length=30, verbose_name="联系电话")),
                ("remark", models.CharField(blank=True, db_default="", max_length=200, verbose_name="备注")),
                ("note", models.CharField(blank=True, db_default="", max_length=300, verbose_name="补充说明")),
                (
                    "filed_by_label",
                    models.CharField(blank=True, db_default="", max_length=64, verbose_name="填报人名称"),
                ),
                (
                    "filed_by_office",
                    models.CharField(blank=True, db_default="", default="", max_length=128, verbose_name="代填单位"),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "待单位审核"),
                            ("filed", "已填报"),
                            ("reviewed", "二级单位已审核"),
                            ("endorsed", "主管已确认"),
                            ("confirmed", "财政已确认"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "reserved_initially",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="年初预留数（元）"
                    ),
                ),
                (
                    "counted_reserved",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="计入的预留金额（元）"
                    ),
                ),
                (
                    "counted_total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=16, null=True, verbose_name="计入的食材采购总额（元）"
                    ),
                ),
                ("counted_version", models.PositiveIntegerField(blank=True, null=True, verbose_name="计入的版本")),
                ("held_since", models.DateTimeField(blank=True, null=True, verbose_name="待办起始时间")),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="提示",
                    ),
                ),
                ("filed_at", models.DateTimeField(verbose_name="填报时间")),
                ("endorsed_at", models.DateTimeField(blank=True, null=True, verbose_name="主管确认时间")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="财政确认时间")),
                ("version", models.PositiveIntegerField(db_default=1, default=1, verbose_name="版本")),
                ("as_of", models.DateTimeField(blank=True, null=True, verbose_name="导出时间")),
                ("import_run", models.BigIntegerField(blank=True, null=True, verbose_name="导入批次")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="单位审核人",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填报人",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="待办单位",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="食堂管理单位",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="shares.sharefiling",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="79658ccaf42abef7212a53a23d8ab2795eb25e47",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ac92e",
                            table="shares_sharefilingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("content", models.JSONField(blank=True, verbose_name="内容")),
                ("saved_at", models.DateTimeField(verbose_name="保存时间")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存人",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报草稿",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "year"), name="one_draft_a_unit_and_year")
                ],
            },
        ),
        migrations.CreateModel(
            name="CanteenRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("kind", models.CharField(max_length=10, verbose_name="食堂类型")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="食堂名称")),
                ("contractor_name", models.CharField(blank=True, max_length=128, verbose_name="承包方名称")),
                ("account_due_on", models.DateField(blank=True, null=True, verbose_name="承包方账号拟开通日期")),
                ("diners", models.PositiveIntegerField(blank=True, null=True, verbose_name="就餐人数")),
                ("total", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="年度食材采购总额（元）")),
                ("total_source", models.CharField(max_length=10, verbose_name="总额来源")),
                (
                    "contractor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="承包方",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="canteens",
                        to="shares.filingversion",
                        verbose_name="填报版本",
                    ),
                ),
            ],
            options={
                "verbose_name": "食堂",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "seq"), name="one_canteen_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(("total__gte", 0)),
                        name="canteen_total_not_negative",
                        violation_error_message="食堂的食材采购总额不能为负。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="canteen_rows_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1128eded2212962c3b19fb4ea346c8ad8980013f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_canteen_rows_are_kept_0c224",
                            table="shares_canteenrow",
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
