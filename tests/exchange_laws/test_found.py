"""What the histories found, each as the shortest history that shows it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from inspector.domain.project import Project
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.report import FileStatus
from inspector.storage.backup import make_backup, restore
from inspector.storage.merge import conflicts
from tests.exchange_laws.deeds import DEEDS
from tests.exchange_laws.machine import PARTS
from tests.exchange_laws.newer import NewerProgram, Novelty
from tests.exchange_laws.traffic import Traffic, increments
from tests.exchange_laws.world import NAMES, OFFICE, Replica, copied, room, template, unhurried


@pytest.fixture
def replicas() -> Iterator[tuple[Replica, ...]]:
    template()
    root = room()
    with unhurried(1):
        made = copied(root)
        yield made
        for one in made:
            one.close()
    shutil.rmtree(root)


@pytest.fixture
def traffic(replicas: tuple[Replica, ...], tmp_path: Path) -> Traffic:
    return Traffic(replicas, tmp_path)


def edit(replica: Replica, note: str) -> None:
    """Note something on the first project."""
    with replica.workspace.transaction("edit") as tx:
        tx.update(Project, min(one.id for one in tx.reader.all(Project)), note=note)
    replica.known.update(replica.log())


def take_photo(replica: Replica, value: int, *, large: bool) -> None:
    deed = "insert large photo" if large else "insert photo"
    with replica.workspace.transaction(deed) as tx:
        DEEDS[deed](replica, tx, 0, value)
    replica.known.update(replica.log())


def test_what_several_packages_tell_as_missing_is_told_together(
    replicas: tuple[Replica, ...], traffic: Traffic
) -> None:
    """The last file's word on a replica took the place of what the files before had said."""
    office, first, second = replicas
    sent = []
    for text in "甲乙丙丁":
        edit(first, text)
        sent += traffic.export(first, second, increments())
        traffic.take(second, sent[-1:], previewed=False)
        traffic.take(first, traffic.export(second, first, increments()), previewed=False)
    report = office.services.incoming.take([sent[3].path, sent[1].path])
    assert [(one.replica, one.intervals) for one in report.missing] == [(first.name, ((1, 1), (3, 3)))]


def test_a_photo_that_comes_twice_is_foretold_as_new_once(replicas: tuple[Replica, ...], traffic: Traffic) -> None:
    office, laptop, _ = replicas
    take_photo(laptop, 1, large=False)
    files = [one.path for _ in range(2) for one in traffic.export(laptop, office, increments())]
    foretold, report = office.services.incoming.preview(files), office.services.incoming.take(files)
    assert [one.photos for one in foretold.files] == [one.photos for one in report.files]
    assert [(one.photos.stored, one.photos.known) for one in report.files] == [(1, 0), (0, 1)]


def test_a_photo_in_parts_is_foretold_as_the_import_makes_it(replicas: tuple[Replica, ...], traffic: Traffic) -> None:
    """Missing while a volume is, whole with the last one, also where that one comes by itself."""
    office, laptop, _ = replicas
    take_photo(laptop, 1, large=True)
    volumes = traffic.export(laptop, office, replace(increments(), max_size=PARTS, encrypt=False))
    assert len(volumes) == 2
    for part, missing in zip(volumes, (1, 0), strict=True):
        foretold = office.services.incoming.preview([part.path])
        report = office.services.incoming.take([part.path])
        assert foretold.files[0].photos == report.files[0].photos
        assert (foretold.photos_missing, report.photos_missing) == (missing, missing)


def test_one_backup_restored_twice_gives_two_epochs(replicas: tuple[Replica, ...], tmp_path: Path) -> None:
    office, laptop, _ = replicas
    backup = make_backup(laptop.workspace, tmp_path / "stick")
    for note in ("第一次", "第二次"):
        laptop.close()
        shutil.rmtree(laptop.folder)
        restore(backup.path, laptop.folder)
        laptop.reopen()
        edit(laptop, note)
        files = laptop.services.outgoing.export(tmp_path / note, ExportWish(to=NAMES[OFFICE])).packages
        report = office.services.incoming.take([one.path for one in files])
        assert [one.status for one in report.files] == [FileStatus.ACCEPTED]


def test_a_delete_against_an_edit_of_an_unknown_field_is_a_conflict(
    replicas: tuple[Replica, ...], traffic: Traffic
) -> None:
    """The row comes back by an edit that this version cannot show, so it must say why it is there again."""
    office, laptop, _ = replicas
    newer = NewerProgram()
    newer.write(laptop, Novelty.FIELD, 0)
    row = next(iter(newer.made.values())).row
    with office.workspace.transaction("delete") as tx:
        tx.delete(Project, row)
    office.known.update(office.log())
    traffic.take(office, [traffic.packed(newer.packed(laptop, traffic.folder()), newer.made)], previewed=False)
    assert office.workspace.reader.get(Project, row).id == row
    assert [one.field for one in conflicts(office.workspace.reader)] == [None]
