"""What the main window hands to every screen: the ways to work, to ask, to look and to remember."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inspector.domain.ids import Clock, local_time
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import Prompts
from inspector.ui.theme.appearance import Appearance
from inspector.ui.work import Work


@dataclass(frozen=True)
class Context:
    """`workplace` is `field` or `office` (services.workspaces). Nothing in it leads to the main window."""

    work: Work
    prompts: Prompts
    appearance: Appearance
    preferences: Preferences
    clock: Clock
    workplace: str

    def today(self) -> date:
        """The day it is."""
        return local_time(self.clock).date()

    @property
    def author(self) -> str:
        """The role in whose name is written."""
        return self.preferences.author
