import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("programmes", "0001_programmes_and_rules"),
        ("programmes", "0003_history_of_programmes"),
        ("programmes", "0004_season_rules"),
        ("programmes", "0006_ended_extensions"),
        ("programmes", "0008_scans_of_forms"),
        ("programmes", "0009_targets_handed_down"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="DayOff",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False, verbose_name="日期")),
                ("name", models.CharField(max_length=20, verbose_name="名称")),
            ],
            options={
                "verbose_name": "休息日",
            },
        ),
        migrations.CreateModel(
            name="UnrankedOrgan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=40, unique=True, verbose_name="名称字样")),
                ("ground", models.CharField(max_length=60, verbose_name="理由")),
            ],
            options={
                "verbose_name": "不参加排名的机关",
            },
        ),
        migrations.CreateModel(
            name="CountingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="终止年度")),
                (
                    "states",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), size=None, verbose_name="计入的订单状态"
                    ),
                ),
                (
                    "year_by",
                    models.CharField(
                        choices=[("completed", "完成时间"), ("ordered", "下单时间")],
                        max_length=10,
                        verbose_name="年度依据",
                    ),
                ),
                ("is_net", models.BooleanField(verbose_name="扣除退款")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="适用区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "计入口径",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__gte", models.F("first_year")), _connector="OR"
                        ),
                        name="counting_years_in_order",
                        violation_error_message="终止年度不能早于起始年度。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="counting_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("covers_below", models.BooleanField(db_default=False, default=False, verbose_name="含所属单位")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="终止年度")),
                ("rate", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="核准比例（%）")),
                ("approved_by", models.CharField(max_length=100, verbose_name="核准机关")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("ground", models.CharField(max_length=300, verbose_name="理由")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "降低比例核准",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__gte", models.F("first_year")), _connector="OR"
                        ),
                        name="exemption_years_in_order",
                        violation_error_message="终止年度不能早于起始年度。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="exemption_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rate__range", (0, 100))),
                        name="exempt_rate_within_hundred",
                        violation_error_message="核准比例应在0和100之间。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_exemptionevent" ("approved_by", "covers_below", "document", "ended_at", "entered_at", "entered_by_id", "first_year", "ground", "id", "last_year", "organisation_id", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate") VALUES (NEW."approved_by", NEW."covers_below", NEW."document", NEW."ended_at", NEW."entered_at", NEW."entered_by_id", NEW."first_year", NEW."ground", NEW."id", NEW."last_year", NEW."organisation_id", NEW."paragraph", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rate"); RETURN NULL;',
                            hash="04d4a30fbadd64279714699322d5c3b89b0dbffe",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_1750b",
                            table="programmes_exemption",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programmes_exemptionevent" ("approved_by", "covers_below", "document", "ended_at", "entered_at", "entered_by_id", "first_year", "ground", "id", "last_year", "organisation_id", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate") VALUES (NEW."approved_by", NEW."covers_below", NEW."document", NEW."ended_at", NEW."entered_at", NEW."entered_by_id", NEW."first_year", NEW."ground", NEW."id", NEW."last_year", NEW."organisation_id", NEW."paragraph", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rate"); RETURN NULL;',
                            hash="4f9f4a8f24e366f1507839d6cc1239118850cf6d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c273",
                            table="programmes_exemption",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExemptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("covers_below", models.BooleanField(db_default=False, default=False, verbose_name="含所属单位")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="终止年度")),
                ("rate", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="核准比例（%）")),
                ("approved_by", models.CharField(max_length=100, verbose_name="核准机关")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("ground", models.CharField(max_length=300, verbose_name="理由")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
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
                        to="programmes.exemption",
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
                            hash="7d54c0e433c0fa36f2f77fb0723bc0ec9a0df35f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_70f84",
                            table="programmes_exemptionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due_on", models.DateField(verbose_name="延期至")),
                ("ground", models.CharField(max_length=300, verbose_name="理由")),
                ("granted_at", models.DateTimeField(verbose_name="批准时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "延期填报",
                "indexes": [models.Index(fields=["organisation", "year"], name="extensions_of_a_unit")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_extensionevent" ("due_on", "ended_at", "granted_at", "granted_by_id", "ground", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."due_on", NEW."ended_at", NEW."granted_at", NEW."granted_by_id", NEW."ground", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."year"); RETURN NULL;',
                            hash="5b4051ce55814c039a8df5e774e265d0ac3e2a3f",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_43600",
                            table="programmes_extension",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programmes_extensionevent" ("due_on", "ended_at", "granted_at", "granted_by_id", "ground", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "year") VALUES (NEW."due_on", NEW."ended_at", NEW."granted_at", NEW."granted_by_id", NEW."ground", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."year"); RETURN NULL;',
                            hash="fda0bd1f1dd0d6fa0c7483e3aebb595f0dba6c98",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_208bc",
                            table="programmes_extension",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExtensionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due_on", models.DateField(verbose_name="延期至")),
                ("ground", models.CharField(max_length=300, verbose_name="理由")),
                ("granted_at", models.DateTimeField(verbose_name="批准时间")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="终止时间")),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
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
                        to="programmes.extension",
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
                            hash="9da5664ff49cdb2532b5d201847d410d13878e9f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_47b5b",
                            table="programmes_extensionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OriginPreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="终止年度")),
                ("label", models.CharField(max_length=40, verbose_name="称谓")),
                (
                    "area_codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6), size=None, verbose_name="地区代码"
                    ),
                ),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="适用区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "优先产地",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__gte", models.F("first_year")), _connector="OR"
                        ),
                        name="preference_years_in_order",
                        violation_error_message="终止年度不能早于起始年度。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="preference_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("zone_name", models.CharField(max_length=20, verbose_name="地区称谓")),
                ("leading_count", models.PositiveSmallIntegerField(db_default=4, default=4, verbose_name="排名列名数")),
                ("files_from", models.DateField(blank=True, null=True, verbose_name="填报开始")),
                ("files_due", models.DateField(blank=True, null=True, verbose_name="填报截止")),
                ("finish_by", models.DateField(blank=True, null=True, verbose_name="采购完成期限")),
                (
                    "mode",
                    models.CharField(
                        choices=[("self_filed", "自填模式"), ("reconciled", "对账模式")],
                        db_default="reconciled",
                        max_length=12,
                        verbose_name="填报方式",
                    ),
                ),
                ("endorse_due", models.DateField(blank=True, null=True, verbose_name="主管单位确认截止")),
                ("confirm_due", models.DateField(blank=True, null=True, verbose_name="财政部门确认截止")),
                ("report_due", models.DateField(blank=True, null=True, verbose_name="汇总上报截止")),
                (
                    "moves_to_workday",
                    models.BooleanField(db_default=False, default=False, verbose_name="截止日遇休息日顺延"),
                ),
                (
                    "has_second_review",
                    models.BooleanField(db_default=False, default=False, verbose_name="实行二级单位审核"),
                ),
                (
                    "needs_scan",
                    models.BooleanField(db_default=False, default=False, verbose_name="确认前须上传填报表扫描件"),
                ),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="适用区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "年度方案",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "year"),
                        name="one_programme_a_region_and_year",
                        violation_error_message="该区划已有这一年度的方案。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="programme_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("leading_count__gte", 1)),
                        name="ranking_names_somebody",
                        violation_error_message="排名列名数至少为1。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("files_from__isnull", True),
                            ("files_due__isnull", True),
                            ("files_from__lte", models.F("files_due")),
                            _connector="OR",
                        ),
                        name="filing_opens_before_it_is_due",
                        violation_error_message="填报开始不能晚于填报截止。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("mode", "reconciled"),
                            ("published_at__isnull", True),
                            models.Q(("files_due__isnull", False), ("files_from__isnull", False)),
                            _connector="OR",
                        ),
                        name="self_filing_has_its_window",
                        violation_error_message="自填模式应填写填报开始日和截止日。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("files_due__isnull", True),
                            ("endorse_due__isnull", True),
                            ("files_due__lte", models.F("endorse_due")),
                            _connector="OR",
                        ),
                        name="endorsing_ends_after_filing",
                        violation_error_message="主管单位确认截止不能早于填报截止。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("endorse_due__isnull", True),
                            ("confirm_due__isnull", True),
                            ("endorse_due__lte", models.F("confirm_due")),
                            _connector="OR",
                        ),
                        name="confirming_ends_after_endorsing",
                        violation_error_message="财政部门确认截止不能早于主管单位确认截止。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirm_due__isnull", True),
                            ("report_due__isnull", True),
                            ("confirm_due__lte", models.F("report_due")),
                            _connector="OR",
                        ),
                        name="reporting_ends_after_confirming",
                        violation_error_message="汇总上报截止不能早于财政部门确认截止。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_programmeevent" ("confirm_due", "document", "endorse_due", "files_due", "files_from", "finish_by", "has_second_review", "id", "leading_count", "mode", "moves_to_workday", "needs_scan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "region_id", "report_due", "title", "year", "zone_name") VALUES (NEW."confirm_due", NEW."document", NEW."endorse_due", NEW."files_due", NEW."files_from", NEW."finish_by", NEW."has_second_review", NEW."id", NEW."leading_count", NEW."mode", NEW."moves_to_workday", NEW."needs_scan", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."region_id", NEW."report_due", NEW."title", NEW."year", NEW."zone_name"); RETURN NULL;',
                            hash="d37851bfcc4793e8445c13406d314ad9e43d6ee1",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_56ab2",
                            table="programmes_programme",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programmes_programmeevent" ("confirm_due", "document", "endorse_due", "files_due", "files_from", "finish_by", "has_second_review", "id", "leading_count", "mode", "moves_to_workday", "needs_scan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "region_id", "report_due", "title", "year", "zone_name") VALUES (NEW."confirm_due", NEW."document", NEW."endorse_due", NEW."files_due", NEW."files_from", NEW."finish_by", NEW."has_second_review", NEW."id", NEW."leading_count", NEW."mode", NEW."moves_to_workday", NEW."needs_scan", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."region_id", NEW."report_due", NEW."title", NEW."year", NEW."zone_name"); RETURN NULL;',
                            hash="7b6afe19b075c73281258bd57292795a5790c500",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_af864",
                            table="programmes_programme",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("zone_name", models.CharField(max_length=20, verbose_name="地区称谓")),
                ("leading_count", models.PositiveSmallIntegerField(db_default=4, default=4, verbose_name="排名列名数")),
                ("files_from", models.DateField(blank=True, null=True, verbose_name="填报开始")),
                ("files_due", models.DateField(blank=True, null=True, verbose_name="填报截止")),
                ("finish_by", models.DateField(blank=True, null=True, verbose_name="采购完成期限")),
                (
                    "mode",
                    models.CharField(
                        choices=[("self_filed", "自填模式"), ("reconciled", "对账模式")],
                        db_default="reconciled",
                        max_length=12,
                        verbose_name="填报方式",
                    ),
                ),
                ("endorse_due", models.DateField(blank=True, null=True, verbose_name="主管单位确认截止")),
                ("confirm_due", models.DateField(blank=True, null=True, verbose_name="财政部门确认截止")),
                ("report_due", models.DateField(blank=True, null=True, verbose_name="汇总上报截止")),
                (
                    "moves_to_workday",
                    models.BooleanField(db_default=False, default=False, verbose_name="截止日遇休息日顺延"),
                ),
                (
                    "has_second_review",
                    models.BooleanField(db_default=False, default=False, verbose_name="实行二级单位审核"),
                ),
                (
                    "needs_scan",
                    models.BooleanField(db_default=False, default=False, verbose_name="确认前须上传填报表扫描件"),
                ),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
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
                        to="programmes.programme",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="适用区划",
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
                            hash="5fe1ee674ae180722b68fb3695b029aa2ce00d96",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_df196",
                            table="programmes_programmeevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="终止年度")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("canteen_minimum", "食堂预留比例下限"),
                            ("canteen_encouraged", "食堂预留鼓励比例"),
                            ("no_canteen", "无食堂"),
                            ("shared_canteen", "共用食堂"),
                            ("outsourced_canteen", "食堂外包"),
                            ("reorganised_unit", "单位合并、撤销、更名"),
                            ("review", "审核把关"),
                            ("union_minimum", "工会采购标准"),
                            ("union_maximum", "工会采购上限"),
                            ("last_year", "不低于上年"),
                            ("no_canteen_union", "无食堂单位的工会采购"),
                            ("individual", "职工个人采购"),
                            ("enterprise", "国有企业采购"),
                            ("counted", "计入条件"),
                            ("filing_due", "填报期限"),
                            ("finish_by", "完成期限"),
                            ("assessed", "考评内容"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("group", models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="组别")),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("canteen_total", "年度食堂食材采购总额"),
                            ("farm_total", "年度农副产品采购总额"),
                            ("canteen_and_union", "食堂食材采购总额与工会采购需求之和"),
                            ("member", "每名工会会员每年"),
                            ("welfare_total", "年度福利总额"),
                            ("union_funds", "年度工会经费"),
                            ("gift_total", "年度工会慰问品支出"),
                            ("reserved_last_year", "上年预留份额"),
                        ],
                        max_length=20,
                        verbose_name="计算基数",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "不低于"), ("at_most", "不超过")],
                        max_length=8,
                        verbose_name="比较",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数值"),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True, choices=[("percent", "%"), ("yuan", "元")], max_length=8, verbose_name="计量单位"
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("must", "应当"), ("principle", "原则上"), ("encouraged", "鼓励"), ("strive", "力争")],
                        max_length=10,
                        verbose_name="强度",
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("has_canteen", "有食堂的单位"),
                            ("no_canteen", "无食堂的单位"),
                            ("has_union_funds", "有独立工会经费的单位"),
                            ("is_enterprise", "国有企业"),
                        ],
                        db_default="",
                        max_length=16,
                        verbose_name="适用对象",
                    ),
                ),
                ("condition", models.CharField(blank=True, max_length=60, verbose_name="适用情形")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="适用部门",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="适用区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "规则",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_year__isnull", True), ("last_year__gte", models.F("first_year")), _connector="OR"
                        ),
                        name="rule_years_in_order",
                        violation_error_message="终止年度不能早于起始年度。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="rule_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("base", ""), ("measure", ""), ("operator", ""), ("value__isnull", True)),
                            models.Q(
                                ("value__isnull", False),
                                models.Q(("base", ""), _negated=True),
                                models.Q(("operator", ""), _negated=True),
                                models.Q(("measure", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="rule_number_is_complete",
                        violation_error_message="数值、计算基数、比较和计量单位应同时填写或同时留空。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("measure", "percent"), _negated=True), ("value__range", (0, 100)), _connector="OR"
                        ),
                        name="rule_percent_within_hundred",
                        violation_error_message="百分比应在0和100之间。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="published_rules_keep_their_words",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL AND (OLD."region_id" IS DISTINCT FROM (NEW."region_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."first_year" IS DISTINCT FROM (NEW."first_year") OR OLD."subject" IS DISTINCT FROM (NEW."subject") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."base" IS DISTINCT FROM (NEW."base") OR OLD."operator" IS DISTINCT FROM (NEW."operator") OR OLD."value" IS DISTINCT FROM (NEW."value") OR OLD."measure" IS DISTINCT FROM (NEW."measure") OR OLD."strength" IS DISTINCT FROM (NEW."strength") OR OLD."applies_to" IS DISTINCT FROM (NEW."applies_to") OR OLD."condition" IS DISTINCT FROM (NEW."condition") OR OLD."document" IS DISTINCT FROM (NEW."document") OR OLD."paragraph" IS DISTINCT FROM (NEW."paragraph") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at")))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="ce9657e3fca8ae2085c2c7c48988411d446da18c",
                            operation="UPDATE",
                            pgid="pgtrigger_published_rules_keep_their_words_bf5c2",
                            table="programmes_rule",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="published_rules_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."published_at" IS NOT NULL)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="5b7167a9df67ec17140959319573e1d5f647380a",
                            operation="DELETE",
                            pgid="pgtrigger_published_rules_are_kept_e8c01",
                            table="programmes_rule",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "programmes_ruleevent" ("applies_to", "base", "condition", "document", "first_year", "group", "id", "last_year", "measure", "operator", "organisation_id", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "region_id", "strength", "subject", "text", "value") VALUES (NEW."applies_to", NEW."base", NEW."condition", NEW."document", NEW."first_year", NEW."group", NEW."id", NEW."last_year", NEW."measure", NEW."operator", NEW."organisation_id", NEW."paragraph", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."region_id", NEW."strength", NEW."subject", NEW."text", NEW."value"); RETURN NULL;',
                            hash="02cfdca8c2c908955f9f49c0a70665a82e6cf9d6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_88fd3",
                            table="programmes_rule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "programmes_ruleevent" ("applies_to", "base", "condition", "document", "first_year", "group", "id", "last_year", "measure", "operator", "organisation_id", "paragraph", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "region_id", "strength", "subject", "text", "value") VALUES (NEW."applies_to", NEW."base", NEW."condition", NEW."document", NEW."first_year", NEW."group", NEW."id", NEW."last_year", NEW."measure", NEW."operator", NEW."organisation_id", NEW."paragraph", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."region_id", NEW."strength", NEW."subject", NEW."text", NEW."value"); RETURN NULL;',
                            hash="761436a5e2b2890216b7e72f68391ef74cbb2c6b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7df25",
                            table="programmes_rule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="起始年度")),
                ("last_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="终止年度")),
                (
                    "subject",
                    models.CharField(
                        choices=[
                            ("canteen_minimum", "食堂预留比例下限"),
                            ("canteen_encouraged", "食堂预留鼓励比例"),
                            ("no_canteen", "无食堂"),
                            ("shared_canteen", "共用食堂"),
                            ("outsourced_canteen", "食堂外包"),
                            ("reorganised_unit", "单位合并、撤销、更名"),
                            ("review", "审核把关"),
                            ("union_minimum", "工会采购标准"),
                            ("union_maximum", "工会采购上限"),
                            ("last_year", "不低于上年"),
                            ("no_canteen_union", "无食堂单位的工会采购"),
                            ("individual", "职工个人采购"),
                            ("enterprise", "国有企业采购"),
                            ("counted", "计入条件"),
                            ("filing_due", "填报期限"),
                            ("finish_by", "完成期限"),
                            ("assessed", "考评内容"),
                        ],
                        max_length=20,
                        verbose_name="事项",
                    ),
                ),
                ("group", models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="组别")),
                (
                    "base",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("canteen_total", "年度食堂食材采购总额"),
                            ("farm_total", "年度农副产品采购总额"),
                            ("canteen_and_union", "食堂食材采购总额与工会采购需求之和"),
                            ("member", "每名工会会员每年"),
                            ("welfare_total", "年度福利总额"),
                            ("union_funds", "年度工会经费"),
                            ("gift_total", "年度工会慰问品支出"),
                            ("reserved_last_year", "上年预留份额"),
                        ],
                        max_length=20,
                        verbose_name="计算基数",
                    ),
                ),
                (
                    "operator",
                    models.CharField(
                        blank=True,
                        choices=[("at_least", "不低于"), ("at_most", "不超过")],
                        max_length=8,
                        verbose_name="比较",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="数值"),
                ),
                (
                    "measure",
                    models.CharField(
                        blank=True, choices=[("percent", "%"), ("yuan", "元")], max_length=8, verbose_name="计量单位"
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[("must", "应当"), ("principle", "原则上"), ("encouraged", "鼓励"), ("strive", "力争")],
                        max_length=10,
                        verbose_name="强度",
                    ),
                ),
                (
                    "applies_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("has_canteen", "有食堂的单位"),
                            ("no_canteen", "无食堂的单位"),
                            ("has_union_funds", "有独立工会经费的单位"),
                            ("is_enterprise", "国有企业"),
                        ],
                        db_default="",
                        max_length=16,
                        verbose_name="适用对象",
                    ),
                ),
                ("condition", models.CharField(blank=True, max_length=60, verbose_name="适用情形")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("paragraph", models.CharField(blank=True, max_length=60, verbose_name="段落")),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="启用时间")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="适用部门",
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
                        to="programmes.rule",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.region",
                        verbose_name="适用区划",
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
                            hash="45d138f2ceb06358be27afd6e362471e98391cfd",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_af7ed",
                            table="programmes_ruleevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15, verbose_name="任务数（元）")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("dated_on", models.DateField(verbose_name="下达日期")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="下达机关",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "下达任务数",
                "indexes": [models.Index(fields=["year", "organisation", "-id"], name="targets_of_a_year")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True),
                        name="target_names_its_document",
                        violation_error_message="请填写依据文件。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="target_not_below_zero",
                        violation_error_message="任务数不能小于零。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="targets_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="dfb0003d32d22611980404f573b2566eab677499",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_targets_are_append_only_1262e",
                            table="programmes_target",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("write_programme", "录入方案"),
                            ("publish_programme", "启用方案"),
                            ("copy_programme", "复制到下一年度"),
                            ("write_rule", "录入规则"),
                            ("publish_rule", "启用规则"),
                            ("end_rule", "终止规则"),
                            ("discard_rule", "删除草稿"),
                            ("exempt", "登记降低比例核准"),
                            ("end_exemption", "终止降低比例核准"),
                            ("extend", "同意延期填报"),
                            ("end_extension", "终止延期填报"),
                            ("enter_days_off", "录入休息日"),
                            ("hand_down", "下达任务数"),
                        ],
                        max_length=20,
                        verbose_name="办理",
                    ),
                ),
                ("words", models.CharField(max_length=400, verbose_name="内容")),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="适用区划"
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
                "verbose_name": "修订记录",
                "indexes": [models.Index(fields=["region", "year", "-at"], name="amendments_of_a_year")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="amendments_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="55706b2210e496aae44f154ac1be109aef46f2bb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_amendments_are_append_only_c4126",
                            table="programmes_amendment",
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
