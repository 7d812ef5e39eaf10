"""Compile `*.in` into `*.txt` with hashes (`make lock`; needs pip-tools), for Linux, Windows and macOS.

pip-tools drops what the machine at hand does not need; `WINDOWS_ONLY` is added back with its marker, so the
one lock serves every system. No index address is written.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
WINDOWS_ONLY = {"colorama": 'sys_platform == "win32"'}
OPTIONS = [
    "--quiet",
    "--generate-hashes",
    "--no-header",
    "--no-emit-index-url",
    "--no-emit-trusted-host",
    "--no-emit-find-links",
    "--strip-extras",
    "--allow-unsafe",
]


def main() -> None:
    """Write runtime.txt and develop.txt."""
    for name in ("runtime", "develop"):
        out = HERE / f"{name}.txt"
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, "-o", str(out), str(HERE / f"{name}.in")]
        subprocess.run(command, check=True)
        lines = [line for line in out.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
        out.write_text("\n".join([*lines, *_windows_lines()]) + "\n", "utf-8")


def _windows_lines() -> list[str]:
    return [line for name, marker in WINDOWS_ONLY.items() for line in _pinned(name, marker)]


def _pinned(name: str, marker: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
        subprocess.run([*pip, "--report", str(report), name], check=True)
        found = json.loads(report.read_text("utf-8"))["install"][0]
    digest = found["download_info"]["archive_info"]["hashes"]["sha256"]
    return [f"{name}=={found['metadata']['version']} ; {marker} \\", f"    --hash=sha256:{digest}"]


if __name__ == "__main__":
    main()
