"""The program as a user runs it, in a folder of its own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


CENSUS = """\
id;nom;commune;code postal;latitude;longitude;type;statut;contact
1;L'Établi;Nantes;44000;47,2139;-1,5558;fablab;ouvert;Contact 1
2;Le Phare;Brest;29200;48.39;-4.486;coworking;ouvert;
3;=2+2;Rennes;35000;48.11;-1.68;tiers-lieu;fermé;contact3@example.org
4;Nulle Part;Atlantis;;;;coworking;ouvert;
"""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, run: Callable) -> Path:
    folder = tmp_path_factory.mktemp("study")
    (folder / "census_2021-03.csv").write_text(CENSUS, encoding="utf-8")
    done = run("ingest", "census_2021-03.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_ingest_makes_the_folder_a_workspace_and_accounts_for_every_row(study: Path, run: Callable) -> None:
    again = run("ingest", "census_2021-03.csv", folder=study)
    assert (study / "places3t.toml").is_file()
    assert "4 read = 4 kept + 0 merged + 0 rejected" in again.stderr
    assert "places 4 (unchanged)" in again.stderr
    assert "wave 2021-03" in again.stderr
    assert again.stdout == ""


def test_it_speaks_french_where_the_system_does(study: Path, run: Callable) -> None:
    done = run("status", folder=study, language="fr")
    assert "lieux" in done.stdout
    assert "4 lues = 4 gardées" in done.stdout
    assert run("status", "--lang", "en", folder=study, language="fr").stdout.count("places")


def test_status_says_what_the_data_cannot_answer(study: Path, run: Callable) -> None:
    state = json.loads(run("status", "--format", "json", folder=study).stdout)
    assert state["tables"]["places"] == 4
    assert {need["family"] for need in state["needs"]} >= {"economy"}


def test_indicators_sum_to_the_open_places(study: Path, run: Callable) -> None:
    done = run("indicators", "density", "--level", "region", "--format", "csv", folder=study)
    rows = [row for row in csv.DictReader(io.StringIO(done.stdout)) if row["indicator"] == "places"]
    assert sum(float(row["value"]) for row in rows) == 3
    assert {row["name"]: row["value"] for row in rows}["(not located)"] == "1.0"


def test_indicators_as_a_table_carry_intervals_and_methods(study: Path, run: Callable) -> None:
    done = run("indicators", "isolation", "--level", "country", "--at", "50", folder=study)
    assert "isolated_share 50" in done.stdout
    assert "Wilson" in done.stderr


@pytest.mark.parametrize("extension", ["csv", "json", "md", "xlsx", "parquet"])
def test_a_result_goes_to_a_file_by_its_extension(study: Path, extension: str, run: Callable) -> None:
    done = run("indicators", "density", "--out", f"density.{extension}", "--quiet", folder=study)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (study / f"density.{extension}").stat().st_size > 0


@pytest.mark.parametrize("extension", ["csv", "xlsx", "parquet", "geojson", "gpkg"])
def test_places_are_exported(study: Path, extension: str, run: Callable) -> None:
    done = run("export", "places", "--out", f"out.{extension}", folder=study)
    assert done.returncode == 0, done.stderr
    assert f"out.{extension}: {3 if extension in {'geojson', 'gpkg'} else 4} rows" in done.stderr


def test_a_cell_is_never_a_formula(study: Path, run: Callable) -> None:
    run("export", "places", "--out", "safe.csv", folder=study)
    rows = list(csv.DictReader((study / "safe.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["name"] for row in rows][2] == "'=2+2"


def test_no_contact_is_left(study: Path, run: Callable) -> None:
    run("export", "places", "--out", "all.csv", folder=study)
    run("export", "findings", "--out", "findings.csv", folder=study)
    text = (study / "all.csv").read_text(encoding="utf-8") + (study / "findings.csv").read_text(encoding="utf-8")
    assert "@" not in text
    assert "Contact 1" not in text


def test_check_shows_findings_and_writes_nothing(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    done = run("check", "census.csv", folder=tmp_path)
    assert done.returncode == 1
    assert "not-located" in done.stdout
    assert "census.csv, row 5" in done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["census.csv"]


def test_check_as_json_has_every_finding(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    found = json.loads(run("check", "census.csv", "--all", "--format", "json", folder=tmp_path).stdout)
    assert {each["code"] for each in found} >= {"not-located", "people-column", "decimal-comma"}
    assert all(each["expected"] and each["hint"] for each in found)


def test_dry_run_and_strict_write_nothing(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    assert run("ingest", "census.csv", "--dry-run", folder=tmp_path).returncode == 0
    assert run("ingest", "census.csv", "--strict", folder=tmp_path).returncode == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["census.csv"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ingest", "none.csv"], 2, "no such file"),
        (["ingest", "bad.csv"], 1, "no column recognised"),
        (["ingest", "empty.csv"], 1, "is empty"),
        (["ingest", "ok.csv", "--wave", "jadis"], 2, "not a date"),
        (["ingest", "ok.csv", "--profile", "x"], 2, "cget-2019"),
        (["ingest", "ok.csv", "--sheet", "x"], 2, "no sheet"),
        (["ingest", "ok.csv", "bad.csv"], 1, "bad.csv"),
        (["ingest"], 2, "data"),
        (["status"], 2, "places3t init"),
        (["indicators", "density"], 2, "places3t init"),
        (["export", "places"], 2, "places3t init"),
        (["indicators", "nonsense"], 2, "nonsense"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_no_trace(
    tmp_path: Path, words: list[str], code: int, said: str, run: Callable
) -> None:
    (tmp_path / "bad.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    (tmp_path / "ok.csv").write_text(CENSUS, encoding="utf-8")
    done = run(*words, folder=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["indicators", "density", "--level", "nowhere"], "Levels: country, region"),
        (["indicators", "density", "--by", "nothing"], "no column"),
        (["indicators", "density", "--only", "status"], "COLUMN=VALUE"),
        (["indicators", "isolation", "--at", "near"], "numbers"),
        (["export", "nothing"], "Tables: codings, contributions"),
        (["export", "places", "--out", "places.doc"], ".gpkg"),
        (["export", "places", "--out", "no/where.csv"], "does not exist"),
        (["export", "findings", "--out", "findings.geojson"], "no coordinates"),
        (["report", "region"], "Of which region"),
        (["report", "national", "75"], "no code"),
        (["report", "region", "99"], "99"),
    ],
)
def test_wrong_use_says_what_there_is(study: Path, words: list[str], said: str, run: Callable) -> None:
    done = run(*words, folder=study)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_corrected_file_replaces_what_it_said(tmp_path: Path, run: Callable) -> None:
    census = tmp_path / "census.csv"
    census.write_text(CENSUS, encoding="utf-8")
    run("ingest", "census.csv", folder=tmp_path)
    census.write_text("".join(CENSUS.splitlines(keepends=True)[:3]), encoding="utf-8")
    done = run("ingest", "census.csv", folder=tmp_path)
    assert "places 2 (-2)" in done.stderr


def test_options_of_all_verbs_may_stand_anywhere(study: Path, tmp_path: Path, run: Callable) -> None:
    before = run("--workspace", study, "--lang", "fr", "status", folder=tmp_path)
    after = run("status", "--lang=fr", "--workspace", study, folder=tmp_path)
    assert before.stdout == after.stdout
    assert "lieux" in after.stdout


def test_a_failure_nobody_foresaw_is_a_sentence_too(study: Path, tmp_path: Path, run: Callable) -> None:
    import shutil

    broken = tmp_path / "broken"
    shutil.copytree(study, broken)
    (broken / "data" / "processed" / "places.parquet").write_bytes(b"PAR1 not")
    done = run("status", folder=broken)
    assert done.returncode == 1
    assert "places3t ingest" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_of_its_own_says_the_same(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    command = [sys.executable, "-W", "error", "-m", "places3t", "--lang", "en", "ingest", "census.csv"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == run("ingest", "census.csv", "--lang", "en", folder=tmp_path).stderr.replace(
        "places 4 (unchanged) · observations 4 (unchanged)", "places 4 (+4) · observations 4 (+4)"
    ).replace("census.csv ·", f"{tmp_path} is now a workspace (places3t.toml, data, reports).\ncensus.csv ·", 1)


def test_help_names_every_verb_in_full(run: Callable) -> None:
    done = run("--help", folder=Path.cwd())
    for verb in ("init", "ingest", "check", "status", "indicators", "report", "export", "demo"):
        assert f"  {verb}" in done.stdout
    assert "..." not in done.stdout.split("Commands:")[1]


@pytest.mark.parametrize("verb", ["init", "ingest", "check", "status", "indicators", "report", "export", "demo"])
def test_the_help_of_every_verb_has_an_example(verb: str, run: Callable) -> None:
    done = run(verb, "--help", folder=Path.cwd())
    assert f"Example: places3t {verb}" in " ".join(done.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    heavy = "pandas numpy pyarrow scipy matplotlib geopandas shapely jinja2 rich python_calamine"
    code = (
        "import sys; sys.argv = ['places3t', '--help']\n"
        "from places3t.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"
