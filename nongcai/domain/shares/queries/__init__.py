"""Reading filings, whom they wait for, and what the rules say to them."""

from nongcai.domain.shares.queries.chains import Chain, chains
from nongcai.domain.shares.queries.finding import (
    draft_of,
    filing_of,
    filings,
    filings_visible_to,
    lock_filing,
    lock_filings,
    members_of_hosts,
    reserved_initially,
    versions_of,
    waiting_for,
)
from nongcai.domain.shares.queries.judging import Judgement, SaidFiling, earlier, facts_of, judgement
from nongcai.domain.shares.queries.rehearsing import Rehearsal, ShortUnit, rehearse
from nongcai.domain.shares.queries.reporting import (
    RegionLine,
    RegionSums,
    latest_reports,
    region_lines,
    region_sums,
    reports_visible_to,
)

__all__ = [
    "Chain",
    "Judgement",
    "RegionLine",
    "RegionSums",
    "Rehearsal",
    "SaidFiling",
    "ShortUnit",
    "chains",
    "draft_of",
    "earlier",
    "facts_of",
    "filing_of",
    "filings",
    "filings_visible_to",
    "judgement",
    "latest_reports",
    "lock_filing",
    "lock_filings",
    "members_of_hosts",
    "region_lines",
    "region_sums",
    "rehearse",
    "reports_visible_to",
    "reserved_initially",
    "versions_of",
    "waiting_for",
]
