"""To whom a package can go, and what was written before."""

from __future__ import annotations

from pathlib import Path

from inspector.services.bundle import Services
from inspector.services.handed_over import past_exports, recipients
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.first_contact import strangers, take_trusting
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileStatus
from tests.services.kit import a_project, picture
from tests.services.packages_kit import acquaint, device, exported


def test_offices_stand_first_and_oneself_not_at_all(office: Services, tmp_path: Path) -> None:
    with device(tmp_path, "乙机") as laptop, device(tmp_path, "甲机") as other:
        acquaint(office, laptop, tmp_path / "a")
        acquaint(other, laptop, tmp_path / "b")
        found = recipients(laptop.workspace)
        assert [(one.name, one.is_office) for one in found] == [("编报端", True), ("甲机", False)]
        assert laptop.outgoing.export(tmp_path / "c", ExportWish(to=found[0].replica)).to == "编报端"


def test_the_volumes_of_an_export_are_one_line(office: Services, tmp_path: Path) -> None:
    made = a_project(office)
    assert past_exports(office.workspace) == ()
    office.outgoing.export(tmp_path / "a")
    photos = [picture(tmp_path / f"{at}.jpg", (at, 9, 9)) for at in range(3)]
    draft = office.drafts.start(made.id)
    office.drafts.attach_photos(draft.id, None, photos)
    written = office.outgoing.export(tmp_path / "b", ExportWish(max_size=20_000, encrypt=False)).packages
    newest, before = past_exports(office.workspace)
    assert newest.files == tuple(one.path.name for one in written)
    assert newest.size == sum(one.size for one in written)
    assert (before.to, len(before.files), before.kind) == ("", 1, "task")


def test_a_first_package_is_taken_in_with_the_trust_in_its_signer(office: Services, tmp_path: Path) -> None:
    a_project(office, "觉华岛跨海桥")
    files = exported(office, tmp_path / "out")
    with device(tmp_path, "乙机") as laptop:
        unknown = strangers(laptop.incoming.preview(files))
        assert [one.error.details["fingerprint"] for one in unknown if one.error] == [
            office.devices.make_own_keys().fingerprint
        ]
        report = take_trusting(laptop.incoming, laptop.devices, files, ImportWish(author="巡查员甲"))
        assert [one.status for one in report.files] == [FileStatus.ACCEPTED]
        assert [one.device.name for one in laptop.devices.listed().known] == ["编报端"]
        again = take_trusting(laptop.incoming, laptop.devices, files, ImportWish(author="巡查员甲"))
        assert [one.status for one in again.files] == [FileStatus.KNOWN]
