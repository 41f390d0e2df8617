from django.db import migrations

# Of goods that were refused altogether nothing is due, so that no invoice ever ended these.
NOTED = """
    INSERT INTO orders_orderstep (order_id, seq, action, state, by_label, by_office, words, at)
    SELECT id, steps + 1, 'accept_none', 'returned', '系统命令', '', '', now()
    FROM orders_order WHERE state = 'accepted' AND due = 0
"""
OVER = """
    UPDATE orders_order SET state = 'returned', holder = 'nobody', since = now(), steps = steps + 1
    WHERE state = 'accepted' AND due = 0
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0015_when_an_invoice_was_shown")]

    operations = [
        migrations.RunSQL(NOTED, migrations.RunSQL.noop),
        migrations.RunSQL(OVER, migrations.RunSQL.noop),
    ]
