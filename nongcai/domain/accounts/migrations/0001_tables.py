import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_people"),
        ("accounts", "0002_history_of_people"),
        ("accounts", "0003_states_and_activation"),
        ("accounts", "0004_close_what_was_closed"),
        ("accounts", "0005_state_says_who_signs_in"),
        ("accounts", "0006_steps_of_posts"),
        ("accounts", "0007_unlocking"),
        ("accounts", "0008_second_factors"),
        ("accounts", "0009_codes_by_phone"),
        ("accounts", "0010_terms_of_buyers"),
        ("accounts", "0011_linked_identities"),
        ("accounts", "0012_ended_posts"),
    ]

    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="IdentityAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("nonce_hash", models.CharField(max_length=64, unique=True, verbose_name="问题摘要")),
                ("asker_hash", models.CharField(max_length=64, verbose_name="来源摘要")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("passed", models.BooleanField(db_default=False, default=False, verbose_name="通过")),
            ],
            options={
                "verbose_name": "统一身份应答",
                "indexes": [models.Index(fields=["asker_hash", "at"], name="identity_answers_of_asker")],
            },
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number_hash", models.CharField(max_length=64, verbose_name="号码摘要")),
                ("asker_hash", models.CharField(max_length=64, verbose_name="来源摘要")),
                (
                    "code_hash",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="验证码摘要"),
                ),
                ("issued_at", models.DateTimeField(verbose_name="申请时间")),
                ("until", models.DateTimeField(verbose_name="有效期至")),
                ("tries", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="填错次数")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="使用或作废时间")),
            ],
            options={
                "verbose_name": "短信验证码",
                "indexes": [
                    models.Index(fields=["number_hash", "issued_at"], name="sign_in_codes_of_number"),
                    models.Index(fields=["asker_hash", "issued_at"], name="sign_in_codes_of_asker"),
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("username", models.CharField(max_length=64, unique=True, verbose_name="登录名")),
                ("label", models.CharField(max_length=64, verbose_name="显示名")),
                (
                    "phone",
                    models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="手机号码"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "未激活"), ("active", "正常"), ("idle", "休眠"), ("closed", "停用")],
                        db_default="active",
                        default="active",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("is_active", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
                ("is_demo", models.BooleanField(db_default=False, default=False, verbose_name="演示账号")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
            ],
            options={
                "verbose_name": "账号",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("username", ""), _negated=True),
                        name="user_has_a_name",
                        violation_error_message="请填写登录名。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_active", True), ("state__in", ("active", "idle"))),
                            models.Q(models.Q(("state__in", ("active", "idle")), _negated=True), ("is_active", False)),
                            _connector="OR",
                        ),
                        name="state_says_who_signs_in",
                        violation_error_message="未激活和停用的账号不能登录。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="account_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{active:closed,active:idle,active:pending,closed:pending,idle:active,idle:closed,idle:pending,pending:active,pending:closed,pending:pending}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ca9d3056d6f6520e1832ac02f7b87f583b678ea7",
                            operation="UPDATE",
                            pgid="pgtrigger_account_steps_are_permitted_2ae1f",
                            table="accounts_user",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="accounts_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="c51be47eca761d947e21a943a0eb385f28b0ccf8",
                            operation="DELETE",
                            pgid="pgtrigger_accounts_are_kept_ebb60",
                            table="accounts_user",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "accounts_userevent" ("created_at", "id", "is_active", "is_demo", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "username") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."is_demo", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."state", NEW."username"); RETURN NULL;',
                            hash="364da7a5c9e41667aaae25066b0fb2497be6714a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3867c",
                            table="accounts_user",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_demo" IS DISTINCT FROM (NEW."is_demo") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."username" IS DISTINCT FROM (NEW."username"))',
                            func='INSERT INTO "accounts_userevent" ("created_at", "id", "is_active", "is_demo", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state", "username") VALUES (NEW."created_at", NEW."id", NEW."is_active", NEW."is_demo", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."state", NEW."username"); RETURN NULL;',
                            hash="63efb6ac2159c755eb6685c490c84dc4c58912d0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0e890",
                            table="accounts_user",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("open", "开通"),
                            ("issue", "发放激活码"),
                            ("reset", "重设密码"),
                            ("send_code", "短信发送激活码"),
                            ("reopen", "恢复使用"),
                            ("activate", "激活"),
                            ("rest", "转为休眠"),
                            ("wake", "休眠后登录"),
                            ("close", "停用"),
                            ("unlock", "解除登录锁定"),
                            ("appoint", "登记任职"),
                            ("depute", "安排代理"),
                            ("hand_over", "移交"),
                            ("set_term", "变更合同期限"),
                            ("let_sign", "授予签发权"),
                            ("bar_sign", "收回签发权"),
                            ("end_post", "结束任职"),
                            ("password", "修改密码"),
                            ("factor_on", "开启两步验证"),
                            ("factor_off", "关闭两步验证"),
                            ("factor_reset", "重置两步验证"),
                            ("new_codes", "换发恢复码"),
                            ("use_code", "用恢复码登录"),
                            ("add_passkey", "添加通行密钥"),
                            ("drop_passkey", "移除通行密钥"),
                            ("link", "绑定统一身份"),
                            ("unlink", "解除统一身份绑定"),
                        ],
                        max_length=12,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "未激活"), ("active", "正常"), ("idle", "休眠"), ("closed", "停用")],
                        max_length=8,
                        verbose_name="办理后状态",
                    ),
                ),
                ("label", models.CharField(max_length=64, verbose_name="办理人名称")),
                ("organisation_name", models.CharField(blank=True, max_length=128, verbose_name="办理单位")),
                ("at", models.DateTimeField(verbose_name="办理时间")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                (
                    "by",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "账号办理记录",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="account_steps_are_append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="655b31170ce4be50b92192865845572756e9c619",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_account_steps_are_append_only_f563c",
                            table="accounts_accountstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Activation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True, verbose_name="激活码摘要")),
                ("issued_at", models.DateTimeField(verbose_name="发放时间")),
                ("until", models.DateTimeField(verbose_name="有效期至")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="使用或作废时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activations",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "激活码",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("user",), name="one_open_activation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FailedTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="failed_tries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "验证失败",
                "indexes": [models.Index(fields=["user", "at"], name="failed_tries_of_user")],
            },
        ),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(max_length=200, verbose_name="认证服务")),
                ("subject", models.CharField(max_length=255, verbose_name="统一身份标识")),
                ("linked_at", models.DateTimeField(verbose_name="绑定时间")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="最近登录时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "统一身份",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "subject"),
                        name="one_account_of_an_identity",
                        violation_error_message="这个统一身份已绑定其他账号。",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "issuer"),
                        name="one_identity_of_an_account",
                        violation_error_message="本账号已绑定统一身份。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UserEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("username", models.CharField(max_length=64, verbose_name="登录名")),
                ("label", models.CharField(max_length=64, verbose_name="显示名")),
                (
                    "state",
                    models.CharField(
                        choices=[("pending", "未激活"), ("active", "正常"), ("idle", "休眠"), ("closed", "停用")],
                        db_default="active",
                        default="active",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("is_active", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
                ("is_demo", models.BooleanField(db_default=False, default=False, verbose_name="演示账号")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
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
                        to=settings.AUTH_USER_MODEL,
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
                            hash="9e9498e73f6fbdf2642fb33fa14189f1ad2382c8",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_45b21",
                            table="accounts_userevent",
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
