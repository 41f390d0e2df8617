import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("documents", "0001_files")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("owner", models.CharField(db_index=True, max_length=64, verbose_name="归属")),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("media_type", models.CharField(max_length=100, verbose_name="类型")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("stored_at", models.DateTimeField(verbose_name="存入时间")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="到期删除时间")),
                ("deleted_at", models.DateTimeField(blank=True, null=True, verbose_name="删除时间")),
                (
                    "stored_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="存入人",
                    ),
                ),
            ],
            options={
                "verbose_name": "附件",
            },
        ),
    ]
