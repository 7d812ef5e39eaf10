"""What happens when the program itself is wrong: a report to send in, and a sentence instead of a traceback.

It stands apart from refusals because nothing here was expected: this is the one place of the command line that
catches everything (architecture.md, convention 6).
"""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from pathlib import Path

from inspector import __version__
from inspector.texts import sentence

CRASHED = 1


def tell_crash(error: Exception) -> int:
    """Write the report, tell where it is, and give the exit code."""
    report = _report(error)
    print(sentence("cli.crashed", error=type(error).__name__, report=report), file=sys.stderr)  # noqa: T201
    return CRASHED


def _report(error: Exception) -> Path:
    lines = [f"inspector {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines += [" ".join(sys.argv), "", *traceback.format_exception(error)]
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="inspector-", suffix=".txt", delete=False) as file:
        file.write("\n".join(lines))
    return Path(file.name)
