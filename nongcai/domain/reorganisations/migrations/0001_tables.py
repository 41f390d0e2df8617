import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("reorganisations", "0001_documents_and_lines"),
        ("reorganisations", "0002_code_changes"),
        ("reorganisations", "0003_people_one_by_one"),
        ("reorganisations", "0004_splits"),
        ("reorganisations", "0005_members_that_follow"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reorganisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=100, verbose_name="事由")),
                ("approval", models.CharField(max_length=120, verbose_name="批准文号")),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "拟定中"),
                            ("checked", "已核对"),
                            ("in_force", "已生效"),
                            ("reversed", "已撤回"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, db_default="", max_length=64, verbose_name="核对摘要")),
                ("drafted_at", models.DateTimeField(verbose_name="拟定时间")),
                ("enforced_at", models.DateTimeField(blank=True, null=True, verbose_name="生效办理时间")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟定人",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="办理部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "机构调整单",
                "indexes": [models.Index(fields=["node", "-drafted_at"], name="reorganisation_by_node")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approval", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="reorganisation_names_its_approval",
                        violation_error_message="请填写事由和批准文号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("in_force", "reversed")), ("enforced_at__isnull", True), _connector="XOR"
                        ),
                        name="reorganisation_in_force_since",
                        violation_error_message="已生效的机构调整单应有生效办理时间。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="reorganisation_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{checked:discarded,checked:drafted,checked:in_force,drafted:checked,drafted:discarded,in_force:reversed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="e1966434fecffd7ccf5a65686ecd28f488280a4e",
                            operation="UPDATE",
                            pgid="pgtrigger_reorganisation_steps_are_permitted_a2952",
                            table="reorganisations_reorganisation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="reorganisations_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6ea0bd3229c98836cfa73d85132acd5e498c00a0",
                            operation="DELETE",
                            pgid="pgtrigger_reorganisations_are_kept_53963",
                            table="reorganisations_reorganisation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reorganisations_reorganisationevent" ("approval", "drafted_at", "drafted_by_id", "effective_on", "enforced_at", "fingerprint", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title") VALUES (NEW."approval", NEW."drafted_at", NEW."drafted_by_id", NEW."effective_on", NEW."enforced_at", NEW."fingerprint", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."title"); RETURN NULL;',
                            hash="b247d3dff4679955d594539198569859a40b25f0",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_49a9c",
                            table="reorganisations_reorganisation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reorganisations_reorganisationevent" ("approval", "drafted_at", "drafted_by_id", "effective_on", "enforced_at", "fingerprint", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "title") VALUES (NEW."approval", NEW."drafted_at", NEW."drafted_by_id", NEW."effective_on", NEW."enforced_at", NEW."fingerprint", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."title"); RETURN NULL;',
                            hash="24e4820c509780c565a9677d822ecb5f7d7c1d0c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_24c96",
                            table="reorganisations_reorganisation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merge", "合并"),
                            ("close", "撤销"),
                            ("split", "拆分"),
                            ("rename", "更名"),
                            ("recode", "编码变更"),
                            ("move", "划转"),
                            ("transfer", "跨区划转"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("name", models.CharField(blank=True, db_default="", max_length=128, verbose_name="新名称")),
                ("code", models.CharField(blank=True, db_default="", max_length=32, verbose_name="新编码")),
                ("moves_people", models.BooleanField(db_default=False, default=False, verbose_name="人员转入承接单位")),
                (
                    "excepted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="另作安排的任职",
                    ),
                ),
                (
                    "made",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="分设单位",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="承接单位",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="reorganisations.reorganisation",
                        verbose_name="机构调整单",
                    ),
                ),
            ],
            options={
                "verbose_name": "调整事项",
                "constraints": [
                    models.UniqueConstraint(fields=("reorganisation", "seq"), name="one_line_a_place"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("target__isnull", True),
                            models.Q(("unit", models.F("target")), _negated=True),
                            _connector="OR",
                        ),
                        name="line_between_two",
                        violation_error_message="单位不能由自身承接。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ("merge", "move", "transfer")), ("target__isnull", True), _connector="XOR"
                        ),
                        name="line_has_what_its_kind_asks_for",
                        violation_error_message="合并、划转应写明承接单位，撤销、更名、编码变更、拆分不写。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "split"), _negated=True),
                            models.Q(models.Q(("name", ""), _negated=True), models.Q(("code", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_split_names_the_new_unit",
                        violation_error_message="拆分应写明新单位的名称和编码。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("made__isnull", True), ("kind", "split"), _connector="OR"),
                        name="only_a_split_makes_a_unit",
                        violation_error_message="只有拆分产生新单位。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "reorganisations_lineevent" ("code", "excepted", "id", "kind", "made_id", "moves_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorganisation_id", "seq", "target_id", "unit_id") VALUES (NEW."code", NEW."excepted", NEW."id", NEW."kind", NEW."made_id", NEW."moves_people", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reorganisation_id", NEW."seq", NEW."target_id", NEW."unit_id"); RETURN NULL;',
                            hash="8e63024bb44d2449a11eb4b728529b8bd59d3857",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7f582",
                            table="reorganisations_line",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "reorganisations_lineevent" ("code", "excepted", "id", "kind", "made_id", "moves_people", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorganisation_id", "seq", "target_id", "unit_id") VALUES (NEW."code", NEW."excepted", NEW."id", NEW."kind", NEW."made_id", NEW."moves_people", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reorganisation_id", NEW."seq", NEW."target_id", NEW."unit_id"); RETURN NULL;',
                            hash="086a3ca282a5f65f0bbcd966c40dcc3a59d388c8",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b839c",
                            table="reorganisations_line",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("seq", models.PositiveIntegerField(verbose_name="序号")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merge", "合并"),
                            ("close", "撤销"),
                            ("split", "拆分"),
                            ("rename", "更名"),
                            ("recode", "编码变更"),
                            ("move", "划转"),
                            ("transfer", "跨区划转"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("name", models.CharField(blank=True, db_default="", max_length=128, verbose_name="新名称")),
                ("code", models.CharField(blank=True, db_default="", max_length=32, verbose_name="新编码")),
                ("moves_people", models.BooleanField(db_default=False, default=False, verbose_name="人员转入承接单位")),
                (
                    "excepted",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="另作安排的任职",
                    ),
                ),
                (
                    "made",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="分设单位",
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
                        to="reorganisations.line",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="承接单位",
                    ),
                ),
                (
                    "unit",
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
                    "reorganisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="reorganisations.reorganisation",
                        verbose_name="机构调整单",
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
                            hash="21caf2b484a176f90a35ecbbbb07478c543192c4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2d078",
                            table="reorganisations_lineevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("organisation", "组织"),
                            ("listing", "名录"),
                            ("placement", "隶属关系"),
                            ("relation", "关系"),
                            ("membership", "任职"),
                            ("filing", "填报"),
                            ("sharing", "共用食堂成员"),
                        ],
                        max_length=12,
                        verbose_name="对象",
                    ),
                ),
                ("row_id", models.BigIntegerField(verbose_name="行号")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="调整前")),
                ("after", models.JSONField(verbose_name="调整后")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="reorganisations.reorganisation",
                        verbose_name="机构调整单",
                    ),
                ),
            ],
            options={
                "verbose_name": "调整变动",
                "constraints": [
                    models.UniqueConstraint(fields=("reorganisation", "subject", "row_id"), name="one_change_a_row")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="changes_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="c82819783744e43aff7129f79ed387c51504c02e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_changes_are_kept_55674",
                            table="reorganisations_change",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=100, verbose_name="事由")),
                ("approval", models.CharField(max_length=120, verbose_name="批准文号")),
                ("effective_on", models.DateField(verbose_name="生效日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "拟定中"),
                            ("checked", "已核对"),
                            ("in_force", "已生效"),
                            ("reversed", "已撤回"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, db_default="", max_length=64, verbose_name="核对摘要")),
                ("drafted_at", models.DateTimeField(verbose_name="拟定时间")),
                ("enforced_at", models.DateTimeField(blank=True, null=True, verbose_name="生效办理时间")),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟定人",
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
                        verbose_name="办理部门",
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
                        to="reorganisations.reorganisation",
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
                            hash="e8b5081d3e828a5db6f7781914165328b549a8bc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ebb1d",
                            table="reorganisations_reorganisationevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("check", "核对"),
                            ("reopen", "退回修改"),
                            ("enforce", "生效"),
                            ("reverse", "撤回调整"),
                            ("discard", "作废"),
                        ],
                        max_length=10,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "拟定中"),
                            ("checked", "已核对"),
                            ("in_force", "已生效"),
                            ("reversed", "已撤回"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                ("words", models.CharField(blank=True, db_default="", max_length=300, verbose_name="说明")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="reorganisations.reorganisation",
                        verbose_name="机构调整单",
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
                "verbose_name": "机构调整办理记录",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="reorganisation_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="66c98be8b92b2ce840cebe15f218036a1e692a5e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_reorganisation_steps_are_append_only_bc0d4",
                            table="reorganisations_reorganisationstep",
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
