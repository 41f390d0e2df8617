from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("holds", "0003_index_what_expires_alone"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="hold",
            name="a_hold_is_of_something",
        ),
        migrations.RemoveConstraint(
            model_name="hold",
            name="no_more_returned_than_taken_nor_taken_than_held",
        ),
        migrations.AddConstraint(
            model_name="hold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__gt", 0),
                    ("returned__gte", 0),
                    ("returned__lte", models.F("taken")),
                    ("taken__lte", models.F("quantity")),
                ),
                name="no_more_returned_than_taken_nor_taken_than_held",
            ),
        ),
    ]
