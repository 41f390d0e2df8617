import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repeats", "0002_keep_answers_in_their_rows"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Who calls holds the key before looking for an answer: within a function of this kind, what another wrote
        # under it meanwhile is seen.
        migrations.RunSQL(
            """
            CREATE FUNCTION reply_claimed(caller bigint, under text) RETURNS boolean LANGUAGE plpgsql AS $$
            BEGIN
                PERFORM pg_advisory_xact_lock(hashtextextended(caller || ' ' || under, 0));
                RETURN NOT EXISTS (SELECT FROM repeats_reply WHERE user_id = caller AND key = under);
            END $$
            """,
            "DROP FUNCTION reply_claimed(bigint, text)",
        ),
        migrations.RunSQL(
            "ALTER TABLE repeats_reply RESET (fillfactor)", "ALTER TABLE repeats_reply SET (fillfactor = 60)"
        ),
        migrations.AlterField(
            model_name="reply",
            name="body",
            field=models.BinaryField(verbose_name="答复"),
        ),
        migrations.AlterField(
            model_name="reply",
            name="media_type",
            field=models.CharField(blank=True, max_length=100, verbose_name="类型"),
        ),
        migrations.AlterField(
            model_name="reply",
            name="status",
            field=models.SmallIntegerField(verbose_name="状态码"),
        ),
        migrations.AlterField(
            model_name="reply",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                to=settings.AUTH_USER_MODEL,
                verbose_name="账号",
            ),
        ),
    ]
