"""The verification code of a watermark: whether these lines were printed for this original, and no other.

code = the first 60 bits of SHA-256 over the JSON list [sha256, project, time, place, inspector], as 12
characters of Crockford's base32 in three groups ("7K3M-Q9WX-04TB"). Texts count in Unicode NFC without
outer blanks, the time in UTC to the second; a line that is not printed counts as empty. Anybody who has the
original and the lines can compute it again (no key is involved): it shows that a line was altered or a
watermark moved to another photo. It does not prove who took the photo.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 12
_GROUP = 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": "", " ": ""})


@dataclass(frozen=True)
class WatermarkText:
    """The lines of a watermark as they shall be read; an empty one is left out."""

    project: str
    time: str
    place: str
    inspector: str
    code: str


def verification_code(sha256: str, project: str, when: datetime, place: str, inspector: str) -> str:
    """The code for the original `sha256` and its lines; `when` must have an offset."""
    stamp = when.astimezone(UTC).replace(microsecond=0).isoformat()
    lines = [sha256.lower(), *(_plain(text) for text in (project, stamp, place, inspector))]
    digest = hashlib.sha256(json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> 4
    signs = [_ALPHABET[number >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5)]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, _LENGTH, _GROUP))


def code_matches(code: str, expected: str) -> bool:
    """Whether a code read from paper is `expected`; case, hyphens and O/0, I/L/1 do not matter."""
    return _typed(code) == _typed(expected)


def _typed(code: str) -> str:
    return code.upper().translate(_MISREAD)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
