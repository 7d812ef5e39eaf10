"""Makes `inspector/ui/forms/ui_*.py` from the layouts in `forms/windows/*.ui`: `python -m inspector.ui.compile_forms`.

The generated modules are committed, so that the program starts without a compiler; a test makes them again and
compares.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import PySide6

from inspector import paths

GENERATED = Path(__file__).parent / "forms"
COMPILER = "uic.exe" if sys.platform == "win32" else "uic"


def compiled(layout: Path) -> str:
    """The module of a layout. Raises CalledProcessError for a file that is no layout."""
    folder = Path(PySide6.__file__).parent
    program = next(one for one in (folder / "Qt" / "libexec" / COMPILER, folder / COMPILER) if one.exists())
    done = subprocess.run(
        [program, "-g", "python", "--no-autoconnection", layout],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout


def layouts() -> list[Path]:
    """All layouts, by name."""
    return sorted(paths.forms("windows").glob("*.ui"))


def target(layout: Path) -> Path:
    """Where the module of a layout stands."""
    return GENERATED / f"ui_{layout.stem}.py"


def main() -> None:
    """Make all that differ."""
    for layout in layouts():
        text = compiled(layout)
        place = target(layout)
        if not place.exists() or place.read_text("utf-8") != text:
            place.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
