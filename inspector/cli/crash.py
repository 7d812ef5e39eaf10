"""What happens when the program itself is wrong: a report to send in, and a sentence instead of a traceback.

It stands apart from refusals because nothing here was expected: this is the one place of the command line that
catches everything (architecture.md, convention 6).
"""

from __future__ import annotations

import sys

from inspector.services.crash_report import write_report
from inspector.texts import sentence

CRASHED = 1


def tell_crash(error: Exception) -> int:
    """Write the report, tell where it is, and give the exit code."""
    report = write_report(error).file
    print(sentence("cli.crashed", error=type(error).__name__, report=report), file=sys.stderr)  # noqa: T201
    return CRASHED
