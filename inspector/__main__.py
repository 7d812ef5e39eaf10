"""`python -m inspector`: the window, or the command line where a command is given.

Everything is imported inside: worker processes (photos, workbooks) import this module again when they start, and
need none of it; and the window shows itself before the services are there.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Show the window, or run a command; a defect of the program ends in a report, not in a traceback."""
    multiprocessing.freeze_support()
    if len(sys.argv) == 1:
        from inspector.app import run_window  # noqa: PLC0415 - see above
        from inspector.domain.clock import SystemClock  # noqa: PLC0415

        sys.exit(run_window(None, "", SystemClock()))
    from inspector.cli import main as run  # noqa: PLC0415 - see above
    from inspector.cli.crash import tell_crash  # noqa: PLC0415

    try:
        run()
    except Exception as error:  # noqa: BLE001 - the boundary of the process
        sys.exit(tell_crash(error))


if __name__ == "__main__":
    main()
