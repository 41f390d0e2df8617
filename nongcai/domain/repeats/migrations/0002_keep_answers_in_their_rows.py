import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repeats", "0001_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="reply",
            name="user",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to=settings.AUTH_USER_MODEL,
                verbose_name="账号",
            ),
        ),
        # Sealed, they cannot be made shorter; kept apart, each takes two tables to be written. Two fifths of each page
        # wait for the answers to the calls that were claimed there.
        migrations.RunSQL(
            [
                "ALTER TABLE repeats_reply SET (toast_tuple_target = 8160, fillfactor = 60)",
                "ALTER TABLE repeats_reply ALTER COLUMN body SET STORAGE EXTERNAL",
            ],
            [
                "ALTER TABLE repeats_reply RESET (toast_tuple_target, fillfactor)",
                "ALTER TABLE repeats_reply ALTER COLUMN body SET STORAGE EXTENDED",
            ],
        ),
    ]
