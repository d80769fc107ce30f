"""The committed sample is what the script writes, to the byte."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "raw" / "demo"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    script = ROOT / "scripts" / "make_demo_data.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True, timeout=120)
    return folder


def files_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_script_writes_the_committed_files_and_no_other(written):
    assert files_of(written) == files_of(SAMPLE)


@pytest.mark.parametrize("name", [name for name in files_of(SAMPLE) if not name.endswith((".xlsx", ".ods"))])
def test_text_files_are_the_same_bytes(written, name):
    assert (written / name).read_bytes() == (SAMPLE / name).read_bytes()


@pytest.mark.parametrize("name", ["recensement_2018.xlsx", "recensement_2023.ods"])
def test_spreadsheets_hold_the_same_parts_on_the_same_fixed_day(written, name):
    # Part by part and not as one block: two builds of zlib squeeze the same content into different bytes.
    assert parts_of(written / name) == parts_of(SAMPLE / name)
    assert {info.date_time for info in zipfile.ZipFile(SAMPLE / name).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def test_the_sample_is_small():
    assert sum((SAMPLE / name).stat().st_size for name in files_of(SAMPLE)) < 1_200_000


@pytest.mark.parametrize("name", ["README.md", "truth/truth.json"])
def test_the_sample_says_in_both_languages_that_it_is_made_up(name):
    text = (SAMPLE / name).read_text(encoding="utf-8")
    assert "Données fictives" in text
    assert "Made-up data" in text


def test_each_file_says_it_too(grid):
    assert "FICTIVES" in grid("recensement_2018.xlsx")[0][0]
    assert "fictives" in grid("recensement_2021.csv")[0][0]
    assert any("fictives" in line[0] for line in grid("recensement_2023.ods", "Notice"))
    assert all("fictif" in row[3] or "fictive" in row[3] for row in grid("financements.csv")[1:])
    for file in ("atelier_2023.csv", "atelier_2024.csv"):
        assert all("fictif" in row[1] for row in grid(file)[1:])
