"""The command line: the same services as the window, for scripts, offices without a display and tests."""

from inspector.cli.commands import main

__all__ = ["main"]
