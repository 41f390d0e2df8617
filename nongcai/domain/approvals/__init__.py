"""Whether a unit wants to buy something (审批): levels by amount, who stands in for whom, decisions, and budgets.

Whoever asks names the subject in words of its own room, as `order:…`.
"""
