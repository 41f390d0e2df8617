"""Which typefaces a document is set in: the office's own first, free ones in their place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import category

from fontTools.ttLib import TTFont
from typst import Fonts

from nongcai.foundation.errors import ConflictError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from typst import FontInfo

Role = Literal["text", "kai", "hei", "title", "song", "digits", "rare"]

# The first name of each role is what GB/T 9704 documents are expected to be set in.
OFFICIAL: dict[Role, str] = {
    "text": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "title": "方正小标宋简体",
    "song": "宋体",
    "digits": "Times New Roman",
}
_OFFICIAL_FAMILIES: dict[Role, tuple[str, ...]] = {
    "text": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"),
    "hei": ("SimHei", "黑体"),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK"),
    "song": ("SimSun", "宋体", "NSimSun"),
    "digits": ("Times New Roman",),
}
_SERIF = ("FandolSong", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC")
_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Zen Hei")
_STAND_INS: dict[Role, tuple[str, ...]] = {
    "text": ("FandolFang R", "FandolFang", "STFangsong", *_SERIF, *_SANS),
    "kai": ("FandolKai", "STKaiti", "AR PL UKai CN", *_SERIF, *_SANS),
    "hei": ("FandolHei", *_SANS, *_SERIF),
    "title": ("FandolSong", *_SERIF[1:], *_SANS),
    "song": (*_SERIF, *_SANS),
    "digits": ("Liberation Serif", "Nimbus Roman", "Libertinus Serif"),
    # Characters of names that GB 2312 lacks: 浉, 瀍, 鄠 …
    "rare": (*_SERIF[1:], *_SANS, "SimSun", "AR PL UMing CN"),
}
_SYSTEM_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
)
_UNDRAWN = {"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"}
_CHINESE: tuple[Role, ...] = ("text", "kai", "hei", "title")


class FontsMissingError(ConflictError):
    """No Chinese typeface was found, so no PDF can be set."""

    code = "fonts_missing"
    message = N_("没有找到可用的中文字体，不能生成PDF；请按操作手册安装字体，或改用DOCX。")


@dataclass(frozen=True)
class Face:
    """The typeface that plays a role; not `official` when it stands in for another."""

    role: Role
    family: str
    path: Path
    index: int
    official: bool

    @property
    def name(self) -> str:
        return self.family.removesuffix(" R")


@dataclass(frozen=True)
class FontSet:
    """What was found in the folders, by role."""

    folders: tuple[Path, ...]
    faces: tuple[Face, ...]

    @property
    def usable(self) -> bool:
        return self.face("text") is not None

    @property
    def stand_ins(self) -> tuple[Face, ...]:
        return tuple(face for face in self.faces if face.role in _CHINESE and not face.official)

    @property
    def missing(self) -> tuple[Role, ...]:
        return tuple(role for role in _CHINESE if self.face(role) is None)

    def face(self, role: Role) -> Face | None:
        return next((face for face in self.faces if face.role == role), None)

    def families(self, role: Role) -> tuple[str, ...]:
        """Name the role's family, and the one for what it lacks."""
        chain = (self.face(role), self.face("rare"))
        return tuple(dict.fromkeys(face.family for face in chain if face))


def find_fonts(folders: Iterable[Path | str], *, system: bool = True) -> FontSet:
    """Look for each role's typeface in these folders, then where the system keeps its own."""
    own = tuple(Path(folder) for folder in folders)
    return _find((*own, *_SYSTEM_FOLDERS) if system else own)


def missing_glyphs(text: str, fonts: FontSet) -> set[str]:
    """Return the characters that none of the typefaces has."""
    covered = frozenset[str]().union(*(_characters(face.path, face.index) for face in fonts.faces))
    return {char for char in text if needs_glyph(char)} - covered


def substituted_glyphs(text: str, fonts: FontSet) -> set[str]:
    """Return the characters that the text's own typeface lacks and another one prints."""
    face = fonts.face("text")
    own = _characters(face.path, face.index) if face else frozenset()
    return {char for char in text if needs_glyph(char) and ord(char) > 0x7F} - own - missing_glyphs(text, fonts)


def needs_glyph(char: str) -> bool:
    """Tell characters that are drawn from spaces, controls and marks that only choose a variant."""
    return category(char) not in _UNDRAWN and not 0xFE00 <= ord(char) <= 0xFE0F


@lru_cache(maxsize=32)
def _characters(path: Path, index: int) -> frozenset[str]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


@lru_cache(maxsize=8)
def _find(folders: tuple[Path, ...]) -> FontSet:
    present = [folder for folder in folders if folder.is_dir()]
    library = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=present)
    known: dict[str, list[FontInfo]] = {}
    for info in library.fonts():
        if info.path and info.style == "normal":
            known.setdefault(info.family.casefold(), []).append(info)
    faces = (_face(role, known) for role in _STAND_INS)
    return FontSet(tuple(present), tuple(face for face in faces if face))


def _face(role: Role, known: dict[str, list[FontInfo]]) -> Face | None:
    official = _OFFICIAL_FAMILIES.get(role, ())
    for family in (*official, *_STAND_INS[role]):
        if found := known.get(family.casefold()):
            weight = 700 if role == "title" else 400
            best = min(found, key=lambda info: abs(info.weight - weight))
            return Face(role, best.family, Path(str(best.path)), best.index, family in official)
    return None
