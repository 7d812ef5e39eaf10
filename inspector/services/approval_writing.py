"""Steps of the permitting procedure as they are changed: a step with the stop that its clock stands in.

It stands apart from the use cases because several steps may be moved on in one transaction, and because a preview
asks the same rules without writing anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from inspector.domain import approval_states as states
from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.errors import RuleError
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class Standing:
    """A step, and the open stop of its clock where it stands."""

    step: ApprovalStep
    stop: ClockStop | None = None

    def moved(self, move: Callable[[ApprovalStep], ApprovalStep]) -> Standing:
        """Moved on by a rule that asks the step alone."""
        return Standing(move(self.step), self.stop)

    def stopped(self, on: date, reason: str, stop_id: str) -> Standing:
        """停表 from `on`. Raises RuleError."""
        stop = ClockStop(id=stop_id, step_id=self.step.id, from_date=on, reason=reason)
        return Standing(states.stop_clock(self.step, stop), stop)

    def restarted(self, on: date) -> Standing:
        """The clock runs again from `on`. Raises RuleError where it does not stand."""
        if self.stop is None:
            raise RuleError("domain.step_cannot_restart")
        return Standing(*states.restart_clock(self.step, self.stop, on))


def standing(reader: Reader, step: ApprovalStep) -> Standing:
    """A step as it stands."""
    return Standing(step, reader.find(ClockStop, step_id=step.id, to_date=None))


def keep(tx: Transaction, made: Standing) -> ApprovalStep:
    """Write a step and its stop; what has not changed is not written."""
    if made.stop is not None:
        tx.put(made.stop)
    return tx.put(made.step)
