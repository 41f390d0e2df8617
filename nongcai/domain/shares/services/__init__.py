"""Acts on filings."""

from nongcai.domain.shares.services.bulk import file_many, fill_drafts
from nongcai.domain.shares.services.deciding import Decision, Outcome, decide, decide_many
from nongcai.domain.shares.services.filing import file_share, keep, save_draft, withdraw
from nongcai.domain.shares.services.following import Followed, follow_hosts, put_members_back
from nongcai.domain.shares.services.reholding import Rehold, rehold
from nongcai.domain.shares.services.reporting import accept_report, send_back_report, submit_report
from nongcai.domain.shares.services.scanning import ProofFile, attach_proof, attach_scan
from nongcai.domain.shares.services.sharing import (
    Acknowledgement,
    acknowledge,
    name_members,
    object_to_host,
    strike_member,
)
from nongcai.domain.shares.services.telling import Told, ToldFiling, record_filings

__all__ = [
    "Acknowledgement",
    "Decision",
    "Followed",
    "Outcome",
    "ProofFile",
    "Rehold",
    "Told",
    "ToldFiling",
    "accept_report",
    "acknowledge",
    "attach_proof",
    "attach_scan",
    "decide",
    "decide_many",
    "file_many",
    "file_share",
    "fill_drafts",
    "follow_hosts",
    "keep",
    "name_members",
    "object_to_host",
    "put_members_back",
    "record_filings",
    "rehold",
    "save_draft",
    "send_back_report",
    "strike_member",
    "submit_report",
    "withdraw",
]
