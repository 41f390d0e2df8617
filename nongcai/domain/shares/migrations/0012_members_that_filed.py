from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("shares", "0011_shared_members"),
    ]

    # Whoever said that it eats at a unit acknowledged that.
    operations = [
        migrations.RunSQL(
            "INSERT INTO shares_sharedmember (host_id, member_id, year, state, settled_at, settled_by_id, settled_label)"
            " SELECT host_id, organisation_id, year, 'acknowledged', filed_at, filed_by_id, filed_by_label"
            " FROM shares_sharefiling WHERE host_id IS NOT NULL AND host_id <> organisation_id",
            migrations.RunSQL.noop,
        ),
    ]
