"""`compare`, `weights rake` and weighted indicators as a user runs them, on the demo's truth."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from places3t.cli import main

DEMO = Path(__file__).parents[2] / "data" / "raw" / "demo"
CGET = Path(__file__).parents[3] / "shared" / "data" / "cget_2019" / "CGET_TiersLieux_2019.csv"
TRUTH = {"surface_m2", "legal_form=association", "public_share"}
"""What the sample's truth.json writes as differing."""
FOLLOWS = {"market_share", "members_count", "budget_eur", "opened_on"}
"""What follows from it: the rest of the mix; size; and who exists longer is supported sooner."""


class Done(NamedTuple):
    code: int
    out: str
    err: str


def run(*words: str, folder: Path, lang: str = "en") -> Done:
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as stop:
            main([*words, "--lang", lang])
    return Done(int(stop.value.code or 0), out.getvalue(), err.getvalue())


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compare")
    for path in DEMO.iterdir():
        if path.suffix in {".csv", ".xlsx", ".ods"}:
            shutil.copy(path, folder)
    (folder / "places3t.toml").write_text('[files."financements.csv"]\nexhaustive = true\n', encoding="utf-8")
    files = ["recensement_2018.xlsx", "recensement_2021.csv", "recensement_2023.ods", "financements.csv"]
    done = run("ingest", *files, folder=folder)
    assert done.code in {0, 1}, done.err
    return folder


def test_the_written_differences_are_found_and_no_others(study: Path) -> None:
    done = run("compare", "--format", "json", folder=study)
    rows = json.loads(done.out)
    found = {
        row["indicator"].removesuffix(" q") for row in rows if row["indicator"].endswith(" q") and row["value"] < 0.05
    }
    assert found >= TRUTH
    assert found <= TRUTH | FOLLOWS


def test_that_funding_does_nothing_is_said_in_words(study: Path) -> None:
    english = run("compare", folder=study)
    assert "nothing here shows that funding changes how long places last" in english.out
    assert "“The only places that survived received funding”: contradicted" in english.out
    assert "“Places fail when support is withdrawn”: supported" in english.out
    french = run("compare", folder=study, lang="fr")
    assert "rien ici ne montre que le soutien change la durée de vie" in french.out


def test_a_column_that_makes_no_difference_makes_none(study: Path) -> None:
    done = run("compare", "--by", "access", folder=study)
    assert "none differs between the groups" in done.out


def test_the_figure_is_written_with_its_table(study: Path) -> None:
    done = run("compare", "--chart", "figure", "--adjust", "surface_m2", folder=study)
    assert done.code == 0, done.err
    assert {path.suffix for path in study.glob("figure.*")} == {".png", ".svg", ".csv"}
    assert "funded less unfunded" not in (study / "figure.csv").read_text(encoding="utf-8-sig")


def test_weights_are_raked_and_used(study: Path) -> None:
    (study / "margins.csv").write_text("margin,value,target\naccess,open,300\naccess,members,700\n", encoding="utf-8")
    raked = run("weights", "rake", "margins.csv", folder=study)
    assert raked.code == 0, raked.err
    assert "stand for 1,000 places" in raked.out
    done = run("indicators", "profile", "--by", "access", "--weights", "margins.csv", "--format", "json", folder=study)
    counts = [row["value"] for row in json.loads(done.out) if row["indicator"] == "count" and row["group"] == "members"]
    assert sum(counts) == pytest.approx(700)
    refused = run("indicators", "density", "--weights", "margins.csv", folder=study)
    assert refused.code != 0


@pytest.mark.real_data
@pytest.mark.skipif(not CGET.is_file(), reason="the census of 2019 is not beside the project")
def test_the_census_of_2019_says_what_it_cannot_answer(tmp_path: Path) -> None:
    run("ingest", str(CGET), folder=tmp_path)
    profile = run("indicators", "profile", folder=tmp_path)
    assert "Not answered, because filled in for none of 1,512 places: legal_form" in profile.err
    assert "hybrid_share" not in profile.out
    economy = run("indicators", "economy", folder=tmp_path)
    assert economy.code != 0
    assert "Nothing of this can be said" in economy.err
    compare = run("compare", folder=tmp_path)
    assert "for none of 1,512 places is it known whether it was funded" in compare.err
    types = run("compare", "--by", "types", folder=tmp_path)
    assert "Region: Brittany" in types.out
