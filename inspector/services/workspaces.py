"""Making a workspace and telling about it: city profile in, counts and content hash out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.domain.city_records import area_records, dispatch_rule_records, list_records
from inspector.domain.entities import kinds
from inspector.domain.ids import Clock, SystemClock, derived_id
from inspector.domain.profile import CityProfile
from inspector.domain.record import Record
from inspector.services.packages.wants import awaited_photos
from inspector.services.peers import ExchangeState, PeerService
from inspector.services.profiles import load_profile
from inspector.storage.merge import operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.transaction import ChangeSet
from inspector.storage.workspace import WorkplaceRole, Workspace, WorkspaceInfo


@dataclass(frozen=True)
class WorkspaceStatus:
    """What `info` tells: who this is, how many rows of each kind, the hashes, where the exchange stands.

    `state_hash` is equal for equal content, `operations_hash` where the same operations are known; `wants` are
    the SHA-256 of originals that are awaited.
    """

    info: WorkspaceInfo
    counts: dict[str, int]
    state_hash: str
    operations_hash: str
    exchange: ExchangeState
    wants: tuple[str, ...]


def create_workspace(
    path: Path, *, role: WorkplaceRole, device_name: str, city: str, clock: Clock | None = None
) -> Workspace:
    """A new workspace with the areas, lists and dispatch rules of its city.

    Raises NotFoundError for an unknown city and StorageError where the folder is taken; nothing is made then.
    """
    profile = load_profile(city)
    workspace = Workspace.create(path, role=role, device_name=device_name, city=city, clock=clock or SystemClock())
    try:
        with workspace.change(ChangeSet("create_workspace", role="setup")) as tx:
            tx.insert_many(shipped_records(profile))
    except BaseException:
        workspace.close()
        raise
    return workspace


def shipped_records(profile: CityProfile) -> Iterator[Record]:
    """The records of a city profile, with ids that are the same in every workspace of the city."""
    areas = area_records(profile, _named(f"area:{one.code}" for one in profile.areas))
    yield from areas
    yield from list_records(profile, _named(f"list:{profile.key}:{one.key}" for one in profile.lists))
    rules = (f"rule:{profile.key}:{number}" for number, _ in enumerate(profile.dispatch_rules))
    yield from dispatch_rule_records(profile, areas, _named(rules))


def _named(names: Iterator[str]) -> Callable[[], str]:
    left = iter(names)
    return lambda: derived_id(next(left))


def workspace_status(workspace: Workspace) -> WorkspaceStatus:
    """Identity, counts of all kinds, both hashes and the state of the exchange of `workspace`."""
    counts = {kind: workspace.reader.count(cls) for kind, cls in kinds().items()}
    return WorkspaceStatus(
        info=workspace.info,
        counts=counts,
        state_hash=state_hash(workspace),
        operations_hash=operations_hash(workspace.reader),
        exchange=PeerService(workspace).state(),
        wants=awaited_photos(workspace),
    )
