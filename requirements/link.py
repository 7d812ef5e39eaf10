"""Make `inspector` a command of the virtual environment that runs the source tree it was set up from.

An editable install would need a build tool that the lock does not hold; a path file and a small script do the same.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Write the path file and the command into the environment of the running interpreter."""
    Path(sysconfig.get_path("purelib"), "xiangmu-inspector.pth").write_text(f"{ROOT}\n", "utf-8")
    scripts = Path(sysconfig.get_path("scripts"))
    if os.name == "nt":
        (scripts / "inspector.cmd").write_text(f'@"{sys.executable}" -m inspector %*\n', "utf-8")
        return
    command = scripts / "inspector"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inspector "$@"\n', "utf-8")
    command.chmod(0o755)


if __name__ == "__main__":
    main()
