"""The words by which a name is found. Chinese is written without spaces, so every part of a name is a word."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

# Traditional characters of goods and places, each before the simplified one.
_PAIRS = (
    "雞鸡鴨鸭鵝鹅魚鱼豬猪驢驴馬马羅罗蔔卜蘿萝薑姜蔥葱醬酱鹽盐醃腌臘腊腸肠麵面麥麦穀谷黃黄綠绿紅红藍蓝銀银"
    "蓮莲筍笋蕓芸葉叶蘆芦薈荟蘋苹棗枣龍龙鳳凤楊杨櫻樱檸柠獼猕樹树鮮鲜乾干幹干燻熏湯汤飯饭餅饼點点漿浆濃浓"
    "縮缩農农產产業业園园場场廠厂縣县鎮镇鄉乡區区東东廣广雲云貴贵陝陕寧宁慶庆遼辽瀘泸盧卢漢汉蘇苏贛赣關关"
    "門门靈灵寶宝陽阳陰阴嶺岭壩坝灣湾島岛灘滩溝沟莊庄營营強强優优質质級级號号裝装禮礼壺壶罈坛個个隻只條条"
    "塊块張张雙双對对兩两單单錢钱價价買买賣卖進进貨货純纯淨净無无減减鈉钠維维藥药參参當当歸归術术蟲虫藝艺"
    "絲丝綢绸織织繡绣蠟蜡燭烛歲岁頭头腦脑腎肾臟脏膽胆鱔鳝鰻鳗蝦虾貝贝鮑鲍鱷鳄龜龟鱉鳖鴿鸽鶉鹑鵪鹌蠶蚕薺荠"
    "莧苋蕎荞稈秆殼壳鬆松檳槟欖榄蠔蚝煙烟熱热涼凉凍冻鍋锅燉炖燒烧滷卤鹹咸澀涩濕湿潤润"
)
_FOLDED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_LATIN = re.compile(r"[a-z0-9]+")
_LETTER = re.compile(r"[a-z]")
# As typed, and as a formula has it; the full-width one is folded.
_MINUS = "-\u2212"
# So many letters of a sound, and so many initials, are compared.
SOUND, INITIALS = 12, 8
# One letter alone begins half of all names: it is looked for as it is written.
SHORTEST_SOUND = 2
WORDS, LONGEST = 8, 40
# What it adds to the fit of a name that it ends in the word.
HEAD = 20


@dataclass(frozen=True)
class Query:
    """What is looked for: words that a name has, all of them, and words that it has not."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Widening:
    """What else stands for a word: others of its meaning, and counties that are called so."""

    words: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()


NOTHING: Mapping[str, Widening] = {}


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char).casefold()
    return "".join(
        " " if one.isspace() or unicodedata.category(one) == "Cc" else _FOLDED.get(one, one) for one in plain
    )


def fold(text: str) -> str:
    """Return a text as it is compared: half width, small letters, simplified characters; each character by itself."""
    return "".join(map(_folded, text))


def squeezed(text: str) -> str:
    """Return a text as one is told from another: folded, without what is not seen, with one space for each gap."""
    seen = text if text.isprintable() else "".join(one for one in text if one.isprintable() or one.isspace())
    return " ".join(fold(seen).split())


def bare_sound(word: str) -> str:
    """Return a word of Latin letters as pinyin without tones, ü as v; nothing when it is none."""
    plain = fold(word).replace("'", "").replace("’", "").replace("ü", "v")
    for mark in ("ǖ", "ǘ", "ǚ", "ǜ"):
        plain = plain.replace(mark, "v")
    plain = "".join(one for one in unicodedata.normalize("NFD", plain) if not unicodedata.combining(one))
    is_sound = _LATIN.fullmatch(plain) and _LETTER.search(plain) and len(plain) >= SHORTEST_SOUND
    return plain if is_sound else ""


def parse(text: str) -> Query:
    """Read what somebody typed: words between spaces, each wanted, or with a hyphen before it unwanted."""
    wanted, unwanted = [], []
    for typed in fold(text).split()[:WORDS]:
        bare = typed.lstrip(_MINUS)[:LONGEST]
        if bare and typed[0] in _MINUS:
            unwanted.append(bare)
        elif typed:
            wanted.append(typed[:LONGEST])
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def tokens_of(name: str) -> list[str]:
    """Return what a name is found by: characters, pairs, and from each syllable on its sound and initials.

    Each kind has a letter before it, so that no sound is taken for a word.
    """
    plain = fold(name)
    found = {f"c:{one}" for one in plain if one != " "}
    found |= {f"b:{one}{two}" for one, two in itertools.pairwise(plain) if " " not in {one, two}}
    syllables = _syllables(plain)
    for start in range(len(syllables)):
        found.add(f"p:{''.join(syllables[start : start + SOUND])[:SOUND]}")
        found.add(f"i:{''.join(one[0] for one in syllables[start : start + INITIALS])}")
    return sorted(found)


def literal(word: str) -> list[str]:
    """Return the tokens of which a name that contains a word has all."""
    return [f"c:{word}"] if len(word) == 1 else [f"b:{one}{two}" for one, two in itertools.pairwise(word)]


def is_exact(word: str) -> bool:
    """Say whether the tokens of a word say all: the pairs of a longer one may stand apart in a name."""
    return len(word) <= len("木耳")


def tsquery(word: str) -> str:
    """Write the condition that a name has the tokens of a word."""
    return "(" + " & ".join(map(_quoted, literal(word))) + ")"


def sound_tsquery(sound: str) -> str:
    """Write the condition that somewhere in a name its sound, or its initials, begin so."""
    return f"({_quoted('p:' + sound[:SOUND])}:* | {_quoted('i:' + sound[:INITIALS])}:*)"


def county_tsquery(codes: Iterable[str]) -> str:
    """Write the condition that goods come from one of some counties."""
    return "(" + " | ".join(_quoted(f"o:{code}") for code in codes) + ")"


def zone_tsquery(zone_id: int) -> str:
    """Write the condition that goods stand in a zone."""
    return _quoted(f"z:{zone_id}")


def is_found(name: str, query: Query, *, county: str = "", widened: Mapping[str, Widening] = NOTHING) -> bool:
    """Say whether a name is found: the rule that the search keeps, for one name."""
    plain, syllables = fold(name), None
    for word in query.wanted:
        wider = widened.get(word, Widening())
        if any(one in plain for one in (word, *wider.words)) or county in wider.counties:
            continue
        syllables = _syllables(plain) if syllables is None else syllables
        if not _sounds(syllables, bare_sound(word)):
            return False
    return not any(word in plain for word in query.unwanted)


def marked(name: str, query: Query, *, widened: Mapping[str, Widening] = NOTHING) -> list[tuple[str, bool]]:
    """Cut a name into parts, each with whether it is a word that was looked for."""
    plain = [_folded(one) for one in name]
    starts = [0]
    for piece in plain:
        starts.append(starts[-1] + len(piece))
    hit = [False] * len(name)
    text = "".join(plain)
    for word in query.wanted:
        for one in (word, *widened.get(word, Widening()).words):
            for found in re.finditer(f"(?={re.escape(one)})", text):
                end = found.start() + len(one)
                hit = [
                    was or (a < end and b > found.start()) for was, a, b in zip(hit, starts, starts[1:], strict=False)
                ]
    parts: list[tuple[str, bool]] = []
    for char, is_hit in zip(name, hit, strict=True):
        if parts and parts[-1][1] == is_hit:
            parts[-1] = (parts[-1][0] + char, is_hit)
        else:
            parts.append((char, is_hit))
    return parts


def fit(name: str, query: Query, *, widened: Mapping[str, Widening] = NOTHING) -> int:
    """Say how much of a name is what was looked for, in hundredths; what a name ends in is what the thing is."""
    return fit_by(query, widened=widened)(fold(name))


def fit_by(query: Query, *, widened: Mapping[str, Widening] = NOTHING) -> Callable[[str], int]:
    """Return `fit` for many names that are folded already."""
    wanted = [(word, *widened.get(word, Widening()).words) for word in query.wanted]

    def fit_of(plain: str) -> int:
        share, last = 0, 0
        for words in wanted:
            hits = [one for one in words if one in plain]
            share += max(map(len, hits), default=0)
            last = max(last, *(HEAD for one in hits if plain.endswith(one)), 0)
        return min(100, 100 * share // max(1, len(plain))) + last

    return fit_of


def _as_it_is(other: str) -> list[str]:
    return list(other)


@lru_cache(maxsize=4096)
def _syllables(plain: str) -> list[str]:
    # Its dictionary takes fifty megabytes, which a worker that puts nothing up does without.
    from pypinyin import Style, lazy_pinyin

    found = lazy_pinyin(plain, style=Style.NORMAL, errors=_as_it_is)  # type: ignore[arg-type]  # a list takes the place of what it cannot read
    kept = ("".join(_LATIN.findall(one.replace("ü", "v"))) for one in found)
    return [one for one in kept if one]


def _sounds(syllables: list[str], sound: str) -> bool:
    if not sound:
        return False
    rest = [syllables[start:] for start in range(len(syllables))]
    return any(
        "".join(one).startswith(sound[:SOUND]) or "".join(each[0] for each in one).startswith(sound[:INITIALS])
        for one in rest
    )


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
