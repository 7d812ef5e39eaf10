"""A folder inside the workspace for unpacked lines and for packages not yet encrypted or just decrypted.

The system's temporary folder may be small, kept in memory or read by others; what an interrupted program leaves in
this one is cleared at the next opening of the workspace.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.storage.workspace import Workspace


@contextmanager
def staging(workspace: Workspace) -> Iterator[Path]:
    """A new folder in the workspace's staging place, gone with everything in it afterwards."""
    workspace.staging.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=workspace.staging))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
