"""A report as one HTML file: loads nothing, is built as assistive technology expects, says what the Markdown says."""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from places3t.errors import Refusal
from places3t.reports.output import Options
from places3t.reports.page import page
from places3t.reports.phrases import Phrases
from places3t.reports.region import write_region

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Page(HTMLParser):
    """The elements of a page, in order, and whether each is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in tags]


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("pages")
    return write_region(*tables, "94", out_dir=made, lang="fr")[0].parent


@pytest.fixture(scope="module")
def made(folder: Path) -> Page:
    return Page((folder / "report.html").read_text("utf-8"))


def test_nothing_is_loaded_from_outside(made: Page, folder: Path) -> None:
    assert made.all("script", "link", "iframe", "object", "embed", "base", "form") == []
    assert all(str(each["src"]).startswith("data:image/png;base64,") for each in made.all("img"))
    for link in made.all("a"):
        target = str(link["href"])
        inside = target.startswith(("#", "data:text/csv", "data:image/svg+xml"))
        assert inside or (folder / target).is_file(), target[:80]
    style = (folder / "report.html").read_text("utf-8").split("<style>")[1].split("</style>")[0]
    assert "url(" not in style
    assert "@import" not in style


def test_it_is_small(folder: Path) -> None:
    assert (folder / "report.html").stat().st_size < 2_000_000


def test_language_title_and_headings(made: Page) -> None:
    assert made.all("html") == [{"lang": "fr"}]
    levels = [int(tag[1]) for tag, _ in made.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    anchors = {attrs["id"] for attrs in made.all("h2")}
    assert {f"#{anchor}" for anchor in anchors} <= {link["href"] for link in made.all("a")}


def test_pictures_and_tables_can_be_heard(made: Page) -> None:
    assert len(made.all("img")) == 2
    assert all(len(str(each["alt"])) > 40 for each in made.all("img"))
    assert all(each.get("scope") in {"col", "row"} for each in made.all("th"))
    assert len(made.all("thead")) == len(made.all("table")) == len(made.all("section")) > 3
    assert all(each["aria-label"] for each in made.all("section"))
    assert {each["scope"] for each in made.all("th")} == {"col", "row"}


def test_it_says_what_the_markdown_says(made: Page, folder: Path) -> None:
    said = "".join(made.texts)
    markdown = (folder / "report.md").read_text("utf-8")
    for figure in re.findall(r"\d[\d\u202f]*(?:,\d+)?", re.sub(r"\]\([^)]*\)|!\[[^\n]*", "", markdown)):
        assert figure in said, figure


def test_a_hostile_name_is_its_characters(made: Page) -> None:
    assert f"{HOSTILE}.csv, Feuil|1" in made.texts


@pytest.mark.parametrize("text", ["# T\n\n<script>alert(1)</script>\n", "# T\n\n[x](javascript:alert(1))\n"])
def test_html_in_markdown_is_text(text: str, tmp_path: Path) -> None:
    found = Page(page(text, tmp_path, Phrases("en")))
    assert found.all("script", "a") == []


def test_formats(tables, tmp_path: Path) -> None:
    paths = write_region(*tables, "06", out_dir=tmp_path, lang="en", options=Options(("html",)))
    assert paths[0].name == "report.html"
    assert not (paths[0].parent / "report.md").exists()


def test_templates_of_ones_own(tables, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "report.css").write_text("body { color: teal }", encoding="utf-8")
    (own / "region.md.j2").write_text("# {{ title }}\n\nOurs: {{ '<b>' }}\n", encoding="utf-8")
    paths = write_region(*tables, "06", out_dir=tmp_path, lang="en", options=Options(templates=own))
    assert paths[0].read_text("utf-8") == "# Third places in Mayotte\n\nOurs: &lt;b&gt;\n"
    assert "color: teal" in paths[1].read_text("utf-8")


@pytest.mark.parametrize("text", ["{{ nothing_such }}", "{% if %}", "{{ t.__class__.__mro__ }}"])
def test_a_template_that_cannot_be_used(text: str, tables, tmp_path: Path) -> None:
    (tmp_path / "region.md.j2").write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        write_region(*tables, "06", out_dir=tmp_path, lang="en", options=Options(templates=tmp_path))
    assert refused.value.code == "bad-template"
