"""One pass of Qt's event loop, as the running program makes it.

`processEvents` alone, outside of a running loop, never deletes what was left to be deleted later: widgets pile up.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent


def one_pass() -> None:
    """Everything that is waiting, and what was to be deleted."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
