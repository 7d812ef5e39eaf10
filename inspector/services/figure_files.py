"""核数 of a file: running text (.txt) or structured figures (.json)."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from inspector.domain.errors import FormatError
from inspector.domain.figures import CheckReport, check_figures, check_text, parse_figures

MAX_BYTES = 2_000_000
"""A bulletin has about 20,000 characters; a hundred of them is more than anybody checks at once."""


def check_file(path: Path) -> CheckReport:
    """Check the figures of `path`; FormatError where it cannot be read as text or as figures."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FormatError("services.text_too_large", file=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise FormatError("services.file_unreadable", file=path.name, reason=error.strerror) from error
    text = _decoded(data, path.name)
    if path.suffix.lower() != ".json":
        return check_text(text)
    try:
        plain = json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise FormatError("services.not_json", file=path.name) from error
    return check_figures(parse_figures(plain))


def _decoded(data: bytes, name: str) -> str:
    """UTF-8 with or without mark, else the GB18030 of older office machines."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FormatError("services.text_unreadable", file=name)
