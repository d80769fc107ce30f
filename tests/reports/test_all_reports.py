"""What holds of every report in every format: valid, of one piece, safe with any name, computed again to the byte."""

from __future__ import annotations

import html
import re
import shutil
import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from places3t.errors import Refusal
from places3t.export import export_table
from places3t.reports import word
from places3t.reports.output import Options
from places3t.reports.verify import verify

if TYPE_CHECKING:
    from conftest import Written

KINDS = ("national", "region", "regions", "funding", "workshop")
HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def document(path: Path, part: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(path) as packed:
        return ET.fromstring(packed.read(part))


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_valid_small_and_whole(every_report: Written, kind: str) -> None:
    with warnings.catch_warnings():
        # Its own imports, on recent versions of Python.
        warnings.simplefilter("ignore", DeprecationWarning)
        html5lib = pytest.importorskip("html5lib", reason="html5lib is not installed: pages are not validated")
    page = every_report.reports[kind][1]
    assert page.suffix == ".html"
    assert page.stat().st_size < 2_000_000
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text("utf-8"))
    for element in tree.iter():
        assert element.tag not in {"script", "link", "iframe", "object", "embed", "base", "form", "video", "audio"}
        assert not any(name.startswith("on") for name in element.attrib)
        source = element.get("src")
        assert source is None or source.startswith("data:image/png;base64,")
        target = element.get("href") or "#"
        inside = target.startswith(("#", "data:text/csv", "data:image/svg+xml", "../region-"))
        assert inside or (page.parent / target).is_file(), target[:80]
    style = "".join(element.text or "" for element in tree.iter("style"))
    assert not re.search(r"url\(|@import", style)


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_document_has_its_structure(every_report: Written, kind: str) -> None:
    path = every_report.reports[kind][2]
    body = document(path)
    markdown = every_report.reports[kind][0].read_text("utf-8")
    styles = [each.get(f"{WORD}val") for each in body.iter(f"{WORD}pStyle")]
    assert styles.count("Heading1") == 1
    assert styles.count("Heading2") == len(re.findall("^## ", markdown, flags=re.MULTILINE))
    tables = list(body.iter(f"{WORD}tbl"))
    assert len(tables) == len(re.findall(r"^\| :?-", markdown, flags=re.MULTILINE))
    for table in tables:
        rows = table.findall(f"{WORD}tr")
        assert [row.find(f".//{WORD}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
    pictures = list(body.iter(f"{DRAWING}docPr"))
    assert len(pictures) == markdown.count("\n![")
    assert all(len(each.get("descr", "")) > 40 for each in pictures)
    languages = {each.get(f"{WORD}val") for each in document(path, "word/styles.xml").iter(f"{WORD}lang")}
    assert languages == {"fr-FR"}
    marks = {each.get(f"{WORD}name") for each in body.iter(f"{WORD}bookmarkStart")}
    anchors = {each.get(f"{WORD}anchor") for each in body.iter(f"{WORD}hyperlink")} - {None}
    assert anchors <= marks
    assert anchors or kind == "workshop"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_name_is_its_characters(every_report: Written, kind: str) -> None:
    markdown, page, letter = every_report.reports[kind][:3]
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown.read_text("utf-8"))
    for shown in (rendered, page.read_text("utf-8")):
        assert "<img src=x" not in shown
        assert "<strong>bold</strong>" not in shown
    said = "".join(each.text or "" for each in document(letter).iter(f"{WORD}t"))
    assert "&lt;" not in said
    # The other reports quote no cell of a source.
    if kind == "workshop":
        assert html.escape(HOSTILE, quote=False) in page.read_text("utf-8")
        assert html.escape(HOSTILE, quote=False) in rendered
        assert HOSTILE in said
    for table in markdown.parent.glob("*.csv"):
        assert not re.search(r'(?m)(^|[,"])=cmd|^[=+@]', table.read_text("utf-8-sig"))


@pytest.mark.parametrize("name", ["places.xlsx", "places.csv"])
def test_a_hostile_name_is_its_characters_in_exports(every_report: Written, name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    export_table(every_report.workspace, "places", path, "fr")
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        assert HOSTILE in {cell for row in rows for cell in row}
        with zipfile.ZipFile(path) as packed:
            assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
    else:
        assert HOSTILE in path.read_text("utf-8-sig")


def changed(path: Path) -> str:
    """Change the first number that a reader meets after the title, and give what stands there now."""
    if path.suffix != ".docx":
        text = path.read_text("utf-8")
        begin = text.index("<main>") if path.suffix == ".html" else 0
        pattern = r"(?<=[ >*])\d[\d\u202f]*(?= (?:lieux|contributions|des)|</strong>)|(?<= )\d+,\d(?= )"
        found = re.search(pattern, text[begin:])
        assert found, path.name
        path.write_text(text[: begin + found.start()] + "98765" + text[begin + found.end() :], encoding="utf-8")
        return "98765"
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    text = parts["word/document.xml"].decode("utf-8")
    new, times = re.subn(r"(?<=>)([^<>]*?)\d+(?=[^<>]*</w:t>)", r"\g<1>98765", text, count=1)
    assert times == 1
    parts["word/document.xml"] = new.encode("utf-8")
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return "98765"


@pytest.mark.parametrize("kind", KINDS)
def test_computed_again_to_the_byte_but_for_what_was_changed(every_report: Written, kind: str, tmp_path: Path) -> None:
    made = every_report.reports[kind][0].parent
    copy = Path(shutil.copytree(made, tmp_path / made.name))
    texts = [copy / f"report.{suffix}" for suffix in ("md", "html", "docx")]
    marks = {path.name: changed(path) for path in texts}
    table = next(path for path in sorted(copy.glob("*.csv")) if "value" in path.read_text("utf-8-sig").split("\n")[0])
    lines = table.read_text("utf-8-sig").split("\n")
    at = lines[0].split(",").index("value")
    cells = lines[1].split(",")
    cells[at] = "98765"
    table.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8-sig")
    found = verify(every_report.workspace, copy)
    assert sorted(each.file for each in found) == sorted([*marks, table.name])
    for each in found:
        assert "98765" in str(each.reported)
        assert "98765" not in str(each.computed)
        assert each.where


def test_word_says_what_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "find_spec", lambda _: None)
    with pytest.raises(Refusal) as refused:
        Options(("docx",))
    assert refused.value.code == "no-docx"


def test_templates_of_ones_own_for_every_report(every_report: Written, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("national", "region", "regions", "funding", "workshop"):
        (own / f"{name}.md.j2").write_text(f"# Ours: {name}\n\n{{{{ '<b>' }}}}\n", encoding="utf-8")
    # In the language of the others, whose numbers are kept: the text is what is new.
    study, options = every_report.workspace, Options(("md", "docx"), own)
    from places3t.reports.regions import regions_page, study_of
    from places3t.reports.write import write_brief, write_report, write_themes

    made = {
        "national": write_report(study, None, "fr", tmp_path, options),
        "region": write_report(study, "06", "fr", tmp_path, options),
        "regions": regions_page(study_of(study, "fr"), tmp_path, options),
        "funding": write_brief(study, "fr", tmp_path, options),
        "workshop": write_themes(study, "fr", tmp_path, options),
    }
    for name, paths in made.items():
        assert paths[0].read_text("utf-8") == f"# Ours: {name}\n\n&lt;b&gt;\n"
        assert "<b>" in "".join(each.text or "" for each in document(paths[1]).iter(f"{WORD}t"))
