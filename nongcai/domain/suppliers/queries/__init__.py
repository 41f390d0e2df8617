"""Finding suppliers, what waits for whom, and who may sell on a day."""

from nongcai.domain.suppliers.queries.finding import (
    FACTS,
    Change,
    applications_visible_to,
    changes_since,
    county_of,
    dossier_of,
    last_check,
    measures_visible_to,
    papers_of,
    scans_of,
    signed_by,
    supplier_of,
    suppliers_visible_to,
    waiting_for,
)
from nongcai.domain.suppliers.queries.selling import Standing, selling_on, standing_of

__all__ = [
    "FACTS",
    "Change",
    "Standing",
    "applications_visible_to",
    "changes_since",
    "county_of",
    "dossier_of",
    "last_check",
    "measures_visible_to",
    "papers_of",
    "scans_of",
    "selling_on",
    "signed_by",
    "standing_of",
    "supplier_of",
    "suppliers_visible_to",
    "waiting_for",
]
