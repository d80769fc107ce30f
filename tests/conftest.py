"""What several tests need: the real files where they are, a workspace, the program run as a user runs it."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from places3t.cli import main
from places3t.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

# Reproducible in continuous integration; no deadline, since a test must not fail because a machine is slow.
settings.register_profile(
    "project", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "project"))

_REAL = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


class Done(NamedTuple):
    """What a run of the program left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def _run(*words: str | Path, folder: Path, language: str = "en") -> Done:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("LC_ALL", {"en": "C.UTF-8", "fr": "fr_FR.UTF-8"}[language])
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as stop:
            main([str(word) for word in words])
    return Done(int(stop.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def run() -> Callable[..., Done]:
    """Run the program as `main` does, in a folder and a language, without the cost of a process."""
    return _run


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
