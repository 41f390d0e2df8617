"""Choosing typefaces, and knowing what they lack."""

import csv

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from nongcai.interfaces.papers.fonts import find_fonts, missing_glyphs, substituted_glyphs
from tests.interfaces.papers.samples import PROJECT, office_fonts

COUNTIES = PROJECT / "nongcai" / "domain" / "regions" / "data" / "counties-832.csv"


def make_font(path, family, characters):
    """Write a typeface in which every glyph is the same triangle."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((500, 800))
    pen.lineTo((900, 0))
    pen.closePath()
    triangle = pen.glyph()
    names = [".notdef", *(f"uni{ord(char):04X}" for char in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in zip(characters, names[1:], strict=True)})
    builder.setupGlyf(dict.fromkeys(names, triangle))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


class TestFindFonts:
    def test_prefers_the_prescribed_typeface(self, tmp_path):
        make_font(tmp_path / "free.ttf", "FandolFang R", "国")
        make_font(tmp_path / "own.ttf", "FangSong_GB2312", "国")

        face = find_fonts([tmp_path], system=False).face("text")

        assert face.family == "FangSong_GB2312"
        assert face.official

    def test_takes_a_free_one_in_its_place(self, tmp_path):
        make_font(tmp_path / "free.ttf", "FandolFang R", "国")

        fonts = find_fonts([tmp_path], system=False)

        assert [face.name for face in fonts.stand_ins] == ["FandolFang"]
        assert fonts.missing == ("kai", "hei", "title")

    def test_finds_nothing_in_a_folder_that_is_not_there(self, tmp_path):
        fonts = find_fonts([tmp_path / "nowhere"], system=False)

        assert not fonts.usable

    def test_sees_a_typeface_in_any_of_its_folders(self, tmp_path):
        (tmp_path / "own").mkdir()
        make_font(tmp_path / "own" / "licensed.ttf", "FZXiaoBiaoSong-B05S", "国")

        fonts = find_fonts([tmp_path / "empty", tmp_path / "own"], system=False)

        assert fonts.face("title").official


class TestGlyphs:
    @pytest.fixture
    def fonts(self, tmp_path):
        for family in ("FandolFang R", "FandolKai", "FandolHei", "FandolSong"):
            make_font(tmp_path / f"{family}.ttf", family, "河区")
        make_font(tmp_path / "rare.ttf", "Noto Serif CJK SC", "浉")
        return find_fonts([tmp_path], system=False)

    def test_are_missing_when_neither_typeface_nor_substitute_has_them(self, fonts):
        assert missing_glyphs("浉河区鄠", fonts) == {"鄠"}

    def test_are_substituted_when_only_the_second_has_them(self, fonts):
        assert substituted_glyphs("浉河区鄠", fonts) == {"浉"}

    def test_are_not_wanted_for_spaces_and_controls(self, fonts):
        assert missing_glyphs("河 \u3000\n\x0b\u200b\ufe0f区", fonts) == set()


@pytest.mark.skipif(not office_fonts().usable, reason="no Chinese typeface here: `make setup` puts some into var/fonts")
class TestInstalledFonts:
    @pytest.mark.skipif(not COUNTIES.exists(), reason="the list of counties is not there yet")
    def test_print_the_name_of_every_county(self):
        with COUNTIES.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))

        missing = missing_glyphs("".join("".join(row.values()) for row in rows), office_fonts())

        assert len(rows) == 832
        assert missing == set()

    def test_print_the_districts_whose_names_are_rare(self):
        assert missing_glyphs("湾沚埇桥瀍河浉河硚口猇亭鄠邑", office_fonts()) == set()
