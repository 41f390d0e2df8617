"""Acts on filings."""

from nongcai.domain.shares.services.deciding import Decision, Outcome, decide, decide_many
from nongcai.domain.shares.services.filing import file_share, keep, save_draft, withdraw
from nongcai.domain.shares.services.reporting import accept_report, send_back_report, submit_report
from nongcai.domain.shares.services.telling import Told, ToldFiling, record_filings

__all__ = [
    "Decision",
    "Outcome",
    "Told",
    "ToldFiling",
    "accept_report",
    "decide",
    "decide_many",
    "file_share",
    "keep",
    "record_filings",
    "save_draft",
    "send_back_report",
    "submit_report",
    "withdraw",
]
