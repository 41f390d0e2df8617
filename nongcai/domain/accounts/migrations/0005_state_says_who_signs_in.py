from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_close_what_was_closed")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("is_active", True), ("state__in", ("active", "idle"))),
                    models.Q(models.Q(("state__in", ("active", "idle")), _negated=True), ("is_active", False)),
                    _connector="OR",
                ),
                name="state_says_who_signs_in",
                violation_error_message="未激活和停用的账号不能登录。",
            ),
        ),
    ]
