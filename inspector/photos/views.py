"""The print copy and the thumbnail on their way into the store.

They can be made again, so they are renamed into place but not synced: waiting for the disk would cost 13 of 78 ms a
photo. What a power cut may leave instead is a file whose end is missing, and that is looked for whenever a view
is asked for.
"""

from __future__ import annotations

import os
from types import TracebackType
from typing import Self

from inspector.photos import durable
from inspector.photos.layout import Layout
from inspector.photos.stored import Job
from inspector.vault.casing import PLAIN, CasedFile, Casing

_END_OF_IMAGE = b"\xff\xd9"


class NewViews:
    """The two views of one photo under temporary names; leaving the context deletes what was not published."""

    def __init__(self, layout: Layout, casing: Casing = PLAIN) -> None:
        self._layout = layout
        self._casing = casing
        self._temps = layout.new_views()

    def __enter__(self) -> Self:
        for temp in self._temps:
            temp.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        durable.discard(*self._temps)

    def job(self, source: CasedFile) -> Job:
        """The work that fills them from `source`."""
        return Job(source.path, *self._temps, source.casing, self._casing)

    def publish(self, sha256: str) -> None:
        """Give them their final names; a whole view stays, since a reader may have it open (Windows)."""
        finals = (self._layout.print_copy(sha256), self._layout.thumbnail(sha256))
        for temp, final in zip(self._temps, finals, strict=True):
            if not whole(CasedFile(final, self._casing)):
                final.parent.mkdir(exist_ok=True)
                temp.replace(final)


def whole(view: CasedFile) -> bool:
    """Whether `view` is there to its last byte."""
    try:
        with view.opened() as file:
            file.seek(-len(_END_OF_IMAGE), os.SEEK_END)
            return file.read() == _END_OF_IMAGE
    except OSError:
        return False
