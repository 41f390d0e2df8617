"""Who owes whom for an order until when, what reached the supplier's own account, and what it was matched with.

The platform holds no funds: transfers are read from statements of the suppliers' banks.
"""
