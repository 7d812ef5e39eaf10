"""Taking the last step back and doing it again, with the words for what that was."""

from __future__ import annotations

from collections.abc import Callable

from inspector.services.bundle import Services
from inspector.services.history import StepView
from inspector.texts import sentence

Step = Callable[[Services, str], str]


def undo(services: Services, author: str) -> str:
    """Take the newest step back; what to say. Raises RuleError where there is none."""
    step = services.history.undoable()
    services.history.undo(author)
    return sentence("ui.undone", step=name_of(step))


def redo(services: Services, author: str) -> str:
    """Do again what was taken back; what to say. Raises RuleError where there is none."""
    step = services.history.redoable()
    services.history.redo(author)
    return sentence("ui.redone", step=name_of(step))


def name_of(step: StepView | None) -> str:
    """What a step is called; empty for none."""
    return step.told if step is not None else ""
