"""What a scanned paper is, told by its content."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

# Bytes.
LARGEST = 20_000_000
MB = 1_000_000

_MARKS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


def scan_type(data: bytes) -> str:
    """Tell what a scan is by its content, whatever its name says; "" for anything else."""
    for mark, media_type in _MARKS.items():
        if data.startswith(mark):
            return media_type
    return "application/ofd" if data.startswith(b"PK\x03\x04") and _is_ofd(data) else ""


def _is_ofd(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as archive:
            return "OFD.xml" in archive.namelist()
    except (BadZipFile, ValueError, OSError):
        return False
