"""Pictures of all screens, for the guide and for whoever changes one: `inspector shots`.

They are drawn from the demo workspaces by the window itself, in every theme and language, on one day.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from inspector.checklists.scoring import Verdict
from inspector.domain.ids import Clock
from inspector.services.bundle import Services
from inspector.texts import LANGUAGES, sentence
from inspector.texts import language as language_in_use
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.main_window import MainWindow
from inspector.ui.places import FIELD, places
from inspector.ui.preferences import Preferences
from inspector.ui.screen import Screen, ScreenKey, Target
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Backing, Work

SIZE = QSize(1366, 768)
_ROUNDS = 12
"""How often answers are awaited: one read may lead to the next."""
_PATIENCE = 10_000
"""Milliseconds that a page of the bulletin may take: it is composed beside everything else."""


@dataclass(frozen=True)
class Pose:
    """A screen as it is to be drawn: the name of the picture, and where to go."""

    name: str
    target: Target


@dataclass(frozen=True)
class Sitting:
    """A workspace to draw, and which of its screens; none named means all. `packages` are those to be merged."""

    workspace: Path
    screens: tuple[str, ...] = ()
    packages: tuple[Path, ...] = ()


def draw(folder: Path, backing: Callable[[Path], Backing], sittings: Sequence[Sitting], clock: Clock) -> list[Path]:
    """Draw everything into `folder/<language>/<theme>/<workplace>-<screen>.png`; gives the files."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)  # noqa: S101 - there is no other kind here
    appearance = Appearance(application, folder / ".cache", Workplace.FIELD, Theme.LIGHT)
    made: list[Path] = []
    spoken = language_in_use()
    for sitting in sittings:
        work = Work(backing(sitting.workspace), DialogPrompts(lambda: None, Preferences()), clock, _raise)
        try:
            stage = Stage(appearance, work, clock, sitting)
            made += [one for language in LANGUAGES for theme in Theme for one in stage.draw(folder, language, theme)]
        finally:
            work.close()
            os.environ["INSPECTOR_LANG"] = spoken
    return made


class Stage:
    """One workspace in front of the camera."""

    def __init__(self, appearance: Appearance, work: Work, clock: Clock, sitting: Sitting) -> None:
        self._appearance, self._work, self._clock = appearance, work, clock
        self._screens, self._packages = sitting.screens, sitting.packages
        self._services: list[Services] = []
        work.open(appearance, self._services.append, _raise)
        self._settle()
        self._workplace = self._services[0].workspace.info.role.value

    def draw(self, folder: Path, language: str, theme: Theme) -> Iterator[Path]:
        """Draw all screens in one language and theme."""
        os.environ["INSPECTOR_LANG"] = language
        self._appearance.work_at(Workplace(self._workplace))
        self._appearance.choose(theme)
        preferences = Preferences()
        preferences.theme, preferences.language = theme.value, language
        preferences.author = sentence("ui.shots_author") if self._workplace == FIELD else sentence("ui.shots_editor")
        prompts = DialogPrompts(lambda: None, preferences)
        context = Context(self._work, prompts, self._appearance, preferences, self._clock, self._workplace)
        window = MainWindow(context)
        window.resize(SIZE)
        window.show()
        place = folder / language / theme.value
        place.mkdir(parents=True, exist_ok=True)
        for pose in self._poses():
            window.go(pose.target)
            self._settle()
            self._act(window.screen_shown)
            file = place / f"{self._workplace}-{pose.name}.png"
            window.grab().save(str(file))
            yield file
        window.close()
        window.deleteLater()
        self._settle()

    def _poses(self) -> Iterator[Pose]:
        for place in places(self._workplace):
            if self._screens and place.key.value not in self._screens:
                continue
            yield Pose(place.key.value, self._target(place.key))

    def _target(self, key: ScreenKey) -> Target:
        """Where a screen shows the most: a project with visits, a visit being filled."""
        if key is ScreenKey.PROJECT:
            return Target(key, self._ask(_busiest_project))
        if key is ScreenKey.VISIT:
            return Target(key, self._ask(_open_draft))
        return Target(key)

    def _act(self, screen: Screen) -> None:
        """What a hand does on a screen before there is something to see."""
        if isinstance(screen, VisitScreen):
            _stand_at_unfit(screen)
        elif isinstance(screen, MergeScreen):
            screen.merging.add(self._packages)
        elif isinstance(screen, BulletinScreen):
            _choose_figure(screen)
            self._await_page(screen)
        self._settle()

    def _await_page(self, screen: BulletinScreen) -> None:
        patience = QDeadlineTimer(_PATIENCE)
        while screen.preview.busy and not patience.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)

    def _ask(self, question: Callable[[Services], str]) -> str:
        answers: list[str] = []
        self._work.read(self._appearance, question, answers.append)
        self._settle()
        return answers[0]

    def _settle(self) -> None:
        for _ in range(_ROUNDS):
            self._work.drain()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _stand_at_unfit(screen: VisitScreen) -> None:
    """An item answered 不合格 shows its note, its photos and its problem."""
    items = (one for section in screen.filling.sections for one in section.items)
    unfit = next((one for one in items if one.verdict is Verdict.UNFIT), None)
    if unfit is not None:
        screen.fill.go_to(unfit.address)


def _choose_figure(screen: BulletinScreen) -> None:
    """The first rate, since it has a formula; else any number."""
    sections = screen.view.sections if screen.view else ()
    figures = [(section.key, name) for section in sections for name, _ in section.figures]
    if figures:
        screen.choose_figure(*next((one for one in figures if one[1].endswith("_rate")), figures[0]))


def _busiest_project(services: Services) -> str:
    visited = [one.project_id for one, _ in services.visits.all()]
    return max(visited, key=visited.count) if visited else ""


def _open_draft(services: Services) -> str:
    drafts = services.drafts.listed()
    return drafts[0].inspection.id if drafts else ""


def _raise(error: BaseException) -> None:
    raise error
