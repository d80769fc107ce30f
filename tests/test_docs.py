"""The documentation says what the program does now: generated pages are current, links lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "raw" / "demo" / "README.md"])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "scripts" / "write_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commands.md", "formats.md"])
def test_a_generated_page_is_current(writer: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == writer.PAGES[name](), "run: make docs"


def test_every_verb_is_documented(writer: ModuleType) -> None:
    commands = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    listed = re.search(r"Commands:\n((?:  .*\n)+)", commands)
    assert listed is not None
    verbs = {line.split()[0] for line in listed[1].splitlines() if line.strip() and not line.startswith("   ")}
    assert verbs == {words[0] for words in writer.verbs()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_change_log_knows_this_version() -> None:
    from places3t import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {__version__}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
