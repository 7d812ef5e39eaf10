"""The other workspaces: what each said last, what it has not acknowledged, what of its work is missing here."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.intervals import Have, beyond, count, gaps, joined
from inspector.services.packages.device_names import device_names
from inspector.services.packages.exporting import unsent
from inspector.storage.device_table import DeviceState, devices
from inspector.storage.merge import have
from inspector.storage.peer_table import Peer, peers
from inspector.storage.receipt_table import Receipt, receipts
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class Gap:
    """Operation numbers of a replica that are known to exist and are not here."""

    device: str
    replica: str
    intervals: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PeerView:
    """A replica that sent packages. `unacknowledged` counts operations here that it has not said it has."""

    peer: Peer
    device: str
    state: DeviceState
    unacknowledged: int
    missing_here: int
    packages: int


@dataclass(frozen=True)
class ExchangeState:
    """`have` of this workspace, its gaps, and how many of its own operations were never exported."""

    have: Have
    gaps: tuple[Gap, ...]
    unsent: int


class PeerService:
    """Use cases of seeing where the exchange stands."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def listed(self) -> tuple[PeerView, ...]:
        """Every replica heard of, by device name and epoch."""
        reader = self._workspace.reader
        states = {one.replica: one.state for one in devices(reader)}
        names, known, came = device_names(self._workspace, reader), have(reader), receipts(reader)
        views = [_view(one, names(one.replica), states, known, came) for one in peers(reader)]
        return tuple(sorted(views, key=lambda one: (one.device, one.peer.replica)))

    def state(self) -> ExchangeState:
        """What is known here and what is known to be missing."""
        reader = self._workspace.reader
        names, known = device_names(self._workspace, reader), have(reader)
        holes: Have = {name: tuple(gaps(intervals)) for name, intervals in known.items()}
        missing = joined(holes, *(beyond(one.have, known) for one in peers(reader)))
        found = tuple(Gap(names(replica), replica, intervals) for replica, intervals in missing.items() if intervals)
        own = self._workspace.info.replica
        mine = {name: intervals for name, intervals in unsent(reader).items() if name.partition(":")[0] == own}
        return ExchangeState(known, found, count(mine))


def _view(one: Peer, device: str, states: dict[str, DeviceState], known: Have, came: tuple[Receipt, ...]) -> PeerView:
    return PeerView(
        peer=one,
        device=device,
        state=states.get(one.replica.partition(":")[0], DeviceState.UNKNOWN),
        unacknowledged=count(beyond(known, one.have)),
        missing_here=count(beyond(one.have, known)),
        packages=sum(receipt.sender == one.replica for receipt in came),
    )
