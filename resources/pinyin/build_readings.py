"""Makes `readings.txt` from the data of pypinyin (MIT): the toneless syllables of every common character.

Run by hand where pypinyin is installed; the program reads the file alone, because importing pypinyin takes 0.16 s.
One line a syllable: the syllable, the characters for which it is the usual reading, and those for which it is
another one that stands in the dictionary of phrases at least twice (rare readings would only find the wrong).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

COMMON = range(0x4E00, 0xA000)
LEAST_PHRASES = 2
VOWELS = set("aeiouv")
"""Interjections without one (呣, 嗯) would let every letter pass for a syllable."""


def plain(reading: str) -> str:
    """A syllable without its tone, ü written v as on a keyboard."""
    return to_normal(reading, v_to_u=False)


def in_phrases() -> Counter[tuple[str, str]]:
    """How many phrases of the dictionary read a character so."""
    return Counter(
        (character, plain(readings[0]))
        for phrase, read in PHRASES_DICT.items()
        for character, readings in zip(phrase, read, strict=False)
    )


def main() -> None:
    """Write the file beside this script."""
    seen = in_phrases()
    usual: defaultdict[str, str] = defaultdict(str)
    other: defaultdict[str, str] = defaultdict(str)
    for code in COMMON:
        first, *rest = dict.fromkeys(map(plain, PINYIN_DICT.get(code, "").split(","))) or [""]
        usual[first] += chr(code)
        for syllable in rest:
            if seen[chr(code), syllable] >= LEAST_PHRASES:
                other[syllable] += chr(code)
    names = sorted((usual.keys() | other.keys()) - {""})
    spoken = (name for name in names if name.isascii() and name.isalpha() and VOWELS & set(name))
    lines = (f"{name}\t{usual[name]}\t{other[name]}\n" for name in spoken)
    Path(__file__).with_name("readings.txt").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
