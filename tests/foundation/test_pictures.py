"""Photographs, and what pretends to be one."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from nongcai.foundation import pictures
from tests.goods import picture

ORIENTATION, ARTIST, PLACE = 0x0112, 0x013B, 0x8825


def read(data):
    return Image.open(BytesIO(data))


def noted(**options):
    """Draw a picture with a name, a place and a turn in its notes."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "Li Si"
    exif.get_ifd(PLACE)[1] = "N"
    return picture(exif=exif, comment=b"by Li Si", **options)


def bomb(width, height):
    """Write a small PNG that says it is huge."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def archive():
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("index.html", "<p>")
    return out.getvalue()


class TestPrepare:
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
    def test_writes_two_sizes_of_a_photograph(self, form):
        ready = pictures.prepare(picture(2400, 1200, form))

        assert (ready.width, ready.height) == (1600, 800)
        assert read(ready.large).size == (1600, 800)
        assert read(ready.small).size == (320, 160)
        assert {read(data).format for data in (ready.large, ready.small)} == {"JPEG"}

    def test_leaves_small_ones_as_they_are(self):
        assert read(pictures.prepare(picture(40, 30)).large).size == (40, 30)

    def test_turns_them_upright(self):
        ready = pictures.prepare(noted())

        assert (ready.width, ready.height) == (30, 40)
        # Brown was above and stands to the right now.
        red, green, _ = read(ready.large).getpixel((28, 20))
        assert red > green

    def test_leaves_notes_behind(self):
        ready = pictures.prepare(noted())

        for data in (ready.large, ready.small):
            assert not read(data).getexif()
            assert b"Li Si" not in data
            assert "comment" not in read(data).info

    def test_puts_what_is_transparent_on_white(self):
        out = BytesIO()
        Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")

        assert read(pictures.prepare(out.getvalue()).large).getpixel((5, 5)) == (255, 255, 255)

    def test_takes_palettes_and_print_colours(self):
        for mode, form in (("P", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG"), ("1", "PNG")):
            out = BytesIO()
            Image.new(mode, (20, 20)).save(out, form)

            assert read(pictures.prepare(out.getvalue()).large).mode == "RGB"


class TestRefused:
    @pytest.mark.parametrize("size", [(8000, 5000), (60_000, 60_000), (4001, 3000), (2_000_000, 20)])
    def test_is_what_has_too_many_pixels_before_it_is_decoded(self, size):
        with pytest.raises(pictures.TooManyPixelsError):
            pictures.prepare(bomb(*size))

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"MZ\x90\x00\x03 a programme",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            b"<?xml version='1.0'?><svg/>",
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
            b"%PDF-1.7",
            b"\xff\xd8\xff\xe0 no more",
            picture()[:300],
            picture(form="PNG")[:60],
            picture(form="BMP"),
            picture(form="TIFF"),
            archive(),
        ],
    )
    def test_is_what_is_no_picture(self, data):
        with pytest.raises(pictures.NotAPictureError):
            pictures.prepare(data)

    @pytest.mark.parametrize(
        "data",
        [
            picture() + archive(),
            picture() + b"<ScRiPt>alert(1)</script>",
            picture(comment=b"<?php system($_GET[0]); ?>"),
            picture(comment=b"%PDF-1.7"),
            picture() + b"<!DOCTYPE html>",
        ],
    )
    def test_is_what_is_something_else_besides(self, data):
        assert read(data).format == "JPEG"
        with pytest.raises(pictures.NotAPictureError):
            pictures.prepare(data)

    def test_is_what_is_too_long(self):
        with pytest.raises(pictures.NotAPictureError):
            pictures.prepare(picture() + b"\0" * pictures.LARGEST)

    def test_is_a_note_that_unfolds_to_hundreds_of_megabytes(self):
        info = PngImagePlugin.PngInfo()
        info.add_text("k", "a" * 80_000_000, zip=True)
        data = picture(form="PNG", pnginfo=info)
        assert len(data) < 1_000_000

        with pytest.raises(pictures.NotAPictureError):
            pictures.prepare(data)


class TestAnyBytes:
    @settings(max_examples=150, deadline=None)
    @given(st.data(), st.sampled_from(["JPEG", "PNG", "WEBP"]))
    def test_are_a_picture_or_refused(self, data, form):
        whole = bytearray(picture(form=form))
        for _ in range(data.draw(st.integers(1, 8))):
            place = data.draw(st.integers(0, len(whole) - 1))
            whole[place] = data.draw(st.integers(0, 255))
        cut = data.draw(st.integers(0, len(whole)))

        try:
            ready = pictures.prepare(bytes(whole[: cut or len(whole)]))
        except (pictures.NotAPictureError, pictures.TooManyPixelsError):
            return

        assert read(ready.large).format == "JPEG"
