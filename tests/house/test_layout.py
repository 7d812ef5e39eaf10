"""What the house looks like: no Qt below the window, small modules and functions, nothing read from outside."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from inspector import paths

ROOT = paths.root()
WINDOW = ROOT / "inspector" / "ui"
MODULES = sorted(path for path in (ROOT / "inspector").rglob("*.py") if path.parent != WINDOW / "forms")
"""What people wrote: layouts are compiled (tests/ui/test_forms.py)."""
MOST_LINES = 500
MOST_FUNCTION_LINES = {False: 40, True: 60}
"""Below the window, and in it (architecture.md, measured targets)."""
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "manager.py", "common.py", "misc.py"}

IMPORT_ALL = """
import importlib, pkgutil, sys, inspector
for found in pkgutil.walk_packages(inspector.__path__, "inspector."):
    if not found.name.endswith("__main__") and not found.name.startswith("inspector.ui"):
        importlib.import_module(found.name)
assert not [name for name in sys.modules if name.startswith("PySide6")]
"""


def test_everything_imports_without_qt() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", IMPORT_ALL], check=True, cwd=ROOT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    source = path.read_text("utf-8")
    assert source.count("\n") <= MOST_LINES
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            lines = (node.end_lineno or 0) - node.lineno + 1
            assert lines <= MOST_FUNCTION_LINES[path.is_relative_to(WINDOW)], f"{node.name}: {lines} lines"


def test_no_module_is_a_drawer_for_everything() -> None:
    assert not [path for path in MODULES if path.name in FORBIDDEN_NAMES]


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_top_level_is_what_the_customer_fixed() -> None:
    for name in ("inspector", "resources", "forms", "tests", "pyproject.toml", "build.spec"):
        assert (ROOT / name).exists(), name


BELOW = {"storage", "photos", "exchange", "sheets", "bulletin", "vault", "cli", "app"}


@pytest.mark.parametrize("path", sorted(WINDOW.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_widget_reaches_around_its_services(path: Path) -> None:
    imported = {
        node.module.split(".")[1]
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("inspector.")
    }
    assert not imported & BELOW
