"""Reading the text of a sealed final, to be compared with the checked one."""

from __future__ import annotations

import re
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

# Page numbers stand between the lines of a paragraph that runs over a page.
_PAGE_NUMBER = re.compile(r"^\s*[—–－-]\s*\d+\s*[—–－-]\s*$", re.MULTILINE)
_MOST_PAGES = 200


def text_of(data: bytes) -> str | None:
    """Return the text of a PDF; None for a scan, an OFD or anything else that has no text to read."""
    if not data.startswith(b"%PDF"):
        return None
    try:
        pages = PdfReader(BytesIO(data)).pages[:_MOST_PAGES]
        text = "\n".join(page.extract_text() for page in pages)
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return None
    return _PAGE_NUMBER.sub("", text).strip() or None
