"""Runs, what was staged, what is wrong, what was asked, what waits, what was decided."""

from nongcai.domain.imports.models.deciding import (
    BackwardChoice,
    Decision,
    ItemAction,
    ItemKind,
    ReconciliationItem,
    ReconciliationStep,
)
from nongcai.domain.imports.models.run import ImportRun, ImportSheet, Level, Problem, Question, SheetKind
from nongcai.domain.imports.models.staging import (
    Outcome,
    StagedAccount,
    StagedBuyer,
    StagedFiling,
    StagedOrder,
    StagedUnit,
)

__all__ = [
    "BackwardChoice",
    "Decision",
    "ImportRun",
    "ImportSheet",
    "ItemAction",
    "ItemKind",
    "Level",
    "Outcome",
    "Problem",
    "Question",
    "ReconciliationItem",
    "ReconciliationStep",
    "SheetKind",
    "StagedAccount",
    "StagedBuyer",
    "StagedFiling",
    "StagedOrder",
    "StagedUnit",
]
