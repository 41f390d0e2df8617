import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("imports", "0001_runs_staging_and_decisions"),
        ("imports", "0002_history_of_imports"),
        ("imports", "0003_steps_of_reconciliation"),
        ("imports", "0004_columns_wanted_by_questions"),
        ("imports", "0005_orders_that_go_back"),
        ("imports", "0006_export_time_of_the_title"),
        ("imports", "0007_buyers_by_year"),
        ("imports", "0008_when_a_run_moved"),
        ("imports", "0009_a_buyer_may_be_of_another_region"),
        ("imports", "0010_natures_of_units"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("documents", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedBuyer",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("run_id", models.BigIntegerField(db_index=True, verbose_name="批次")),
                ("buyer_kind", models.CharField(blank=True, max_length=12, verbose_name="账号类型")),
                ("buyer_name", models.CharField(blank=True, max_length=128, verbose_name="采购人名称")),
                ("buyer_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("bound_unit_code", models.CharField(blank=True, max_length=32, verbose_name="绑定单位编码")),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年度")),
                ("unit_id", models.BigIntegerField(null=True, verbose_name="单位")),
                ("rule", models.CharField(blank=True, max_length=24, verbose_name="归属规则")),
            ],
            options={
                "verbose_name": "批次采购人",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("column", "列的对应"),
                            ("amount_unit", "金额单位"),
                            ("buyer", "采购人归属"),
                            ("filing_unit", "填报表单位编码"),
                            ("account_unit", "开户表单位编码"),
                            ("renamed", "单位更名"),
                            ("recoded", "单位更换编码"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("key", models.CharField(max_length=250, verbose_name="对象")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="决定")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="导入单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入决定",
                "constraints": [models.UniqueConstraint(fields=("node", "kind", "key"), name="one_decision_a_matter")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "imports_decisionevent" ("answer", "decided_at", "decided_by_id", "id", "key", "kind", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."key", NEW."kind", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="fb7e889844cd52b6e552d78c418473ec90cffe63",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ea67e",
                            table="imports_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "imports_decisionevent" ("answer", "decided_at", "decided_by_id", "id", "key", "kind", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."key", NEW."kind", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="d0cdcb07143d2685b455362c7fda89385cbc5a0f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_5beff",
                            table="imports_decision",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "imports_decisionevent" ("answer", "decided_at", "decided_by_id", "id", "key", "kind", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."answer", OLD."decided_at", OLD."decided_by_id", OLD."id", OLD."key", OLD."kind", OLD."node_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                            hash="cc2649497c638477b91a4d21b5d6fbe8643ebe69",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_0c8bf",
                            table="imports_decision",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("column", "列的对应"),
                            ("amount_unit", "金额单位"),
                            ("buyer", "采购人归属"),
                            ("filing_unit", "填报表单位编码"),
                            ("account_unit", "开户表单位编码"),
                            ("renamed", "单位更名"),
                            ("recoded", "单位更换编码"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("key", models.CharField(max_length=250, verbose_name="对象")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="决定")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="导入单位",
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
                        to="imports.decision",
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
                            hash="b1b713f3719d0eea0580dc00e8be17cce6888410",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0d469",
                            table="imports_decisionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "已接收"),
                            ("checking", "核对中"),
                            ("asking", "待确认"),
                            ("checked", "核对完毕"),
                            ("loading", "导入中"),
                            ("loaded", "已导入"),
                            ("failed", "未完成"),
                            ("discarded", "已放弃"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="接收时间")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="导入时间")),
                ("moved_at", models.DateTimeField(blank=True, null=True, verbose_name="最近办理时间")),
                ("all_or_nothing", models.BooleanField(db_default=False, default=False, verbose_name="全部正确才导入")),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导入人",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认导入人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_runs",
                        to="organisations.organisation",
                        verbose_name="导入单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "导入批次",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="run_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{asking:checking,asking:discarded,asking:loading,checked:checking,checked:discarded,checked:loading,checking:asking,checking:checked,checking:failed,failed:checking,failed:discarded,loading:checking,loading:failed,loading:loaded,received:checking,received:discarded,received:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ebbf43c19c50018bed0ad4645d8902c4f9b6382e",
                            operation="UPDATE",
                            pgid="pgtrigger_run_steps_are_permitted_9c157",
                            table="imports_importrun",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "imports_importrunevent" ("all_or_nothing", "checked_at", "created_at", "created_by_id", "id", "loaded_at", "loaded_by_id", "message", "moved_at", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."all_or_nothing", NEW."checked_at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."loaded_at", NEW."loaded_by_id", NEW."message", NEW."moved_at", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="c8362a249f5e3496c26f1ef6ea8c0069e6941d9e",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2cb63",
                            table="imports_importrun",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "imports_importrunevent" ("all_or_nothing", "checked_at", "created_at", "created_by_id", "id", "loaded_at", "loaded_by_id", "message", "moved_at", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."all_or_nothing", NEW."checked_at", NEW."created_at", NEW."created_by_id", NEW."id", NEW."loaded_at", NEW."loaded_by_id", NEW."message", NEW."moved_at", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="39a8dd41d77210a0527321d41755552953b060cf",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_72662",
                            table="imports_importrun",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BackwardChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_no", models.CharField(max_length=64, verbose_name="订单编号")),
                ("is_accepted", models.BooleanField(verbose_name="按本次导出更正")),
                ("decided_at", models.DateTimeField(verbose_name="决定时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="imports.importrun",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "状态退回的决定",
                "constraints": [models.UniqueConstraint(fields=("run", "order_no"), name="one_choice_an_order")],
            },
        ),
        migrations.CreateModel(
            name="ImportRunEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "已接收"),
                            ("checking", "核对中"),
                            ("asking", "待确认"),
                            ("checked", "核对完毕"),
                            ("loading", "导入中"),
                            ("loaded", "已导入"),
                            ("failed", "未完成"),
                            ("discarded", "已放弃"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="接收时间")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="导入时间")),
                ("moved_at", models.DateTimeField(blank=True, null=True, verbose_name="最近办理时间")),
                ("all_or_nothing", models.BooleanField(db_default=False, default=False, verbose_name="全部正确才导入")),
                ("message", models.CharField(blank=True, max_length=500, verbose_name="说明")),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="导入人",
                    ),
                ),
                (
                    "loaded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认导入人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="导入单位",
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
                        to="imports.importrun",
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
                            hash="66f6333152beb5251f36745b5f0c27c214279cc3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_1e908",
                            table="imports_importrunevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportSheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=200, verbose_name="文件")),
                ("sheet_name", models.CharField(blank=True, max_length=100, verbose_name="工作表")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("directory", "预算单位名录"),
                            ("filings", "预留份额填报表"),
                            ("accounts", "采购人交易账号开通填报表"),
                            ("transactions", "交易明细"),
                        ],
                        max_length=12,
                        verbose_name="内容",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度")),
                ("exported_at", models.DateTimeField(blank=True, null=True, verbose_name="导出时间")),
                (
                    "exported_hint",
                    models.CharField(blank=True, db_default="", max_length=16, verbose_name="表头写明的导出时间"),
                ),
                ("total", models.PositiveIntegerField(db_default=0, default=0, verbose_name="行数")),
                ("new", models.PositiveIntegerField(db_default=0, default=0, verbose_name="新增")),
                ("changed", models.PositiveIntegerField(db_default=0, default=0, verbose_name="变更")),
                ("unchanged", models.PositiveIntegerField(db_default=0, default=0, verbose_name="无变化")),
                ("duplicate", models.PositiveIntegerField(db_default=0, default=0, verbose_name="重复")),
                ("older", models.PositiveIntegerField(db_default=0, default=0, verbose_name="早于现有")),
                ("wrong", models.PositiveIntegerField(db_default=0, default=0, verbose_name="有误")),
                ("waiting", models.PositiveIntegerField(db_default=0, default=0, verbose_name="暂缓")),
                ("held", models.PositiveIntegerField(db_default=0, default=0, verbose_name="保留现有")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="documents.document", verbose_name="原件"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="imports.importrun",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作表",
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                ("column", models.CharField(blank=True, max_length=100, verbose_name="列")),
                ("value", models.CharField(blank=True, max_length=200, verbose_name="单元格内容")),
                ("code", models.CharField(max_length=40, verbose_name="代码")),
                ("message", models.CharField(max_length=300, verbose_name="说明")),
                (
                    "level",
                    models.CharField(
                        choices=[("error", "有误"), ("warning", "提示")], max_length=8, verbose_name="程度"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="imports.importrun",
                        verbose_name="批次",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="imports.importsheet",
                        verbose_name="工作表",
                    ),
                ),
            ],
            options={
                "verbose_name": "问题",
                "indexes": [models.Index(fields=["sheet", "row_no"], name="problems_of_a_row")],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="类别")),
                ("key", models.CharField(max_length=200, verbose_name="对象")),
                ("prompt", models.CharField(max_length=500, verbose_name="问题")),
                ("choices", models.TextField(blank=True, verbose_name="可选答案")),
                ("proposal", models.CharField(blank=True, max_length=200, verbose_name="建议")),
                ("is_certain", models.BooleanField(db_default=False, default=False, verbose_name="可直接采纳")),
                ("stops_check", models.BooleanField(db_default=False, default=False, verbose_name="先答后核")),
                ("place", models.CharField(blank=True, db_default="", max_length=320, verbose_name="文件和工作表")),
                ("wanted", models.TextField(blank=True, db_default="", verbose_name="尚缺的必填列")),
                ("answer", models.CharField(blank=True, max_length=200, verbose_name="答案")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答时间")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回答人",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="imports.importrun",
                        verbose_name="批次",
                    ),
                ),
            ],
            options={
                "verbose_name": "待确认问题",
                "constraints": [models.UniqueConstraint(fields=("run", "kind", "key"), name="one_question_a_matter")],
            },
        ),
        migrations.CreateModel(
            name="ReconciliationItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("buyer", "采购人未对应单位"),
                            ("filing_unit", "填报单位不在名录"),
                            ("account_unit", "开户表所属单位不在名录"),
                            ("renamed", "单位编码未变但名称和信用代码均变"),
                            ("recoded", "单位疑似更换编码"),
                            ("credit_code", "统一社会信用代码校验位不符"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("key", models.CharField(max_length=250, verbose_name="对象")),
                ("name", models.CharField(blank=True, max_length=128, verbose_name="名称")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("orders", models.PositiveIntegerField(db_default=0, default=0, verbose_name="笔数")),
                (
                    "amount",
                    models.DecimalField(
                        db_default=0, decimal_places=2, default=0, max_digits=16, verbose_name="金额（元）"
                    ),
                ),
                ("is_outside", models.BooleanField(db_default=False, default=False, verbose_name="不属于本地区")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="导入单位",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="imports.importrun", verbose_name="批次"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="对应单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "待核对事项",
                "constraints": [models.UniqueConstraint(fields=("node", "kind", "key"), name="one_item_a_matter")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "imports_reconciliationitemevent" ("amount", "credit_code", "detail", "found_at", "id", "is_outside", "key", "kind", "name", "node_id", "orders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "settled_at", "settled_by_id", "unit_id") VALUES (NEW."amount", NEW."credit_code", NEW."detail", NEW."found_at", NEW."id", NEW."is_outside", NEW."key", NEW."kind", NEW."name", NEW."node_id", NEW."orders", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."run_id", NEW."settled_at", NEW."settled_by_id", NEW."unit_id"); RETURN NULL;',
                            hash="ad8b388fa791e8c73dcd5a49108d587fda8fcc59",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e7508",
                            table="imports_reconciliationitem",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "imports_reconciliationitemevent" ("amount", "credit_code", "detail", "found_at", "id", "is_outside", "key", "kind", "name", "node_id", "orders", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_id", "settled_at", "settled_by_id", "unit_id") VALUES (NEW."amount", NEW."credit_code", NEW."detail", NEW."found_at", NEW."id", NEW."is_outside", NEW."key", NEW."kind", NEW."name", NEW."node_id", NEW."orders", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."run_id", NEW."settled_at", NEW."settled_by_id", NEW."unit_id"); RETURN NULL;',
                            hash="b4b507c716f8d952848d688bc6d25b440b238fd4",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_64ad3",
                            table="imports_reconciliationitem",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReconciliationItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("buyer", "采购人未对应单位"),
                            ("filing_unit", "填报单位不在名录"),
                            ("account_unit", "开户表所属单位不在名录"),
                            ("renamed", "单位编码未变但名称和信用代码均变"),
                            ("recoded", "单位疑似更换编码"),
                            ("credit_code", "统一社会信用代码校验位不符"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("key", models.CharField(max_length=250, verbose_name="对象")),
                ("name", models.CharField(blank=True, max_length=128, verbose_name="名称")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("detail", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("orders", models.PositiveIntegerField(db_default=0, default=0, verbose_name="笔数")),
                (
                    "amount",
                    models.DecimalField(
                        db_default=0, decimal_places=2, default=0, max_digits=16, verbose_name="金额（元）"
                    ),
                ),
                ("is_outside", models.BooleanField(db_default=False, default=False, verbose_name="不属于本地区")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="导入单位",
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
                        to="imports.reconciliationitem",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="imports.importrun",
                        verbose_name="批次",
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
                        verbose_name="处理人",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="对应单位",
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
                            hash="b456024455ce0f7c6b857868f00299beace8534a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0ea3b",
                            table="imports_reconciliationitemevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReconciliationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[("settle", "认定"), ("revise", "改判"), ("reopen", "退回待核对")],
                        max_length=8,
                        verbose_name="处理",
                    ),
                ),
                ("reason", models.CharField(blank=True, db_default="", max_length=200, verbose_name="理由")),
                ("at", models.DateTimeField(verbose_name="处理时间")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="处理人",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="imports.reconciliationitem",
                        verbose_name="待核对事项",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="对应单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "核对处理记录",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="reconciliation_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="fdad9be54dd727c19d2d4dfb0a41e92d9e5758a5",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_reconciliation_steps_are_append_only_20471",
                            table="imports_reconciliationstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run_id", models.BigIntegerField(verbose_name="批次")),
                ("sheet_id", models.BigIntegerField(verbose_name="工作表")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "无变化"),
                            ("duplicate", "重复"),
                            ("older", "早于现有"),
                            ("wrong", "有误"),
                            ("waiting", "暂缓"),
                            ("held", "保留现有"),
                            ("loaded", "已导入"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("buyer_kind", models.CharField(blank=True, max_length=12, verbose_name="账号类型")),
                ("name", models.CharField(blank=True, max_length=128, verbose_name="采购人名称")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("unit_code", models.CharField(blank=True, max_length=32, verbose_name="所属预算单位编码")),
                ("unit_name", models.CharField(blank=True, max_length=128, verbose_name="所属预算单位")),
            ],
            options={
                "verbose_name": "批次账号",
                "abstract": False,
                "indexes": [models.Index(fields=["run_id", "outcome"], name="stagedaccount_by_outcome")],
            },
        ),
        migrations.CreateModel(
            name="StagedFiling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run_id", models.BigIntegerField(verbose_name="批次")),
                ("sheet_id", models.BigIntegerField(verbose_name="工作表")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "无变化"),
                            ("duplicate", "重复"),
                            ("older", "早于现有"),
                            ("wrong", "有误"),
                            ("waiting", "暂缓"),
                            ("held", "保留现有"),
                            ("loaded", "已导入"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("unit_code", models.CharField(blank=True, max_length=32, verbose_name="单位编码")),
                ("name", models.CharField(blank=True, max_length=128, verbose_name="单位名称")),
                ("year", models.IntegerField(null=True, verbose_name="年度")),
                ("canteen_kind", models.CharField(blank=True, max_length=10, verbose_name="食堂情况")),
                (
                    "canteen_total",
                    models.DecimalField(
                        decimal_places=2, max_digits=16, null=True, verbose_name="年度食堂食材采购总额"
                    ),
                ),
                ("ratio", models.DecimalField(decimal_places=4, max_digits=12, null=True, verbose_name="预留比例")),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="预留金额")),
                ("filed_at", models.DateTimeField(null=True, verbose_name="填报时间")),
                ("endorsed_at", models.DateTimeField(null=True, verbose_name="主管确认时间")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="财政确认时间")),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="备注")),
                ("as_of", models.DateTimeField(null=True, verbose_name="导出时间")),
            ],
            options={
                "verbose_name": "批次填报",
                "abstract": False,
                "indexes": [models.Index(fields=["run_id", "outcome"], name="stagedfiling_by_outcome")],
            },
        ),
        migrations.CreateModel(
            name="StagedOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run_id", models.BigIntegerField(verbose_name="批次")),
                ("sheet_id", models.BigIntegerField(verbose_name="工作表")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "无变化"),
                            ("duplicate", "重复"),
                            ("older", "早于现有"),
                            ("wrong", "有误"),
                            ("waiting", "暂缓"),
                            ("held", "保留现有"),
                            ("loaded", "已导入"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("order_no", models.CharField(blank=True, max_length=64, verbose_name="订单编号")),
                ("ordered_at", models.DateTimeField(null=True, verbose_name="下单时间")),
                ("completed_at", models.DateTimeField(null=True, verbose_name="完成时间")),
                ("person_key", models.CharField(blank=True, max_length=16, verbose_name="个人标记")),
                ("supplier", models.CharField(blank=True, max_length=128, verbose_name="供应商")),
                ("origin_code", models.CharField(blank=True, max_length=12, verbose_name="产地县代码")),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="商品名称")),
                ("category", models.CharField(blank=True, max_length=64, verbose_name="品类")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True, verbose_name="数量")),
                ("measure", models.CharField(blank=True, max_length=16, verbose_name="计量单位")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="订单金额")),
                ("refund", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="退款金额")),
                ("state", models.CharField(blank=True, max_length=16, verbose_name="订单状态")),
                ("as_of", models.DateTimeField(null=True, verbose_name="导出时间")),
                (
                    "buyer",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="imports.stagedbuyer",
                        verbose_name="采购人",
                    ),
                ),
            ],
            options={
                "verbose_name": "批次订单",
                "abstract": False,
                "indexes": [
                    models.Index(fields=["run_id", "outcome"], name="stagedorder_by_outcome"),
                    models.Index(fields=["run_id", "order_no"], name="stagedorder_by_number"),
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run_id", models.BigIntegerField(verbose_name="批次")),
                ("sheet_id", models.BigIntegerField(verbose_name="工作表")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新增"),
                            ("changed", "变更"),
                            ("unchanged", "无变化"),
                            ("duplicate", "重复"),
                            ("older", "早于现有"),
                            ("wrong", "有误"),
                            ("waiting", "暂缓"),
                            ("held", "保留现有"),
                            ("loaded", "已导入"),
                        ],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("unit_code", models.CharField(blank=True, max_length=32, verbose_name="单位编码")),
                ("name", models.CharField(blank=True, max_length=128, verbose_name="单位名称")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("region_code", models.CharField(blank=True, max_length=12, verbose_name="行政区划代码")),
                ("region_name", models.CharField(blank=True, max_length=64, verbose_name="行政区划")),
                ("level", models.PositiveSmallIntegerField(null=True, verbose_name="预算级次")),
                ("supervisor_code", models.CharField(blank=True, max_length=32, verbose_name="主管预算单位编码")),
                ("supervisor_name", models.CharField(blank=True, max_length=128, verbose_name="主管预算单位")),
                ("canteen_kind", models.CharField(blank=True, max_length=10, verbose_name="食堂情况")),
                ("canteen_host_code", models.CharField(blank=True, max_length=32, verbose_name="共用食堂管理单位编码")),
                ("union_members", models.IntegerField(null=True, verbose_name="工会会员人数")),
                ("nature", models.CharField(blank=True, db_default="", max_length=16, verbose_name="单位性质")),
                ("organisation_id", models.BigIntegerField(null=True, verbose_name="单位")),
            ],
            options={
                "verbose_name": "批次名录",
                "abstract": False,
                "indexes": [models.Index(fields=["run_id", "outcome"], name="stagedunit_by_outcome")],
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
