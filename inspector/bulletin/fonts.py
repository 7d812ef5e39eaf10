"""The faces a bulletin is set in, where they come from, and what to do about a character that one lacks.

Order (bulletin.md, Fonts): the user's choice, the official fonts of the system, the bundled set. A file is
taken only when it has TrueType outlines and its licence bits allow embedding.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from zlib import crc32

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from inspector import paths
from inspector.bulletin.characters import CLOSING, OPENING, printable
from inspector.bulletin.embedded import PLACEHOLDER, EmbeddedFont
from inspector.domain.errors import FormatError

FACES = ("fang", "kai", "hei", "song")
"""仿宋 (body), 楷体, 黑体, 小标宋 (titles)."""

BUNDLED = {"fang": "InspectorFang", "kai": "InspectorKai", "hei": "InspectorHei", "song": "InspectorTitle"}
FALLBACK = "InspectorFallback"

OFFICIAL = {
    "fang": ("simfang.ttf",),
    "kai": ("simkai.ttf",),
    "hei": ("simhei.ttf",),
    "song": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋简体.ttf", "方正小标宋_GBK.TTF"),
}
"""File names of the fonts that GB/T 9704 offices use; 小标宋 is installed by hand, hence several names."""

TRIMMED = CLOSING | OPENING

HALF = 0.5
"""Punctuation is trimmed to half an em (rule 11)."""

FULL_WIDTH = 0.9
"""From this advance (em) a mark counts as full-width."""

MARGIN = 0.04
"""Blank (em) that stays beside the ink of a trimmed mark."""

HELVETICA = "Helvetica"

FSTYPE_AT = 8
"""Where the licence bits stand in the OS/2 table (OpenType 1.9); reportlab reads them but never refuses."""

RESTRICTED, NO_SUBSET, BITMAP_ONLY = 0x0002, 0x0100, 0x0200

rl_config.useA85 = 0  # ASCII-85 makes every stream a quarter larger


@dataclass(frozen=True)
class FontChoice:
    """The font files that a user chose, one per face; None leaves it to the system and the bundled set."""

    fang: Path | None = None
    kai: Path | None = None
    hei: Path | None = None
    song: Path | None = None


def embeddable(path: Path) -> bool:
    """Whether a font file has TrueType outlines and OS/2 licence bits that allow embedding a subset."""
    try:
        face = TTFontFile(str(path), charInfo=0)
        bits = face.get_ushort(face.get_table_pos("OS/2")[0] + FSTYPE_AT)
    except (OSError, KeyError, TTFError, struct.error):
        return False
    return "glyf" in face.table and not bits & (RESTRICTED | NO_SUBSET | BITMAP_ONLY)


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps fonts, the user's own folder included."""
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", Path.home()))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft" / "Windows" / "Fonts"
    return Path("/usr/share/fonts"), Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts"


@dataclass(frozen=True, slots=True)
class Glyph:
    """How a character is set in a face: its font's name, its advance, and the blank that may be trimmed (em).

    `left` and `right` are zero but for full-width punctuation, and at most half an em.
    """

    font: str
    advance: float
    left: float = 0.0
    right: float = 0.0


@lru_cache
def register(path: Path) -> EmbeddedFont:
    """Parse a font once and make it known to reportlab: a bundled one by its file name, others by that and a digest.

    The first one also takes Helvetica's place as the font a new canvas begins with, since Helvetica is not embedded and
    PDF/A forbids the mere mention of it.
    """
    own = path.parent == paths.resources("fonts")
    name = path.stem if own else f"{path.stem}-{crc32(str(path).encode()):08x}"
    font = EmbeddedFont(name, str(path))
    pdfmetrics.registerFont(font)
    if rl_config.canvas_basefontname == HELVETICA:
        rl_config.canvas_basefontname = name
    return font


def bundled(name: str) -> Path:
    """A font of the bundled set."""
    return paths.resources("fonts", f"{name}.ttf")


class FontSet:
    """The four faces and the fallback; fonts are parsed when a character first asks for them."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = dict(files)
        self._glyphs: dict[tuple[str, str], Glyph] = {}

    @classmethod
    def bundled(cls) -> FontSet:
        """The bundled set alone: the same on every machine."""
        return cls({face: bundled(name) for face, name in BUNDLED.items()})

    @classmethod
    def load(cls, choice: FontChoice | None = None, folders: Iterable[Path] | None = None) -> FontSet:
        """Choice, then the system's official fonts in `folders`, then the bundled set.

        Raises FormatError `bulletin.font_unusable` when a chosen file cannot be embedded.
        """
        wanted = choice or FontChoice()
        found = cls._system(system_folders() if folders is None else folders)
        chosen = {one.name: path for one in fields(wanted) if (path := getattr(wanted, one.name)) is not None}
        for path in chosen.values():
            if not embeddable(path):
                raise FormatError("bulletin.font_unusable", file=path.name)
        return cls({**cls.bundled().files, **found, **chosen})

    @staticmethod
    def _system(folders: Iterable[Path]) -> dict[str, Path]:
        """The official fonts that are installed and may be embedded, by face."""
        installed = {
            path.name.lower(): path for folder in folders if folder.is_dir() for path in folder.rglob("*.[tT][tT][fF]")
        }
        return {
            face: path
            for face, names in OFFICIAL.items()
            for name in reversed(names)
            if (path := installed.get(name.lower())) and embeddable(path)
        }

    def font(self, face: str) -> EmbeddedFont:
        """The font of a face ("fang", "kai", "hei", "song"), known to reportlab under `.fontName`."""
        return register(self.files[face])

    def name(self, face: str) -> str:
        """The name under which reportlab knows a face."""
        return str(self.font(face).fontName)

    def font_for(self, face: str, character: str) -> EmbeddedFont | None:
        """The first font that has a character: the face, the body, the bundled fallbacks; None if none has."""
        return next((font for font in self._chain(face) if font.has(character)), None)

    def _chain(self, face: str) -> Iterable[EmbeddedFont]:
        """Face first; the rest is opened only when a character is missing."""
        yield self.font(face)
        if face != "fang":
            yield self.font("fang")
        yield register(bundled(FALLBACK))
        yield register(bundled(BUNDLED["kai"]))

    def runs(self, face: str, text: str) -> tuple[tuple[str, str], ...]:
        """(font name, text) pieces, each drawable by its font; what no font has stays with the face as 〓."""
        own = self.font(face)
        glyphs = own.face.charToGlyph
        if all(ord(one) in glyphs for one in text):
            return ((own.fontName, text),) if text else ()
        named = ((self.glyph(face, one).font, one) for one in text)
        return tuple(
            (name, "".join(one for _, one in group)) for name, group in groupby(named, key=lambda pair: pair[0])
        )

    def glyph(self, face: str, character: str) -> Glyph:
        """How a character is set; 〓 stands for one that no font has."""
        found = self._glyphs.get((face, character))
        if found is None:
            found = self._glyphs[face, character] = self._measure(face, character)
        return found

    def _measure(self, face: str, character: str) -> Glyph:
        font = self.font_for(face, character)
        if font is None:
            return Glyph(self._placeholder(face), 1.0)
        name, advance = str(font.fontName), font.face.getCharWidth(ord(character)) / 1000
        if advance < FULL_WIDTH or character not in TRIMMED:
            return Glyph(name, advance)
        first, last = font.ink(character)
        if character in OPENING:
            return Glyph(name, advance, left=min(HALF, max(0.0, first - MARGIN)))
        return Glyph(name, advance, right=min(HALF, max(0.0, advance - last - MARGIN)))

    def _placeholder(self, face: str) -> str:
        """The font that draws 〓 for a character that no font has."""
        font = self.font_for(face, PLACEHOLDER)
        return self.name(face) if font is None else str(font.fontName)

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters that no font has, in order of appearance, each once."""
        candidates = dict.fromkeys(printable(text).replace("\n", ""))
        return tuple(one for one in candidates if self.font_for("fang", one) is None)

    def width(self, face: str, text: str, size: float) -> float:
        """Width in pt of a text set without spacing, fallbacks included."""
        return float(sum(pdfmetrics.stringWidth(piece, name, size) for name, piece in self.runs(face, text)))
