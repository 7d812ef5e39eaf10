"""All entity declarations in one import, so that the registry of kinds is complete."""

from inspector.domain import approval, bulletin, campaign, dispatch, inspection, problem, progress, project, setting
from inspector.domain.record import KINDS, Record

MODULES = (project, progress, approval, problem, inspection, dispatch, campaign, bulletin, setting)


def kinds() -> dict[str, type[Record]]:
    """Every entity class by its kind, in the order of its number."""
    return dict(sorted(KINDS.items(), key=lambda pair: pair[1].NUMBER))
