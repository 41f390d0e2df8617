"""Reading filings, and rehearsing rules on them."""

from nongcai.domain.shares.queries.finding import filing_of, filings, filings_visible_to, reserved_initially
from nongcai.domain.shares.queries.rehearsing import Rehearsal, ShortUnit, rehearse

__all__ = [
    "Rehearsal",
    "ShortUnit",
    "filing_of",
    "filings",
    "filings_visible_to",
    "rehearse",
    "reserved_initially",
]
