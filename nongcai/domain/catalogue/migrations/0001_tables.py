import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("catalogue", "0001_catalogue"),
        ("catalogue", "0002_shelf_and_synonyms"),
        ("catalogue", "0004_zones_demands_and_lists"),
        ("catalogue", "0006_offer_batches"),
        ("catalogue", "0007_evidence_of_prices"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
        ("organisations", "0001_tables"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("regions", "0001_tables"),
        ("suppliers", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LikePrice",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="同类标识")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                ("offers", models.PositiveIntegerField(verbose_name="项数")),
                ("suppliers", models.PositiveIntegerField(verbose_name="供应商数")),
                ("lowest", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="最低价")),
                ("lower_quartile", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="下四分位价")),
                ("median", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="中位价")),
                ("upper_quartile", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="上四分位价")),
                ("highest", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="最高价")),
                ("as_of", models.DateTimeField(verbose_name="计算时间")),
            ],
            options={
                "verbose_name": "同类价格",
            },
        ),
        migrations.CreateModel(
            name="Zone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("brand", "品牌专区"), ("session", "专场"), ("local", "帮扶馆"), ("fair", "展销会")],
                        max_length=7,
                        verbose_name="类型",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, db_default="", default="", max_length=1000, verbose_name="介绍"),
                ),
                ("position", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="须有认证之一",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最低折算单价（元/千克）"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最高折算单价（元/千克）"
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="商品分类",
                    ),
                ),
                (
                    "province",
                    models.CharField(blank=True, db_default="", default="", max_length=2, verbose_name="产地省"),
                ),
                (
                    "counties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="产地县",
                    ),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="最多商品数")),
                ("opens_on", models.DateField(verbose_name="开放日期")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "筹备中"), ("running", "开放中"), ("ended", "已结束")],
                        db_default="planned",
                        default="planned",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                ("order_version", models.PositiveIntegerField(db_default=0, default=0, verbose_name="顺序版本")),
                (
                    "banner_alt",
                    models.CharField(blank=True, db_default="", default="", max_length=80, verbose_name="图片说明"),
                ),
                (
                    "banner_sha256",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="图片摘要"),
                ),
            ],
            options={
                "verbose_name": "专区",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__isnull", True), ("closes_on__gte", models.F("opens_on")), _connector="OR"
                        ),
                        name="a_zone_ends_after_it_begins",
                        violation_error_message="结束日期不能早于开放日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("low__isnull", True),
                            ("high__isnull", True),
                            ("high__gte", models.F("low")),
                            _connector="OR",
                        ),
                        name="a_zones_band_is_one",
                        violation_error_message="最高单价不能低于最低单价。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("banner_sha256", ""), models.Q(("banner_alt", ""), _negated=True), _connector="OR"
                        ),
                        name="a_banner_has_words",
                        violation_error_message="请为图片填写说明，供看不到图片的人阅读。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="zone_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{ended:running,planned:running,running:ended}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="e7db1cae353bfe19f598d19e54478a6e62a9c015",
                            operation="UPDATE",
                            pgid="pgtrigger_zone_steps_are_permitted_d33d6",
                            table="catalogue_zone",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="zones_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="5660a67f6228540b1577922b4364e83720efae30",
                            operation="DELETE",
                            pgid="pgtrigger_zones_are_kept_e8ee0",
                            table="catalogue_zone",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_zoneevent" ("banner_alt", "banner_sha256", "capacity", "categories", "certificates", "closes_on", "counties", "high", "id", "kind", "low", "name", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "province", "state", "words") VALUES (NEW."banner_alt", NEW."banner_sha256", NEW."capacity", NEW."categories", NEW."certificates", NEW."closes_on", NEW."counties", NEW."high", NEW."id", NEW."kind", NEW."low", NEW."name", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."province", NEW."state", NEW."words"); RETURN NULL;',
                            hash="2060f6670556cbac553a437c4bf09d81f5d402dd",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_705f0",
                            table="catalogue_zone",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (OLD."banner_alt" IS DISTINCT FROM (NEW."banner_alt") OR OLD."banner_sha256" IS DISTINCT FROM (NEW."banner_sha256") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."categories" IS DISTINCT FROM (NEW."categories") OR OLD."certificates" IS DISTINCT FROM (NEW."certificates") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."counties" IS DISTINCT FROM (NEW."counties") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."province" IS DISTINCT FROM (NEW."province") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                            func='INSERT INTO "catalogue_zoneevent" ("banner_alt", "banner_sha256", "capacity", "categories", "certificates", "closes_on", "counties", "high", "id", "kind", "low", "name", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "province", "state", "words") VALUES (NEW."banner_alt", NEW."banner_sha256", NEW."capacity", NEW."categories", NEW."certificates", NEW."closes_on", NEW."counties", NEW."high", NEW."id", NEW."kind", NEW."low", NEW."name", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."province", NEW."state", NEW."words"); RETURN NULL;',
                            hash="aa3f14f483a5034c5694f7bff110d450d224bd2e",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0fa6c",
                            table="catalogue_zone",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneCurator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="curators",
                        to="catalogue.zone",
                        verbose_name="专区",
                    ),
                ),
            ],
            options={
                "verbose_name": "专区管理人员",
                "constraints": [models.UniqueConstraint(fields=("zone", "user"), name="one_curator_a_zone")],
            },
        ),
        migrations.CreateModel(
            name="ZoneEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        choices=[("brand", "品牌专区"), ("session", "专场"), ("local", "帮扶馆"), ("fair", "展销会")],
                        max_length=7,
                        verbose_name="类型",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, db_default="", default="", max_length=1000, verbose_name="介绍"),
                ),
                ("position", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="须有认证之一",
                    ),
                ),
                (
                    "low",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最低折算单价（元/千克）"
                    ),
                ),
                (
                    "high",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="最高折算单价（元/千克）"
                    ),
                ),
                (
                    "categories",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="商品分类",
                    ),
                ),
                (
                    "province",
                    models.CharField(blank=True, db_default="", default="", max_length=2, verbose_name="产地省"),
                ),
                (
                    "counties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=6),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="产地县",
                    ),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="最多商品数")),
                ("opens_on", models.DateField(verbose_name="开放日期")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="结束日期")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "筹备中"), ("running", "开放中"), ("ended", "已结束")],
                        db_default="planned",
                        default="planned",
                        max_length=7,
                        verbose_name="状态",
                    ),
                ),
                (
                    "banner_alt",
                    models.CharField(blank=True, db_default="", default="", max_length=80, verbose_name="图片说明"),
                ),
                (
                    "banner_sha256",
                    models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="图片摘要"),
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
                        to="catalogue.zone",
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
                            hash="e3b0673f2467a87e4c75f1daff7c79a2dd14b11a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_01ef6",
                            table="catalogue_zoneevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("path", models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="路径")),
                ("position", models.PositiveIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="须有的证照",
                    ),
                ),
                ("is_open", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="catalogue.category",
                        verbose_name="上级分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "商品分类",
                "indexes": [models.Index(fields=["path"], name="category_by_path", opclasses=["varchar_pattern_ops"])],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("parent", "name"),
                        name="one_category_a_name",
                        nulls_distinct=False,
                        violation_error_message="同一上级分类下已有同名分类。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pk", models.F("parent")), _negated=True),
                        name="category_is_not_its_own_parent",
                        violation_error_message="分类不能以自身为上级。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_categoryevent" ("id", "is_open", "name", "needs", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."id", NEW."is_open", NEW."name", NEW."needs", NEW."parent_id", NEW."path", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="44dd3cbc9d85497943e60f06d2f2d51588a1334c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e7ba8",
                            table="catalogue_category",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_categoryevent" ("id", "is_open", "name", "needs", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."id", NEW."is_open", NEW."name", NEW."needs", NEW."parent_id", NEW."path", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="a51f39dcc9207fddec56033dd77c1865795130cb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_061ed",
                            table="catalogue_category",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryAttribute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="属性")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文字"), ("choice", "选项"), ("number", "数值")],
                        max_length=6,
                        verbose_name="类型",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="选项",
                    ),
                ),
                ("is_required", models.BooleanField(db_default=True, default=True, verbose_name="必填")),
                ("is_priced", models.BooleanField(db_default=False, default=False, verbose_name="影响价格")),
                ("position", models.PositiveIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attributes",
                        to="catalogue.category",
                        verbose_name="分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "分类属性",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("category", "name"),
                        name="one_attribute_a_name",
                        violation_error_message="该分类已有同名属性。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "choice"), _negated=True),
                            models.Q(("choices", []), _negated=True),
                            _connector="OR",
                        ),
                        name="a_choice_has_choices",
                        violation_error_message="选项类属性须列出选项。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_categoryattributeevent" ("category_id", "choices", "id", "is_priced", "is_required", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."category_id", NEW."choices", NEW."id", NEW."is_priced", NEW."is_required", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="3fe6eac1ffb215a7682c6672337369e7c6745742",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_e467b",
                            table="catalogue_categoryattribute",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_categoryattributeevent" ("category_id", "choices", "id", "is_priced", "is_required", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."category_id", NEW."choices", NEW."id", NEW."is_priced", NEW."is_required", NEW."kind", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                            hash="28aff94fad756bd0b470013bdce45f2ccad43276",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a454d",
                            table="catalogue_categoryattribute",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryAttributeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="属性")),
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "文字"), ("choice", "选项"), ("number", "数值")],
                        max_length=6,
                        verbose_name="类型",
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="选项",
                    ),
                ),
                ("is_required", models.BooleanField(db_default=True, default=True, verbose_name="必填")),
                ("is_priced", models.BooleanField(db_default=False, default=False, verbose_name="影响价格")),
                ("position", models.PositiveIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                        to="catalogue.categoryattribute",
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
                            hash="c460391964513140452a405a86167c8706b640c1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_4a29e",
                            table="catalogue_categoryattributeevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("path", models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="路径")),
                ("position", models.PositiveIntegerField(db_default=0, default=0, verbose_name="次序")),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="须有的证照",
                    ),
                ),
                ("is_open", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="上级分类",
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
                        to="catalogue.category",
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
                            hash="c59b157e7aca69b5ab2b56a0ac576d7635aa5306",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_aabfa",
                            table="catalogue_categoryevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.CharField(max_length=60, verbose_name="品名")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="数量")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("kilogram", "千克"),
                            ("tonne", "吨"),
                            ("litre", "升"),
                            ("piece", "个"),
                            ("case", "箱"),
                            ("box", "盒"),
                        ],
                        max_length=8,
                        verbose_name="计量单位",
                    ),
                ),
                ("since", models.DateField(verbose_name="起始周")),
                ("until", models.DateField(verbose_name="截止周")),
                (
                    "remarks",
                    models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="备注"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="联系电话"),
                ),
                ("published_at", models.DateTimeField(verbose_name="发布时间")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="关闭时间")),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="商品分类",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发布账号",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.region",
                        verbose_name="配送区县（市）",
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
            ],
            options={
                "verbose_name": "采购需求",
                "indexes": [
                    models.Index(fields=["-published_at", "-id"], name="demands_by_age"),
                    models.Index(fields=["unit", "-published_at"], name="demands_of_a_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="a_demand_is_for_something",
                        violation_error_message="数量应大于零。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="a_demands_weeks_are_in_order",
                        violation_error_message="截止周不能早于起始周。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="demands_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="bd587d30059e85c52195b5e789ce384d40771943",
                            operation="DELETE",
                            pgid="pgtrigger_demands_are_kept_ff837",
                            table="catalogue_demand",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FreightPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "运费模板",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("supplier", "name"),
                        name="one_freight_plan_a_name",
                        violation_error_message="已有同名的运费模板。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_freightplanevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."supplier_id"); RETURN NULL;',
                            hash="816c57d07586d82ac1f112e26dc981b5c6a1e47c",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_5be01",
                            table="catalogue_freightplan",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_freightplanevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "supplier_id") VALUES (NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."supplier_id"); RETURN NULL;',
                            hash="0c5be8375279dd133f0f60f01937f068010952d1",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2d32e",
                            table="catalogue_freightplan",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FreightPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
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
                        to="catalogue.freightplan",
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
                            hash="c2b40d06d623afeb8c26aed35f39ce10cb618e7f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_8dfb6",
                            table="catalogue_freightplanevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FreightRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "province",
                    models.CharField(blank=True, db_default="", default="", max_length=2, verbose_name="省级代码"),
                ),
                ("delivers", models.BooleanField(db_default=True, default=True, verbose_name="可配送")),
                (
                    "first_kilograms",
                    models.DecimalField(
                        db_default=1, decimal_places=3, default=1, max_digits=8, verbose_name="首重（千克）"
                    ),
                ),
                (
                    "first_fee",
                    models.DecimalField(
                        db_default=0, decimal_places=2, default=0, max_digits=8, verbose_name="首重运费（元）"
                    ),
                ),
                (
                    "next_fee",
                    models.DecimalField(
                        db_default=0, decimal_places=2, default=0, max_digits=8, verbose_name="续重每千克（元）"
                    ),
                ),
                (
                    "free_from",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=10, null=True, verbose_name="满额包邮（元）"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalogue.freightplan",
                        verbose_name="运费模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "运费",
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "province"), name="one_freight_a_province"),
                    models.CheckConstraint(
                        condition=models.Q(("first_fee__gte", 0), ("first_kilograms__gt", 0), ("next_fee__gte", 0)),
                        name="freight_not_below_zero",
                        violation_error_message="运费不能小于零，首重应大于零。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedCounty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="名单")),
                ("since", models.DateField(verbose_name="列入日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.county",
                        verbose_name="县",
                    ),
                ),
            ],
            options={
                "verbose_name": "名单县",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("name", "county"),
                        name="one_listing_a_county",
                        violation_error_message="该县已在名单内。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="a_listing_ends_after_it_begins",
                        violation_error_message="截止日期应不早于列入日期。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_listedcountyevent" ("county_id", "document", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."county_id", NEW."document", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="7062a23f65905723ff56bdd7044395c786fd2329",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f380a",
                            table="catalogue_listedcounty",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_listedcountyevent" ("county_id", "document", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."county_id", NEW."document", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                            hash="64073cd89443a4839c4df1bc05328bf32a05756d",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1b944",
                            table="catalogue_listedcounty",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedCountyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=40, verbose_name="名单")),
                ("since", models.DateField(verbose_name="列入日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                (
                    "county",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regions.county",
                        verbose_name="县",
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
                        to="catalogue.listedcounty",
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
                            hash="919c49877e0b8a14385fbf124a37a088da9d0f3c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c4de7",
                            table="catalogue_listedcountyevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MarketName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="品名")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=5,
                        verbose_name="限定词",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "行情品名",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_marketnameevent" ("category_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."category_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="b2847b35c39975a0cb38772972f705b45a736ede",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7dd14",
                            table="catalogue_marketname",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_marketnameevent" ("category_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."category_id", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="8573e7558985e21c39ead5056847a69498f43816",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_35005",
                            table="catalogue_marketname",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MarketNameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="品名")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=5,
                        verbose_name="限定词",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                        to="catalogue.marketname",
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
                            hash="9a756f880a079fd1a49d04ec628b66bb45a306e6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_daa37",
                            table="catalogue_marketnameevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("goods", "批量发布商品"), ("changes", "批量改价改库存")],
                        max_length=8,
                        verbose_name="事项",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "已接收"),
                            ("checking", "核对中"),
                            ("checked", "核对完毕"),
                            ("loading", "办理中"),
                            ("loaded", "已办理"),
                            ("failed", "未完成"),
                            ("discarded", "已放弃"),
                        ],
                        db_default="received",
                        default="received",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                ("file_name", models.CharField(max_length=200, verbose_name="文件")),
                (
                    "sheet_name",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="工作表"),
                ),
                ("created_at", models.DateTimeField(verbose_name="上传时间")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="核对时间")),
                ("loaded_at", models.DateTimeField(blank=True, null=True, verbose_name="办理时间")),
                ("read", models.PositiveIntegerField(db_default=0, default=0, verbose_name="已读行数")),
                ("good", models.PositiveIntegerField(db_default=0, default=0, verbose_name="可办理")),
                ("same", models.PositiveIntegerField(db_default=0, default=0, verbose_name="已有，不变")),
                ("wrong", models.PositiveIntegerField(db_default=0, default=0, verbose_name="有误")),
                ("done", models.PositiveIntegerField(db_default=0, default=0, verbose_name="已办理")),
                (
                    "message",
                    models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
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
                "verbose_name": "批量办理",
                "indexes": [models.Index(fields=["supplier", "-id"], name="batches_of_a_supplier")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="batch_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{checked:checking,checked:discarded,checked:loading,checking:checked,checking:failed,failed:checking,failed:discarded,loading:failed,loading:loaded,received:checking,received:discarded,received:failed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="a4055d0bcd187e871a38be6cd66a1183478dcfae",
                            operation="UPDATE",
                            pgid="pgtrigger_batch_steps_are_permitted_24086",
                            table="catalogue_offerbatch",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferBatchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("row_no", models.PositiveIntegerField(verbose_name="行")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "新增商品"),
                            ("added", "增加规格"),
                            ("changed", "变更"),
                            ("same", "已有，不变"),
                            ("wrong", "有误"),
                        ],
                        max_length=8,
                        verbose_name="结果",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=100, verbose_name="商品名称")),
                ("specification", models.CharField(blank=True, max_length=60, verbose_name="规格")),
                ("told", models.JSONField(blank=True, default=dict, verbose_name="内容")),
                ("before", models.JSONField(blank=True, default=dict, verbose_name="现有")),
                ("problems", models.JSONField(blank=True, default=list, verbose_name="问题")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="catalogue.offerbatch",
                        verbose_name="批量办理",
                    ),
                ),
            ],
            options={
                "verbose_name": "批量办理行",
                "indexes": [models.Index(fields=["batch", "outcome", "row_no"], name="batch_rows_by_outcome")],
                "constraints": [models.UniqueConstraint(fields=("batch", "row_no"), name="one_row_a_line")],
            },
        ),
        migrations.CreateModel(
            name="PriceRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("elsewhere", "本供应商在其他渠道的价格"),
                            ("reference", "参考价"),
                            ("median", "同类商品中位价"),
                        ],
                        max_length=9,
                        verbose_name="对照",
                    ),
                ),
                ("percent", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="高出（%）")),
                ("reply_days", models.PositiveSmallIntegerField(verbose_name="说明期限（天）")),
                ("since", models.DateField(verbose_name="施行日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                (
                    "paragraph",
                    models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="条款"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
                    ),
                ),
            ],
            options={
                "verbose_name": "价格提醒规则",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0)),
                        name="price_rule_not_below",
                        violation_error_message="高出比例不能小于零。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reply_days__range", (1, 60))),
                        name="price_rule_gives_days",
                        violation_error_message="说明期限应为1至60天。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="a_price_rule_ends_after_it_begins",
                        violation_error_message="截止日期应不早于施行日期。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="price_rules_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ce4ef94462531648247258271e80254bb1b631fe",
                            operation="DELETE",
                            pgid="pgtrigger_price_rules_are_kept_e7e4f",
                            table="catalogue_pricerule",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_priceruleevent" ("basis", "category_id", "document", "id", "paragraph", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_days", "since", "until") VALUES (NEW."basis", NEW."category_id", NEW."document", NEW."id", NEW."paragraph", NEW."percent", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reply_days", NEW."since", NEW."until"); RETURN NULL;',
                            hash="3bc44414617c7507fd5b30f669f43cc99e119f9d",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_2e512",
                            table="catalogue_pricerule",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_priceruleevent" ("basis", "category_id", "document", "id", "paragraph", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_days", "since", "until") VALUES (NEW."basis", NEW."category_id", NEW."document", NEW."id", NEW."paragraph", NEW."percent", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reply_days", NEW."since", NEW."until"); RETURN NULL;',
                            hash="8dc1ada99e738ef807ee38345325711f801121ea",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_1c5e0",
                            table="catalogue_pricerule",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("elsewhere", "本供应商在其他渠道的价格"),
                            ("reference", "参考价"),
                            ("median", "同类商品中位价"),
                        ],
                        max_length=9,
                        verbose_name="对照",
                    ),
                ),
                ("percent", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="高出（%）")),
                ("reply_days", models.PositiveSmallIntegerField(verbose_name="说明期限（天）")),
                ("since", models.DateField(verbose_name="施行日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="截止日期")),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                (
                    "paragraph",
                    models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="条款"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                        to="catalogue.pricerule",
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
                            hash="42b23fc0cd8b627d47e4961f295e42abc0146138",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f8975",
                            table="catalogue_priceruleevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="商品名称")),
                ("producer", models.CharField(max_length=128, verbose_name="生产者")),
                (
                    "standard",
                    models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="执行标准"),
                ),
                ("shelf_life_days", models.PositiveIntegerField(verbose_name="保质期（天）")),
                ("storage", models.CharField(max_length=100, verbose_name="贮存条件")),
                (
                    "allergens",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="致敏物质"),
                ),
                ("net_quantity", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="净含量")),
                (
                    "net_unit",
                    models.CharField(
                        choices=[("g", "克"), ("kg", "千克"), ("ml", "毫升"), ("l", "升"), ("piece", "个")],
                        max_length=5,
                        verbose_name="净含量单位",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, db_default="", default="", max_length=2000, verbose_name="商品说明"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待平台审核"),
                            ("listed", "已通过审核"),
                            ("returned", "退回修改"),
                            ("retired", "已停售"),
                        ],
                        db_default="draft",
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="版本")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                ("listed_at", models.DateTimeField(blank=True, null=True, verbose_name="首次通过时间")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="products",
                        to="catalogue.category",
                        verbose_name="分类",
                    ),
                ),
                (
                    "county",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regions.county",
                        verbose_name="产地",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "商品",
                "indexes": [
                    models.Index(fields=["supplier", "state"], name="products_of_a_supplier"),
                    models.Index(fields=["state", "changed_at"], name="products_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("net_quantity__gt", 0)),
                        name="net_content_above_zero",
                        violation_error_message="净含量应大于零，请按标签填写数量和单位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shelf_life_days__gt", 0)),
                        name="shelf_life_above_zero",
                        violation_error_message="保质期应大于零天。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="product_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{draft:retired,draft:submitted,listed:draft,listed:retired,listed:returned,returned:retired,returned:submitted,submitted:listed,submitted:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="a9572b2b6ed7e23a098f976bdab0bb3faf2d9ef9",
                            operation="UPDATE",
                            pgid="pgtrigger_product_steps_are_permitted_97224",
                            table="catalogue_product",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="products_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="ae0ed847dff714d73dbe4f8943f1d3e10e5a01d7",
                            operation="DELETE",
                            pgid="pgtrigger_products_are_kept_ee10b",
                            table="catalogue_product",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_productevent" ("allergens", "category_id", "changed_at", "county_id", "id", "listed_at", "name", "net_quantity", "net_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer", "shelf_life_days", "standard", "state", "storage", "supplier_id", "version", "words") VALUES (NEW."allergens", NEW."category_id", NEW."changed_at", NEW."county_id", NEW."id", NEW."listed_at", NEW."name", NEW."net_quantity", NEW."net_unit", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."producer", NEW."shelf_life_days", NEW."standard", NEW."state", NEW."storage", NEW."supplier_id", NEW."version", NEW."words"); RETURN NULL;',
                            hash="9bdd5f69ba93124694932080c56b81d223fc26b3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_cd102",
                            table="catalogue_product",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_productevent" ("allergens", "category_id", "changed_at", "county_id", "id", "listed_at", "name", "net_quantity", "net_unit", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "producer", "shelf_life_days", "standard", "state", "storage", "supplier_id", "version", "words") VALUES (NEW."allergens", NEW."category_id", NEW."changed_at", NEW."county_id", NEW."id", NEW."listed_at", NEW."name", NEW."net_quantity", NEW."net_unit", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."producer", NEW."shelf_life_days", NEW."standard", NEW."state", NEW."storage", NEW."supplier_id", NEW."version", NEW."words"); RETURN NULL;',
                            hash="20ae2b7f96ac2253315bbba9d34cb2dbb1c29850",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_0454b",
                            table="catalogue_product",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("specification", models.CharField(max_length=60, verbose_name="规格")),
                (
                    "sale_unit",
                    models.CharField(
                        choices=[
                            ("bag", "袋"),
                            ("box", "盒"),
                            ("case", "箱"),
                            ("bottle", "瓶"),
                            ("barrel", "桶"),
                            ("can", "罐"),
                            ("piece", "件"),
                            ("head", "只"),
                            ("kilogram", "千克"),
                        ],
                        max_length=8,
                        verbose_name="销售单位",
                    ),
                ),
                ("pieces", models.PositiveIntegerField(db_default=1, default=1, verbose_name="每单位件数")),
                ("net", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="每单位净含量")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                (
                    "gross_kilograms",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=10, null=True, verbose_name="每单位毛重（千克）"
                    ),
                ),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="单价（元）")),
                ("minimum", models.PositiveIntegerField(db_default=1, default=1, verbose_name="起订量")),
                ("lead_days", models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name="备货天数")),
                ("season_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="供应起始月")),
                ("season_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="供应截止月")),
                ("is_catch_weight", models.BooleanField(db_default=False, default=False, verbose_name="称重商品")),
                (
                    "band_percent",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="重量允差（%）"
                    ),
                ),
                ("resource_id", models.UUIDField(verbose_name="库存")),
                ("is_on", models.BooleanField(db_default=False, default=False, verbose_name="上架")),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
                (
                    "freight",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="catalogue.freightplan",
                        verbose_name="运费模板",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
            ],
            options={
                "verbose_name": "销售规格",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("product", "specification"),
                        name="one_offer_a_specification",
                        violation_error_message="该商品已有同名规格。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gt", 0)),
                        name="price_above_zero",
                        violation_error_message="单价应大于零元。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minimum__gt", 0), ("net__gt", 0), ("pieces__gt", 0)),
                        name="an_offer_has_content",
                        violation_error_message="每单位件数、净含量、起订量应大于零。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("gross_kilograms__isnull", True), ("gross_kilograms__gt", 0), _connector="OR"
                        ),
                        name="gross_weight_above_zero",
                        violation_error_message="每单位毛重应大于零。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_catch_weight", False),
                            models.Q(("band_percent__gt", 0), ("measured", "mass")),
                            _connector="OR",
                        ),
                        name="catch_weight_has_a_band",
                        violation_error_message="称重商品须按重量计，并填写重量允差。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("season_from__isnull", True), ("season_to__isnull", True)),
                            models.Q(("season_from__range", (1, 12)), ("season_to__range", (1, 12))),
                            _connector="OR",
                        ),
                        name="season_in_months",
                        violation_error_message="供应起止月应为1至12。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="offers_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="b896d1617d8e0ca2cd7aa0eb6c385336fef8d705",
                            operation="DELETE",
                            pgid="pgtrigger_offers_are_kept_50d6e",
                            table="catalogue_offer",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_offerevent" ("band_percent", "changed_at", "freight_id", "gross_kilograms", "id", "is_catch_weight", "is_on", "lead_days", "measured", "minimum", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pieces", "price", "product_id", "resource_id", "sale_unit", "season_from", "season_to", "specification") VALUES (NEW."band_percent", NEW."changed_at", NEW."freight_id", NEW."gross_kilograms", NEW."id", NEW."is_catch_weight", NEW."is_on", NEW."lead_days", NEW."measured", NEW."minimum", NEW."net", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pieces", NEW."price", NEW."product_id", NEW."resource_id", NEW."sale_unit", NEW."season_from", NEW."season_to", NEW."specification"); RETURN NULL;',
                            hash="a8e2a83d8b14248829578c54a628af8bba6923d9",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_d20a7",
                            table="catalogue_offer",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_offerevent" ("band_percent", "changed_at", "freight_id", "gross_kilograms", "id", "is_catch_weight", "is_on", "lead_days", "measured", "minimum", "net", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pieces", "price", "product_id", "resource_id", "sale_unit", "season_from", "season_to", "specification") VALUES (NEW."band_percent", NEW."changed_at", NEW."freight_id", NEW."gross_kilograms", NEW."id", NEW."is_catch_weight", NEW."is_on", NEW."lead_days", NEW."measured", NEW."minimum", NEW."net", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pieces", NEW."price", NEW."product_id", NEW."resource_id", NEW."sale_unit", NEW."season_from", NEW."season_to", NEW."specification"); RETURN NULL;',
                            hash="29dbd0691814407f76f5405ebfeb0608882a58b9",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_914e3",
                            table="catalogue_offer",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "待专区审核"),
                            ("admitted", "已入选"),
                            ("sent_back", "已退回"),
                            ("withdrawn", "已撤回"),
                            ("removed", "已移出"),
                        ],
                        db_default="applied",
                        default="applied",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("position", models.PositiveIntegerField(blank=True, null=True, verbose_name="顺序")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="zone_entries",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
                (
                    "zone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="catalogue.zone",
                        verbose_name="专区",
                    ),
                ),
            ],
            options={
                "verbose_name": "入选申请",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("zone", "product"),
                        name="one_entry_a_product",
                        violation_error_message="该商品已报名本专区。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("position__isnull", True), ("state", "admitted"), _connector="OR"),
                        name="only_what_stands_in_a_zone_has_a_place",
                        violation_error_message="只有已入选的商品可以排序。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="entry_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{admitted:removed,admitted:withdrawn,applied:admitted,applied:sent_back,applied:withdrawn,removed:applied,sent_back:applied,withdrawn:applied}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="ce1cc4e4e9c9316cabcb20c7430b6e34556bbb33",
                            operation="UPDATE",
                            pgid="pgtrigger_entry_steps_are_permitted_61295",
                            table="catalogue_zoneentry",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="entries_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4611b2080b6365ea29212180551d2cad1c983904",
                            operation="DELETE",
                            pgid="pgtrigger_entries_are_kept_cdc2c",
                            table="catalogue_zoneentry",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ZoneEntryStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("apply", "报名"),
                            ("admit", "入选"),
                            ("send_back", "退回修改"),
                            ("withdraw", "撤回"),
                            ("remove", "移出"),
                        ],
                        max_length=9,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "待专区审核"),
                            ("admitted", "已入选"),
                            ("sent_back", "已退回"),
                            ("withdrawn", "已撤回"),
                            ("removed", "已移出"),
                        ],
                        max_length=9,
                        verbose_name="办理后状态",
                    ),
                ),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                ("by_office", models.CharField(max_length=128, verbose_name="办理单位")),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="catalogue.zoneentry",
                        verbose_name="入选申请",
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
                "verbose_name": "入选办理记录",
                "indexes": [models.Index(fields=["entry", "id"], name="steps_of_a_zone_entry")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action__in", ["send_back", "remove"]), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_entry_returns_with_words",
                        violation_error_message="退回、移出时请写明原因。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="zone_entry_steps_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="25c372e32cdc3cf86684366d30a4bb5236acc9bb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_zone_entry_steps_kept_56cd8",
                            table="catalogue_zoneentrystep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShelfRow",
            fields=[
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shelf",
                        serialize=False,
                        to="catalogue.offer",
                        verbose_name="销售规格",
                    ),
                ),
                ("product_id", models.BigIntegerField(db_index=True, verbose_name="商品")),
                ("name", models.TextField(verbose_name="商品名称")),
                ("tokens", django.contrib.postgres.search.SearchVectorField(verbose_name="检索词")),
                ("category_path", models.CharField(max_length=120, verbose_name="分类路径")),
                ("county_code", models.CharField(max_length=6, verbose_name="产地县")),
                ("province_code", models.CharField(max_length=2, verbose_name="产地省")),
                (
                    "certificates",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8),
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="认证标识",
                    ),
                ),
                (
                    "needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="须有的证照",
                    ),
                ),
                (
                    "withheld",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=2),
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="不配送",
                    ),
                ),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="单价（元）")),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="折算单价（元）")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                ("in_stock", models.BooleanField(db_default=True, default=True, verbose_name="有货")),
                ("is_up", models.BooleanField(db_default=False, default=False, verbose_name="可展示")),
                ("months", models.PositiveSmallIntegerField(db_default=4095, default=4095, verbose_name="供应月份")),
                (
                    "zones",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), db_default=[], default=list, size=None, verbose_name="专区"
                    ),
                ),
                ("mixed", models.BigIntegerField(db_default=0, default=0, verbose_name="综合次序")),
                ("listed_at", models.DateTimeField(verbose_name="上架时间")),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
            ],
            options={
                "verbose_name": "货架",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["tokens"], name="shelf_by_tokens"
                    ),
                    models.Index(condition=models.Q(("is_up", True)), fields=["mixed"], name="shelf_by_chance"),
                    models.Index(
                        condition=models.Q(("is_up", True)), fields=["-listed_at", "-offer"], name="shelf_by_age"
                    ),
                    models.Index(
                        condition=models.Q(("is_up", True)), fields=["unit_price", "offer"], name="shelf_by_unit_price"
                    ),
                    models.Index(
                        condition=models.Q(("is_up", True)),
                        fields=["category_path", "-listed_at"],
                        name="shelf_by_category",
                        opclasses=["varchar_pattern_ops", "timestamptz_ops"],
                    ),
                    models.Index(
                        condition=models.Q(("is_up", True)),
                        fields=["county_code", "-listed_at"],
                        name="shelf_by_county",
                    ),
                    models.Index(
                        condition=models.Q(("is_up", True)), fields=["supplier", "-listed_at"], name="shelf_by_supplier"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "before",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=12, null=True, verbose_name="原价（元）"
                    ),
                ),
                ("after", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="现价（元）")),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_changes",
                        to="catalogue.offer",
                        verbose_name="销售规格",
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
                "verbose_name": "价格变动",
                "indexes": [models.Index(fields=["offer", "at"], name="price_changes_of_an_offer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", True),
                            models.Q(("before", models.F("after")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_price_change_changes",
                        violation_error_message="价格没有变化。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="price_changes_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f1a1bc75140212567acad5cff0856a15460aa77f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_price_changes_kept_77fcd",
                            table="catalogue_pricechange",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceElsewhere",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shop", models.CharField(max_length=60, verbose_name="平台或店铺")),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="价格（元）")),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="数量")),
                (
                    "unit",
                    models.CharField(
                        choices=[("g", "克"), ("kg", "千克"), ("ml", "毫升"), ("l", "升"), ("piece", "个")],
                        max_length=5,
                        verbose_name="单位",
                    ),
                ),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="折算单价（元）")),
                ("day", models.DateField(verbose_name="看到日期")),
                ("by_label", models.CharField(max_length=64, verbose_name="提交人")),
                ("by_office", models.CharField(max_length=128, verbose_name="提交单位")),
                ("at", models.DateTimeField(verbose_name="提交时间")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.offer",
                        verbose_name="销售规格",
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
                "verbose_name": "其他渠道价格",
                "indexes": [models.Index(fields=["offer", "day"], name="prices_elsewhere_of_an_offer")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("price__gt", 0), ("quantity__gt", 0), ("unit_price__gt", 0)),
                        name="price_elsewhere_above_zero",
                        violation_error_message="价格和数量应大于零。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="prices_elsewhere_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1000d8f571ee85082179280b56d37c87cead4ffc",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_prices_elsewhere_kept_02114",
                            table="catalogue_priceelsewhere",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_quantity", models.PositiveIntegerField(verbose_name="起始数量")),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="单价（元）")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="catalogue.offer",
                        verbose_name="销售规格",
                    ),
                ),
            ],
            options={
                "verbose_name": "阶梯价",
                "constraints": [
                    models.UniqueConstraint(fields=("offer", "from_quantity"), name="one_tier_a_quantity"),
                    models.CheckConstraint(
                        condition=models.Q(("from_quantity__gt", 1), ("price__gt", 0)),
                        name="tier_above_one",
                        violation_error_message="阶梯价应大于零元，起始数量应大于1。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Picture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="次序")),
                ("alt", models.CharField(max_length=80, verbose_name="图片说明")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("width", models.PositiveIntegerField(verbose_name="宽")),
                ("height", models.PositiveIntegerField(verbose_name="高")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
            ],
            options={
                "verbose_name": "商品图片",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("product", "position"),
                        name="one_picture_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True),
                        name="a_picture_has_words",
                        violation_error_message="请为图片填写说明，供看不到图片的人阅读。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OfferEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("specification", models.CharField(max_length=60, verbose_name="规格")),
                (
                    "sale_unit",
                    models.CharField(
                        choices=[
                            ("bag", "袋"),
                            ("box", "盒"),
                            ("case", "箱"),
                            ("bottle", "瓶"),
                            ("barrel", "桶"),
                            ("can", "罐"),
                            ("piece", "件"),
                            ("head", "只"),
                            ("kilogram", "千克"),
                        ],
                        max_length=8,
                        verbose_name="销售单位",
                    ),
                ),
                ("pieces", models.PositiveIntegerField(db_default=1, default=1, verbose_name="每单位件数")),
                ("net", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="每单位净含量")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                (
                    "gross_kilograms",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=10, null=True, verbose_name="每单位毛重（千克）"
                    ),
                ),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="单价（元）")),
                ("minimum", models.PositiveIntegerField(db_default=1, default=1, verbose_name="起订量")),
                ("lead_days", models.PositiveSmallIntegerField(db_default=3, default=3, verbose_name="备货天数")),
                ("season_from", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="供应起始月")),
                ("season_to", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="供应截止月")),
                ("is_catch_weight", models.BooleanField(db_default=False, default=False, verbose_name="称重商品")),
                (
                    "band_percent",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="重量允差（%）"
                    ),
                ),
                ("resource_id", models.UUIDField(verbose_name="库存")),
                ("is_on", models.BooleanField(db_default=False, default=False, verbose_name="上架")),
                ("changed_at", models.DateTimeField(verbose_name="变动时间")),
                (
                    "freight",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.freightplan",
                        verbose_name="运费模板",
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
                        to="catalogue.offer",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.product",
                        verbose_name="商品",
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
                            hash="996debefbc33433105747b9629a4a713c381394d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_706ed",
                            table="catalogue_offerevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DemandAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="catalogue.demand",
                        verbose_name="采购需求",
                    ),
                ),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.supplier",
                        verbose_name="供应商",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
            ],
            options={
                "verbose_name": "供应意向",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("demand", "supplier"),
                        name="one_answer_a_supplier",
                        violation_error_message="已标注可供应，请刷新页面查看。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=100, verbose_name="商品名称")),
                ("producer", models.CharField(max_length=128, verbose_name="生产者")),
                (
                    "standard",
                    models.CharField(blank=True, db_default="", default="", max_length=60, verbose_name="执行标准"),
                ),
                ("shelf_life_days", models.PositiveIntegerField(verbose_name="保质期（天）")),
                ("storage", models.CharField(max_length=100, verbose_name="贮存条件")),
                (
                    "allergens",
                    models.CharField(blank=True, db_default="", default="", max_length=100, verbose_name="致敏物质"),
                ),
                ("net_quantity", models.DecimalField(decimal_places=3, max_digits=12, verbose_name="净含量")),
                (
                    "net_unit",
                    models.CharField(
                        choices=[("g", "克"), ("kg", "千克"), ("ml", "毫升"), ("l", "升"), ("piece", "个")],
                        max_length=5,
                        verbose_name="净含量单位",
                    ),
                ),
                (
                    "words",
                    models.TextField(blank=True, db_default="", default="", max_length=2000, verbose_name="商品说明"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待平台审核"),
                            ("listed", "已通过审核"),
                            ("returned", "退回修改"),
                            ("retired", "已停售"),
                        ],
                        db_default="draft",
                        default="draft",
                        max_length=9,
                        verbose_name="状态",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="版本")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                ("listed_at", models.DateTimeField(blank=True, null=True, verbose_name="首次通过时间")),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                        verbose_name="产地",
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
                        to="catalogue.product",
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
                            hash="8d2e01dc353f22fe9a4cabbe549aaf7f40420bf3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3fdb1",
                            table="catalogue_productevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=100, verbose_name="内容")),
                (
                    "attribute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.categoryattribute",
                        verbose_name="属性",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="facts",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
            ],
            options={
                "verbose_name": "商品属性",
                "constraints": [models.UniqueConstraint(fields=("product", "attribute"), name="one_fact_an_attribute")],
            },
        ),
        migrations.CreateModel(
            name="ProductPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "certificate",
                    models.CharField(
                        choices=[
                            ("organic", "有机产品"),
                            ("green", "绿色食品"),
                            ("origin", "地理标志"),
                            ("promise", "承诺达标合格证"),
                        ],
                        max_length=8,
                        verbose_name="认证标识",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="suppliers.paper",
                        verbose_name="证照",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="catalogue.product",
                        verbose_name="商品",
                    ),
                ),
            ],
            options={
                "verbose_name": "认证标识",
                "constraints": [
                    models.UniqueConstraint(fields=("product", "certificate"), name="one_claim_a_certificate")
                ],
            },
        ),
        migrations.CreateModel(
            name="ProductStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField(verbose_name="版本")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("submit", "提交审核"),
                            ("pass", "审核通过"),
                            ("send_back", "退回修改"),
                            ("change", "修改须审核的内容"),
                            ("withdraw", "撤回"),
                            ("retire", "停售"),
                        ],
                        max_length=9,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "填写中"),
                            ("submitted", "待平台审核"),
                            ("listed", "已通过审核"),
                            ("returned", "退回修改"),
                            ("retired", "已停售"),
                        ],
                        max_length=9,
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
                            ("name", "名称或分类不符"),
                            ("origin", "产地材料不足"),
                            ("label", "净含量、标准、保质期等标签信息有误"),
                            ("papers", "缺少该类商品须有的证照"),
                            ("pictures", "图片不清或与商品不符"),
                            ("claim", "认证标识没有依据"),
                            ("other", "其他"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="原因",
                    ),
                ),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明")),
                ("told", models.JSONField(blank=True, db_default={}, default=dict, verbose_name="提交的内容")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="catalogue.product",
                        verbose_name="商品",
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
                "verbose_name": "商品办理记录",
                "indexes": [models.Index(fields=["product", "id"], name="steps_of_a_product")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("action", "send_back"), _negated=True),
                            models.Q(models.Q(("reason", ""), _negated=True), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_product_returns_with_a_reason",
                        violation_error_message="退回时请选择原因，并写明需要修改什么。",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="product_steps_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b0fa6cbb164076a9cac89f34ee63d3a4fe515de3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_product_steps_kept_b608b",
                            table="catalogue_productstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferencePrice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=5,
                        verbose_name="限定词",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="品名")),
                ("place", models.CharField(max_length=60, verbose_name="市场或地区")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                ("price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="参考价（元）")),
                ("source", models.CharField(max_length=100, verbose_name="来源")),
                ("by_label", models.CharField(max_length=64, verbose_name="录入人")),
                ("at", models.DateTimeField(verbose_name="录入时间")),
                ("is_on", models.BooleanField(db_default=True, default=True, verbose_name="有效")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                "verbose_name": "参考价",
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_on", True)),
                        fields=["category", "measured", "-day"],
                        name="reference_by_category",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_on", True)),
                        fields=("category", "words", "name", "place", "day", "measured"),
                        name="one_reference_price_a_day",
                        violation_error_message="该市场当日已有这一品名的参考价，有误的请先作废。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gt", 0)),
                        name="reference_price_above_zero",
                        violation_error_message="参考价应大于零元。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_referencepriceevent" ("at", "by_label", "category_id", "day", "id", "is_on", "measured", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "price", "source", "user_id", "words") VALUES (NEW."at", NEW."by_label", NEW."category_id", NEW."day", NEW."id", NEW."is_on", NEW."measured", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."price", NEW."source", NEW."user_id", NEW."words"); RETURN NULL;',
                            hash="7e556f6b87762cb2e944d575e2309867e3d89285",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_7b103",
                            table="catalogue_referenceprice",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_referencepriceevent" ("at", "by_label", "category_id", "day", "id", "is_on", "measured", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "price", "source", "user_id", "words") VALUES (NEW."at", NEW."by_label", NEW."category_id", NEW."day", NEW."id", NEW."is_on", NEW."measured", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."price", NEW."source", NEW."user_id", NEW."words"); RETURN NULL;',
                            hash="6dec18d7ae67c23407c61582215cdf28b10b2720",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_385a2",
                            table="catalogue_referenceprice",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceAlarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("elsewhere", "本供应商在其他渠道的价格"),
                            ("reference", "参考价"),
                            ("median", "同类商品中位价"),
                        ],
                        max_length=9,
                        verbose_name="对照",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待供应商说明"),
                            ("replied", "已说明，待平台决定"),
                            ("kept", "平台认可价格"),
                            ("lowered", "已降价"),
                            ("withheld", "已暂停展示"),
                        ],
                        db_default="open",
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("unit_price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="折算单价（元）")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                ("base", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="对照价（元）")),
                ("ceiling", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="提醒限价（元）")),
                ("grounds", models.CharField(max_length=400, verbose_name="依据")),
                ("reply_due", models.DateField(verbose_name="说明截止")),
                ("opened_at", models.DateTimeField(verbose_name="提醒时间")),
                ("changed_at", models.DateTimeField(verbose_name="办理时间")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarms",
                        to="catalogue.offer",
                        verbose_name="销售规格",
                    ),
                ),
                (
                    "elsewhere",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.priceelsewhere",
                        verbose_name="其他渠道价格",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.pricerule",
                        verbose_name="规则",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.referenceprice",
                        verbose_name="参考价",
                    ),
                ),
            ],
            options={
                "verbose_name": "价格提醒",
                "indexes": [
                    models.Index(fields=["offer", "-id"], name="alarms_of_an_offer"),
                    models.Index(fields=["state", "reply_due"], name="alarms_waiting"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("open", "replied", "withheld"))),
                        fields=("offer",),
                        name="one_live_alarm_an_offer",
                        violation_error_message="该规格已有未办结的价格提醒。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ceiling__gte", models.F("base")), ("unit_price__gt", models.F("ceiling"))),
                        name="an_alarm_is_above_its_limit",
                        violation_error_message="价格没有高出限价。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="alarm_steps_are_permitted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{open:kept,open:lowered,open:replied,open:withheld,replied:kept,replied:lowered,replied:withheld,withheld:kept,withheld:lowered}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="15dbbab784a681ff9621605bb2f4e73908207fe5",
                            operation="UPDATE",
                            pgid="pgtrigger_alarm_steps_are_permitted_181af",
                            table="catalogue_pricealarm",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="alarms_are_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="4de489919bf94086b033b400d17fa3d88ab438fb",
                            operation="DELETE",
                            pgid="pgtrigger_alarms_are_kept_06a99",
                            table="catalogue_pricealarm",
                            when="BEFORE",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlarmStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("open", "价格提醒"),
                            ("reply", "公开说明"),
                            ("keep", "认可价格"),
                            ("withhold", "暂停展示"),
                            ("lower", "降价"),
                        ],
                        max_length=8,
                        verbose_name="办理",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待供应商说明"),
                            ("replied", "已说明，待平台决定"),
                            ("kept", "平台认可价格"),
                            ("lowered", "已降价"),
                            ("withheld", "已暂停展示"),
                        ],
                        max_length=8,
                        verbose_name="办理后状态",
                    ),
                ),
                ("by_label", models.CharField(max_length=64, verbose_name="办理人")),
                (
                    "by_office",
                    models.CharField(blank=True, db_default="", default="", max_length=128, verbose_name="办理单位"),
                ),
                ("words", models.CharField(blank=True, db_default="", default="", max_length=500, verbose_name="说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
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
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="catalogue.pricealarm",
                        verbose_name="价格提醒",
                    ),
                ),
            ],
            options={
                "verbose_name": "价格提醒办理记录",
                "indexes": [models.Index(fields=["alarm", "id"], name="steps_of_an_alarm")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="alarm_steps_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="27776f2bdf3100b59f9a7851f998e5cd5b0c9b12",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_alarm_steps_kept_02bea",
                            table="catalogue_alarmstep",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferencePriceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=5,
                        verbose_name="限定词",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="品名")),
                ("place", models.CharField(max_length=60, verbose_name="市场或地区")),
                ("day", models.DateField(verbose_name="日期")),
                (
                    "measured",
                    models.CharField(
                        choices=[("mass", "千克"), ("volume", "升"), ("count", "个")],
                        max_length=6,
                        verbose_name="折算单位",
                    ),
                ),
                ("price", models.DecimalField(decimal_places=4, max_digits=14, verbose_name="参考价（元）")),
                ("source", models.CharField(max_length=100, verbose_name="来源")),
                ("by_label", models.CharField(max_length=64, verbose_name="录入人")),
                ("at", models.DateTimeField(verbose_name="录入时间")),
                ("is_on", models.BooleanField(db_default=True, default=True, verbose_name="有效")),
                (
                    "category",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalogue.category",
                        verbose_name="分类",
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
                        to="catalogue.referenceprice",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
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
                            hash="51ddb53a2eb5c9ca6de52f6537cd8cf1d888e830",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_634f5",
                            table="catalogue_referencepriceevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorderList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="清单名称")),
                ("created_at", models.DateTimeField(verbose_name="建立时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "常购清单",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "name"),
                        name="one_reorder_list_a_name",
                        violation_error_message="本单位已有同名清单，请换一个名称。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveIntegerField(verbose_name="常购数量")),
                ("price", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="加入时单价（元）")),
                ("added_at", models.DateTimeField(verbose_name="加入时间")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.offer",
                        verbose_name="销售规格",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="catalogue.reorderlist",
                        verbose_name="常购清单",
                    ),
                ),
            ],
            options={
                "verbose_name": "常购商品",
                "constraints": [
                    models.UniqueConstraint(fields=("list", "offer"), name="one_reorder_line_an_offer"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)),
                        name="a_reorder_line_is_for_something",
                        violation_error_message="常购数量应大于零。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=12, verbose_name="词"
                    ),
                ),
                ("is_on", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
            ],
            options={
                "verbose_name": "同义词",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words__len__gte", 2)),
                        name="a_synonym_has_two_words",
                        violation_error_message="同义词至少要有两个词。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__contains", [""]), _negated=True),
                        name="a_synonym_is_not_empty",
                        violation_error_message="同义词不能为空。",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "catalogue_synonymevent" ("id", "is_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."id", NEW."is_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="315a408ed89c34e019625ecf5542f41025ac4d98",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_fd14f",
                            table="catalogue_synonym",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "catalogue_synonymevent" ("id", "is_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") VALUES (NEW."id", NEW."is_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."words"); RETURN NULL;',
                            hash="cf16aa02293ba9f814d83c05a7fc596086b026bb",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_7e130",
                            table="catalogue_synonym",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SynonymEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=12, verbose_name="词"
                    ),
                ),
                ("is_on", models.BooleanField(db_default=True, default=True, verbose_name="启用")),
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
                        to="catalogue.synonym",
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
                            hash="50ee9c4eeef7d91a83883414e61ec3bc29ef8c68",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6b883",
                            table="catalogue_synonymevent",
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
