from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0014_find_what_waits_for_approval"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="invoice_shown_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="开票时间"),
        ),
    ]
