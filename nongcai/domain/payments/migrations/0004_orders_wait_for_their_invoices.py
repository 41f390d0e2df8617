from django.db import migrations

# Since when the first of those stands that were not struck.
SHOWN = """
    UPDATE orders_order o SET invoice_shown_at = i.shown_at
    FROM (
        SELECT order_id, min(shown_at) AS shown_at FROM payments_invoice WHERE state <> 'struck' GROUP BY order_id
    ) i
    WHERE o.id = i.order_id
"""
# Before it was shown the supplier had it.
LOOKED_AT = """
    UPDATE orders_order SET since = invoice_shown_at
    WHERE state = 'accepted' AND holder = 'buyer' AND invoice_shown_at > since
"""
# The supplier has what was accepted without an invoice; again since the last was struck.
OWED = """
    UPDATE orders_order o SET holder = 'seller', since = greatest(
        o.since,
        (SELECT max(i.decided_at) FROM payments_invoice i WHERE i.order_id = o.id AND i.state = 'struck')
    )
    WHERE o.state = 'accepted' AND o.due > 0 AND o.invoice_shown_at IS NULL AND o.invoice_accepted_at IS NULL
"""
AS_BEFORE = "UPDATE orders_order SET holder = 'buyer' WHERE state = 'accepted' AND holder = 'seller'"


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0015_when_an_invoice_was_shown"),
        ("payments", "0003_claims_of_payment"),
    ]

    operations = [
        migrations.RunSQL(SHOWN, migrations.RunSQL.noop),
        migrations.RunSQL(LOOKED_AT, migrations.RunSQL.noop),
        migrations.RunSQL(OWED, AS_BEFORE),
    ]
