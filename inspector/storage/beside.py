"""A second reader beside a workspace's own, so that two long queries of one screen run on two cores."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from inspector.storage.driver import connect
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace


@contextmanager
def reader_beside(workspace: Workspace) -> Iterator[Reader]:
    """A reader over a connection of its own: it sees what is committed when its query begins."""
    connection = connect(workspace.database, "ro", immutable=not os.access(workspace.path, os.W_OK), key=workspace.key)
    try:
        yield Reader(connection)
    finally:
        connection.close()
