"""Which screens a workplace has, in which order and groups, and where each is made.

The table of contents of the window: the module of a screen is loaded when somebody goes there or when there is time
(`preparation`), so that the window is there before what it does not need yet.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from PySide6.QtWidgets import QWidget

from inspector.ui.context import Context
from inspector.ui.screen import Screen, ScreenKey

FIELD = "field"
OFFICE = "office"


@dataclass(frozen=True)
class Place:
    """A screen: its icon, the group of the navigation (empty: none; `-` it is not in the navigation), its class."""

    key: ScreenKey
    icon: str
    group: str
    class_path: str

    @property
    def in_navigation(self) -> bool:
        """Whether it has an entry of its own."""
        return self.group != "-"

    @property
    def is_loaded(self) -> bool:
        """Whether a screen can be made at once."""
        return hasattr(sys.modules.get(self._module), self._name)

    def load(self) -> None:
        """Load what a screen is made of; takes up to some tenths of a second, in any thread."""
        self._screen().read_ahead()

    def make(self, context: Context, parent: QWidget | None = None) -> Screen:
        """A new screen, made where it will stand: widgets that move to another parent are styled once more."""
        return self._screen()(context, parent)

    def _screen(self) -> type[Screen]:
        return cast("type[Screen]", getattr(import_module(self._module), self._name))

    @property
    def _module(self) -> str:
        return f"inspector.ui.screens.{self.class_path.rpartition('.')[0]}"

    @property
    def _name(self) -> str:
        return self.class_path.rpartition(".")[2]


_PLACES = {
    FIELD: (
        Place(ScreenKey.TODAY, "today", "", "today.screen.TodayScreen"),
        Place(ScreenKey.PROJECTS, "building", "", "projects.screen.ProjectsScreen"),
        Place(ScreenKey.MAP, "pin", "", "map.map_screen.MapScreen"),
        Place(ScreenKey.VISIT, "clipboard", "", "visit.screen.VisitScreen"),
        Place(ScreenKey.PHOTOS, "camera", "", "photos.screen.PhotosScreen"),
        Place(ScreenKey.PROBLEMS, "flag", "", "problems.screen.ProblemsScreen"),
        Place(ScreenKey.HANDOVER, "export", "", "handover.screen.HandoverScreen"),
        Place(ScreenKey.PROJECT, "building", "-", "project.screen.ProjectScreen"),
        Place(ScreenKey.RECOVERY, "shield", "-", "recovery.screen.RecoveryScreen"),
        Place(ScreenKey.SETTINGS, "sliders", "-", "settings.screen.SettingsScreen"),
    ),
    OFFICE: (
        Place(ScreenKey.COCKPIT, "dashboard", "", "cockpit.screen.CockpitScreen"),
        Place(ScreenKey.REGISTER, "grid", "data", "register.screen.RegisterScreen"),
        Place(ScreenKey.MERGE, "merge", "data", "merge.screen.MergeScreen"),
        Place(ScreenKey.EXCEL, "excel", "data", "excel.screen.ExcelScreen"),
        Place(ScreenKey.PROJECTS, "building", "data", "projects.screen.ProjectsScreen"),
        Place(ScreenKey.MAP, "pin", "data", "map.map_screen.MapScreen"),
        Place(ScreenKey.LAMPS, "bulb", "follow", "lamps.screen.LampsScreen"),
        Place(ScreenKey.PROBLEMS, "flag", "follow", "problems.screen.ProblemsScreen"),
        Place(ScreenKey.VISIT, "clipboard", "follow", "visit.screen.VisitScreen"),
        Place(ScreenKey.PHOTOS, "camera", "follow", "photos.screen.PhotosScreen"),
        Place(ScreenKey.BULLETIN, "newspaper", "made", "bulletin.screen.BulletinScreen"),
        Place(ScreenKey.RECOVERY, "shield", "system", "recovery.screen.RecoveryScreen"),
        Place(ScreenKey.SETTINGS, "sliders", "system", "settings.screen.SettingsScreen"),
        Place(ScreenKey.PROJECT, "building", "-", "project.screen.ProjectScreen"),
    ),
}


def places(workplace: str) -> tuple[Place, ...]:
    """The screens of a workplace; the first one is where a day begins."""
    return _PLACES[workplace]
