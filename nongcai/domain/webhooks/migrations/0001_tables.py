import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("webhooks", "0001_subscriptions_and_deliveries")]

    initial = True

    dependencies = [
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, verbose_name="接收系统")),
                ("address", models.CharField(max_length=300, verbose_name="接收地址")),
                ("salt", models.CharField(max_length=43, verbose_name="密钥盐值")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "推送中"), ("paused", "已暂停"), ("ended", "已停用")],
                        db_default="active",
                        default="active",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("made_by_label", models.CharField(max_length=64, verbose_name="建立人名称")),
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
                "verbose_name": "推送接口",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("node", "address"),
                        name="one_subscription_an_address",
                        violation_error_message="本部门已向此地址推送，不必重复建立。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="subscription_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{active:ended,active:paused,paused:active,paused:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="885a45c00ada3a5e656ad1174e53dcae9f023a9f",
                            operation="UPDATE",
                            pgid="pgtrigger_subscription_steps_are_permitted_33bca",
                            table="webhooks_subscription",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="subscriptions_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="486881069c4b1db270bdc81b9b55e09fc3ec51f6",
                            operation="DELETE",
                            pgid="pgtrigger_subscriptions_are_kept_e7c32",
                            table="webhooks_subscription",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "webhooks_subscriptionevent" ("address", "id", "made_at", "made_by_label", "name", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."address", NEW."id", NEW."made_at", NEW."made_by_label", NEW."name", NEW."node_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="9730d5d91c092ac5d424e43b0cad4ecef5cf87c4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_06faa",
                            table="webhooks_subscription",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_label" IS DISTINCT FROM (NEW."made_by_label") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."node_id" IS DISTINCT FROM (NEW."node_id") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                            func='INSERT INTO "webhooks_subscriptionevent" ("address", "id", "made_at", "made_by_label", "name", "node_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."address", NEW."id", NEW."made_at", NEW."made_by_label", NEW."name", NEW."node_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                            hash="f99ac6230d6990631899fcf9c520610cd8908b9b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_29b25",
                            table="webhooks_subscription",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("filing_id", models.BigIntegerField(verbose_name="填报")),
                ("version", models.PositiveIntegerField(verbose_name="版本")),
                ("unit_name", models.CharField(max_length=128, verbose_name="单位名称")),
                ("body", models.TextField(verbose_name="内容")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "待推送"),
                            ("sending", "推送中"),
                            ("delivered", "已送达"),
                            ("failed", "多次未送达"),
                        ],
                        db_default="waiting",
                        default="waiting",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="已推送次数")),
                ("due_at", models.DateTimeField(verbose_name="应推送时间")),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="对方答复状态码")),
                (
                    "told",
                    models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="对方答复"),
                ),
                ("made_at", models.DateTimeField(verbose_name="产生时间")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="办结时间")),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="webhooks.subscription",
                        verbose_name="推送接口",
                    ),
                ),
            ],
            options={
                "verbose_name": "推送记录",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "sending"])),
                        fields=["subscription", "due_at", "id"],
                        name="deliveries_due",
                    ),
                    models.Index(fields=["subscription", "-made_at", "-id"], name="deliveries_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "filing_id", "version"), name="one_delivery_a_version"
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="delivery_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{delivered:waiting,failed:waiting,sending:delivered,sending:failed,sending:sending,sending:waiting,waiting:sending,waiting:waiting}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="0f168756051a704fed7c58b10cfee17b3932483b",
                            operation="UPDATE",
                            pgid="pgtrigger_delivery_steps_are_permitted_0e752",
                            table="webhooks_delivery",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="deliveries_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="5b267b6aff778f6df6edb9fa82c2d4b57683bd46",
                            operation="DELETE",
                            pgid="pgtrigger_deliveries_are_kept_65c53",
                            table="webhooks_delivery",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="接收系统")),
                ("address", models.CharField(max_length=300, verbose_name="接收地址")),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "推送中"), ("paused", "已暂停"), ("ended", "已停用")],
                        db_default="active",
                        default="active",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="建立时间")),
                ("made_by_label", models.CharField(max_length=64, verbose_name="建立人名称")),
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
                        to="webhooks.subscription",
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
                            hash="032a28d827d5b95e5275d64ab75ea3aa47fbaf96",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0e219",
                            table="webhooks_subscriptionevent",
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
