import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("organisations", "0001_organisations_and_tree"),
        ("organisations", "0002_history_of_organisations"),
        ("organisations", "0003_who_may_sign"),
        ("organisations", "0004_deputies"),
        ("organisations", "0005_buyers"),
        ("organisations", "0006_support"),
        ("organisations", "0007_contact_list"),
        ("organisations", "0008_dead_numbers"),
        ("organisations", "0009_audit_officer"),
        ("organisations", "0010_three_officers"),
        ("organisations", "0011_programme_managers_and_reviewers"),
        ("organisations", "0012_readers_by_line"),
        ("organisations", "0013_natures_of_units"),
        ("organisations", "0014_posts_within_units"),
        ("organisations", "0015_readers_of_origins"),
        ("organisations", "0016_market_roles"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("finance", "财政部门"),
                            ("unit", "预算单位"),
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("other", "其他采购人"),
                            ("supplier", "供应商"),
                            ("county", "县级推荐部门"),
                            ("platform", "平台"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=64, verbose_name="规范化简称")),
                ("unit_code", models.CharField(blank=True, max_length=32, verbose_name="单位编码")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("official_order", models.PositiveIntegerField(db_default=0, default=0, verbose_name="机构排序")),
                ("is_ranked", models.BooleanField(db_default=True, default=True, verbose_name="参加排名")),
                ("is_sensitive", models.BooleanField(db_default=False, default=False, verbose_name="涉敏单位")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="区划"
                    ),
                ),
            ],
            options={
                "verbose_name": "组织",
                "indexes": [
                    models.Index(fields=["credit_code"], name="organisation_by_credit_code"),
                    models.Index(fields=["region", "unit_code"], name="organisation_by_unit_code"),
                    models.Index(fields=["name"], name="organisation_by_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "finance")),
                        fields=("region",),
                        name="one_finance_node_a_region",
                        violation_error_message="该区划已有财政部门。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_organisationevent" ("closed_on", "created_at", "credit_code", "id", "is_ranked", "is_sensitive", "kind", "name", "official_order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "short_name", "unit_code") VALUES (NEW."closed_on", NEW."created_at", NEW."credit_code", NEW."id", NEW."is_ranked", NEW."is_sensitive", NEW."kind", NEW."name", NEW."official_order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."short_name", NEW."unit_code"); RETURN NULL;',
                            hash="12946082265ae5b6386246f6714512d657ca08d2",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_040c9",
                            table="organisations_organisation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_organisationevent" ("closed_on", "created_at", "credit_code", "id", "is_ranked", "is_sensitive", "kind", "name", "official_order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "short_name", "unit_code") VALUES (NEW."closed_on", NEW."created_at", NEW."credit_code", NEW."id", NEW."is_ranked", NEW."is_sensitive", NEW."kind", NEW."name", NEW."official_order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."short_name", NEW."unit_code"); RETURN NULL;',
                            hash="4cdf381159d20ada78ae67233b6505570ff028a3",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0b99b",
                            table="organisations_organisation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Liaison",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("post", models.CharField(max_length=40, verbose_name="岗位")),
                (
                    "phone",
                    models.CharField(
                        max_length=30,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(1\\d{10}|(0\\d{2,3}-?)?\\d{7,8}(-\\d{1,5})?)$",
                                "联系电话应为11位手机号码，或带区号的固定电话（如0371-65801234），请核对。",
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
                ("is_deputy", models.BooleanField(db_default=False, default=False, verbose_name="B岗")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
                ("entered_by", models.CharField(max_length=200, verbose_name="登记人")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("dead_at", models.DateTimeField(blank=True, null=True, verbose_name="失效登记时间")),
                (
                    "dead_by",
                    models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="失效登记人"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="liaisons",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "联络员",
                "indexes": [
                    models.Index(
                        condition=models.Q(("dead_at__isnull", False)),
                        fields=["organisation"],
                        name="liaison_number_dead",
                    )
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("dead_at__isnull", True), ("is_deputy", False)),
                        expressions=[
                            (
                                models.Func(
                                    models.F("organisation"),
                                    models.F("organisation"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_principal_at_a_time",
                        violation_error_message="该单位这段时间已有A岗联络员，请改填起止日期；号码有误的，请先登记号码失效。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="liaisons_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="665fe72e5773c7eaf81413fbe349c5b0bde40536",
                            operation="DELETE",
                            pgid="pgtrigger_liaisons_are_kept_83929",
                            table="organisations_liaison",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_liaisonevent" ("dead_at", "dead_by", "entered_at", "entered_by", "id", "is_deputy", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post") VALUES (NEW."dead_at", NEW."dead_by", NEW."entered_at", NEW."entered_by", NEW."id", NEW."is_deputy", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post"); RETURN NULL;',
                            hash="f0e090f3dc63fa71184b94ea52525a670b82cefc",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_84508",
                            table="organisations_liaison",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."dead_at" IS DISTINCT FROM (NEW."dead_at") OR OLD."dead_by" IS DISTINCT FROM (NEW."dead_by") OR OLD."entered_at" IS DISTINCT FROM (NEW."entered_at") OR OLD."entered_by" IS DISTINCT FROM (NEW."entered_by") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_deputy" IS DISTINCT FROM (NEW."is_deputy") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."period" IS DISTINCT FROM (NEW."period") OR OLD."post" IS DISTINCT FROM (NEW."post"))',
                            func='INSERT INTO "organisations_liaisonevent" ("dead_at", "dead_by", "entered_at", "entered_by", "id", "is_deputy", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post") VALUES (NEW."dead_at", NEW."dead_by", NEW."entered_at", NEW."entered_by", NEW."id", NEW."is_deputy", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post"); RETURN NULL;',
                            hash="51b86a301bbc1ce040f8516493a51b9137374aea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_18915",
                            table="organisations_liaison",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("code", models.CharField(max_length=32, verbose_name="单位编码")),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("level", models.PositiveSmallIntegerField(verbose_name="预算级次")),
                (
                    "canteen",
                    models.CharField(
                        choices=[
                            ("own", "自有食堂"),
                            ("outsourced", "外包食堂"),
                            ("shared", "共用食堂"),
                            ("none", "无食堂"),
                        ],
                        max_length=10,
                        verbose_name="食堂情况",
                    ),
                ),
                ("union_members", models.PositiveIntegerField(db_default=0, default=0, verbose_name="工会会员人数")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("administrative", "行政单位"),
                            ("civil", "参公事业单位"),
                            ("institution", "事业单位"),
                            ("enterprise", "国有企业"),
                            ("association", "社会团体"),
                            ("other", "其他单位"),
                        ],
                        db_default="",
                        max_length=16,
                        verbose_name="单位性质",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="regions.region", verbose_name="区划"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "名录",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("region", "year", "code"),
                        name="one_listing_a_code_and_year",
                        violation_error_message="该年度名录中已有此单位编码。",
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "year"),
                        name="one_listing_a_unit_and_year",
                        violation_error_message="该单位已列入该年度名录。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_listingevent" ("canteen", "code", "id", "level", "name", "nature", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "union_members", "year") VALUES (NEW."canteen", NEW."code", NEW."id", NEW."level", NEW."name", NEW."nature", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."region_id", NEW."union_members", NEW."year"); RETURN NULL;',
                            hash="c3c64238820d07cf3113d915a662369ed8f0b6da",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_a1faa",
                            table="organisations_listing",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_listingevent" ("canteen", "code", "id", "level", "name", "nature", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "region_id", "union_members", "year") VALUES (NEW."canteen", NEW."code", NEW."id", NEW."level", NEW."name", NEW."nature", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."region_id", NEW."union_members", NEW."year"); RETURN NULL;',
                            hash="b8d548a2936b2ace06a12f927082c37a4c82be89",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2a42f",
                            table="organisations_listing",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("finance", "财政部门"),
                            ("supervisor", "主管预算单位"),
                            ("unit", "预算单位"),
                            ("preparer", "填报经办人"),
                            ("approver", "单位审核人"),
                            ("programme", "方案管理"),
                            ("reviewer", "财政审核"),
                            ("auditor", "审计查阅"),
                            ("union_reader", "工会条线查阅"),
                            ("soe_reader", "国资条线查阅"),
                            ("farm_reader", "农业农村条线查阅"),
                            ("support", "客服"),
                            ("system", "系统管理员"),
                            ("security", "安全管理员"),
                            ("audit", "安全审计员"),
                            ("awaiting", "待授予角色"),
                            ("buyer", "采购人交易"),
                            ("supplier", "供应商"),
                            ("quality", "经营质量审核"),
                            ("linkage", "联农带农审核"),
                            ("platform", "平台审核"),
                        ],
                        max_length=12,
                        verbose_name="角色",
                    ),
                ),
                (
                    "asked_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finance", "财政部门"),
                            ("supervisor", "主管预算单位"),
                            ("unit", "预算单位"),
                            ("preparer", "填报经办人"),
                            ("approver", "单位审核人"),
                            ("programme", "方案管理"),
                            ("reviewer", "财政审核"),
                            ("auditor", "审计查阅"),
                            ("union_reader", "工会条线查阅"),
                            ("soe_reader", "国资条线查阅"),
                            ("farm_reader", "农业农村条线查阅"),
                            ("support", "客服"),
                            ("system", "系统管理员"),
                            ("security", "安全管理员"),
                            ("audit", "安全审计员"),
                            ("awaiting", "待授予角色"),
                            ("buyer", "采购人交易"),
                            ("supplier", "供应商"),
                            ("quality", "经营质量审核"),
                            ("linkage", "联农带农审核"),
                            ("platform", "平台审核"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="申请的角色",
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
                ("may_sign", models.BooleanField(db_default=False, default=False, verbose_name="签发权")),
                ("is_deputy", models.BooleanField(db_default=False, default=False, verbose_name="代理")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "buys_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buyers",
                        to="organisations.organisation",
                        verbose_name="计入单位",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="organisations.organisation",
                        verbose_name="组织",
                    ),
                ),
            ],
            options={
                "verbose_name": "任职",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "organisation", "role", "buys_for"),
                        name="one_membership_a_role_and_unit",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("buys_for__isnull", False), ("role", "buyer")),
                            models.Q(models.Q(("role", "buyer"), _negated=True), ("buys_for__isnull", True)),
                            _connector="OR",
                        ),
                        name="a_buyer_buys_for_a_unit",
                        violation_error_message="采购人交易账号须写明计入单位，其他账号不写。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_role", ""), ("role", "awaiting"), _connector="OR"),
                        name="a_role_is_asked_for_while_awaited",
                        violation_error_message="已授予角色的任职不再有申请的角色。",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("user"), models.F("user"), models.Value("[]"), function="int8range"
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                            (
                                models.Case(
                                    models.When(
                                        role__in=["audit", "security", "system"],
                                        then=models.Func(
                                            models.Value(None),
                                            models.Value(None),
                                            function="int8range",
                                            output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                        ),
                                    ),
                                    default=models.Func(
                                        django.db.models.functions.comparison.Coalesce(
                                            models.F("id"), models.Value(-1)
                                        ),
                                        django.db.models.functions.comparison.Coalesce(
                                            models.F("id"), models.Value(-1)
                                        ),
                                        models.Value("[]"),
                                        function="int8range",
                                        output_field=django.contrib.postgres.fields.ranges.BigIntegerRangeField(),
                                    ),
                                ),
                                "&&",
                            ),
                        ],
                        name="officers_hold_no_other_post",
                        violation_error_message="系统管理员、安全管理员、安全审计员不得互相兼任，也不得兼任其他岗位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_deputy", False), ("period__upper_inf", False), _connector="OR"),
                        name="a_deputy_acts_until_a_day",
                        violation_error_message="代理须有截止日期。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_membershipevent" ("asked_role", "buys_for_id", "id", "is_deputy", "may_sign", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."asked_role", NEW."buys_for_id", NEW."id", NEW."is_deputy", NEW."may_sign", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="0b950310ad02db626f851647782621e103e5e6f5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_ea1f9",
                            table="organisations_membership",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_membershipevent" ("asked_role", "buys_for_id", "id", "is_deputy", "may_sign", "organisation_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "user_id") VALUES (NEW."asked_role", NEW."buys_for_id", NEW."id", NEW."is_deputy", NEW."may_sign", NEW."organisation_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."user_id"); RETURN NULL;',
                            hash="71472d6c21b5594df08d3a7dd86cbe19c21c2a05",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_8973b",
                            table="organisations_membership",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("by_label", models.CharField(max_length=200, verbose_name="查看人")),
                ("purpose", models.CharField(max_length=60, verbose_name="用途")),
                ("at", models.DateTimeField(verbose_name="查看时间")),
                (
                    "liaison",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="looks",
                        to="organisations.liaison",
                        verbose_name="联络员",
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
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "号码查看记录",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="looks_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8428f1deb30a100167858c9f47cc36017233af1b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_looks_are_kept_a194a",
                            table="organisations_numberlook",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("finance", "财政部门"),
                            ("supervisor", "主管预算单位"),
                            ("unit", "预算单位"),
                            ("preparer", "填报经办人"),
                            ("approver", "单位审核人"),
                            ("programme", "方案管理"),
                            ("reviewer", "财政审核"),
                            ("auditor", "审计查阅"),
                            ("union_reader", "工会条线查阅"),
                            ("soe_reader", "国资条线查阅"),
                            ("farm_reader", "农业农村条线查阅"),
                            ("support", "客服"),
                            ("system", "系统管理员"),
                            ("security", "安全管理员"),
                            ("audit", "安全审计员"),
                            ("awaiting", "待授予角色"),
                            ("buyer", "采购人交易"),
                            ("supplier", "供应商"),
                            ("quality", "经营质量审核"),
                            ("linkage", "联农带农审核"),
                            ("platform", "平台审核"),
                        ],
                        max_length=12,
                        verbose_name="角色",
                    ),
                ),
                (
                    "asked_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("finance", "财政部门"),
                            ("supervisor", "主管预算单位"),
                            ("unit", "预算单位"),
                            ("preparer", "填报经办人"),
                            ("approver", "单位审核人"),
                            ("programme", "方案管理"),
                            ("reviewer", "财政审核"),
                            ("auditor", "审计查阅"),
                            ("union_reader", "工会条线查阅"),
                            ("soe_reader", "国资条线查阅"),
                            ("farm_reader", "农业农村条线查阅"),
                            ("support", "客服"),
                            ("system", "系统管理员"),
                            ("security", "安全管理员"),
                            ("audit", "安全审计员"),
                            ("awaiting", "待授予角色"),
                            ("buyer", "采购人交易"),
                            ("supplier", "供应商"),
                            ("quality", "经营质量审核"),
                            ("linkage", "联农带农审核"),
                            ("platform", "平台审核"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="申请的角色",
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
                ("may_sign", models.BooleanField(db_default=False, default=False, verbose_name="签发权")),
                ("is_deputy", models.BooleanField(db_default=False, default=False, verbose_name="代理")),
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
                        to="organisations.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "buys_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="计入单位",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4cc7fa317e08ccd5435257e214c0adee8a67644b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8c259",
                            table="organisations_membershipevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("code", models.CharField(max_length=32, verbose_name="单位编码")),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("level", models.PositiveSmallIntegerField(verbose_name="预算级次")),
                (
                    "canteen",
                    models.CharField(
                        choices=[
                            ("own", "自有食堂"),
                            ("outsourced", "外包食堂"),
                            ("shared", "共用食堂"),
                            ("none", "无食堂"),
                        ],
                        max_length=10,
                        verbose_name="食堂情况",
                    ),
                ),
                ("union_members", models.PositiveIntegerField(db_default=0, default=0, verbose_name="工会会员人数")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("administrative", "行政单位"),
                            ("civil", "参公事业单位"),
                            ("institution", "事业单位"),
                            ("enterprise", "国有企业"),
                            ("association", "社会团体"),
                            ("other", "其他单位"),
                        ],
                        db_default="",
                        max_length=16,
                        verbose_name="单位性质",
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
                        to="organisations.listing",
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
                        verbose_name="区划",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e72c9c28f916ffae7ac022bfb1fefd3e3a44cb6f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5290d",
                            table="organisations_listingevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ListingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("due", models.PositiveIntegerField(verbose_name="应填报单位数")),
                (
                    "node",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="organisations.organisation",
                        verbose_name="财政部门",
                    ),
                ),
            ],
            options={
                "verbose_name": "名录汇总",
                "constraints": [models.UniqueConstraint(fields=("node", "year"), name="one_listing_count_a_year")],
            },
        ),
        migrations.CreateModel(
            name="LiaisonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("post", models.CharField(max_length=40, verbose_name="岗位")),
                ("is_deputy", models.BooleanField(db_default=False, default=False, verbose_name="B岗")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="任期")),
                ("entered_by", models.CharField(max_length=200, verbose_name="登记人")),
                ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                ("dead_at", models.DateTimeField(blank=True, null=True, verbose_name="失效登记时间")),
                (
                    "dead_by",
                    models.CharField(blank=True, db_default="", default="", max_length=200, verbose_name="失效登记人"),
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
                        to="organisations.liaison",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="acfe8582e8d2668b3c1a8c6284d655057b19e336",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6173b",
                            table="organisations_liaisonevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("finance", "财政部门"),
                            ("unit", "预算单位"),
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("other", "其他采购人"),
                            ("supplier", "供应商"),
                            ("county", "县级推荐部门"),
                            ("platform", "平台"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("name", models.CharField(max_length=128, verbose_name="名称")),
                ("short_name", models.CharField(blank=True, max_length=64, verbose_name="规范化简称")),
                ("unit_code", models.CharField(blank=True, max_length=32, verbose_name="单位编码")),
                ("credit_code", models.CharField(blank=True, max_length=32, verbose_name="统一社会信用代码")),
                ("official_order", models.PositiveIntegerField(db_default=0, default=0, verbose_name="机构排序")),
                ("is_ranked", models.BooleanField(db_default=True, default=True, verbose_name="参加排名")),
                ("is_sensitive", models.BooleanField(db_default=False, default=False, verbose_name="涉敏单位")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="停用日期")),
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
                        to="organisations.organisation",
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
                        verbose_name="区划",
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
                            hash="13eb6e28966182a08694bfb06589ddaadb2672fe",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c38e9",
                            table="organisations_organisationevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200, verbose_name="路径")),
                ("home_path", models.CharField(max_length=200, verbose_name="财政部门路径")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="organisations.organisation",
                        verbose_name="组织",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="child_placements",
                        to="organisations.organisation",
                        verbose_name="上级",
                    ),
                ),
            ],
            options={
                "verbose_name": "隶属关系",
                "indexes": [
                    models.Index(fields=["path"], name="placement_by_path", opclasses=["varchar_pattern_ops"]),
                    models.Index(fields=["home_path"], name="placement_by_home"),
                ],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("organisation"),
                                    models.F("organisation"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_placement_at_a_time",
                        violation_error_message="该单位在同一时间已有上级单位。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_placementevent" ("home_path", "id", "organisation_id", "parent_id", "path", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."home_path", NEW."id", NEW."organisation_id", NEW."parent_id", NEW."path", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                            hash="b747a70ee2854dcac8327a3ee5123612e1e4d44c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_91d9c",
                            table="organisations_placement",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_placementevent" ("home_path", "id", "organisation_id", "parent_id", "path", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."home_path", NEW."id", NEW."organisation_id", NEW."parent_id", NEW."path", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                            hash="2ffc38df5d4bd4e19eadab7bdc24f49f47e53c82",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_eaa9f",
                            table="organisations_placement",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlacementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("path", models.CharField(max_length=200, verbose_name="路径")),
                ("home_path", models.CharField(max_length=200, verbose_name="财政部门路径")),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间")),
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
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
                        to="organisations.placement",
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
                            hash="e9529268a06fc3b2ad7898c012c6a9c0e388abf4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3d89a",
                            table="organisations_placementevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("other", "其他采购人"),
                            ("shared_canteen", "共用食堂"),
                        ],
                        max_length=16,
                        verbose_name="关系",
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="合同截止日")),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations_of_other",
                        to="organisations.organisation",
                        verbose_name="对方",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relations",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "关系",
                "indexes": [django.contrib.postgres.indexes.GistIndex(fields=["period"], name="relation_by_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("unit", models.F("other")), _negated=True),
                        name="relation_between_two",
                        violation_error_message="单位不能与自身建立关系。",
                    ),
                    models.UniqueConstraint(fields=("kind", "unit", "other", "period"), name="one_relation_of_a_kind"),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "organisations_relationevent" ("ends_on", "id", "kind", "other_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."other_id", NEW."period", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."unit_id"); RETURN NULL;',
                            hash="d7b02775d7a0e24f65b01f6bcb8e1f7076827734",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_38d69",
                            table="organisations_relation",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "organisations_relationevent" ("ends_on", "id", "kind", "other_id", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."kind", NEW."other_id", NEW."period", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."unit_id"); RETURN NULL;',
                            hash="639bc1cc4b16fec2e3f44aa15759c8091feb58ab",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_f12b1",
                            table="organisations_relation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RelationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("other", "其他采购人"),
                            ("shared_canteen", "共用食堂"),
                        ],
                        max_length=16,
                        verbose_name="关系",
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="期间")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="合同截止日")),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="对方",
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
                        to="organisations.relation",
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
            ],
            options={
                "abstract": False,
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="a1816af5e701831b7a5cb072a874eef7eecf74b0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_e3f89",
                            table="organisations_relationevent",
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
