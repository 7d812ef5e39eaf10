"""设备与指纹: a new office can read its fingerprint out before it has ever exported anything."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.errors import StorageError
from inspector.services.packages.devices import DeviceService
from inspector.ui.screens.merge.devices_page import DevicesPage
from tests.ui.kit import Desk


def shown(desk: Desk, qtbot: QtBot) -> DevicesPage:
    page = DevicesPage(desk.context)
    qtbot.addWidget(page)
    page.refresh()
    desk.settle()
    return page


def test_the_keys_of_a_new_office_are_made_when_its_fingerprint_is_asked_for(
    empty_office_desk: Desk, qtbot: QtBot
) -> None:
    first = shown(empty_office_desk, qtbot).own.text()
    own = empty_office_desk.ask(lambda services: services.devices.listed().own)
    assert own.fingerprint in first
    assert shown(empty_office_desk, qtbot).own.text() == first
    assert empty_office_desk.prompts.told == []


def test_a_full_disk_is_told_where_the_fingerprint_would_stand(
    empty_office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_service: DeviceService) -> None:
        raise StorageError("storage.disk_full", path="x")

    monkeypatch.setattr(DeviceService, "make_own_keys", full)
    assert "写不进磁盘" in shown(empty_office_desk, qtbot).own.text()
