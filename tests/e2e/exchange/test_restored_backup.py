"""Last week's backup is restored and edited on: no number means two things, nothing that left is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.exchange.kit import Place
from tests.e2e.exchange.town import Town, a_project, agree, settle


def test_a_restored_backup_goes_on_as_a_new_epoch(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    project = a_project(laptop)
    backup = laptop.ask("backup", tmp_path / "备份")["path"]
    laptop.hand("edit", "project", project, {"note": "备份之后", "jobs": 7})
    office.takes(laptop.export())

    shutil.rmtree(laptop.path)
    made = town.program.ask("restore", backup, laptop.path)
    assert made["epoch"] > 1
    laptop.hand("edit", "project", project, {"note": "恢复之后"})
    told = office.takes(laptop.export())
    assert len(told["conflicts"]) == 1  # the laptop no longer knew what it had written

    settle(office, laptop)
    agree(office, laptop)
    assert laptop.ask("project show", project)["project"]["jobs"] == 7
    own = laptop.ask("info")
    epochs = sorted(int(name.partition(":")[2]) for name in own["have"] if name.startswith(own["replica"]))
    assert epochs == [1, made["epoch"]]


def test_a_folder_set_back_in_place_is_found_out_by_what_the_office_knows(town: Town, tmp_path: Path) -> None:
    """The whole folder was put back file by file, the copy of the identity with it: nothing inside can tell."""
    office, laptop = town.office, town.laptops[0]
    project = a_project(laptop)
    before = shutil.copytree(laptop.path, tmp_path / "上周")
    laptop.hand("edit", "project", project, {"note": "上周以后"})
    office.takes(laptop.export())
    _put_back(before, laptop.path)
    assert laptop.ask("info")["epoch"] == 1

    laptop.takes(office.export())
    assert laptop.ask("info")["epoch"] > 1
    laptop.hand("edit", "project", project, {"note": "又改"})
    settle(office, laptop)
    agree(office, laptop)
    assert office.ask("project show", project)["project"]["note"] == "又改"


def test_numbers_given_twice_before_anybody_noticed_are_refused_and_told(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    project = a_project(laptop)
    before = shutil.copytree(laptop.path, tmp_path / "上周")
    laptop.hand("edit", "project", project, {"note": "第一次"})
    office.takes(laptop.export())
    _put_back(before, laptop.path)
    laptop.hand("edit", "project", project, {"note": "同一个号码"})
    hashes = office.hashes()
    (told,) = office.take(laptop.export())["files"]
    assert (told["status"], told["error"]["key"]) == ("refused", "storage.number_used_twice")
    assert office.hashes() == hashes


def _put_back(source: Path, target: Path) -> None:
    """Every file, but not the folder itself, as a backup program does."""
    for one in target.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    shutil.copytree(source, target, dirs_exist_ok=True)


def test_a_copied_folder_is_another_replica(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    twin = Place(Path(shutil.copytree(laptop.path, tmp_path / "副本")), town.program)
    project = a_project(laptop)
    laptop.hand("edit", "project", project, {"note": "原来的"})
    twin.hand("edit", "project", project, {"note": "副本的"})
    told = office.takes([*laptop.export(), *twin.export()])
    assert len(told["conflicts"]) == 1
    assert office.sound()
