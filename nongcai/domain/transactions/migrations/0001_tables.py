import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("transactions", "0001_orders")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Transaction",
            fields=[
                (
                    "order_no",
                    models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="订单编号"),
                ),
                ("ordered_at", models.DateTimeField(blank=True, null=True, verbose_name="下单时间")),
                ("completed_at", models.DateTimeField(blank=True, null=True, verbose_name="完成时间")),
                (
                    "buyer_kind",
                    models.CharField(
                        choices=[
                            ("unit", "预算单位"),
                            ("contractor", "食堂承包方"),
                            ("union", "工会"),
                            ("enterprise", "国有企业"),
                            ("individual", "个人"),
                        ],
                        max_length=12,
                        verbose_name="采购人账号类型",
                    ),
                ),
                ("buyer_name", models.CharField(blank=True, max_length=128, verbose_name="采购人名称")),
                ("buyer_code", models.CharField(blank=True, max_length=32, verbose_name="采购人统一社会信用代码")),
                ("bound_unit_code", models.CharField(blank=True, max_length=32, verbose_name="绑定单位编码")),
                ("person_key", models.CharField(blank=True, max_length=16, verbose_name="个人标记")),
                ("supplier", models.CharField(blank=True, max_length=128, verbose_name="供应商")),
                ("origin_code", models.CharField(blank=True, max_length=12, verbose_name="产地县代码")),
                ("product", models.CharField(blank=True, max_length=200, verbose_name="商品名称")),
                ("category", models.CharField(blank=True, max_length=64, verbose_name="品类")),
                (
                    "quantity",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="数量"),
                ),
                ("measure", models.CharField(blank=True, max_length=16, verbose_name="计量单位")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="订单金额（元）")),
                (
                    "refund",
                    models.DecimalField(db_default=0, decimal_places=2, max_digits=16, verbose_name="退款金额（元）"),
                ),
                (
                    "net",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            models.F("amount"), "-", models.F("refund")
                        ),
                        output_field=models.DecimalField(decimal_places=2, max_digits=16),
                        verbose_name="净额（元）",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("placed", "待支付"),
                            ("paid", "待发货"),
                            ("shipped", "待验收"),
                            ("completed", "交易完成"),
                            ("partly_refunded", "部分退款"),
                            ("refunded", "全额退款"),
                            ("cancelled", "已取消"),
                        ],
                        max_length=16,
                        verbose_name="订单状态",
                    ),
                ),
                ("unit_id", models.BigIntegerField(blank=True, null=True, verbose_name="所属预算单位")),
                ("rule", models.CharField(blank=True, max_length=24, verbose_name="归属规则")),
                ("origin", models.CharField(max_length=12, verbose_name="来源")),
                ("version", models.PositiveIntegerField(db_default=1, default=1, verbose_name="版本")),
                ("as_of", models.DateTimeField(verbose_name="导出时间")),
                ("corrected_at", models.DateTimeField(blank=True, null=True, verbose_name="更正时间")),
                ("import_run", models.BigIntegerField(blank=True, null=True, verbose_name="导入批次")),
            ],
            options={
                "verbose_name": "交易",
                "indexes": [
                    models.Index(fields=["unit_id", "-completed_at"], name="orders_of_a_unit"),
                    models.Index(
                        condition=models.Q(("unit_id", None)),
                        fields=["buyer_kind", "buyer_code", "buyer_name"],
                        name="orders_waiting_for_a_unit",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="order_amount_not_negative",
                        violation_error_message="订单金额不能为负。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("refund__gte", 0), ("refund__lte", models.F("amount"))),
                        name="refund_within_amount",
                        violation_error_message="退款金额应在0和订单金额之间。",
                    ),
                ],
            },
        ),
    ]
