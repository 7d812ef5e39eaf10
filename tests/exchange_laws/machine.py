"""Histories of an office and two laptops, drawn by Hypothesis and held to the laws of exchange.md at every step.

Each step touches one workspace, which must then show what the oracle says of the operations that it must know. In
the end nothing is lost any more, everybody hands on ordinary increments, and all must be in the same state.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from inspector.domain.errors import RuleError
from inspector.domain.operation import Operation
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import MERGE
from inspector.storage.backup import Backup, make_backup, restore
from inspector.storage.workspace import DATABASE
from tests.exchange_laws.agreement import ROUTES, agree
from tests.exchange_laws.deeds import DEEDS
from tests.exchange_laws.newer import NewerProgram, Novelty
from tests.exchange_laws.oracle import Dot
from tests.exchange_laws.state import Witness, hold_sound, hold_to_oracle
from tests.exchange_laws.traffic import Traffic, increments
from tests.exchange_laws.world import Ledger, Replica, copied, demand, room, template, unhurried
from tests.storage.kit import HOUR, START

FIGURES: Counter[str] = Counter()
"""What the histories of this process were made of."""

STEPS = 25
CLOCKS = (0, START, START + HOUR, 2_082_758_400_000)
"""1970, the day of the template, an hour later, 2036."""

SMALL, PARTS = 20_000, 100_000
"""Bytes a file: long texts need several, and large photos are cut."""

WHO = st.integers(0, 2)
PICK = st.integers(0, 7)
VALUE = st.integers(0, 2)
EDITS = (
    *("edit note", "edit jobs and note", "edit stage", "edit at length", "edit problem"),
    *("edit note", "delete project", "delete problem"),
)
WRITES = (
    *("insert project", "insert problem", "insert photo", "insert large photo", "insert photo"),
    *("edit at length", "edit photo", "delete photo"),
)
MOVES = (
    *("edit",) * 6,
    *("relay",) * 4,
    *("deliver",) * 4,
    *("write",) * 3,
    *("export",) * 3,
    *("resolve",) * 2,
    *("restore",) * 2,
    *("reinstate", "withdraw"),
    *("undo", "redo", "newer", "jump", "back_up", "reopen", "lose"),
)
"""What happens, as often as it is named."""


@dataclass(frozen=True)
class Draw:
    """What Hypothesis drew for a move; each move makes of it what it needs."""

    who: int
    on: int
    which: int
    value: int
    flag: bool


@dataclass(frozen=True)
class Saved:
    """A backup of a replica, and what the replica knew then."""

    who: int
    name: str
    backup: Backup
    known: dict[Dot, Operation]
    ledger: Ledger


class Exchange(RuleBasedStateMachine):
    """One history."""

    def __init__(self) -> None:
        super().__init__()
        FIGURES["histories"] += 1
        template()
        self._ends = ExitStack()
        root = room()
        self._ends.callback(shutil.rmtree, root)
        self._ends.enter_context(unhurried(1))
        self.replicas = copied(root)
        self.traffic = Traffic(self.replicas, root / "packages")
        self.newer = NewerProgram()
        self.witness = Witness(self.replicas[0].known)
        self.saved: list[Saved] = []
        self._place = root / "stick"
        self._route = ROUTES["star"]
        self._holds = True

    @initialize(route=st.sampled_from(sorted(ROUTES)))
    def choose_route(self, route: str) -> None:
        self._route = ROUTES[route]

    @contextmanager
    def _step(self, who: int) -> Iterator[Replica]:
        """What one replica does, and what must be true of it afterwards; after a broken law the history ends."""
        self._holds = False
        replica = self.replicas[who]
        yield replica
        self.witness.note(replica, replica.name)
        FIGURES["conflicts seen"] += len(hold_to_oracle(replica).conflicts)
        FIGURES["steps"] += 1
        self._holds = True

    @rule(move=st.sampled_from(MOVES), who=WHO, on=st.integers(1, 2), which=PICK, value=VALUE, flag=st.booleans())
    def move(self, move: str, **draw: Any) -> None:
        """One rule for all, so that no history goes without edits and packages (Hypothesis leaves out whole rules)."""
        FIGURES[move] += 1
        getattr(self, f"_{move}")(Draw(**draw))

    def _write(self, draw: Draw) -> None:
        deed = WRITES[draw.which % len(WRITES)]
        with self._step(draw.who) as replica, replica.workspace.transaction(deed) as tx:
            DEEDS[deed](replica, tx, draw.value, draw.on)

    def _edit(self, draw: Draw) -> None:
        deed = EDITS[draw.which % len(EDITS)]
        with self._step(draw.who) as replica, replica.workspace.transaction(deed) as tx:
            DEEDS[deed](replica, tx, int(draw.flag), draw.value)

    def _undo(self, draw: Draw) -> None:
        with self._step(draw.who) as replica, suppress(RuleError):  # nothing to undo, or touched since: told
            replica.services.history.undo("测试员")

    def _redo(self, draw: Draw) -> None:
        with self._step(draw.who) as replica, suppress(RuleError):
            replica.services.history.redo("测试员")

    def _reinstate(self, draw: Draw) -> None:
        """A merge is undone, work goes on, here and by what others send, and the merge comes back."""
        turned = [(draw.who + step) % 3 for step in range(3)]
        who = next((one for one in turned if self._gone(one) or self._newest(one) == MERGE), None)
        if who is None:
            return
        if not self._gone(who):
            self._undo(replace(draw, who=who))
            self._edit(replace(draw, who=who))
            if draw.flag:  # it comes back another time, or never
                return
        for change_id in self._gone(who)[:1]:
            FIGURES["reinstated"] += 1
            with self._step(who) as replica:
                replica.services.office.merge_history.restore(change_id, "测试员")

    def _withdraw(self, draw: Draw) -> None:
        """A merge is taken back although work went on since."""
        history = self.replicas[draw.who].services.office.merge_history
        standing = [one.change_id for one in history.listed() if not one.undone]
        if standing:
            FIGURES["withdrawn"] += 1
            with self._step(draw.who) as replica:
                replica.services.office.merge_history.withdraw(standing[draw.which % len(standing)], "测试员")

    def _gone(self, who: int) -> list[int]:
        return [one.change_id for one in self.replicas[who].services.office.merge_history.listed() if one.undone]

    def _newest(self, who: int) -> str:
        newest = self.replicas[who].services.history.undoable()
        return newest.action if newest is not None else ""

    def _resolve(self, draw: Draw) -> None:
        turned = [(draw.who + step) % 3 for step in range(3)]
        disputed = [who for who in turned if self.replicas[who].services.conflicts.listed()]
        if disputed:
            FIGURES["resolved"] += 1
            with self._step(disputed[0]) as replica:
                service = replica.services.conflicts
                chosen = service.listed()[draw.which % len(service.listed())]
                service.resolve(chosen.key, f"#{draw.value % len(chosen.sides) + 1}", "测试员")
                demand(chosen.key not in {one.key for one in service.listed()}, "what is resolved is gone", chosen)

    def _export(self, draw: Draw) -> None:
        """To one or to everybody, whole or in volumes, in plain or encrypted, with or without photos."""
        to = None if draw.value == 0 else self.replicas[(draw.who + draw.on) % 3]
        cut = PARTS if draw.flag else SMALL
        wish = ExportWish(
            kind=PackageKind.TASK if draw.value == 1 else PackageKind.RESULT,
            max_size=cut if draw.which >= 4 else None,
            photos=PhotoChoice.ORIGINAL if draw.flag else PhotoChoice.NONE,
            encrypt=draw.which % 2 == 1,
        )
        with self._step(draw.who) as replica:
            made = len(self.traffic.export(replica, to, wish))
            FIGURES["packages"] += made
            FIGURES["in volumes"] += made > 1

    def _deliver(self, draw: Draw) -> None:
        """One to three packages of the pool, whoever wrote them, whether or not they came before."""
        pool = self.traffic.pool
        if pool:
            parcels = [pool[-1 - (draw.which + 3 * number) % len(pool)] for number in range(draw.value + 1)]
            with self._step(draw.who) as replica:
                self.traffic.take(replica, parcels, previewed=draw.flag)
                if draw.on == 2:
                    self.traffic.take_again(replica, parcels)

    def _relay(self, draw: Draw) -> None:
        """Everything due to another, of whomever it is, without a detour."""
        other = (draw.who + draw.on) % 3
        with self._step(draw.who) as sender:
            photos = PhotoChoice.ORIGINAL if draw.flag else PhotoChoice.NONE
            parcels = self.traffic.export(sender, self.replicas[other], increments(photos))
        with self._step(other) as receiver:
            self.traffic.take(receiver, parcels, previewed=draw.value == 0)

    def _lose(self, draw: Draw) -> None:
        if self.traffic.pool:
            self.traffic.pool.pop(-1 - draw.which % len(self.traffic.pool))

    def _back_up(self, draw: Draw) -> None:
        with self._step(draw.who) as replica:
            backup = make_backup(replica.workspace, self._place / str(draw.who))
            self.saved.append(Saved(draw.who, replica.name, backup, dict(replica.known), replica.ledger.copy()))

    def _restore(self, draw: Draw) -> None:
        """An earlier state comes back over the folder: by the program, or by a user who copies the database."""
        if not self.saved:
            return
        saved = self.saved[draw.which % len(self.saved)]
        with self._step(saved.who) as replica:
            FIGURES["restored"] += 1
            replica.close()
            if draw.flag:
                shutil.copyfile(saved.backup.path / DATABASE, replica.folder / DATABASE)
            else:
                shutil.rmtree(replica.folder)
                restore(saved.backup.path, replica.folder)
            replica.reopen()
            replica.known, replica.ledger = dict(saved.known), saved.ledger.copy()
            hold_sound(replica)

    def _reopen(self, draw: Draw) -> None:
        with self._step(draw.who) as replica:
            replica.close()
            replica.reopen()

    def _jump(self, draw: Draw) -> None:
        self.replicas[draw.who].clock.now = CLOCKS[draw.which % len(CLOCKS)]

    def _newer(self, draw: Draw) -> None:
        """The newer program writes on what it saw at this device, which signs a package for it."""
        with self._step(draw.who) as signer:
            self.newer.write(signer, Novelty(draw.which % len(Novelty)), draw.value)
            self.witness.made.update(self.newer.made)
            self.traffic.packed(self.newer.packed(signer, self.traffic.folder()), self.newer.made)

    def teardown(self) -> None:
        try:
            if self._holds:
                FIGURES["rounds"] += agree(self.replicas, self.traffic, self.newer, self._route)
                FIGURES["operations"] += len(self.replicas[0].known)
        finally:
            for one in self.replicas:
                one.close()
            self._ends.close()


def tell_histories(histories: int, begin: int, *, steps: int = STEPS, shrink: bool = True) -> None:
    """Run so many histories from a seed. Raises BrokenLawError for the first law that does not hold."""
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    wanted = settings(
        max_examples=histories,
        stateful_step_count=steps,
        phases=phases,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(begin)(type("Exchange", (Exchange,), {})), settings=wanted)
