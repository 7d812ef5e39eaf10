"""Qt in the tests: pytest-qt is loaded where Qt can be, and the tests of the window are left out where it cannot.

A machine without the system libraries that Qt links to (libEGL, libxkbcommon …) still runs everything else.
"""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("PYTEST_QT_API", "pyside6")
os.environ.setdefault("QT_SCALE_FACTOR_ROUNDING_POLICY", "PassThrough")

try:
    from PySide6 import QtWidgets
except ImportError as error:  # a library of the system is missing
    MISSING = str(error)
    collect_ignore = ["ui", "e2e/window"]
    pytest_plugins: tuple[str, ...] = ()
else:
    MISSING = ""
    pytest_plugins = ("pytestqt.plugin",)
    LOADED = QtWidgets.__name__


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know the settings of pytest-qt where it is not there to know them."""
    if MISSING:
        for name in ("qt_api", "qt_log_level_fail", "qt_default_raising"):
            parser.addini(name, "of pytest-qt")


def pytest_report_header() -> str:
    """Say plainly what is left out."""
    return f"Qt: not loadable, the tests of the window are left out ({MISSING})" if MISSING else "Qt: loaded"
