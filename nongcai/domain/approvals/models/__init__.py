"""Tables of the room."""

from nongcai.domain.approvals.models.budget import Budget, BudgetChange
from nongcai.domain.approvals.models.level import ApprovalLevel, Delegation
from nongcai.domain.approvals.models.request import ApprovalRequest, ApprovalStep

__all__ = ["ApprovalLevel", "ApprovalRequest", "ApprovalStep", "Budget", "BudgetChange", "Delegation"]
