"""One thread with the services that work in it: everything handed to a lane is done in order.

Apart from `work`, which decides what goes where: a lane knows nothing of windows.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from inspector.services.bundle import Services

T = TypeVar("T")
Opener = Callable[[], AbstractContextManager["Services"]]


class Lane:
    """A thread; its services are opened in it at the first job and closed in it at the end."""

    def __init__(self, name: str, opener: Opener) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._opener = opener
        self._open = ExitStack()
        self._services: Services | None = None

    def submit(self, call: Callable[[], T]) -> Future[T]:
        """Have `call` made after everything handed in before."""
        return self._thread.submit(call)

    def do(self, job: Callable[[Services], T]) -> Future[T]:
        """Have `job` done after everything handed in before."""
        return self.submit(lambda: job(self.services()))

    def services(self) -> Services:
        """The services of this lane; only for what runs in it. Raises InspectorError where they cannot be opened."""
        if self._services is None:
            self._services = self._open.enter_context(self._opener())
        return self._services

    @property
    def opened(self) -> Services | None:
        """The services where they are open; for what may be used from any thread, as the photo store may."""
        return self._services

    def close(self) -> None:
        """Finish what was handed in, close the services, end the thread."""
        self.submit(self._open.close).result()
        self._thread.shutdown()
