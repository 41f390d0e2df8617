"""A confirmed filing says what it counts: true of all rows since the migration before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shares", "0005_fill_what_counts")]

    operations = [
        migrations.AddConstraint(
            model_name="sharefiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(
                        ("confirmed_at__isnull", False), ("counted_version__isnull", False), ("holder__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="confirmed_filing_counts",
                violation_error_message="已确认的填报应有财政确认时间并计入台账。",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharefiling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("counted_reserved__isnull", True),
                        ("counted_total__isnull", True),
                        ("counted_version__isnull", True),
                    ),
                    models.Q(
                        ("counted_reserved__isnull", False),
                        ("counted_total__isnull", False),
                        ("counted_version__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="what_counts_is_complete",
                violation_error_message="计入的版本和金额应同时存在。",
            ),
        ),
    ]
