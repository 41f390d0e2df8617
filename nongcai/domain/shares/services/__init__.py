"""Acts on filings."""

from nongcai.domain.shares.services.bulk import file_many, fill_drafts
from nongcai.domain.shares.services.deciding import Decision, Outcome, decide, decide_many
from nongcai.domain.shares.services.filing import file_share, keep, save_draft, withdraw
from nongcai.domain.shares.services.reholding import Rehold, give_back, rehold
from nongcai.domain.shares.services.reporting import accept_report, send_back_report, submit_report
from nongcai.domain.shares.services.scanning import attach_scan
from nongcai.domain.shares.services.telling import Told, ToldFiling, record_filings

__all__ = [
    "Decision",
    "Outcome",
    "Rehold",
    "Told",
    "ToldFiling",
    "accept_report",
    "attach_scan",
    "decide",
    "decide_many",
    "file_many",
    "file_share",
    "fill_drafts",
    "give_back",
    "keep",
    "record_filings",
    "rehold",
    "save_draft",
    "send_back_report",
    "submit_report",
    "withdraw",
]
