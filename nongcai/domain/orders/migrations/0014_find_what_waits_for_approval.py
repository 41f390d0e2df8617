from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0013_tell_checks_in_fewer_words"),
        ("organisations", "0003_looks_at_other_numbers"),
        ("suppliers", "0002_scores"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["buyer", "-id"], name="orders_waiting_for_approval"
            ),
        ),
    ]
