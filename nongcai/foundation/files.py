"""Where the bytes of files lie: in a folder, and where the site names a bucket, there as well.

With a bucket the folder is only what was fetched of it: several machines share the bucket.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.storage import Storage

BUCKET = "documents"


def place_of(name: str) -> Path:
    """Return where the bytes of a name lie on this machine, fetched from the bucket when they are only there."""
    place = _place(name)
    bucket = _bucket()
    if bucket is not None and not place.exists():
        # What is nowhere is for the caller to notice, as without a bucket.
        with suppress(FileNotFoundError), bucket.open(name, "rb") as found:
            _write(place, iter(lambda: found.read(1 << 20), b""))
    return place


def keep(name: str, chunks: Iterable[bytes]) -> None:
    """Keep bytes under a name."""
    place = _place(name)
    _write(place, chunks)
    bucket = _bucket()
    if bucket is not None:
        with place.open("rb") as file:
            bucket.save(name, File(file))


def forget(name: str) -> None:
    """Delete the bytes of a name."""
    _place(name).unlink(missing_ok=True)
    bucket = _bucket()
    if bucket is not None:
        bucket.delete(name)


def _place(name: str) -> Path:
    return Path(settings.FILES) / name[-2:] / name


def _bucket() -> Storage | None:
    return storages[BUCKET] if BUCKET in settings.STORAGES else None


def _write(place: Path, chunks: Iterable[bytes]) -> None:
    """Write whole or not at all: another process may look for it meanwhile."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=place.parent, delete=False) as file:
        try:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.replace(file.name, place)
        except BaseException:
            os.unlink(file.name)
            raise
