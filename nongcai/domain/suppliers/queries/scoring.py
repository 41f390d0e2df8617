"""What buyers thought of a supplier."""

from __future__ import annotations

from nongcai.domain.suppliers.models import Score


def score_of(supplier_id: int) -> Score | None:
    """Return a supplier's score; none where nothing was evaluated. It is public in the hall."""
    return Score.objects.filter(pk=supplier_id).first()
