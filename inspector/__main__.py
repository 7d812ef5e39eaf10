"""`python -m inspector`: the command line.

The commands are imported inside: worker processes (photos, workbooks) import this module again when they
start, and need none of them.
"""

from __future__ import annotations

import multiprocessing


def main() -> None:
    """Run the command line."""
    multiprocessing.freeze_support()
    from inspector.cli import main as run  # noqa: PLC0415 - see above

    run()


if __name__ == "__main__":
    main()
