"""Asking, deciding, standing in, levels, budgets, reminders."""

from nongcai.domain.approvals.services.asking import ToldRequest, ask, withdraw
from nongcai.domain.approvals.services.budgeting import ToldBudget, change_budget, close_budget, set_budget
from nongcai.domain.approvals.services.deciding import MOST_AT_ONCE, Outcome, agree, agree_many, refuse
from nongcai.domain.approvals.services.delegating import ToldDelegation, delegate, end_delegation
from nongcai.domain.approvals.services.levels import MOST_LEVELS, ToldLevel, set_levels
from nongcai.domain.approvals.services.reminding import Waiting, remind_late

__all__ = [
    "MOST_AT_ONCE",
    "MOST_LEVELS",
    "Outcome",
    "ToldBudget",
    "ToldDelegation",
    "ToldLevel",
    "ToldRequest",
    "Waiting",
    "agree",
    "agree_many",
    "ask",
    "change_budget",
    "close_budget",
    "delegate",
    "end_delegation",
    "refuse",
    "remind_late",
    "set_budget",
    "set_levels",
    "withdraw",
]
