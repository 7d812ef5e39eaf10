"""Which names a question, group, list or choice may have, and what a wrong name was probably meant to be.

The grammar is that of pyxform (an XML element name), which Chinese names fit: 开工状态, 卡点_1.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_FIRST = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = re.compile(f"[{_FIRST}][{_FIRST}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*(?::[{_FIRST}][{_FIRST}\\-.0-9]*)?")
_MOST_COMPARED = 1_500
"""Above that only capitals are compared: every unknown name would be measured against every known one."""
_CLOSE = 0.65
"""One wrong character in three is close, one in two is not."""


def is_name(text: str) -> bool:
    """Whether `text` can name a question: a letter or `_`, then letters, digits, `_`, `-` and `.`."""
    return _NAME.fullmatch(text) is not None


def mended_name(text: str) -> str | None:
    """`text` with full-width letters narrowed and blanks as `_`, where that makes it a name; else None."""
    mended = "_".join(unicodedata.normalize("NFKC", text).split())
    return mended if mended != text and is_name(mended) else None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is closest to `name`, or None where none is close."""
    pool = list(dict.fromkeys(known))
    exact = [one for one in pool if one.lower() == name.lower()]
    if len(pool) > _MOST_COMPARED:
        return exact[0] if exact else None
    found = exact or difflib.get_close_matches(name, pool, n=1, cutoff=_CLOSE)
    return found[0] if found else None
