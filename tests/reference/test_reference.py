"""A table of communes added to a workspace: recognised, compared, used."""

from pathlib import Path

import pandas as pd
import pytest

from places3t import territory
from places3t.errors import Refusal
from places3t.reference.compare import check
from places3t.reference.recognise import recognise
from places3t.reference.store import (
    added_tables,
    read_reference,
    remove_reference,
    vintage,
    with_kinds,
    write_reference,
)
from places3t.workspace import Workspace

DATA = Path(__file__).parents[3] / "shared" / "data" / "territories"

# Two rows of one commune (two postal codes), two arrondissements of Paris, one merged commune, one code of nowhere.
TABLE = """\
insee_com,commune,code_postal,lat,lng,superficie_km2,population_2015,population_2021,niveau_densite
44109,Nantes,44000,47.23,-1.55,65.19,300000,320000,dense
44109,Nantes,44100,47.23,-1.55,65.19,300000,320000,dense
75101,Paris 1er,75001,48.86,2.34,1.83,16000,15000,dense
75102,Paris 2e,75002,48.87,2.34,0.99,20000,21000,dense
29155,Ouessant,29242,48.46,-5.09,15.58,800,0,rural
99999,Nowhere,00000,0,0,1,1,1,rural
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "My communes.csv"
    path.write_text(TABLE, encoding="utf-8-sig")
    return path


def test_columns_are_recognised_and_the_latest_population_taken(table: Path) -> None:
    added = recognise(table)
    assert added.name == "my_communes"
    expected = {"commune_code": "insee_com", "lat": "lat", "lon": "lng", "area_km2": "superficie_km2"}
    assert added.columns == expected | {"population": "population_2021"}
    assert added.kinds == ("niveau_densite",)
    assert (added.rows, added.repeated, len(added.communes)) == (6, 1, 5)


def test_it_is_led_to_the_communes_of_today_and_compared(table: Path) -> None:
    checked = check(recognise(table))
    communes = checked.communes.set_index("commune_code")
    assert communes.loc["75056", "population"] == 36_000
    assert communes.loc["75056", "area_km2"] == pytest.approx(2.82)
    assert communes.loc["75056", "lat"] == 48.87  # the larger arrondissement's
    assert pd.isna(communes.loc["29155", "population"])
    said = {message.key: message for message in checked.messages}
    assert said["repeated"].number == 1
    assert said["unknown"].examples == ("99999",)
    assert said["gone"].number == 2
    assert said["zero"].examples == ("29155",)
    assert "75056" in said["population"].examples


def test_it_is_used_and_leaves_the_rest(table: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "study")
    workspace.create()
    before = read_reference(workspace)
    assert before.communes is territory.communes()
    added = recognise(table)
    write_reference(workspace, added, check(added).communes)
    reference = read_reference(workspace)
    communes = reference.communes.set_index("commune_code")
    bundled = territory.communes().set_index("commune_code")
    assert communes.loc["44109", "population"] == 320_000
    assert communes.loc["44109", "population_source"] == "My communes.csv: population_2021"
    assert communes.loc["35238", "population"] == bundled.loc["35238", "population"]
    kinds = reference.table("niveau_densite").set_index("code")
    assert kinds.loc["dense", "population"] == 356_000
    loire = reference.table("departement").set_index("code").loc["44"]
    ours = territory.table("departement").set_index("code").loc["44"]
    assert loire["population"] - ours["population"] == 320_000 - bundled.loc["44109", "population"]
    assert loire["area_km2"] == ours["area_km2"]  # official, whatever the communes say
    places = pd.DataFrame({"commune_code": ["44109", "35238", None]})
    assert with_kinds(places, workspace)["niveau_densite"].fillna("-").tolist() == ["dense", "-", "-"]


def test_it_can_be_taken_away_again(table: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "study")
    workspace.create()
    added = recognise(table)
    write_reference(workspace, added, check(added).communes)
    ((about, _),) = added_tables(workspace).values()
    assert vintage(about) == "2021"
    assert vintage({**about, "source": "communes_fr_2024.csv"}) == "2024, 2021"
    with pytest.raises(Refusal) as refused:
        remove_reference(workspace, "grid")
    assert refused.value.code == "no-reference"
    assert "my_communes" in str(refused.value)
    assert remove_reference(workspace, "My communes.csv") == "my_communes"
    assert read_reference(workspace).communes is territory.communes()
    assert not added_tables(workspace)


@pytest.mark.parametrize(
    ("text", "code"), [("a,b\n1,2\n", "not-communes"), ("code_insee,nom\n44109,Nantes\n", "nothing-to-add")]
)
def test_what_cannot_be_added_is_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        recognise(path)
    assert refused.value.code == code


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the shared data are not here")
def test_the_public_tables() -> None:
    grid = check(recognise(DATA / "grille_densite.csv"))
    assert len(grid.communes) == 34_875
    richer = recognise(DATA / "communes_fr_2024.csv")
    assert richer.repeated == 1_232
    said = {message.key: message for message in check(richer).messages}
    assert "unknown" not in said
    assert abs(said["population"].total or 1) < 0.02
    assert abs(said["area_km2"].total or 1) < 0.01
