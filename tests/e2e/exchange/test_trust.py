"""Whose packages come in: strangers wait, the revoked are refused, a sealed package opens for its addressee only."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from subprocess import run

from inspector import paths
from tests.e2e.exchange.kit import Place, bytes_of, first_meeting, picture, visit_file
from tests.e2e.exchange.town import PROJECT, Town, a_project, agree, settle

YEARS = 3 * 366 * 86_400_000


def stranger(town: Town, name: str = "新机") -> Place:
    place = Place(town.folder / name, town.program)
    town.program.ask("new", place.path, "--role", "field", "--name", name)
    return place


def test_an_unknown_signer_waits_until_somebody_decides(town: Town) -> None:
    office, new = town.office, stranger(town)
    files, before = new.export(), office.hashes()
    (told,) = office.take(files)["files"]
    assert (told["status"], told["fingerprint"]) == ("quarantined", new.fingerprint())
    assert told["fingerprint"] in told["error"]["message"]
    assert office.hashes() == before

    files[0].unlink()  # the stick may go, the copy in quarantine stays
    refused = office.run("device trust", "新机", "--by", "主任")
    assert refused.json["error"]["key"] == "services.compare_fingerprint"
    (waiting,) = office.ask("device trust", told["fingerprint"], "--by", "主任")["waiting"]
    assert office.takes([Path(waiting)])["files"][0]["status"] == "accepted"
    assert not Path(waiting).exists()


def test_a_revoked_device_is_refused_everywhere(town: Town) -> None:
    office, bad, other = town.office, *town.laptops[:2]
    office.takes(bad.export())
    office.ask("device revoke", "7号机", "--by", "主任")
    bad.hand("edit", "project", a_project(bad), {"note": "吊销之后"})
    files, before = bad.export(), office.hashes()
    (told,) = office.take(files)["files"]
    assert (told["status"], told["error"]["key"]) == ("refused", "services.device_revoked")
    assert office.hashes() == before

    other.takes(office.export())  # the roster tells the others
    assert other.take(files)["files"][0]["error"]["key"] == "services.device_revoked"


def test_encrypted_volumes_open_for_their_addressee_only(town: Town, tmp_path: Path) -> None:
    office, laptop, other = town.office, *town.laptops[:2]
    photos = [picture(tmp_path / f"{number}.jpg", number) for number in (1, 2)]
    laptop.ask("visit add", *photos, "--project", PROJECT, "--file", visit_file(tmp_path / "visit.json"))
    volumes = laptop.export("--max-size", "200KB", "--to", "编报端")
    assert len(volumes) > 1
    assert all(one.read_bytes().startswith(b"age-encryption.org/v1\n") for one in volumes)
    assert all(one.stat().st_size <= 200_000 for one in volumes)

    answer = other.take(volumes)
    assert {one["error"]["key"] for one in answer["files"]} == {"exchange.sealed_to_others"}
    cut = tmp_path / "半截.xmw"
    cut.write_bytes(volumes[1].read_bytes()[:-5000])
    files = bytes_of([*volumes, cut])
    told = office.take([cut, *volumes])
    assert [one["status"] for one in told["files"]] == ["refused", *["accepted"] * len(volumes)]
    assert bytes_of([*volumes, cut]) == files
    assert len(office.originals) == 2
    laptop.takes(office.export())
    agree(office, laptop)


def test_a_snapshot_starts_a_new_replica(town: Town, tmp_path: Path) -> None:
    office, laptop, new = town.office, town.laptops[0], stranger(town)
    photo = picture(tmp_path / "1.jpg", 1, 100)
    laptop.ask("visit add", photo, "--project", PROJECT, "--file", visit_file(tmp_path / "visit.json"))
    settle(office, laptop)
    first_meeting(office, new, office.export("--kind", "snapshot"))
    assert new.originals == office.originals
    assert new.hashes()[0] == office.hashes()[0]
    first_meeting(new, office, new.export())
    agree(office, new)


def test_a_trimmed_log_needs_a_snapshot(town: Town) -> None:
    office, laptop, new = town.office, town.laptops[0], stranger(town)
    project = a_project(office)
    for number in range(3):
        office.hand("edit", "project", project, {"jobs": number})
    settle(office, *town.laptops)
    settle(office, *town.laptops)
    trimmed = office.ask("trim", now=time.time_ns() // 1_000_000 + YEARS)
    assert trimmed["operations"] >= 2
    assert trimmed["silent"] == []
    content = office.hashes()[0]

    first_meeting(new, office, new.export())
    refused = office.run("package export", town.folder / "给新机", "--to", "新机")
    assert refused.json["error"]["key"] == "services.needs_snapshot"
    first_meeting(office, new, office.export("--kind", "snapshot", "--to", "新机"))
    assert new.hashes()[0] == content
    office.takes(new.export())
    office.hand("edit", "project", project, {"jobs": 99})
    laptop.takes(office.export("--to", "7号机"))
    new.takes(office.export("--to", "新机"))
    agree(office, new)
    assert laptop.hashes() == office.hashes()  # whoever still has the trimmed operations knows the same


def test_the_program_itself_without_any_launcher(town: Town) -> None:
    """`python -m inspector`, as users start it: a package goes from one workspace to another."""
    office, laptop = town.office, town.laptops[0]
    laptop.hand("edit", "project", a_project(laptop), {"note": "照常"})
    (file,) = laptop.export()
    words = [sys.executable, "-m", "inspector", "package", "import", str(office.path), str(file), "--json"]
    told = run(words, cwd=paths.root(), capture_output=True, text=True, encoding="utf-8", check=True)
    assert '"accepted"' in told.stdout
    agree(office, laptop)
