"""Every fact of every report leads to its table, in Markdown and in HTML, under names that never change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from places3t.demo import make_demo
from places3t.reports.anchors import caption, slug
from places3t.reports.document import parse, plain
from places3t.reports.page import page
from places3t.reports.phrases import Phrases
from places3t.reports.regions import regions_page, study_of
from places3t.reports.write import write_brief, write_report
from places3t.typography import escape_markdown

if TYPE_CHECKING:
    from pathlib import Path

TERRITORY = {"table-territories", "table-types", "table-isolation", "table-findings", "table-files", "table-references"}
NAMES = {
    "national": TERRITORY | {"table-concentration", "table-abroad", "figure-map", "figure-density"},
    "region": TERRITORY | {"table-beside", "figure-map", "figure-density"},
    "regions": {"table-regions", "table-files", "table-references", "figure-density"},
    "funding": {
        "table-states",
        "table-within",
        "table-files",
        "figure-survival",
        "table-who-legal-form",
    },
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    folder = tmp_path_factory.mktemp("links")
    study = make_demo(folder / "study")[0]
    made = {}
    for language in ("fr", "en"):
        made["national", language] = write_report(study, None, language, folder)[0]
        made["region", language] = write_report(study, "32", language, folder)[0]
        made["regions", language] = regions_page(study_of(study, language), folder)[0]
        made["funding", language] = write_brief(study, language, folder)[0]
    return made


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("report", NAMES)
def test_every_link_within_resolves(reports: dict[tuple[str, str], Path], report: str, language: str) -> None:
    path = reports[report, language]
    markdown, html = path.read_text("utf-8"), path.with_suffix(".html").read_text("utf-8")
    anchors = re.findall(r'<a id="([^"]+)"></a>', markdown)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) >= NAMES[report]
    assert set(re.findall(r"\]\(#([^)]+)\)", markdown)) <= set(anchors)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(anchors) <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert "&lt;a id=" not in html


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("report", NAMES)
def test_five_facts_each_with_a_link_to_its_table(
    reports: dict[tuple[str, str], Path], report: str, language: str
) -> None:
    markdown = reports[report, language].read_text("utf-8")
    facts = [line for line in markdown.split("\n## ")[1].splitlines() if line.startswith("- ")]
    assert len(facts) == 5
    for fact in facts:
        assert re.search(r"\]\(#table-[a-z-]+\)\)$", fact), fact
        # An interval, or the probability of a test.
        assert re.search(r"\bde [\d\u202f,]+.* à |\d[^()]* to \d|p\u00a0=\u00a0", fact), fact


def test_names_are_the_same_in_both_languages(reports: dict[tuple[str, str], Path]) -> None:
    for report in NAMES:
        found = [re.findall(r'<a id="([^"]+)"', reports[report, lang].read_text("utf-8")) for lang in ("fr", "en")]
        assert found[0] == found[1], report


def test_a_title_becomes_the_tables_caption(tmp_path: Path) -> None:
    blocks = ["# T", caption("table-x", "A *b*"), "| a | b |\n|---|---|\n| 1 | 2 |", caption("note", "Alone"), "Words"]
    text = "\n\n".join(blocks)
    table = next(token for token in parse(text) if token.type == "table_open")
    assert (table.meta["id"], plain(table.meta["caption"])) == ("table-x", "A b")
    made = page(text, tmp_path, Phrases("en"))
    assert '<table id="table-x">' in made
    assert "<caption><strong>A <em>b</em></strong></caption>" in made
    assert '<p id="note"><strong>Alone</strong></p>' in made


def test_a_text_of_a_file_is_no_anchor(tmp_path: Path) -> None:
    hostile = escape_markdown('<a id="table-x"></a>Mine')
    made = page(f"# T\n\n{hostile}\n", tmp_path, Phrases("en"))
    assert '<a id="table-x">' not in made
    assert "table-x" not in made.split("<main>")[0]


@pytest.mark.parametrize(
    ("title", "name"), [("En bref", "en-bref"), ("Où ?", "ou"), ("2019", "s-2019"), ("–", "section"), ("Île", "ile")]
)
def test_headings_are_named_by_their_words(title: str, name: str) -> None:
    assert slug(title, set()) == name
    assert slug(title, {name, f"{name}-2"}) == f"{name}-3"
