import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("repeats", "0001_replies")]

    initial = True

    dependencies = [
        ("accounts", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, verbose_name="幂等键")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="请求摘要")),
                ("status", models.PositiveSmallIntegerField(db_default=0, verbose_name="状态码")),
                ("media_type", models.CharField(blank=True, db_default="", max_length=100, verbose_name="类型")),
                ("body", models.BinaryField(db_default=b"", verbose_name="答复")),
                ("answered_at", models.DateTimeField(verbose_name="答复时间")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL, verbose_name="账号"
                    ),
                ),
            ],
            options={
                "verbose_name": "已作的答复",
                "indexes": [models.Index(fields=["answered_at"], name="replies_by_age")],
                "constraints": [models.UniqueConstraint(fields=("user", "key"), name="one_reply_a_key")],
            },
        ),
    ]
