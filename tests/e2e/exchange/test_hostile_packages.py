"""Damaged, forged and replayed packages at a real office: refused with a sentence, the content hash unchanged."""

from __future__ import annotations

import json
import struct
from pathlib import Path

from inspector import paths
from tests.e2e.exchange.kit import Place, bytes_of
from tests.e2e.exchange.town import Town, a_project, agree

PACKAGES = paths.root() / "tests" / "exchange" / "packages"
MALFORMED: dict[str, str] = json.loads((PACKAGES / "malformed.json").read_text("utf-8"))


def trusting(office: Place) -> None:
    """The office trusts the device that signed these packages: what is refused is refused for itself."""
    (told,) = office.take([PACKAGES / "good.xmw"])["files"]
    office.ask("device trust", told["fingerprint"], "--by", "主任")


def test_every_malformed_package_is_refused_for_its_reason_and_hinders_no_other(town: Town) -> None:
    office, laptop = town.office, town.laptops[0]
    trusting(office)
    laptop.hand("edit", "project", a_project(laptop), {"note": "好包"})
    (good,) = laptop.export()
    wrong = [PACKAGES / f"{name}.xmw" for name in MALFORMED]
    before, files, photos = office.hashes(), bytes_of(wrong), office.originals

    told = office.take(wrong)["files"]
    assert [one["file"] for one in told if one["status"] != "refused"] == []
    assert {Path(one["file"]).stem: one["error"]["key"] for one in told} == MALFORMED
    assert all(one["error"]["message"] and "{" not in one["error"]["message"] for one in told)
    assert (office.hashes(), bytes_of(wrong), office.originals) == (before, files, photos)

    answer = office.take([*wrong[:10], good, *wrong[10:]])
    assert [one["status"] for one in answer["files"]].count("accepted") == 1
    assert office.ask("project show", a_project(office))["project"]["note"] == "好包"
    assert bytes_of(wrong) == files
    assert office.sound()


def test_a_zip_of_a_million_members_is_refused(town: Town, tmp_path: Path) -> None:
    """Not only claimed: they are all there, each an empty member of its own name."""
    office, path = town.office, tmp_path / "百万.xmw"
    local = struct.Struct("<I5H3I2H8s")
    central = struct.Struct("<I6H3I5H2I8s")
    names = [f"{number:08}".encode() for number in range(1_000_000)]
    with path.open("wb") as file:
        file.writelines(local.pack(0x04034B50, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, name) for name in names)
        start = file.tell()
        for number, name in enumerate(names):
            file.write(
                central.pack(0x02014B50, 20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, local.size * number, name)
            )
        size = file.tell() - start
        file.write(struct.pack("<IQ2H2I4Q", 0x06064B50, 44, 45, 45, 0, 0, len(names), len(names), size, start))
        file.write(struct.pack("<IIQI", 0x07064B50, 0, start + size, 1))
        file.write(struct.pack("<I4H2IH", 0x06054B50, 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0))
    before = office.hashes()
    (told,) = office.take([path])["files"]
    assert told["error"]["key"] == "exchange.too_many_members"
    assert "1000000" in told["error"]["message"].replace(",", "").replace(" ", "")
    assert office.hashes() == before


def test_an_older_package_replayed_changes_nothing(town: Town) -> None:
    office, laptop = town.office, town.laptops[0]
    project = a_project(laptop)
    laptop.hand("edit", "project", project, {"note": "旧"})
    old = laptop.export()
    office.takes(old)
    laptop.hand("edit", "project", project, {"note": "新"})
    office.takes(laptop.export())
    before = office.hashes()
    for _ in range(2):
        told = office.takes(old)
        assert [one["status"] for one in told["files"]] == ["known"]
        assert (told["new"], told["changed"], told["deleted"], told["change_id"]) == (0, 0, 0, 0)
    assert office.hashes() == before
    laptop.takes(office.export())
    agree(office, laptop)


def test_what_is_no_package_is_told(town: Town, tmp_path: Path) -> None:
    office, before = town.office, town.office.hashes()
    files = {"空.xmw": b"", "照片.jpg": b"\xff\xd8\xff\xe0" + bytes(500), "说明.txt": "你好".encode("gbk")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    told = office.take(tmp_path / name for name in files)["files"]
    assert {one["error"]["key"] for one in told} == {"exchange.not_package"}
    assert office.hashes() == before
