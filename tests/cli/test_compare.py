"""`compare`, `weights rake` and weighted indicators as a user runs them, on the demo's truth."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


DEMO = Path(__file__).parents[2] / "data" / "raw" / "demo"
CGET = Path(__file__).parents[3] / "shared" / "data" / "cget_2019" / "CGET_TiersLieux_2019.csv"
TRUTH = {"surface_m2", "legal_form=association", "public_share"}
"""What the sample's truth.json writes as differing."""
FOLLOWS = {"market_share", "members_count", "budget_eur", "opened_on"}
"""What follows from it: the rest of the mix; size; and who exists longer is supported sooner."""


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, run: Callable) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    for path in DEMO.iterdir():
        if path.suffix in {".csv", ".xlsx", ".ods"}:
            shutil.copy(path, folder)
    (folder / "places3t.toml").write_text('[files."financements.csv"]\nexhaustive = true\n', encoding="utf-8")
    files = ["recensement_2018.xlsx", "recensement_2021.csv", "recensement_2023.ods", "financements.csv"]
    done = run("ingest", *files, folder=folder)
    assert done.returncode in {0, 1}, done.stderr
    return folder


def test_the_written_differences_are_found_and_no_others(study: Path, run: Callable) -> None:
    done = run("compare", "--format", "json", folder=study)
    rows = json.loads(done.stdout)
    found = {
        row["indicator"].removesuffix(" q") for row in rows if row["indicator"].endswith(" q") and row["value"] < 0.05
    }
    assert found >= TRUTH
    assert found <= TRUTH | FOLLOWS


def test_that_funding_does_nothing_is_said_in_words(study: Path, run: Callable) -> None:
    english = run("compare", folder=study)
    assert "nothing here shows that funding changes how long places last" in english.stdout
    assert "“The only places that survived received funding”: contradicted" in english.stdout
    assert "“Places fail when support is withdrawn”: supported" in english.stdout
    french = run("compare", folder=study, language="fr")
    assert "rien ici ne montre que le soutien change la durée de vie" in french.stdout


def test_a_column_that_makes_no_difference_makes_none(study: Path, run: Callable) -> None:
    done = run("compare", "--by", "access", folder=study)
    assert "none differs between the groups" in done.stdout


def test_the_figure_is_written_with_its_table(study: Path, run: Callable) -> None:
    done = run("compare", "--chart", "figure", "--adjust", "surface_m2", folder=study)
    assert done.returncode == 0, done.stderr
    assert {path.suffix for path in study.glob("figure.*")} == {".png", ".svg", ".csv"}
    assert "funded less unfunded" not in (study / "figure.csv").read_text(encoding="utf-8-sig")


def test_weights_are_raked_and_used(study: Path, run: Callable) -> None:
    (study / "margins.csv").write_text("margin,value,target\naccess,open,300\naccess,members,700\n", encoding="utf-8")
    raked = run("weights", "rake", "margins.csv", folder=study)
    assert raked.returncode == 0, raked.stderr
    assert "stand for 1,000 places" in raked.stdout
    done = run("indicators", "profile", "--by", "access", "--weights", "margins.csv", "--format", "json", folder=study)
    counts = [
        row["value"] for row in json.loads(done.stdout) if row["indicator"] == "count" and row["group"] == "members"
    ]
    assert sum(counts) == pytest.approx(700)
    refused = run("indicators", "concentration", "--weights", "margins.csv", folder=study)
    assert refused.returncode != 0


@pytest.mark.parametrize(
    ("margins", "said"),
    [
        ("country_code,FR,600\ncountry_code,BE,0", "needs one target above zero for each value; wrong or repeated: BE"),
        ("country_code,FR,600\ncountry_code,BE,60\ncountry_code,DE,6", "No place answered for DE"),
        ("country_code,FR,600", "does not count: BE"),
        ("access,open,300\naccess,members,700\ncountry_code,FR,60\ncountry_code,BE,7", "adds up to 67"),
        ("types,coworking,300", "A place can have several values in types"),
        ("nowhere,a,3", "nowhere is not a column"),
        ("", "The table of margins lacks"),
    ],
)
def test_margins_that_cannot_be_met_are_refused_with_where(
    study: Path, run: Callable, tmp_path: Path, margins: str, said: str
) -> None:
    path = tmp_path / "margins.csv"
    path.write_text(f"margin,value,target\n{margins}\n" if margins else "", encoding="utf-8")
    done = run("weights", "rake", path, folder=study)
    assert done.returncode != 0
    assert said in done.stderr
    assert "--debug" not in done.stderr
    assert not done.stdout


def test_a_trim_below_one_and_a_start_that_is_no_weight_are_refused(study: Path, run: Callable, tmp_path: Path) -> None:
    path = tmp_path / "margins.csv"
    path.write_text("margin,value,target\ncountry_code,FR,600\ncountry_code,BE,60\n", encoding="utf-8")
    assert "greater than or equal to 1" in run("weights", "rake", path, "--trim", "0.5", folder=study).stderr
    assert "BE of country_code reaches" in run("weights", "rake", path, "--trim", "1", folder=study).stderr
    assert (
        "The weights in name must be numbers above zero"
        in run("weights", "rake", path, "--start", "name", folder=study).stderr
    )


@pytest.mark.real_data
@pytest.mark.skipif(not CGET.is_file(), reason="the census of 2019 is not beside the project")
def test_the_census_of_2019_says_what_it_cannot_answer(tmp_path: Path, run: Callable) -> None:
    run("ingest", str(CGET), folder=tmp_path)
    profile = run("indicators", "profile", folder=tmp_path)
    assert "Not answered, because filled in for none of 1,512 places: legal_form" in profile.stderr
    assert "hybrid_share" not in profile.stdout
    economy = run("indicators", "economy", folder=tmp_path)
    assert economy.returncode != 0
    assert "Nothing of this can be said" in economy.stderr
    compare = run("compare", folder=tmp_path)
    assert "for none of 1,512 places is it known whether it was funded" in compare.stderr
    types = run("compare", "--by", "types", folder=tmp_path)
    assert "Region: Brittany" in types.stdout
