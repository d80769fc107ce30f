from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.ingest import ingest_files
from places3t.tables import read_places, read_table

if TYPE_CHECKING:
    from places3t.workspace import Workspace

HEADER = "id;nom;commune;code postal;statut;ouverture;fermeture"


def ingested(workspace: Workspace, **waves: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Ingest one row a wave (``w2018_03_15="ouvert;2016;"``) of one place."""
    workspace.raw.mkdir(parents=True, exist_ok=True)
    files = []
    for wave, rest in waves.items():
        path = workspace.raw / f"c_{wave[1:].replace('_', '-')}.csv"
        path.write_text(f"{HEADER}\n1;La Forge;Nantes;44000;{rest}\n2;X;Brest;29200;ouvert;;\n", encoding="utf-8")
        files.append(path)
    ingest_files(files, workspace)
    found = read_table(workspace, "findings")
    return read_places(workspace).set_index("place_id").loc["1"], found[found["row"].eq(2)]


def day(value: object) -> str:
    return str(value)[:10]


def test_a_year_of_opening_ends_at_the_first_sight(workspace: Workspace) -> None:
    place, _ = ingested(workspace, w2018_03_15="ouvert;2018;")
    # The middle of 1 January and 15 March 2018, 73 days apart.
    assert (day(place["opened_on"]), place["opened_precision"]) == ("2018-02-06", "year")


def test_an_earlier_year_and_a_known_day_stay(workspace: Workspace) -> None:
    place, _ = ingested(workspace, w2018_03_15="ouvert;2017;")
    assert day(place["opened_on"]) == "2017-07-02"


def test_a_closing_without_a_date_lies_between_two_waves(workspace: Workspace) -> None:
    place, _ = ingested(workspace, w2018_03_15="ouvert;2016;", w2019_03_15="ouvert;2016;", w2021_04_01="fermé;2016;")
    assert (day(place["closed_after"]), day(place["closed_before"])) == ("2019-03-15", "2021-04-01")
    assert pd.isna(place["closed_on"])


def test_a_year_of_closing_lies_after_the_last_sight(workspace: Workspace) -> None:
    place, _ = ingested(workspace, w2019_10_01="ouvert;2016;", w2021_04_01="fermé;2016;2019")
    # The middle of 1 October and 31 December 2019, 91 days apart.
    assert day(place["closed_on"]) == "2019-11-15"
    assert pd.isna(place["closed_after"])


@pytest.mark.parametrize(
    ("waves", "code"),
    [
        ({"w2021_04_01": "fermé;2018;2016"}, "closed-before-opened"),
        ({"w2019_04_01": "fermé;2016;2018", "w2021_04_01": "ouvert;2016;"}, "open-after-closing"),
        ({"w2018_04_01": "ouvert;2016;", "w2021_04_01": "ouvert;2014;"}, "opening-disagrees"),
        ({"w2018_04_01": "ouvert;2020;"}, "opened-after-sight"),
    ],
)
def test_contradictions_are_said(workspace: Workspace, waves: dict[str, str], code: str) -> None:
    _, findings = ingested(workspace, **waves)
    assert code in set(findings["code"])


def test_dates_that_agree_are_not_said(workspace: Workspace) -> None:
    _, findings = ingested(workspace, w2018_03_15="ouvert;2018;", w2021_04_01="fermé;2018;2020")
    assert findings[findings["severity"].ne("info")].empty


def test_a_census_may_date_its_rows_itself(workspace: Workspace) -> None:
    workspace.raw.mkdir(parents=True, exist_ok=True)
    path = workspace.raw / "census.csv"
    rows = "1;A;Nantes;44000;2021-04-01;fermé\n1;A;Nantes;44000;2018-03-15;ouvert\n2;B;Brest;29200;2021-04-01;ouvert\n"
    path.write_text("id;nom;commune;code postal;vague;statut\n" + rows, encoding="utf-8")
    done = ingest_files([path], workspace)
    assert (done.accounts[0].kept, done.accounts[0].merged) == (2, 1)
    seen = read_table(workspace, "observations")
    assert sorted(map(day, seen["wave"])) == ["2018-03-15", "2021-04-01", "2021-04-01"]
    places = read_places(workspace).set_index("place_id")
    assert places["status"].to_dict() == {"1": "closed", "2": "open"}
    assert "same-place-twice" not in set(done.findings["code"])


def test_the_support_that_a_census_tells_is_a_spell(workspace: Workspace) -> None:
    workspace.raw.mkdir(parents=True, exist_ok=True)
    header = "id;nom;commune;code postal;financeur;début du financement;fin du financement;montant du financement\n"
    first = "1;A;Nantes;44000;Région;2018;;10 000 €\n2;B;Brest;29200;;;;\n"
    later = "1;A;Nantes;44000;Région;2018;31/12/2020;10 000 €\n2;B;Brest;29200;;;;\n"
    for year, rows in (("2019", first), ("2021", later)):
        (workspace.raw / f"c_{year}.csv").write_text(header + rows, encoding="utf-8")
    ingest_files(sorted(workspace.raw.glob("*.csv")), workspace)
    funding = read_table(workspace, "funding")
    assert funding[["place_id", "source", "amount_eur", "link"]].values.tolist() == [["1", "Région", 10000.0, "linked"]]
    assert day(funding.loc[0, "ended_on"]) == "2020-12-31"
    places = read_places(workspace).set_index("place_id")
    assert places["funding_known"].to_dict() == {"1": True, "2": False}
