"""Whether the sums hold: each query is empty, or something is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.foundation import records

if TYPE_CHECKING:
    from uuid import UUID

_TRANSFERS = """
    SELECT t.id FROM payments_transfer t
    LEFT JOIN (SELECT transfer_id, sum(amount) AS amount FROM payments_allocation GROUP BY transfer_id) a
      ON a.transfer_id = t.id
    WHERE t.allocated <> coalesce(a.amount, 0) OR t.amount <> t.allocated + t.returned + t.open
    ORDER BY t.id
"""
_DUES = """
    SELECT coalesce(d.order_id, a.order_id) FROM payments_due d
    FULL JOIN (SELECT order_id, sum(amount) AS amount FROM payments_allocation GROUP BY order_id) a
      ON a.order_id = d.order_id
    WHERE d.order_id IS NULL OR d.paid <> coalesce(a.amount, 0)
    ORDER BY 1
"""
_ORPHANS = """
    SELECT a.transfer_id FROM payments_allocation a
    WHERE NOT EXISTS (SELECT FROM payments_transfer t WHERE t.id = a.transfer_id)
    UNION
    SELECT i.transfer_id FROM payments_transferissue i
    WHERE NOT EXISTS (SELECT FROM payments_transfer t WHERE t.id = i.transfer_id)
    ORDER BY 1
"""
_FORGOTTEN = """
    SELECT t.id FROM payments_transfer t
    WHERE t.open > 0
      AND NOT EXISTS (SELECT FROM payments_transferissue i WHERE i.transfer_id = t.id AND i.closed_at IS NULL)
    ORDER BY t.id
"""
# What came at the institution is a transfer of that amount; what went back there was taken from it.
_ONLINE = """
    SELECT p.order_id FROM payments_onlinepayment p
    LEFT JOIN payments_transfer t ON t.id = p.transfer_id
    LEFT JOIN (SELECT order_id, payment_seq, sum(fen) AS fen FROM payments_onlinerefund
               WHERE applied_at IS NOT NULL GROUP BY order_id, payment_seq) r
      ON r.order_id = p.order_id AND r.payment_seq = p.seq
    WHERE (p.paid_fen IS NOT NULL AND (t.id IS NULL OR t.amount * 100 <> p.paid_fen))
      OR p.returned_fen <> coalesce(r.fen, 0) OR t.returned * 100 < p.returned_fen
    ORDER BY 1
"""

# What a buyer's voucher has shown is one transfer; the row of a statement that tells of it later is none beside it.
_CLAIMS = """
    SELECT c.order_id FROM payments_paymentclaim c
    LEFT JOIN payments_transfer t ON t.id = c.transfer_id
    LEFT JOIN payments_transfer other ON other.id = c.row_id AND other.id <> c.transfer_id
    WHERE c.state = 'arrived' AND (t.id IS NULL OR t.amount <> c.amount OR other.id IS NOT NULL)
    UNION
    SELECT c.order_id FROM payments_paymentclaim c
    JOIN payments_paymentclaim o
      ON o.row_id = c.row_id AND (o.order_id, o.seq) <> (c.order_id, c.seq)
    ORDER BY 1
"""


def differences() -> dict[str, list[UUID]]:
    """Return transfers and orders whose sums differ from their allocations, and open money that nobody holds."""
    found = {
        "transfers": _TRANSFERS,
        "orders": _DUES,
        "orphans": _ORPHANS,
        "forgotten": _FORGOTTEN,
        "online": _ONLINE,
        "claims": _CLAIMS,
    }
    named = {name: [row[0] for row in records.rows_of(statement)] for name, statement in found.items()}
    return {name: keys for name, keys in named.items() if keys}
