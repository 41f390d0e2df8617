"""Photographs: told by their content, turned upright, made small, and written anew without anything else."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import is_zipfile

if TYPE_CHECKING:
    from types import ModuleType

    from PIL import Image

# Bytes.
LARGEST = 20_000_000
MB = 1_000_000
# More are not decoded. A JPEG is decoded at a half or less; of the others each pixel takes four bytes.
PIXELS = {"JPEG": 24_000_000, "PNG": 12_000_000, "WEBP": 12_000_000}
LARGE, SMALL = (1600, 1600), (320, 320)
MEDIA_TYPE = "image/jpeg"
# What makes a file something else besides a picture.
_OTHERS = re.compile(rb"<script|<\?php|<!doctype", re.IGNORECASE)
_HEAD = 1024
_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError, OverflowError, TypeError)
_QUALITY = {LARGE: 82, SMALL: 78}


class NotAPictureError(ValueError):
    """Something else, or a picture that cannot be read."""


class TooManyPixelsError(ValueError):
    """More than are decoded; `limit` is how many are."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


@dataclass(frozen=True)
class Prepared:
    """A picture in both sizes, as JPEG; width and height are of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def prepare(data: bytes) -> Prepared:
    """Read a picture and write it anew in both sizes.

    :raises NotAPictureError: when it is no JPEG, PNG or WebP, or something else at the same time.
    :raises TooManyPixelsError: when decoding it would take too much.
    """
    if len(data) > LARGEST or _is_more(data):
        raise NotAPictureError
    library = _library()
    try:
        return shrunk(_decoded(data))
    except (library.DecompressionBombError, library.DecompressionBombWarning) as error:
        raise TooManyPixelsError(max(PIXELS.values())) from error
    except TooManyPixelsError:
        raise
    except _UNREADABLE as error:
        raise NotAPictureError from error


def shrunk(image: Image.Image) -> Prepared:
    """Write the pixels of a picture in both sizes."""
    large = _within(image, LARGE)
    return Prepared(_written(large, LARGE), _written(_within(large, SMALL), SMALL), *large.size)


@cache
def _library() -> ModuleType:
    """Load the library with the first picture: a process that never sees one does without its 9 MB."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = max(PIXELS.values())
    return Image


def _decoded(data: bytes) -> Image.Image:
    from PIL import ImageOps

    with _library().open(BytesIO(data), formats=tuple(PIXELS)) as image:
        limit = PIXELS[image.format or ""]
        if image.width * image.height > limit:
            raise TooManyPixelsError(limit)
        image.draft("RGB", LARGE)
        image.thumbnail(LARGE, reducing_gap=2.0)
        return _on_white(ImageOps.exif_transpose(image))


def _on_white(image: Image.Image) -> Image.Image:
    """Return only the pixels, what is transparent on white: comments, places and colour tables are left behind."""
    pixels = image.convert("RGBA")
    plain: Image.Image = _library().new("RGB", pixels.size, "white")
    plain.paste(pixels, mask=pixels.getchannel("A"))
    return plain


def _within(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    smaller = image.copy()
    smaller.thumbnail(size)
    return smaller


def _written(image: Image.Image, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY[size], optimize=True)
    return out.getvalue()


def _is_more(data: bytes) -> bool:
    return b"%PDF-" in data[:_HEAD] or bool(_OTHERS.search(data)) or is_zipfile(BytesIO(data))
