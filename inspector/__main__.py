"""`python -m inspector`: the command line.

The commands are imported inside: worker processes (photos, workbooks) import this module again when they
start, and need none of them.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Run the command line; a defect of the program ends in a report, not in a traceback."""
    multiprocessing.freeze_support()
    from inspector.cli import main as run  # noqa: PLC0415 - see above
    from inspector.cli.crash import tell_crash  # noqa: PLC0415

    try:
        run()
    except Exception as error:  # noqa: BLE001 - the boundary of the process
        sys.exit(tell_crash(error))


if __name__ == "__main__":
    main()
