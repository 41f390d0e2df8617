import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("regions", "0001_divisions_and_counties"), ("regions", "0003_history_of_regions")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="County",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name="名单代码")),
                ("current_code", models.CharField(db_index=True, max_length=6, verbose_name="现行代码")),
                ("name", models.CharField(max_length=64, verbose_name="县名")),
                ("prefecture", models.CharField(max_length=64, verbose_name="市州")),
                ("province", models.CharField(max_length=32, verbose_name="省份")),
                ("delisted_year", models.PositiveSmallIntegerField(verbose_name="脱贫摘帽年份")),
            ],
            options={
                "verbose_name": "脱贫县",
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                ("code", models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name="区划代码")),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("division", "行政区划"), ("zone", "功能区")], max_length=10, verbose_name="类别"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "全国"), (1, "省级"), (2, "市级"), (3, "县级")], verbose_name="层级"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                (
                    "successor_code",
                    models.CharField(blank=True, db_default="", db_index=True, max_length=6, verbose_name="承接代码"),
                ),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="regions.region",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "区划",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^\\d{6}$")),
                        name="region_code_of_six_digits",
                        violation_error_message="区划代码应为6位数字。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__in", [0, 1, 2, 3])),
                        name="region_level_known",
                        violation_error_message="区划层级应为国家、省、市、县之一。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("parent__isnull", False), ("level", 0), _connector="OR"),
                        name="region_below_the_nation",
                        violation_error_message="除全国外，区划应有上级。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "regions_regionevent" ("accepted_at", "accepted_by_id", "code", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_code", "valid_from", "valid_to") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."code", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."code", NEW."successor_code", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="cd69f46aac5c305158c7bee92d9afba2a98fc658",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5c668",
                            table="regions_region",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "regions_regionevent" ("accepted_at", "accepted_by_id", "code", "kind", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "successor_code", "valid_from", "valid_to") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."code", NEW."kind", NEW."level", NEW."name", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."code", NEW."successor_code", NEW."valid_from", NEW."valid_to"); RETURN NULL;',
                            hash="8b5cc0632bf7cbe5fc01098f68077d19152869f9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ce801",
                            table="regions_region",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("code", models.CharField(max_length=6, serialize=False, verbose_name="区划代码")),
                ("name", models.CharField(max_length=64, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("division", "行政区划"), ("zone", "功能区")], max_length=10, verbose_name="类别"
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[(0, "全国"), (1, "省级"), (2, "市级"), (3, "县级")], verbose_name="层级"
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="启用日期")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("successor_code", models.CharField(blank=True, db_default="", max_length=6, verbose_name="承接代码")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="确认时间")),
                (
                    "accepted_by",
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
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="上级",
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
                        to="regions.region",
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
                            hash="1538ddab550a77ee93d293300216e81a6990de6a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_26e74",
                            table="regions_regionevent",
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
