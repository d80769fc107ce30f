"""The verbs of where places are: reference, concentration, charts; their refusals."""

import contextlib
import io
from pathlib import Path

import pytest

from places3t.cli import main

CENSUS = """\
id;nom;commune;code insee;latitude;longitude;statut
1;A;Nantes;44109;47.2139;-1.5558;ouvert
2;B;Brest;29019;48.39;-4.486;ouvert
3;C;Rennes;35238;6789000;352000;ouvert
"""
GRID = "insee_com,niveau_densite\n44109,dense\n29019,dense\n35238,rural\n"


def run(*words: str, folder: Path) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("LC_ALL", "C.UTF-8")
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as stop:
            main(list(words))
    return int(stop.value.code or 0), out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("where")
    (folder / "census.csv").write_text(CENSUS, encoding="utf-8")
    (folder / "grid.csv").write_text(GRID, encoding="utf-8")
    assert run("ingest", "census.csv", folder=folder)[0] == 0
    assert run("reference", "add", "grid.csv", folder=folder)[0] == 0
    return folder


def test_an_added_kind_of_commune_is_a_level(study: Path) -> None:
    code, out, _ = run("indicators", "density", "--level", "niveau_densite", "--format", "csv", folder=study)
    assert code == 0
    assert "places,,niveau_densite,dense,dense,,,2" in out
    assert "grid" in run("reference", "list", folder=study)[1]


def test_concentration_and_its_refusal(study: Path) -> None:
    code, out, _ = run("indicators", "concentration", "--format", "csv", folder=study)
    assert code == 0
    assert all(name in out for name in ("gini", "theil_between", "theil_within", "top_tenth_share"))
    code, _, err = run("indicators", "concentration", "--level", "status", folder=study)
    assert code == 1
    assert "niveau_densite" in err


@pytest.mark.parametrize("words", [("chart", "lorenz"), ("chart", "distances"), ("chart", "ranking")])
def test_a_chart_has_its_table_beside_it(study: Path, words: tuple[str, str]) -> None:
    code, out, _ = run(*words, folder=study)
    assert code == 0
    png = study / out.strip()
    assert [png.with_suffix(kind).stat().st_size > 0 for kind in (".png", ".svg", ".csv")] == [True] * 3


def test_what_cannot_be_drawn_is_refused(study: Path) -> None:
    for words in (("--indicator", "beauty"), ("--level", "street"), ("--region", "99")):
        code, _, err = run("map", "choropleth", *words, folder=study)
        assert code != 0
        assert "unforeseen" not in err
        assert "--debug" not in err
