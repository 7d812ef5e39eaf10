"""Settings of the user at this machine, declared once with their types: theme, density, recent workspaces.

They are no data: a file that is lost or damaged gives the defaults, and nothing else is lost with it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar, cast, overload

from inspector import durable

T = TypeVar("T")
RECENT = 8
"""Workspaces that the chooser offers."""


class Setting(Generic[T]):
    """One setting: its name in the file, its default, and what a stored value must look like."""

    def __init__(self, default: T, fits: Callable[[Any], bool], options: tuple[T, ...] = ()) -> None:
        """`options` are all values that there are, in the order in which they are offered; empty for any."""
        self.default = default
        self.fits = fits
        self.options = options
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, preferences: None, owner: type) -> Setting[T]: ...
    @overload
    def __get__(self, preferences: Preferences, owner: type) -> T: ...
    def __get__(self, preferences: Preferences | None, owner: type) -> Setting[T] | T:
        if preferences is None:
            return self
        value = preferences.stored.get(self.name, self.default)
        return cast("T", value) if self.fits(value) else self.default

    def __set__(self, preferences: Preferences, value: T) -> None:
        if not self.fits(value):
            raise ValueError(self.name)
        preferences.store(self.name, value)


def _one_of(*names: str, default: str) -> Setting[str]:
    return Setting(default, lambda value: value in names, names)


def _some_of(*names: str) -> Setting[list[str]]:
    """Any of `names`, at first all of them."""
    return Setting(list(names), lambda value: _texts(value) and set(value) <= set(names))


def _text(value: object) -> bool:
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _table(value: object) -> bool:
    return isinstance(value, dict)


class Preferences:
    """The settings in one JSON file, written at every change; `path` None keeps them in memory."""

    theme = _one_of("light", "dark", "large", default="light")
    language = _one_of("zh_CN", "en", default="zh_CN")
    density = _one_of("dense", "standard", "roomy", default="standard")
    author = Setting("", _text)
    workplace = _one_of("field", "office", default="office")
    """Of the workspace opened last: in which sizes the window shows itself before it is open."""
    watermark = _one_of("on", "off", default="on")
    """Whether pictures that leave the program carry a watermark."""
    watermark_lines = _some_of("project", "time", "place", "inspector")
    recent: Setting[list[str]] = Setting([], _texts)
    watched_folder = Setting("", _text)
    last_folder = Setting("", _text)
    screens: Setting[dict[str, Any]] = Setting({}, _table)
    """What each screen remembers (columns, filters), by its key."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self.stored: dict[str, Any] = _read(path)

    def store(self, name: str, value: object) -> None:
        """Keep a value; a file that cannot be written leaves it for this run."""
        self.stored = self.stored | {name: value}
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            durable.write_text(self._path, json.dumps(self.stored, ensure_ascii=False, indent=1))
        except OSError:
            self._path = None

    def note_opened(self, workspace: Path) -> None:
        """A workspace was opened: it stands first among the recent ones."""
        here = str(workspace.resolve())
        self.recent = [here, *(one for one in self.recent if one != here)][:RECENT]

    def forget(self, workspace: str) -> None:
        """A workspace is no longer offered."""
        self.recent = [one for one in self.recent if one != workspace]

    def of_screen(self, key: str) -> dict[str, Any]:
        """What a screen remembered."""
        found = self.screens.get(key, {})
        return dict(found) if isinstance(found, dict) else {}

    def remember(self, key: str, **values: object) -> None:
        """Keep what a screen wants to remember, beside what it kept before."""
        self.screens = self.screens | {key: self.of_screen(key) | values}


def _read(path: Path | None) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8")) if path is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
