import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("notices", "0001_notices_and_steps"),
        ("notices", "0002_history_of_notices"),
        ("notices", "0003_dated_by_signing"),
        ("notices", "0004_withdrawn_and_waiting"),
        ("notices", "0005_drafted_by_command"),
        ("notices", "0006_mark_drafts_by_command"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("assessments", "0001_tables"),
        ("documents", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[("notice", "通报"), ("correction", "更正通知")], max_length=10, verbose_name="类别"
                    ),
                ),
                ("leading_count", models.PositiveSmallIntegerField(verbose_name="排名列名数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "拟稿中"),
                            ("proofread", "已核稿"),
                            ("countersigned", "已会签"),
                            ("signed", "已签发"),
                            ("finalised", "已定稿"),
                            ("published", "已公开"),
                            ("withdrawn", "已撤销"),
                        ],
                        max_length=14,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("mark_issuer", models.CharField(max_length=100, verbose_name="发文机关标志")),
                ("signer", models.CharField(max_length=100, verbose_name="发文机关署名")),
                ("addressees", models.CharField(max_length=500, verbose_name="主送机关")),
                ("body", models.TextField(verbose_name="正文")),
                (
                    "form",
                    models.CharField(
                        choices=[("leading", "正文只列排名靠前的单位"), ("full", "全部排名随文印发")],
                        default="leading",
                        max_length=8,
                        verbose_name="排名公布方式",
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[("attached", "内部附件"), ("each", "分送")],
                        default="attached",
                        max_length=8,
                        verbose_name="数据发送方式",
                    ),
                ),
                (
                    "openness",
                    models.CharField(
                        blank=True,
                        choices=[("active", "主动公开"), ("on_request", "依申请公开"), ("closed", "不予公开")],
                        max_length=10,
                        verbose_name="公开属性",
                    ),
                ),
                ("secrecy_checked_at", models.DateTimeField(blank=True, null=True, verbose_name="保密审查时间")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                (
                    "is_dated_by_signing",
                    models.BooleanField(db_default=False, default=False, verbose_name="以签发日期成文"),
                ),
                ("copies_to", models.CharField(blank=True, max_length=500, verbose_name="抄送机关")),
                ("printed_by", models.CharField(blank=True, max_length=100, verbose_name="印发机关")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="发文字号")),
                ("number_mark", models.CharField(blank=True, max_length=12, verbose_name="机关代字")),
                ("number_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="发文年份")),
                ("number_no", models.PositiveIntegerField(blank=True, null=True, verbose_name="发文序号")),
                ("final_sha256", models.CharField(blank=True, max_length=64, verbose_name="定稿摘要")),
                (
                    "final_compared",
                    models.CharField(
                        blank=True,
                        choices=[("text", "自动比对"), ("person", "人工比对")],
                        max_length=6,
                        verbose_name="比对方式",
                    ),
                ),
                ("public_slug", models.CharField(blank=True, max_length=40, verbose_name="公开地址")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公开时间")),
                ("passed_check_at", models.DateTimeField(blank=True, null=True, verbose_name="通过数据核对时间")),
                ("is_by_command", models.BooleanField(db_default=False, default=False, verbose_name="由系统命令拟稿")),
                ("created_at", models.DateTimeField(verbose_name="拟稿时间")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="notices.notice",
                        verbose_name="更正对象",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "final_document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="documents.document",
                        verbose_name="定稿文件",
                    ),
                ),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="发文机关",
                    ),
                ),
                (
                    "secrecy_checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保密审查人",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="assessments.snapshot", verbose_name="数据快照"
                    ),
                ),
            ],
            options={
                "verbose_name": "通报",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("number_mark", "number_year", "number_no"),
                        name="one_notice_a_number",
                        violation_error_message="该发文字号已使用。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("public_slug", ""), _negated=True),
                        fields=("public_slug",),
                        name="one_notice_an_address",
                        violation_error_message="该公开地址已使用。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", False), ("kind", "correction")),
                            models.Q(("corrects__isnull", True), ("kind", "notice")),
                            _connector="OR",
                        ),
                        name="correction_corrects_a_notice",
                        violation_error_message="更正通知应写明更正哪一份通报，通报不应填写更正对象。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("corrects__isnull", True),
                            models.Q(("corrects", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_does_not_correct_itself",
                        violation_error_message="通报不能更正自身。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("finalised", "published")), _negated=True),
                            models.Q(
                                models.Q(("number", ""), _negated=True), models.Q(("final_sha256", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="final_has_number_and_hash",
                        violation_error_message="定稿应有发文字号和定稿文件。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "published"), _negated=True),
                            models.Q(
                                ("openness", "active"),
                                ("secrecy_checked_at__isnull", False),
                                models.Q(("public_slug", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="published_is_open_and_checked",
                        violation_error_message="公开的通报应为主动公开，并经保密审查。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="notice_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{countersigned:drafting,countersigned:signed,drafting:proofread,drafting:withdrawn,finalised:published,proofread:countersigned,proofread:drafting,signed:drafting,signed:finalised}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="cb29c64873c6f6a7960f1c29be650050c285b562",
                            operation="UPDATE",
                            pgid="pgtrigger_notice_steps_are_permitted_d7728",
                            table="notices_notice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="final_words_are_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."state" IN (\'finalised\', \'published\') AND (OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."mark_issuer" IS DISTINCT FROM (NEW."mark_issuer") OR OLD."signer" IS DISTINCT FROM (NEW."signer") OR OLD."addressees" IS DISTINCT FROM (NEW."addressees") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."form" IS DISTINCT FROM (NEW."form") OR OLD."delivery" IS DISTINCT FROM (NEW."delivery") OR OLD."openness" IS DISTINCT FROM (NEW."openness") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."copies_to" IS DISTINCT FROM (NEW."copies_to") OR OLD."printed_by" IS DISTINCT FROM (NEW."printed_by") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."snapshot_id" IS DISTINCT FROM (NEW."snapshot_id") OR OLD."leading_count" IS DISTINCT FROM (NEW."leading_count") OR OLD."final_document_id" IS DISTINCT FROM (NEW."final_document_id") OR OLD."final_sha256" IS DISTINCT FROM (NEW."final_sha256")))',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="73574916ec0a6e946ac53cfd0c8b53928822885b",
                            operation="UPDATE",
                            pgid="pgtrigger_final_words_are_frozen_80721",
                            table="notices_notice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="notices_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="5fb8b87b48e44af9aa8bbe37e852d36899c85338",
                            operation="DELETE",
                            pgid="pgtrigger_notices_are_kept_34428",
                            table="notices_notice",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "notices_noticeevent" ("addressees", "body", "copies_to", "corrects_id", "created_at", "created_by_id", "dated_on", "delivery", "final_compared", "final_document_id", "final_sha256", "form", "id", "is_by_command", "is_dated_by_signing", "kind", "leading_count", "mark_issuer", "node_id", "number", "number_mark", "number_no", "number_year", "openness", "passed_check_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by", "public_slug", "published_at", "secrecy_checked_at", "secrecy_checked_by_id", "signer", "snapshot_id", "state", "title", "year") VALUES (NEW."addressees", NEW."body", NEW."copies_to", NEW."corrects_id", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."delivery", NEW."final_compared", NEW."final_document_id", NEW."final_sha256", NEW."form", NEW."id", NEW."is_by_command", NEW."is_dated_by_signing", NEW."kind", NEW."leading_count", NEW."mark_issuer", NEW."node_id", NEW."number", NEW."number_mark", NEW."number_no", NEW."number_year", NEW."openness", NEW."passed_check_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."printed_by", NEW."public_slug", NEW."published_at", NEW."secrecy_checked_at", NEW."secrecy_checked_by_id", NEW."signer", NEW."snapshot_id", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                            hash="46d59216965f78737bbd0b6800943c1b74e944a6",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_44969",
                            table="notices_notice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "notices_noticeevent" ("addressees", "body", "copies_to", "corrects_id", "created_at", "created_by_id", "dated_on", "delivery", "final_compared", "final_document_id", "final_sha256", "form", "id", "is_by_command", "is_dated_by_signing", "kind", "leading_count", "mark_issuer", "node_id", "number", "number_mark", "number_no", "number_year", "openness", "passed_check_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "printed_by", "public_slug", "published_at", "secrecy_checked_at", "secrecy_checked_by_id", "signer", "snapshot_id", "state", "title", "year") VALUES (NEW."addressees", NEW."body", NEW."copies_to", NEW."corrects_id", NEW."created_at", NEW."created_by_id", NEW."dated_on", NEW."delivery", NEW."final_compared", NEW."final_document_id", NEW."final_sha256", NEW."form", NEW."id", NEW."is_by_command", NEW."is_dated_by_signing", NEW."kind", NEW."leading_count", NEW."mark_issuer", NEW."node_id", NEW."number", NEW."number_mark", NEW."number_no", NEW."number_year", NEW."openness", NEW."passed_check_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."printed_by", NEW."public_slug", NEW."published_at", NEW."secrecy_checked_at", NEW."secrecy_checked_by_id", NEW."signer", NEW."snapshot_id", NEW."state", NEW."title", NEW."year"); RETURN NULL;',
                            hash="40bded47d3fc741eb6d9f5754f41ceb4c8f2a509",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0f9bc",
                            table="notices_notice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[("notice", "通报"), ("correction", "更正通知")], max_length=10, verbose_name="类别"
                    ),
                ),
                ("leading_count", models.PositiveSmallIntegerField(verbose_name="排名列名数")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "拟稿中"),
                            ("proofread", "已核稿"),
                            ("countersigned", "已会签"),
                            ("signed", "已签发"),
                            ("finalised", "已定稿"),
                            ("published", "已公开"),
                            ("withdrawn", "已撤销"),
                        ],
                        max_length=14,
                        verbose_name="状态",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="标题")),
                ("mark_issuer", models.CharField(max_length=100, verbose_name="发文机关标志")),
                ("signer", models.CharField(max_length=100, verbose_name="发文机关署名")),
                ("addressees", models.CharField(max_length=500, verbose_name="主送机关")),
                ("body", models.TextField(verbose_name="正文")),
                (
                    "form",
                    models.CharField(
                        choices=[("leading", "正文只列排名靠前的单位"), ("full", "全部排名随文印发")],
                        default="leading",
                        max_length=8,
                        verbose_name="排名公布方式",
                    ),
                ),
                (
                    "delivery",
                    models.CharField(
                        choices=[("attached", "内部附件"), ("each", "分送")],
                        default="attached",
                        max_length=8,
                        verbose_name="数据发送方式",
                    ),
                ),
                (
                    "openness",
                    models.CharField(
                        blank=True,
                        choices=[("active", "主动公开"), ("on_request", "依申请公开"), ("closed", "不予公开")],
                        max_length=10,
                        verbose_name="公开属性",
                    ),
                ),
                ("secrecy_checked_at", models.DateTimeField(blank=True, null=True, verbose_name="保密审查时间")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                (
                    "is_dated_by_signing",
                    models.BooleanField(db_default=False, default=False, verbose_name="以签发日期成文"),
                ),
                ("copies_to", models.CharField(blank=True, max_length=500, verbose_name="抄送机关")),
                ("printed_by", models.CharField(blank=True, max_length=100, verbose_name="印发机关")),
                ("number", models.CharField(blank=True, max_length=40, verbose_name="发文字号")),
                ("number_mark", models.CharField(blank=True, max_length=12, verbose_name="机关代字")),
                ("number_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="发文年份")),
                ("number_no", models.PositiveIntegerField(blank=True, null=True, verbose_name="发文序号")),
                ("final_sha256", models.CharField(blank=True, max_length=64, verbose_name="定稿摘要")),
                (
                    "final_compared",
                    models.CharField(
                        blank=True,
                        choices=[("text", "自动比对"), ("person", "人工比对")],
                        max_length=6,
                        verbose_name="比对方式",
                    ),
                ),
                ("public_slug", models.CharField(blank=True, max_length=40, verbose_name="公开地址")),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公开时间")),
                ("passed_check_at", models.DateTimeField(blank=True, null=True, verbose_name="通过数据核对时间")),
                ("is_by_command", models.BooleanField(db_default=False, default=False, verbose_name="由系统命令拟稿")),
                ("created_at", models.DateTimeField(verbose_name="拟稿时间")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="notices.notice",
                        verbose_name="更正对象",
                    ),
                ),
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
                        verbose_name="拟稿人",
                    ),
                ),
                (
                    "final_document",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="documents.document",
                        verbose_name="定稿文件",
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
                        verbose_name="发文机关",
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
                        to="notices.notice",
                    ),
                ),
                (
                    "secrecy_checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保密审查人",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="assessments.snapshot",
                        verbose_name="数据快照",
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
                            hash="979ca3a272aaa31bef5ec9b48e68ef6b64492f19",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0c05e",
                            table="notices_noticeevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.CharField(max_length=20, verbose_name="办理")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafting", "拟稿中"),
                            ("proofread", "已核稿"),
                            ("countersigned", "已会签"),
                            ("signed", "已签发"),
                            ("finalised", "已定稿"),
                            ("published", "已公开"),
                            ("withdrawn", "已撤销"),
                        ],
                        max_length=14,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="意见")),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="notices.notice",
                        verbose_name="通报",
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
                "verbose_name": "办理记录",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__in", ("send_back", "withdraw")), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_step_gives_its_reason",
                        violation_error_message="退回或撤销时请写明原因。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="notice_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="cb5ac833ba1c3af610f907bce9c175ba21e144bb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_notice_steps_are_append_only_ddcd6",
                            table="notices_noticestep",
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
