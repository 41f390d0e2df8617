import datetime

import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("urging", "0001_announcements"),
        ("urging", "0002_contacts"),
        ("urging", "0003_calls"),
        ("urging", "0004_letters"),
        ("urging", "0005_what_came_of_a_call"),
        ("urging", "0006_struck_messages"),
        ("urging", "0007_who_wrote_a_letter_otherwise"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                ("text", models.TextField(max_length=5000, verbose_name="正文")),
                ("shown_from", models.DateField(verbose_name="提示开始")),
                ("shown_until", models.DateField(verbose_name="提示结束")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                ("published_by_label", models.CharField(max_length=64, verbose_name="发布人名称")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤下时间")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="发布部门",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
                    ),
                ),
            ],
            options={
                "verbose_name": "填报通知",
                "indexes": [models.Index(fields=["node", "-published_at"], name="announcements_of_an_office")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("shown_from__lte", models.F("shown_until"))),
                        name="announcement_days_in_order",
                        violation_error_message="提示结束不能早于提示开始。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(models.Q(("number", ""), _negated=True), ("withdrawn_at__isnull", True)),
                        fields=("node", "number"),
                        name="one_announcement_a_number",
                        violation_error_message="本部门已用过此发文字号。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="announcements_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b9abf96f3f70cba59cf3bce3ded32ec30cd8c610",
                            operation="DELETE",
                            pgid="pgtrigger_announcements_are_kept_58269",
                            table="urging_announcement",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "urging_announcementevent" ("id", "node_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "published_by_label", "shown_from", "shown_until", "text", "title", "withdrawn_at", "year") VALUES (NEW."id", NEW."node_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."published_by_label", NEW."shown_from", NEW."shown_until", NEW."text", NEW."title", NEW."withdrawn_at", NEW."year"); RETURN NULL;',
                            hash="c8c9ede89b2fbda3a7fc1d949c1d1d273688c8b5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a61ab",
                            table="urging_announcement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "urging_announcementevent" ("id", "node_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "published_by_label", "shown_from", "shown_until", "text", "title", "withdrawn_at", "year") VALUES (NEW."id", NEW."node_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."published_by_label", NEW."shown_from", NEW."shown_until", NEW."text", NEW."title", NEW."withdrawn_at", NEW."year"); RETURN NULL;',
                            hash="712092b3969fb23e7ce624265336e636ba32e69d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_42700",
                            table="urging_announcement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnouncementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="发文字号")),
                ("text", models.TextField(max_length=5000, verbose_name="正文")),
                ("shown_from", models.DateField(verbose_name="提示开始")),
                ("shown_until", models.DateField(verbose_name="提示结束")),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                ("published_by_label", models.CharField(max_length=64, verbose_name="发布人名称")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤下时间")),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="发布部门",
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
                        to="urging.announcement",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布人",
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
                            hash="20240dcf0d5f4e6e68990767c5ef6008972adc8b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9b38a",
                            table="urging_announcementevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnouncementReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=64, verbose_name="阅读人名称")),
                ("organisation_name", models.CharField(max_length=128, verbose_name="阅读单位")),
                ("read_at", models.DateTimeField(verbose_name="阅读时间")),
                (
                    "announcement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readings",
                        to="urging.announcement",
                        verbose_name="填报通知",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="阅读人",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知阅读记录",
                "constraints": [models.UniqueConstraint(fields=("announcement", "user"), name="one_reading_a_person")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="readings_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="558f289297ae548c5ea78726f10c46d49b093b47",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_readings_are_append_only_f0b50",
                            table="urging_announcementreading",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(max_length=5000, verbose_name="正文")),
                ("contact", models.CharField(blank=True, db_default="", max_length=60, verbose_name="联系方式")),
                ("act_by", models.DateField(verbose_name="办理期限")),
                ("units", models.JSONField(verbose_name="所涉单位")),
                ("rows", models.JSONField(blank=True, verbose_name="名单")),
                ("number", models.CharField(blank=True, db_default="", max_length=60, verbose_name="发文字号")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                (
                    "notice_number",
                    models.CharField(blank=True, db_default="", max_length=60, verbose_name="列入的通报"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "拟稿中"),
                            ("signed", "已签发"),
                            ("numbered", "已编号"),
                            ("issued", "已印发"),
                            ("received", "已签收"),
                            ("named", "已列入通报"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                (
                    "addressee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="收函单位",
                    ),
                ),
                (
                    "drafted_by",
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
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="发函部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "提示函",
                "indexes": [
                    models.Index(fields=["node", "-drafted_at"], name="letters_of_an_office"),
                    models.Index(fields=["addressee", "state"], name="letters_to_an_office"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("node", "number"),
                        name="one_letter_a_number",
                        violation_error_message="本部门已用过此发文字号。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("numbered", "issued", "received")), _negated=True),
                            models.Q(models.Q(("number", ""), _negated=True), ("dated_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_letter_that_goes_out_has_a_number",
                        violation_error_message="印发前应登记发文字号。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="letter_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{drafted:discarded,drafted:signed,issued:named,issued:received,numbered:discarded,numbered:issued,received:named,signed:discarded,signed:drafted,signed:numbered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ab0f6a34bfc0699b398c65032b3693e7e97248c3",
                            operation="UPDATE",
                            pgid="pgtrigger_letter_steps_are_permitted_c0b5a",
                            table="urging_letter",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="letters_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6b1339c4fa4daf21019d5d94a9945f43913289d5",
                            operation="DELETE",
                            pgid="pgtrigger_letters_are_kept_222ec",
                            table="urging_letter",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "urging_letterevent" ("act_by", "addressee_id", "contact", "dated_on", "drafted_at", "drafted_by_id", "id", "node_id", "notice_number", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "state", "text", "title", "units", "year") VALUES (NEW."act_by", NEW."addressee_id", NEW."contact", NEW."dated_on", NEW."drafted_at", NEW."drafted_by_id", NEW."id", NEW."node_id", NEW."notice_number", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rows", NEW."state", NEW."text", NEW."title", NEW."units", NEW."year"); RETURN NULL;',
                            hash="046ffdbe6db0bc0931cfaf601adb043173e2bbef",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d4620",
                            table="urging_letter",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "urging_letterevent" ("act_by", "addressee_id", "contact", "dated_on", "drafted_at", "drafted_by_id", "id", "node_id", "notice_number", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rows", "state", "text", "title", "units", "year") VALUES (NEW."act_by", NEW."addressee_id", NEW."contact", NEW."dated_on", NEW."drafted_at", NEW."drafted_by_id", NEW."id", NEW."node_id", NEW."notice_number", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rows", NEW."state", NEW."text", NEW."title", NEW."units", NEW."year"); RETURN NULL;',
                            hash="4450a4da6eaa0da1330302d2f1debafce792004d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_39e3e",
                            table="urging_letter",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80, unique=True, verbose_name="标识")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reminder", "填报提醒"),
                            ("late", "催报"),
                            ("digest", "待办提示"),
                            ("call", "电话联系"),
                            ("letter", "提示函"),
                            ("notice", "列入通报"),
                        ],
                        max_length=10,
                        verbose_name="事由",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("site", "站内消息"), ("sms", "短信"), ("phone", "电话"), ("paper", "公文")],
                        max_length=6,
                        verbose_name="方式",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                ("path", models.CharField(blank=True, max_length=200, verbose_name="相关页面")),
                ("number", models.CharField(blank=True, max_length=30, verbose_name="电话")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待发送"),
                            ("sending", "发送中"),
                            ("sent", "已发送"),
                            ("capped", "超过频次未发"),
                            ("struck", "号码失效未发"),
                            ("failed", "发送失败"),
                        ],
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("planned_at", models.DateTimeField(verbose_name="安排时间")),
                ("due_at", models.DateTimeField(verbose_name="最早发送时间")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="发送时间")),
                ("receipt", models.CharField(blank=True, max_length=100, verbose_name="回执")),
                ("person", models.CharField(blank=True, db_default="", max_length=40, verbose_name="接听人")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("reached", "接通"), ("unanswered", "无人接听"), ("dead", "号码失效")],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="接通情况",
                    ),
                ),
                ("promised_on", models.DateField(blank=True, null=True, verbose_name="答复办结日期")),
                ("by_label", models.CharField(blank=True, db_default="", max_length=64, verbose_name="联系人员")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="提醒部门",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="联系单位",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="urging.letter",
                        verbose_name="提示函",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系记录",
                "indexes": [
                    models.Index(fields=["unit", "year", "-planned_at"], name="contacts_of_a_unit"),
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["channel", "due_at"], name="contacts_waiting"
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="contact_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{sending:failed,sending:sent,waiting:capped,waiting:sending,waiting:sent,waiting:struck}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="47fdf0d5f50b5b679069179721c7bf0399b91d14",
                            operation="UPDATE",
                            pgid="pgtrigger_contact_steps_are_permitted_5c403",
                            table="urging_contact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="rungs_follow_each_other",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.\"kind\" IN ('call', 'letter', 'notice'))",
                            func="\n        IF NOT EXISTS (\n            SELECT 1 FROM urging_contact c\n            WHERE c.node_id = NEW.node_id AND c.year = NEW.year AND c.state IN ('sending', 'sent')\n            AND (CASE NEW.kind WHEN 'call' THEN c.kind IN ('reminder', 'late') WHEN 'letter' THEN c.kind IN ('call') WHEN 'notice' THEN c.kind IN ('letter') END)\n            AND (c.unit_id = NEW.unit_id\n                OR c.unit_id = (SELECT l.addressee_id FROM urging_letter l WHERE l.id = NEW.letter_id))\n        ) THEN\n            RAISE EXCEPTION 'a rung of urging was left out: %', NEW.kind;\n        END IF;\n        RETURN NEW;\n    ",
                            hash="eb1159487612dcbc308fc0ea51b0f36499370851",
                            operation="INSERT",
                            pgid="pgtrigger_rungs_follow_each_other_56cd7",
                            table="urging_contact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="contacts_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="8159d2e25aa4f025db48252bd24bca8903c48df1",
                            operation="DELETE",
                            pgid="pgtrigger_contacts_are_kept_f575c",
                            table="urging_contact",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="calls_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.\"channel\" IN ('phone', 'paper'))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="8caa45a4b91c08da1e7f5f9c7e2f190e86871147",
                            operation="UPDATE",
                            pgid="pgtrigger_calls_are_kept_cdc0e",
                            table="urging_contact",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("text", models.TextField(max_length=5000, verbose_name="正文")),
                ("contact", models.CharField(blank=True, db_default="", max_length=60, verbose_name="联系方式")),
                ("act_by", models.DateField(verbose_name="办理期限")),
                ("units", models.JSONField(verbose_name="所涉单位")),
                ("rows", models.JSONField(blank=True, verbose_name="名单")),
                ("number", models.CharField(blank=True, db_default="", max_length=60, verbose_name="发文字号")),
                ("dated_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                (
                    "notice_number",
                    models.CharField(blank=True, db_default="", max_length=60, verbose_name="列入的通报"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "拟稿中"),
                            ("signed", "已签发"),
                            ("numbered", "已编号"),
                            ("issued", "已印发"),
                            ("received", "已签收"),
                            ("named", "已列入通报"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="拟稿时间")),
                (
                    "addressee",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="收函单位",
                    ),
                ),
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
                        verbose_name="拟稿人",
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
                        verbose_name="发函部门",
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
                        to="urging.letter",
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
                            hash="8e7e94066ae04bd87725ed2c8b81a2ff39e498a4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dca43",
                            table="urging_letterevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LetterStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("draft", "拟稿"),
                            ("edit", "修改"),
                            ("sign", "签发"),
                            ("give_back", "退回修改"),
                            ("number", "登记发文字号"),
                            ("issue", "印发"),
                            ("receive", "签收"),
                            ("name", "列入通报"),
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
                            ("drafted", "拟稿中"),
                            ("signed", "已签发"),
                            ("numbered", "已编号"),
                            ("issued", "已印发"),
                            ("received", "已签收"),
                            ("named", "已列入通报"),
                            ("discarded", "已作废"),
                        ],
                        max_length=10,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="urging.letter",
                        verbose_name="提示函",
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
                "verbose_name": "提示函办理记录",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="letter_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="09ca8b5eb2dd37701bccb83f5fa254f05acaaae1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_letter_steps_are_append_only_32d97",
                            table="urging_letterstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPolicy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="截止前几个工作日提醒"),
                ),
                (
                    "quiet_from",
                    models.TimeField(
                        db_default=datetime.time(21, 0), default=datetime.time(21, 0), verbose_name="免打扰开始"
                    ),
                ),
                (
                    "quiet_to",
                    models.TimeField(
                        db_default=datetime.time(8, 0), default=datetime.time(8, 0), verbose_name="免打扰结束"
                    ),
                ),
                ("rests_on_days_off", models.BooleanField(db_default=True, default=True, verbose_name="休息日不发送")),
                (
                    "sms_a_day",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="每家单位每个工作日短信上限"
                    ),
                ),
                (
                    "sms_a_week",
                    models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name="每家单位每周短信上限"),
                ),
                (
                    "site_a_day",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每家单位每日站内消息上限"),
                ),
                (
                    "node",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="organisations.organisation",
                        verbose_name="财政部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "提醒设置",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days_before__range", (1, 20))),
                        name="reminding_begins_in_time",
                        violation_error_message="截止前几个工作日提醒，请填写1至20之间的整数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("site_a_day__lte", 5), ("sms_a_day__lte", 5), ("sms_a_week__lte", 15)),
                        name="reminding_is_capped",
                        violation_error_message="每日上限不超过5条，每周短信上限不超过15条。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "urging_reminderpolicyevent" ("days_before", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "rests_on_days_off", "site_a_day", "sms_a_day", "sms_a_week") VALUES (NEW."days_before", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quiet_from", NEW."quiet_to", NEW."rests_on_days_off", NEW."site_a_day", NEW."sms_a_day", NEW."sms_a_week"); RETURN NULL;',
                            hash="06f3b8d6a3b4dd5cccf667a6d00e683dca058d2c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fd663",
                            table="urging_reminderpolicy",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "urging_reminderpolicyevent" ("days_before", "id", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quiet_from", "quiet_to", "rests_on_days_off", "site_a_day", "sms_a_day", "sms_a_week") VALUES (NEW."days_before", NEW."id", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quiet_from", NEW."quiet_to", NEW."rests_on_days_off", NEW."site_a_day", NEW."sms_a_day", NEW."sms_a_week"); RETURN NULL;',
                            hash="876aed9480442c7c9a87c5e8b37016f6d0ac78a3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_d40db",
                            table="urging_reminderpolicy",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderPolicyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(db_default=5, default=5, verbose_name="截止前几个工作日提醒"),
                ),
                (
                    "quiet_from",
                    models.TimeField(
                        db_default=datetime.time(21, 0), default=datetime.time(21, 0), verbose_name="免打扰开始"
                    ),
                ),
                (
                    "quiet_to",
                    models.TimeField(
                        db_default=datetime.time(8, 0), default=datetime.time(8, 0), verbose_name="免打扰结束"
                    ),
                ),
                ("rests_on_days_off", models.BooleanField(db_default=True, default=True, verbose_name="休息日不发送")),
                (
                    "sms_a_day",
                    models.PositiveSmallIntegerField(
                        db_default=1, default=1, verbose_name="每家单位每个工作日短信上限"
                    ),
                ),
                (
                    "sms_a_week",
                    models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name="每家单位每周短信上限"),
                ),
                (
                    "site_a_day",
                    models.PositiveSmallIntegerField(db_default=1, default=1, verbose_name="每家单位每日站内消息上限"),
                ),
                (
                    "node",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="财政部门",
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
                        to="urging.reminderpolicy",
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
                            hash="96cc41fd1fb0153bfb34eb19ce039b6da386e385",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0a84a",
                            table="urging_reminderpolicyevent",
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
