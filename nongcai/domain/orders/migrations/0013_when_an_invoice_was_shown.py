from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0012_more_than_was_approved"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="invoice_shown_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="开票时间"),
        ),
    ]
