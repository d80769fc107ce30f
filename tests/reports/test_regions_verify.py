"""Reports of all regions, and reports computed again: what is changed is named."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from places3t.demo import make_demo
from places3t.errors import Refusal
from places3t.reports import regions
from places3t.reports.output import Options
from places3t.reports.verify import verify
from places3t.reports.write import write_brief, write_report
from places3t.workspace import Workspace


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_demo(tmp_path_factory.mktemp("verify") / "study")[0]


@pytest.fixture(scope="module")
def region(study: Workspace) -> Path:
    return write_report(study, "94", "en")[0].parent


@pytest.fixture
def copy(region: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(region, tmp_path / region.name))


def test_a_fresh_report_differs_in_nothing(study: Workspace, region: Path) -> None:
    assert verify(study, region) == []
    assert verify(study, region / "report.html") == []


def test_a_fresh_brief_differs_in_nothing(study: Workspace) -> None:
    assert verify(study, write_brief(study, "fr")[0]) == []


def test_a_changed_number_in_a_table_is_named(study: Workspace, copy: Path) -> None:
    path = copy / "territories.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    header = lines[0].strip().split(",")
    at = next(at for at, line in enumerate(lines) if line.startswith("places,") and "2A" in line)
    cells = lines[at].split(",")
    was = cells[header.index("value")]
    cells[header.index("value")] = "99"
    path.write_text("".join([*lines[:at], ",".join(cells), *lines[at + 1 :]]), encoding="utf-8")
    (found,) = verify(study, copy)
    assert (found.file, found.column, found.reported, found.computed) == ("territories.csv", "value", "99", was)
    assert found.where is not None
    assert "places" in found.where
    assert "2A" in found.where


def test_a_changed_number_in_the_text_is_named(study: Workspace, copy: Path) -> None:
    path = copy / "report.md"
    said = path.read_text("utf-8")
    changed, times = re.subn(r"\*\*(\d+) places\*\*", "**999 places**", said, count=1)
    assert times == 1
    path.write_text(changed, encoding="utf-8")
    (found,) = verify(study, copy)
    assert found.file == "report.md"
    assert "999" in str(found.reported)
    assert "999" not in str(found.computed)


def test_a_changed_page_or_picture_or_a_lost_file_is_named(study: Workspace, copy: Path) -> None:
    page = copy / "report.html"
    page.write_text(page.read_text("utf-8").replace("places", "palaces", 1), encoding="utf-8")
    (copy / "map.svg").unlink()
    assert {each.file for each in verify(study, copy)} == {"report.html", "map.svg"}


def test_a_changed_store_is_named(study: Workspace, copy: Path, tmp_path: Path) -> None:
    import pyarrow as pa

    other = Workspace(Path(shutil.copytree(study.root, tmp_path / "other")))
    table = other.read("places")
    column = table.column("status").to_pylist()
    corsica = table.column("region_code").to_pylist()
    at = next(at for at, (each, code) in enumerate(zip(column, corsica, strict=True)) if (each, code) == ("open", "94"))
    column[at] = "closed"
    place = table.schema.get_field_index("status")
    with other.lock():
        other.write({"places": table.set_column(place, table.schema.field(place), pa.array(column))})
    found = verify(other, copy)
    tables = [each for each in found if each.file == "territories.csv"]
    assert any(each.column == "value" and "2" in str(each.where) for each in tables)
    assert any(each.file == "report.md" for each in found)


def test_other_sources_and_versions_are_named(study: Workspace, copy: Path) -> None:
    path = copy / "report.json"
    said = json.loads(path.read_text("utf-8"))
    said["sources"][0]["sha256"] = "0" * 64
    said["places3t"] = "0.0.1"
    path.write_text(json.dumps(said), encoding="utf-8")
    assert [each.column for each in verify(study, copy)] == ["sha256", "places3t"]


def test_what_is_no_report_is_refused(study: Workspace, tmp_path: Path) -> None:
    for text in (None, "[]", "{", '{"report": "x"}'):
        if text is not None:
            (tmp_path / "report.json").write_text(text, encoding="utf-8")
        with pytest.raises(Refusal) as refused:
            verify(study, tmp_path)
        assert refused.value.code == "not-a-report"


def test_a_report_of_other_templates_needs_them(study: Workspace, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "region.md.j2").write_text("# {{ title }}\n", encoding="utf-8")
    folder = write_report(study, "06", "en", tmp_path, Options(("md",), own))[0].parent
    with pytest.raises(Refusal) as refused:
        verify(study, folder)
    assert refused.value.code == "report-templates"
    assert verify(study, folder, own) == []


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    codes = ["06", "94"]
    monkeypatch.setattr(regions, "regions_with_places", lambda _: codes)
    return codes


def test_every_region_has_its_report_and_a_line(study: Workspace, two: list[str], tmp_path: Path) -> None:
    told: list[str] = []
    page, *reports = regions.write_regions(study, "fr", tmp_path, progress=told.append, workers=1)
    assert told == two
    assert [path.parent.name for path in reports] == [f"region-{code}-fr" for code in two]
    said = page.read_text("utf-8")
    for code in two:
        assert f"](../region-{code}-fr/report.html)" in said
        assert f'href="../region-{code}-fr/report.html"' in page.with_suffix(".html").read_text("utf-8")
    assert verify(study, page) == []


def test_processes_change_nothing(study: Workspace, region: Path, two: list[str], tmp_path: Path) -> None:
    regions.write_regions(study, "en", tmp_path, workers=2)
    for path in sorted(region.iterdir()):
        assert (tmp_path / region.name / path.name).read_bytes() == path.read_bytes(), path.name


def test_regions_with_places_are_those_of_the_places(study: Workspace) -> None:
    codes = regions.regions_with_places(regions.study_of(study, "fr"))
    assert {"32", "94"} <= set(codes)
    assert codes == sorted(codes)
