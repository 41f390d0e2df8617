"""The checker: every number of a notice against the figures that it is written from."""

from nongcai.domain.notices.queries.checking.findings import Finding, errors
from nongcai.domain.notices.queries.checking.notice import check, check_text

__all__ = ["Finding", "check", "check_text", "errors"]
