import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("suppliers", "0001_suppliers"), ("suppliers", "0002_spans_of_selling"), ("suppliers", "0003_arrivals")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asker_hash", models.CharField(max_length=64, verbose_name="来源摘要")),
                ("at", models.DateTimeField(verbose_name="时间")),
            ],
            options={
                "verbose_name": "开通申请",
                "indexes": [models.Index(fields=["asker_hash", "at"], name="arrivals_of_asker")],
            },
        ),
        migrations.CreateModel(
            name="Supplier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("cooperative", "农民专业合作社"),
                            ("family_farm", "家庭农场"),
                            ("agent", "代理销售企业"),
                        ],
                        max_length=12,
                        verbose_name="主体类型",
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=128, verbose_name="名称")),
                (
                    "credit_code",
                    models.CharField(
                        error_messages={"unique": "该统一社会信用代码已登记供应商，不能重复申请。"},
                        max_length=18,
                        unique=True,
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.county",
                        verbose_name="注册地",
                    ),
                ),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "供应商",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("credit_code__regex", "^[0-9A-Z]{18}$")),
                        name="supplier_has_a_credit_code",
                        violation_error_message="统一社会信用代码应为18位数字或大写字母。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="suppliers_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="cce8d4bf9752ac9ed9e8906ea4f1b29442bd1e9c",
                            operation="DELETE",
                            pgid="pgtrigger_suppliers_are_kept_b0ad0",
                            table="suppliers_supplier",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "suppliers_supplierevent" ("admission_id", "county_id", "credit_code", "id", "kind", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at") VALUES (NEW."admission_id", NEW."county_id", NEW."credit_code", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."registered_at"); RETURN NULL;',
                            hash="8f2465f6f22d61d217364693b5b9aa8db0be01ea",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2612f",
                            table="suppliers_supplier",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "suppliers_supplierevent" ("admission_id", "county_id", "credit_code", "id", "kind", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at") VALUES (NEW."admission_id", NEW."county_id", NEW."credit_code", NEW."id", NEW."kind", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."registered_at"); RETURN NULL;',
                            hash="1db207134c0bcf000cd94a2e278aa2e5262ce13f",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_835e2",
                            table="suppliers_supplier",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待县级审核"),
                            ("quality_passed", "经营质量已审核"),
                            ("linkage_passed", "联农带农已审核"),
                            ("vetted", "待县级推荐"),
                            ("publicised", "公示中"),
                            ("recommended", "待平台审核"),
                            ("admitted", "已入驻"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                            ("recalled", "推荐已撤销"),
                        ],
                        db_default="draft",
                        default="draft",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="版本")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示开始")),
                ("publicity_to", models.DateField(blank=True, null=True, verbose_name="公示截止")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "入驻申请",
                "indexes": [models.Index(fields=["state", "changed_at"], name="applications_waiting")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("admitted", "recalled")), _negated=True),
                        fields=("supplier",),
                        name="one_open_application_a_supplier",
                        violation_error_message="该供应商已有办理中的申请。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publicity_from__isnull", True), ("publicity_to__isnull", True)),
                            ("publicity_from__lte", models.F("publicity_to")),
                            _connector="OR",
                        ),
                        name="publicity_ends_after_it_begins",
                        violation_error_message="公示截止日期应不早于开始日期。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="application_steps_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{admitted:recalled,draft:submitted,linkage_passed:returned,linkage_passed:vetted,linkage_passed:withdrawn,publicised:recommended,publicised:returned,quality_passed:returned,quality_passed:vetted,quality_passed:withdrawn,recommended:admitted,recommended:recalled,recommended:returned,returned:submitted,submitted:linkage_passed,submitted:quality_passed,submitted:returned,submitted:withdrawn,vetted:publicised,vetted:recommended,vetted:returned,withdrawn:submitted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="d10ea742b0bcdcdd2e6629eeb20c1c0638603009",
                            operation="UPDATE",
                            pgid="pgtrigger_application_steps_permitted_458fb",
                            table="suppliers_application",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="applications_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6154b060bc0b45d99954a2aab7b4b3010adfe165",
                            operation="DELETE",
                            pgid="pgtrigger_applications_are_kept_e0be0",
                            table="suppliers_application",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "suppliers_applicationevent" ("changed_at", "id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicity_from", "publicity_to", "state", "supplier_id", "version") VALUES (NEW."changed_at", NEW."id", NEW."opened_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publicity_from", NEW."publicity_to", NEW."state", NEW."supplier_id", NEW."version"); RETURN NULL;',
                            hash="4e4c44d9e18f38332ecb6fed82838f5cb7f3d8c5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_aa4a4",
                            table="suppliers_application",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "suppliers_applicationevent" ("changed_at", "id", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publicity_from", "publicity_to", "state", "supplier_id", "version") VALUES (NEW."changed_at", NEW."id", NEW."opened_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publicity_from", NEW."publicity_to", NEW."state", NEW."supplier_id", NEW."version"); RETURN NULL;',
                            hash="4f4c1343a3326423129f68dcc52b24295490bc1c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_58ea6",
                            table="suppliers_application",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remind", "提醒"),
                            ("rectify", "限期整改"),
                            ("suspend_listing", "暂停上架"),
                            ("suspend_trading", "暂停交易"),
                            ("expel", "清退"),
                        ],
                        max_length=16,
                        verbose_name="处理措施",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("notified", "已告知，待陈述"),
                            ("replied", "已陈述，待决定"),
                            ("in_force", "已执行"),
                            ("appealed", "已申诉，待复核"),
                            ("upheld", "复核维持"),
                            ("dropped", "不予处理"),
                            ("lifted", "已解除"),
                        ],
                        db_default="notified",
                        default="notified",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cause", models.CharField(max_length=500, verbose_name="事由和依据")),
                ("reply_due", models.DateField(verbose_name="陈述申辩截止")),
                ("appeal_due", models.DateField(blank=True, null=True, verbose_name="申诉截止")),
                ("since", models.DateField(blank=True, null=True, verbose_name="执行开始")),
                ("until", models.DateField(blank=True, null=True, verbose_name="执行截止")),
                ("notified_at", models.DateTimeField(verbose_name="告知时间")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "处理措施",
                "indexes": [models.Index(fields=["supplier", "state"], name="measures_of_a_supplier")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("in_force", "appealed", "upheld")), _negated=True),
                            ("since__isnull", False),
                            _connector="OR",
                        ),
                        name="a_measure_in_force_has_a_day",
                        violation_error_message="已执行的处理措施须有开始日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("since__isnull", True),
                            ("since__lte", models.F("until")),
                            _connector="OR",
                        ),
                        name="a_measure_ends_after_it_begins",
                        violation_error_message="执行截止日期应不早于开始日期。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="measure_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{appealed:lifted,appealed:upheld,in_force:appealed,in_force:lifted,notified:dropped,notified:in_force,notified:replied,replied:dropped,replied:in_force,upheld:lifted}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="444641fcc5949d38db62c4e873bc10b09a2562ba",
                            operation="UPDATE",
                            pgid="pgtrigger_measure_steps_are_permitted_85a55",
                            table="suppliers_measure",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="measures_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="7d9e49ef8f3ae7b720aad2e2751e31e95cb91aa3",
                            operation="DELETE",
                            pgid="pgtrigger_measures_are_kept_7d248",
                            table="suppliers_measure",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "suppliers_measureevent" ("appeal_due", "cause", "id", "kind", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_due", "since", "state", "supplier_id", "until") VALUES (NEW."appeal_due", NEW."cause", NEW."id", NEW."kind", NEW."notified_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reply_due", NEW."since", NEW."state", NEW."supplier_id", NEW."until"); RETURN NULL;',
                            hash="f16d41856505db26e40947f74383281dfaefa367",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_9a6f4",
                            table="suppliers_measure",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "suppliers_measureevent" ("appeal_due", "cause", "id", "kind", "notified_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_due", "since", "state", "supplier_id", "until") VALUES (NEW."appeal_due", NEW."cause", NEW."id", NEW."kind", NEW."notified_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reply_due", NEW."since", NEW."state", NEW."supplier_id", NEW."until"); RETURN NULL;',
                            hash="1c596195e235aeb85a1f6f195a1a3ad1c55ea78b",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_b018d",
                            table="suppliers_measure",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("cooperative", "农民专业合作社"),
                            ("family_farm", "家庭农场"),
                            ("agent", "代理销售企业"),
                        ],
                        max_length=12,
                        verbose_name="主体类型",
                    ),
                ),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("address", models.CharField(max_length=200, verbose_name="住所")),
                ("contact_post", models.CharField(max_length=40, verbose_name="联系岗位")),
                ("contact_phone", models.CharField(max_length=30, verbose_name="联系电话")),
                ("goods", models.CharField(max_length=200, verbose_name="主营产品")),
                ("capacity", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="年供应能力（吨）")),
                ("households", models.PositiveIntegerField(verbose_name="带动农户数（户）")),
                (
                    "linkage_form",
                    models.CharField(
                        choices=[
                            ("purchase", "订单收购"),
                            ("land", "流转土地"),
                            ("work", "务工就业"),
                            ("share", "入股分红"),
                            ("other", "其他方式"),
                        ],
                        max_length=10,
                        verbose_name="联农带农方式",
                    ),
                ),
                (
                    "linkage_amount",
                    models.DecimalField(decimal_places=2, max_digits=14, verbose_name="年带动金额（元）"),
                ),
                ("linkage_words", models.CharField(max_length=500, verbose_name="联农带农说明")),
                (
                    "producer_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=128, verbose_name="所代理的生产者"
                    ),
                ),
                (
                    "producer_code",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=18, verbose_name="生产者信用代码"
                    ),
                ),
                ("agency_from", models.DateField(blank=True, null=True, verbose_name="代理期限起")),
                ("agency_to", models.DateField(blank=True, null=True, verbose_name="代理期限止")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="suppliers.application",
                        verbose_name="入驻申请",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.county",
                        verbose_name="注册地",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请资料",
                "constraints": [
                    models.UniqueConstraint(fields=("application", "version"), name="one_dossier_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency_from__lte", models.F("agency_to")),
                                ("kind", "agent"),
                                models.Q(("producer_name", ""), _negated=True),
                            ),
                            models.Q(("kind", "agent"), _negated=True),
                            _connector="OR",
                        ),
                        name="an_agent_has_a_producer_and_a_term",
                        violation_error_message="代理销售企业须填写所代理的生产者和代理期限。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="submitted_dossiers_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."version" > 0)',
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="330dfbbc13cb6a985fe4b26b10e7bd6aec10fd78",
                            operation="UPDATE",
                            pgid="pgtrigger_submitted_dossiers_are_kept_8d223",
                            table="suppliers_dossier",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="dossiers_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="6c0b6d4de50a5adc5223eaa78121cdaacf3badeb",
                            operation="DELETE",
                            pgid="pgtrigger_dossiers_are_kept_8d127",
                            table="suppliers_dossier",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("notify", "告知"),
                            ("reply", "陈述申辩"),
                            ("decide", "作出处理"),
                            ("drop", "不予处理"),
                            ("appeal", "申诉"),
                            ("uphold", "维持"),
                            ("lift", "解除"),
                        ],
                        max_length=10,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("notified", "已告知，待陈述"),
                            ("replied", "已陈述，待决定"),
                            ("in_force", "已执行"),
                            ("appealed", "已申诉，待复核"),
                            ("upheld", "复核维持"),
                            ("dropped", "不予处理"),
                            ("lifted", "已解除"),
                        ],
                        max_length=10,
                        verbose_name="办理后状态",
                    ),
                ),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                ("by_office", models.CharField(max_length=128, verbose_name="办理单位")),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="suppliers.measure",
                        verbose_name="处理措施",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "处理办理记录",
                "indexes": [models.Index(fields=["measure", "id"], name="steps_of_a_measure")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="measure_steps_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="33c911f661551399b38a3b6a0608447081f7f3be",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_measure_steps_kept_2c870",
                            table="suppliers_measurestep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=60, verbose_name="提出方")),
                ("words", models.CharField(max_length=500, verbose_name="异议内容")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("entered_by", models.CharField(max_length=64, verbose_name="登记人")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="是否属实")),
                (
                    "answer",
                    models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="处理结果"),
                ),
                (
                    "answered_by",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="处理人"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="suppliers.application",
                        verbose_name="入驻申请",
                    ),
                ),
            ],
            options={
                "verbose_name": "公示异议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("is_upheld__isnull", True)),
                            models.Q(("is_upheld__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_objection_is_answered_with_words",
                        violation_error_message="请写明异议的处理结果。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="objections_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="acc0a0491e03a1d73f18f0f5f01f7070541aa834",
                            operation="DELETE",
                            pgid="pgtrigger_objections_are_kept_d3fc7",
                            table="suppliers_objection",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "suppliers_objectionevent" ("answer", "answered_at", "answered_by", "application_id", "entered_by", "id", "is_upheld", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "source", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by", NEW."application_id", NEW."entered_by", NEW."id", NEW."is_upheld", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."received_on", NEW."source", NEW."words"); RETURN NULL;',
                            hash="9e65c8860b612d6a8c9999d66e8ca964542f352a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_322dd",
                            table="suppliers_objection",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "suppliers_objectionevent" ("answer", "answered_at", "answered_by", "application_id", "entered_by", "id", "is_upheld", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_on", "source", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by", NEW."application_id", NEW."entered_by", NEW."id", NEW."is_upheld", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."received_on", NEW."source", NEW."words"); RETURN NULL;',
                            hash="c1a6f6b01e3501bf5da016c2e80a94ae8a5f113c",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f646b",
                            table="suppliers_objection",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ObjectionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("source", models.CharField(max_length=60, verbose_name="提出方")),
                ("words", models.CharField(max_length=500, verbose_name="异议内容")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("entered_by", models.CharField(max_length=64, verbose_name="登记人")),
                ("is_upheld", models.BooleanField(blank=True, null=True, verbose_name="是否属实")),
                (
                    "answer",
                    models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="处理结果"),
                ),
                (
                    "answered_by",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="处理人"),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="处理时间")),
                (
                    "application",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.application",
                        verbose_name="入驻申请",
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
                        to="suppliers.objection",
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
                            hash="55d24d2d259aa799759dc01fc57987396026767c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f1c4e",
                            table="suppliers_objectionevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("business", "营业执照"),
                            ("food_sale", "食品经营许可证"),
                            ("food_making", "食品生产许可证（SC）"),
                            ("organic", "有机产品认证证书"),
                            ("green", "绿色食品证书"),
                            ("origin", "农产品地理标志或地理标志产品证书"),
                            ("promise", "食用农产品承诺达标合格证"),
                            ("quarantine", "动物防疫条件合格证"),
                            ("agency", "代理协议"),
                            ("linkage", "联农带农证明材料"),
                            ("other", "其他材料"),
                        ],
                        max_length=12,
                        verbose_name="证照",
                    ),
                ),
                ("number", models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="编号")),
                (
                    "issuer",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="发证机关"),
                ),
                ("since", models.DateField(verbose_name="有效期起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="有效期止")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "待核查"),
                            ("accepted", "已核查"),
                            ("refused", "核查未通过"),
                            ("replaced", "已更换"),
                        ],
                        db_default="shown",
                        default="shown",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("shown_at", models.DateTimeField(verbose_name="提交时间")),
                ("shown_by", models.CharField(max_length=64, verbose_name="提交人")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="核查时间")),
                (
                    "decided_by",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="核查人"),
                ),
                (
                    "words",
                    models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="核查意见"),
                ),
                ("warned_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="已提醒")),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.paper",
                        verbose_name="更换的证照",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "证照",
                "indexes": [
                    models.Index(fields=["supplier", "kind"], name="papers_of_a_supplier"),
                    models.Index(
                        condition=models.Q(("state__in", ("shown", "accepted")), ("until__isnull", False)),
                        fields=["until"],
                        name="papers_by_their_end",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("since__lte", models.F("until")), _connector="OR"),
                        name="a_paper_ends_after_it_begins",
                        violation_error_message="有效期截止日期早于起始日期，请核对。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind__in", ("food_sale", "food_making", "organic", "green", "origin")),
                            ("replaces__isnull", True),
                            ("state__in", ("shown", "accepted")),
                        ),
                        fields=("kind", "number"),
                        name="one_standing_paper_a_number",
                        violation_error_message="该编号的证照已经提交，同一证照不能重复使用。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("food_sale", "food_making", "organic", "green", "origin")), _negated=True
                            ),
                            models.Q(("number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_licence_has_a_number",
                        violation_error_message="请填写证照编号。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="paper_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{accepted:replaced,refused:replaced,shown:accepted,shown:refused,shown:replaced}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="66111e780f7ca8e8b4307f94608890232111ad94",
                            operation="UPDATE",
                            pgid="pgtrigger_paper_steps_are_permitted_72f17",
                            table="suppliers_paper",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="papers_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="3e994d14cdce56f1c5464641a34edf2e8705b94b",
                            operation="DELETE",
                            pgid="pgtrigger_papers_are_kept_da496",
                            table="suppliers_paper",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "suppliers_paperevent" ("decided_at", "decided_by", "id", "issuer", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "shown_at", "shown_by", "since", "state", "supplier_id", "until", "warned_days", "words") VALUES (NEW."decided_at", NEW."decided_by", NEW."id", NEW."issuer", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."replaces_id", NEW."shown_at", NEW."shown_by", NEW."since", NEW."state", NEW."supplier_id", NEW."until", NEW."warned_days", NEW."words"); RETURN NULL;',
                            hash="8b7619363d8c34fbf78939a84166a00604f00d9a",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a0ecf",
                            table="suppliers_paper",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "suppliers_paperevent" ("decided_at", "decided_by", "id", "issuer", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaces_id", "shown_at", "shown_by", "since", "state", "supplier_id", "until", "warned_days", "words") VALUES (NEW."decided_at", NEW."decided_by", NEW."id", NEW."issuer", NEW."kind", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."replaces_id", NEW."shown_at", NEW."shown_by", NEW."since", NEW."state", NEW."supplier_id", NEW."until", NEW."warned_days", NEW."words"); RETURN NULL;',
                            hash="1d13d35ebfc3eef472b442db88e80eb13352a868",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_ee7fa",
                            table="suppliers_paper",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SellingSpan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="spans",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "可售期间",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "since"), include=("until",), name="one_span_a_beginning"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("since__lte", models.F("until")), _connector="OR"),
                        name="a_span_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("business", "营业执照"),
                            ("food_sale", "食品经营许可证"),
                            ("food_making", "食品生产许可证（SC）"),
                            ("organic", "有机产品认证证书"),
                            ("green", "绿色食品证书"),
                            ("origin", "农产品地理标志或地理标志产品证书"),
                            ("promise", "食用农产品承诺达标合格证"),
                            ("quarantine", "动物防疫条件合格证"),
                            ("agency", "代理协议"),
                            ("linkage", "联农带农证明材料"),
                            ("other", "其他材料"),
                        ],
                        max_length=12,
                        verbose_name="证照",
                    ),
                ),
                ("number", models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="编号")),
                (
                    "issuer",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="发证机关"),
                ),
                ("since", models.DateField(verbose_name="有效期起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="有效期止")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("shown", "待核查"),
                            ("accepted", "已核查"),
                            ("refused", "核查未通过"),
                            ("replaced", "已更换"),
                        ],
                        db_default="shown",
                        default="shown",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("shown_at", models.DateTimeField(verbose_name="提交时间")),
                ("shown_by", models.CharField(max_length=64, verbose_name="提交人")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="核查时间")),
                (
                    "decided_by",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="核查人"),
                ),
                (
                    "words",
                    models.CharField(blank=True, db_default="", default="", max_length=300, verbose_name="核查意见"),
                ),
                ("warned_days", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="已提醒")),
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
                        to="suppliers.paper",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.paper",
                        verbose_name="更换的证照",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
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
                            hash="476cdf0871c5e707e734e7457f4b7756004dc4d2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_661f1",
                            table="suppliers_paperevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeasureEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("remind", "提醒"),
                            ("rectify", "限期整改"),
                            ("suspend_listing", "暂停上架"),
                            ("suspend_trading", "暂停交易"),
                            ("expel", "清退"),
                        ],
                        max_length=16,
                        verbose_name="处理措施",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("notified", "已告知，待陈述"),
                            ("replied", "已陈述，待决定"),
                            ("in_force", "已执行"),
                            ("appealed", "已申诉，待复核"),
                            ("upheld", "复核维持"),
                            ("dropped", "不予处理"),
                            ("lifted", "已解除"),
                        ],
                        db_default="notified",
                        default="notified",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("cause", models.CharField(max_length=500, verbose_name="事由和依据")),
                ("reply_due", models.DateField(verbose_name="陈述申辩截止")),
                ("appeal_due", models.DateField(blank=True, null=True, verbose_name="申诉截止")),
                ("since", models.DateField(blank=True, null=True, verbose_name="执行开始")),
                ("until", models.DateField(blank=True, null=True, verbose_name="执行截止")),
                ("notified_at", models.DateTimeField(verbose_name="告知时间")),
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
                        to="suppliers.measure",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
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
                            hash="41b673922b5adbdc94d02de0c13b0b27b8bb75ea",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_25d28",
                            table="suppliers_measureevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CreditCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_on", models.DateField(verbose_name="查询日期")),
                ("source", models.CharField(max_length=60, verbose_name="查询渠道")),
                ("is_listed", models.BooleanField(verbose_name="列入名单")),
                ("by_label", models.CharField(max_length=64, verbose_name="查询人")),
                ("by_office", models.CharField(max_length=128, verbose_name="查询单位")),
                ("at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_checks",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "严重违法失信名单查询",
                "indexes": [models.Index(fields=["supplier", "-checked_on", "-id"], name="credit_checks_by_day")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="credit_checks_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3d6f6b1c7f03bb40b38a5b809336d07283f03ddf",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_credit_checks_kept_fa366",
                            table="suppliers_creditcheck",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待县级审核"),
                            ("quality_passed", "经营质量已审核"),
                            ("linkage_passed", "联农带农已审核"),
                            ("vetted", "待县级推荐"),
                            ("publicised", "公示中"),
                            ("recommended", "待平台审核"),
                            ("admitted", "已入驻"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                            ("recalled", "推荐已撤销"),
                        ],
                        db_default="draft",
                        default="draft",
                        max_length=16,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="版本")),
                ("opened_at", models.DateTimeField(verbose_name="开始时间")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                ("publicity_from", models.DateField(blank=True, null=True, verbose_name="公示开始")),
                ("publicity_to", models.DateField(blank=True, null=True, verbose_name="公示截止")),
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
                        to="suppliers.application",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
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
                            hash="b8a0365304fd848ec1cf1cb11be0518fd9c3834c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_598bf",
                            table="suppliers_applicationevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("enterprise", "企业"),
                            ("cooperative", "农民专业合作社"),
                            ("family_farm", "家庭农场"),
                            ("agent", "代理销售企业"),
                        ],
                        max_length=12,
                        verbose_name="主体类型",
                    ),
                ),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                (
                    "credit_code",
                    models.CharField(
                        error_messages={"unique": "该统一社会信用代码已登记供应商，不能重复申请。"},
                        max_length=18,
                        verbose_name="统一社会信用代码",
                    ),
                ),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                (
                    "admission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="suppliers.application",
                        verbose_name="入驻申请",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.county",
                        verbose_name="注册地",
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
                        verbose_name="组织",
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
                        to="suppliers.supplier",
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
                            hash="f7887f2d0fcdee9bfd5545c305c2b41102b055b4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_35919",
                            table="suppliers_supplierevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "提交申请"),
                            ("pass_quality", "经营质量审核通过"),
                            ("pass_linkage", "联农带农审核通过"),
                            ("publicise", "公示"),
                            ("recommend", "出具推荐函"),
                            ("admit", "平台审核通过"),
                            ("send_back", "退回修改"),
                            ("withdraw", "撤回"),
                            ("recall", "撤销推荐"),
                        ],
                        max_length=16,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待县级审核"),
                            ("quality_passed", "经营质量已审核"),
                            ("linkage_passed", "联农带农已审核"),
                            ("vetted", "待县级推荐"),
                            ("publicised", "公示中"),
                            ("recommended", "待平台审核"),
                            ("admitted", "已入驻"),
                            ("returned", "退回修改"),
                            ("withdrawn", "已撤回"),
                            ("recalled", "推荐已撤销"),
                        ],
                        max_length=16,
                        verbose_name="办理后状态",
                    ),
                ),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                ("by_office", models.CharField(max_length=128, verbose_name="办理单位")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("registration", "登记信息有误"),
                            ("papers", "证照缺少、过期或看不清"),
                            ("capacity", "供应能力说明不足"),
                            ("quality", "质量安全材料不足"),
                            ("linkage", "联农带农材料不足"),
                            ("agency", "代理关系材料不足"),
                            ("objection", "公示异议属实"),
                            ("credit", "列入严重违法失信名单"),
                            ("other", "其他"),
                        ],
                        db_default="",
                        default="",
                        max_length=16,
                        verbose_name="原因",
                    ),
                ),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="suppliers.application",
                        verbose_name="入驻申请",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "申请办理记录",
                "indexes": [models.Index(fields=["application", "id"], name="steps_of_an_application")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "send_back"), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="an_application_returns_with_a_reason",
                        violation_error_message="退回时请选择原因，并写明需要修改什么。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="application_steps_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ef2b3fc00a4fc00a4c66e1787d53a91e2d28317f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_application_steps_kept_85a40",
                            table="suppliers_applicationstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="supplier",
            name="admission",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="suppliers.application",
                verbose_name="入驻申请",
            ),
        ),
    ]

    # Not one operation each: Django draws all models anew after every one, which made half of the time.
    operations.append(
        migrations.RunSQL(
            [
                trigger.install_sql
                for model in operations
                for trigger in getattr(model, "options", {}).get("triggers", ())
            ],
            migrations.RunSQL.noop,
        )
    )
