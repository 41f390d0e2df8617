"""Approvals inside a unit: the inbox, levels, who stands in, budgets."""
