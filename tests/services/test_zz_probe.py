from __future__ import annotations
import dataclasses, shutil, errno
from pathlib import Path
import pytest
from inspector.app import Services
from inspector.exchange import writing
from inspector.exchange.manifest import PackageKind
from inspector.exchange.signing import SigningKey
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages import quarantine
from inspector.services.packages.report import FileStatus
from inspector.storage.device_table import devices, DeviceState
from inspector.storage.workspace import DataTier, WorkplaceRole
from tests.services.kit import a_project, opened
from tests.services.packages_kit import acquaint, device, exported, pass_on, trust

def forged(source, folder, key=None, sender=None, **head):
    plan = source.outgoing._plan(ExportWish(kind=PackageKind.SNAPSHOT))
    key = key or plan.keys.signing
    made = source.outgoing._head(plan)
    made = dataclasses.replace(made, sender=dataclasses.replace(made.sender, key=key.public, **(sender or {})), **head)
    contents = writing.Contents(operations=source.outgoing._operations(plan))
    folder.mkdir(parents=True, exist_ok=True)
    return writing.write_packages(folder, lambda n, _: f"f{n}.xmw", made, contents, key)[0].path

def st(report):
    return [(o.status.value, o.error.key if o.error else "") for o in report.files]

def test_p1_tiers(desk, seven, stick, tmp_path):
    with device(tmp_path, "9号机") as nine, device(tmp_path, "新", WorkplaceRole.OFFICE) as new:
        seven.examples.sample(city_only=True)
        nine.examples.synthesize(5, 1)
        f1 = exported(seven, stick); f2 = exported(nine, stick)
        new.incoming.take([*f1, *f2]); trust(new, seven); trust(new, nine)
        r = new.incoming.take([*f1, *f2])
        print("P1", st(r), new.workspace.info.tier)

def test_p2_role(desk, seven, stick):
    f = forged(seven, stick, SigningKey.new(), {"role": "boss"})
    r = desk.incoming.take([f]); print("P2", st(r))
    from tests.cli.kit import run
    acquaint(desk, seven, stick)
    f = forged(seven, stick / "b", None, {"tier": "foo"})
    try:
        print("P2b", st(desk.incoming.take([f])))
    except Exception as e:
        print("P2b CRASH", repr(e))

def test_p3_quarantine_oserror(desk, seven, stick, monkeypatch):
    (f,) = exported(seven, stick)
    def boom(*a): raise OSError(errno.ENOSPC, "no space")
    monkeypatch.setattr(quarantine, "copy_durably", boom)
    try:
        print("P3", st(desk.incoming.take([f])))
    except Exception as e:
        print("P3 CRASH", repr(e))

def test_p4_two_offices(desk, seven, stick, tmp_path):
    with device(tmp_path, "区办", WorkplaceRole.OFFICE) as other, device(tmp_path, "9号机") as nine:
        acquaint(other, nine, stick)
        acquaint(desk, seven, stick)
        for _ in range(3):
            with device(tmp_path, f"x{_}") as x:
                acquaint(desk, x, stick)
        acquaint(desk, other, stick)
        print("P4 other:", [(d.name, d.state.value) for d in devices(other.workspace.reader)], other.devices.listed().roster_version)
        print("P4 desk:", [(d.name, d.state.value) for d in devices(desk.workspace.reader)], desk.devices.listed().roster_version)

def test_p5_restored_office(tmp_path, seven, stick):
    with device(tmp_path, "办", WorkplaceRole.OFFICE) as desk:
        acquaint(desk, seven, stick)
        desk.workspace.close
    shutil.copytree(tmp_path / "办", tmp_path / "backup")
    with opened(tmp_path / "办") as desk, device(tmp_path, "9号机") as nine:
        acquaint(desk, nine, stick)
        pass_on(desk, seven, stick)
        desk.devices.revoke("9号机", "x")
        pass_on(desk, seven, stick)
        print("P5 v", desk.devices.listed().roster_version, seven.devices.listed().roster_version)
        pk = exported(nine, stick / "nine")
        shutil.rmtree(tmp_path / "办")
        shutil.copytree(tmp_path / "backup", tmp_path / "办")
    with opened(tmp_path / "办") as desk, opened(tmp_path / "9号机") as nine:
        print("P5 restored v", desk.devices.listed().roster_version)
        pass_on(seven, desk, stick)
        print("P5 after seven", desk.devices.listed().roster_version, [(d.name, d.state.value) for d in devices(desk.workspace.reader)])
        desk.devices.revoke("7号机", "x")
        print("P5 revoke 7", desk.devices.listed().roster_version)

def test_p6_laptop_as_office(desk, seven, stick, tmp_path):
    acquaint(desk, seven, stick)
    with device(tmp_path, "坏机") as bad:
        f = forged(bad, stick / "bad", None, {"role": "office"}) if bad.devices.make_own_keys() else None
        print("P6", st(desk.incoming.take([f])))
        trust(desk, bad)
        print("P6", [(d.name, d.role, d.state.value) for d in devices(desk.workspace.reader)])

def test_p8(desk, seven, stick, monkeypatch):
    from inspector.services.packages import exporting
    def boom(*a): raise OSError(errno.ENOSPC, "no space")
    monkeypatch.setattr(exporting, "_keep_sent", boom)
    try: exported(seven, stick)
    except Exception as e: print("P8", repr(e), list(stick.iterdir()))

def test_p10(desk, seven, stick):
    (f,) = exported(seven, stick)
    desk.incoming.take([f]); trust(desk, seven); desk.incoming.take([f])
    print("P10", desk.devices.listed().known[0].waiting)

def test_p11(desk, seven, stick):
    acquaint(desk, seven, stick)
    (f,) = exported(seven, stick)
    data = f.read_bytes()
    (stick / ".0123456789abcdef.part").write_bytes(data[:-100])
    from inspector.cli.package import _packages
    print("P11", _packages((stick,)))
    from inspector.exchange import writing as w

def test_p12_selfpeer(desk, seven, stick):
    files = exported(desk, stick)
    r = desk.incoming.take(files)
    print("P12", st(r), r.changes.change_id, desk.peers.listed())

def test_p7_clone(desk, tmp_path, stick):
    with device(tmp_path, "甲") as one:
        acquaint(desk, one, stick)
    shutil.copytree(tmp_path / "甲", tmp_path / "乙")
    with opened(tmp_path / "甲") as one, opened(tmp_path / "乙") as two:
        print("P7", one.workspace.info.epoch, two.workspace.info.epoch, one.workspace.info.replica == two.workspace.info.replica)
        a_project(desk, "新任务")
        pass_on(desk, two, stick)
        a_project(two, "来自乙")
        pass_on(two, desk, stick)
        for i in range(3):
            pass_on(desk, one, stick); pass_on(one, desk, stick)
        from inspector.storage.merge import operations_hash
        print("P7 same?", operations_hash(one.workspace.reader) == operations_hash(desk.workspace.reader), one.peers.state().gaps)
