"""What several tests need: the real files where they are, a workspace, the program run as a user runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from places3t.workspace import Workspace

# Reproducible in continuous integration; no deadline, since a test must not fail because a machine is slow.
settings.register_profile(
    "project", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

_REAL = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path / "study")
    made.create()
    return made


@pytest.fixture(scope="session")
def real_data() -> Path:
    if not _REAL.is_dir():
        pytest.skip("the real public files are not beside the project")
    return _REAL
