"""The verbs of where places are: reference, concentration, charts; their refusals."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

CENSUS = """\
id;nom;commune;code insee;latitude;longitude;statut
1;A;Nantes;44109;47.2139;-1.5558;ouvert
2;B;Brest;29019;48.39;-4.486;ouvert
3;C;Rennes;35238;6789000;352000;ouvert
"""
GRID = "insee_com,niveau_densite\n44109,dense\n29019,dense\n35238,rural\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, run: Callable) -> Path:
    folder = tmp_path_factory.mktemp("where")
    (folder / "census.csv").write_text(CENSUS, encoding="utf-8")
    (folder / "grid.csv").write_text(GRID, encoding="utf-8")
    assert run("ingest", "census.csv", folder=folder)[0] == 0
    assert run("reference", "add", "grid.csv", folder=folder)[0] == 0
    return folder


def test_an_added_kind_of_commune_is_a_level(study: Path, run: Callable) -> None:
    code, out, _ = run("indicators", "density", "--level", "niveau_densite", "--format", "csv", folder=study)
    assert code == 0
    assert "places,,niveau_densite,dense,dense,,,2" in out
    assert "grid" in run("reference", "list", folder=study)[1]


def test_an_added_table_is_named_and_taken_away(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "census.csv").write_text(CENSUS, encoding="utf-8")
    more = "insee_com,population_2021\n44109,320000\n29019,140000\n35238,220000\n"
    (tmp_path / "communes_2024.csv").write_text(more, encoding="utf-8")
    assert run("ingest", "census.csv", folder=tmp_path)[0] == 0
    before = run("indicators", "density", "--level", "commune", "--format", "csv", folder=tmp_path)[1]
    assert run("reference", "add", "communes_2024.csv", folder=tmp_path)[0] == 0
    with_it = run("indicators", "density", "--level", "commune", "--format", "csv", folder=tmp_path)[1]
    assert "communes_2024.csv: population_2021" in with_it
    run("map", "choropleth", "--level", "commune", "--departement", "44", "--out", "map", folder=tmp_path)
    report = tmp_path / "reports" / "region-52-fr" / "report.md"
    assert run("report", "region", "52", "--lang", "fr", folder=tmp_path)[0] == 0
    said = report.read_text(encoding="utf-8")
    assert "\nplaces3t ingest\nplaces3t reference add communes_2024.csv\nplaces3t report region 52" in said
    assert re.search(r"\| communes\\?_2024\.csv +\| 2024, 2021 +\| inconnue ici +\| ajouté par cette étude", said)
    code, out, _ = run("reference", "list", "--format", "csv", folder=tmp_path)
    assert "2024, 2021" in out
    assert run("reference", "remove", "communes_2024", folder=tmp_path)[0] == 0
    assert run("indicators", "density", "--level", "commune", "--format", "csv", folder=tmp_path)[1] == before
    for words in (("remove",), ("remove", "communes_2024"), ("add",)):
        code, _, err = run("reference", *words, folder=tmp_path)
        assert code == 2
        assert "--debug" not in err


def test_a_small_rate_is_written_with_two_digits(study: Path, run: Callable) -> None:
    code, out, _ = run("indicators", "density", "--level", "country", folder=study)
    assert code == 0
    # 3 places (exact Poisson: 0.6187 to 8.7673) over 68,350,798 people and 633,040 km²: neither 0.00 nor 0.0.
    assert "0.0044 (0.0009 to 0.0128)" in out
    assert "0.00047 (0.00010 to 0.00138)" in out


def test_levels_there_are_are_named(study: Path, run: Callable) -> None:
    _, _, err = run("indicators", "isolation", "--level", "street", folder=study)
    assert "commune, zone" in err
    assert "niveau_densite" in err
    _, _, err = run("map", "choropleth", "--level", "street", folder=study)
    assert "region, departement, epci, commune" in err


def test_concentration_and_its_refusal(study: Path, run: Callable) -> None:
    code, out, _ = run("indicators", "concentration", "--format", "csv", folder=study)
    assert code == 0
    assert all(name in out for name in ("gini", "theil_between", "theil_within", "top_tenth_share"))
    code, _, err = run("indicators", "concentration", "--level", "status", folder=study)
    assert code == 1
    assert "niveau_densite" in err


@pytest.mark.parametrize("words", [("chart", "lorenz"), ("chart", "distances"), ("chart", "ranking")])
def test_a_chart_has_its_table_beside_it(study: Path, words: tuple[str, str], run: Callable) -> None:
    code, out, _ = run(*words, folder=study)
    assert code == 0
    png = study / out.strip()
    assert [png.with_suffix(kind).stat().st_size > 0 for kind in (".png", ".svg", ".csv")] == [True] * 3


def test_what_cannot_be_drawn_is_refused(study: Path, run: Callable) -> None:
    maps = (
        ("choropleth", "--indicator", "beauty"),
        ("choropleth", "--level", "street"),
        ("points", "--region", "99"),
        ("points", "--departement", "99"),
        ("points", "--departement", "29", "--region", "53"),
        ("choropleth", "--region", "BE-WAL"),
        ("symbols", "--region", "11"),
    )
    for words in maps:
        code, _, err = run("map", *words, folder=study)
        assert code != 0
        assert "unforeseen" not in err
        assert "--debug" not in err


BAD_POINTS = """\
id;nom;commune;code insee;latitude;longitude;statut
1;degrees;Nantes;44109;47.2139;-1.5558;ouvert
2;swapped;Brest;29019;-4.486;48.39;ouvert
3;Lambert-93;Rennes;35238;6789000;352000;ouvert
4;CC47;Nantes;44109;6233700;1355000;ouvert
5;Lambert II;Paris;75056;2428000;600000;ouvert
6;UTM;Lyon;69123;5069000;643000;ouvert
7;zero;Lille;59350;0;0;ouvert
8;sea;Bordeaux;33063;45.0;-9.0;ouvert
9;no point;Marseille;13055;;;ouvert
"""
FOUND = {
    2: "point-swapped",
    3: "point-lambert",
    4: "point-lambert",
    5: "point-lambert",
    6: "point-metres",
    7: "zero-for-missing",
    8: "point-nowhere",
}


def test_points_that_are_no_degrees_are_mended_or_set_aside(tmp_path: Path, run: Callable) -> None:
    (tmp_path / "points.csv").write_text(BAD_POINTS, encoding="utf-8")
    assert run("ingest", "points.csv", folder=tmp_path)[0] == 0
    tables = {}
    for name in ("findings", "places"):
        assert run("export", name, "--out", f"{name}.csv", folder=tmp_path)[0] == 0
        with (tmp_path / f"{name}.csv").open(encoding="utf-8-sig") as file:
            tables[name] = list(csv.DictReader(file))
    assert {int(row["row"]) - 1: row["code"] for row in tables["findings"] if row["column"][:3] == "lat"} == FOUND
    places = {row["name"]: row for row in tables["places"]}
    for name, lat, lon in (("swapped", 48.39, -4.486), ("Lambert-93", 48.11, -1.68), ("CC47", 47.213, -1.556)):
        assert (float(places[name]["lat"]), float(places[name]["lon"])) == pytest.approx((lat, lon), abs=0.02)
    assert [places[name]["coordinates_source"] for name in ("UTM", "zero", "sea", "no point")] == ["commune"] * 4
