"""Suppliers (供应商): they apply, their county recommends them, the platform admits them, papers and measures follow.

Whether one may sell on a day is computed when it is read: from its state, its papers' dates and the measures in force.
"""
