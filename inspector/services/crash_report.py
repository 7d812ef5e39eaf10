"""The report of a defect, for the command line and the window: what a developer needs, and where it was written."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path

from inspector import __version__


@dataclass(frozen=True)
class CrashReport:
    """The text of a report and the file that holds it."""

    text: str
    file: Path


def write_report(error: BaseException) -> CrashReport:
    """Write a report into the temporary folder, where it does no harm and can be found."""
    lines = [f"inspector {__version__}, Python {platform.python_version()}, {platform.platform()}"]
    lines += [" ".join(sys.argv), "", *traceback.format_exception(error)]
    text = "\n".join(lines)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="inspector-", suffix=".txt", delete=False) as file:
        file.write(text)
    return CrashReport(text, Path(file.name))
