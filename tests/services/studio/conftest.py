"""The synthetic city with its studio, to write in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.services.bundle import Services
from inspector.services.studio import StudioService
from tests.services.kit import copied
from tests.storage.kit import HandClock


@pytest.fixture
def town(tmp_path: Path, city_folder: Path, clock: HandClock) -> Iterator[Services]:
    """The synthetic city, to write in."""
    with copied(city_folder, tmp_path / "town", clock) as services:
        yield services


@pytest.fixture
def studio(town: Services) -> StudioService:
    return town.office.studio
