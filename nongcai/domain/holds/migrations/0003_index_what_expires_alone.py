from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("holds", "0002_who_holds_how_much"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="hold",
            name="holds_that_expire",
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False), ("state", "held")),
                fields=["expires_at"],
                name="holds_that_expire",
            ),
        ),
    ]
