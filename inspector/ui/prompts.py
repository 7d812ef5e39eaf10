"""Asking the user: the only way to a question, a file dialog or an error. Tests hand in a fake.

Everything answers later through a callback: nothing waits in a nested event loop (architecture.md, convention 4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from inspector.domain.errors import InspectorError


@dataclass(frozen=True)
class Notice:
    """What happened, what was kept, what to do; `details` fold out."""

    title: str
    happened: str
    kept: str = ""
    advice: str = ""
    details: str = ""


@dataclass(frozen=True)
class Question:
    """A question with named answers: `accept` does it, `reject` leaves everything as it is."""

    title: str
    text: str
    accept: str
    reject: str = ""
    dangerous: bool = False


@dataclass(frozen=True)
class TextQuestion:
    """A question for a line of text; `secret` hides what is typed; `accept` names the button."""

    title: str
    label: str
    accept: str
    text: str = ""
    secret: bool = False


@dataclass(frozen=True)
class FileRequest:
    """Which file: `kinds` are (name, patterns) as (`Excel`, (`*.xlsx`,)); `name` is proposed for a new one."""

    title: str
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: Path | None = None
    name: str = ""
    several: bool = field(default=False)


class Prompts(Protocol):
    """The questions that screens ask."""

    def tell(self, told: InspectorError | Notice) -> None:
        """Say what did not work."""

    def confirm(self, question: Question, then: Callable[[], None]) -> None:
        """Ask, and go on only where the user agrees."""

    def ask_text(self, question: TextQuestion, then: Callable[[str], None]) -> None:
        """Ask for a line of text."""

    def open_files(self, request: FileRequest, then: Callable[[tuple[Path, ...]], None]) -> None:
        """Ask for existing files; never an empty answer."""

    def save_file(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        """Ask where to write a file."""

    def choose_folder(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        """Ask for a folder."""


Defects = Callable[[BaseException], None]
"""What is told of an error that nobody expected: the crash dialog."""
