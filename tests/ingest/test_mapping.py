"""Mappings: what a person says of the columns of a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from places3t.errors import Refusal
from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival import survival
from places3t.ingest import Options, check_files, ingest_files
from places3t.ingest.mapping import read_mapping
from places3t.ingest.pipeline import stage_files
from places3t.tables import read_places, read_table
from places3t.workspace import SETTINGS

if TYPE_CHECKING:
    from places3t.workspace import Workspace

LIBRARIES = Path(__file__).parent / "mappings" / "libraries_england.toml"


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.real_data
def test_the_libraries_of_england_need_twenty_five_lines(workspace: Workspace, real_data: Path) -> None:
    """Counts taken from the file by hand: grep -c ',XLR,' and so on (252 = 123 XL + 114 XLR + 15 XLT)."""
    assert len(LIBRARIES.read_text(encoding="utf-8").splitlines()) <= 25
    source = real_data / "libraries_england_2016" / "libraries_england_2016.csv"
    (account,) = ingest_files([source], workspace, Options(mapping=str(LIBRARIES))).accounts
    assert (account.read, account.kept, account.merged, account.rejected) == (3238, 3238, 0, 0)
    places = read_places(workspace)
    closed = places[places["status"] == "closed"]
    assert len(closed) == 252
    assert closed["closure_kind"].value_counts().to_dict() == {"closed": 123, "replaced": 114, "temporary": 15}
    # Thirteen of the closed have no year in the file.
    assert closed["closed_on"].notna().sum() == 239
    assert set(closed["closed_precision"].dropna()) == {"year"}
    assert places["status"].value_counts().to_dict() == {"open": 2986, "closed": 252}
    assert "email" not in places.columns
    assert places["statutory2010"].value_counts().to_dict() == {True: 2926, False: 312}
    assert set(places["country_code"].dropna()) == {"GB"}
    assert set(places["observed_from"].dt.year) == {2010}
    frame = survival(
        places, observations=read_table(workspace, "observations"), origin="observed", by="statutory2010", at=[5]
    )
    years = frame[frame["indicator"] == "place_years"].set_index("group")["value"]
    # 2,926 statutory libraries watched from 2010 to mid-2016: a little under 6.5 years each.
    assert 6.2 < years["yes"] / 2926 < 6.5
    assert frame.loc[frame["indicator"] == "closures_replaced", "value"].sum() > 100
    with pytest.raises(CannotCompute, match="survived makes every group look immortal"):
        survival(places, origin="observed", by="type")


CENSUS = "titre\nA;B;C\nL'Établi;ouverte;Nantes\nLe Phare;;Brest\nLa Cale;hs;Brest\n"
MAPPING = """\
kind = "places"
header_row = 2
[columns]
A = "name"
B = "status"
C = "commune_name"
[defaults]
status = "en projet"
[vocabularies.statuses]
hs = "closed"
"""


def test_a_mapping_says_what_nobody_could_guess(tmp_path: Path) -> None:
    file, mapping = write(tmp_path / "a.csv", CENSUS), write(tmp_path / "m.toml", MAPPING)
    with pytest.raises(Refusal):
        check_files([file])
    done = check_files([file], options=Options(mapping=str(mapping)))
    (account,) = done.accounts
    assert (account.read, account.kept, account.profile, account.header_row) == (3, 3, "m.toml", 2)


def test_the_settings_name_a_mapping_beside_them(workspace: Workspace) -> None:
    file = write(workspace.raw / "a.csv", CENSUS)
    write(workspace.root / "m.toml", MAPPING)
    with (workspace.root / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write('[files."a.csv"]\nmapping = "m.toml"\n')
    ingest_files([file], workspace)
    assert read_places(workspace).set_index("name")["status"].to_dict() == {
        "L'Établi": "open",
        "Le Phare": "planned",
        "La Cale": "closed",
    }


def test_a_header_that_the_file_does_not_have_is_said(tmp_path: Path) -> None:
    mapping = write(tmp_path / "m.toml", MAPPING.replace("[defaults]", 'D = "address"\n[defaults]'))
    done = check_files([write(tmp_path / "a.csv", CENSUS)], options=Options(mapping=str(mapping)))
    (missing,) = done.findings.query("code == 'mapped-column-missing'").itertuples()
    assert "“D”" in missing.expected


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("kind = ", "bad-mapping", "m.toml"),
        ("[columns]\nA = 'name'", "bad-mapping", "kind"),
        ("kind = 'place'", "mapping-words", "places, funding"),
        ("kind = 'places'\n[columns]\nA = 'nom'", "mapping-words", "“nom”"),
        ("kind = 'places'\n[columns]\nA = 'epci_code'\n[defaults]\nstatus = 'open'", "mapping-words", "“status”"),
        ("kind = 'places'\n[columns]\nA = ['name', 'geometry']", "mapping-words", "geometry"),
        ("kind = 'places'\n[columns]\nA = []", "bad-mapping", "m.toml"),
        ("kind = 'places'\n[extras]\nA = { format = 'number' }", "mapping-words", "decimal"),
        ("kind = 'places'\n[extras]\nA = { colour = 'red' }", "bad-mapping", "colour"),
        ("kind = 'places'\n[vocabularies.types]\nA = 'cowork'", "mapping-words", "coworking"),
        ("kind = 'places'\n[vocabularies.kinds]\nA = 'cowork'", "mapping-words", "statuses"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_what_it_may_say(
    tmp_path: Path, text: str, code: str, said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        read_mapping(write(tmp_path / "m.toml", text))
    assert refused.value.code == code
    for language in ("fr", "en"):
        assert "m.toml" in refused.value.sentence(language)
    assert said in refused.value.sentence("en")


def test_a_mapping_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        read_mapping(tmp_path / "none.toml")
    assert "places3t mapping" in refused.value.sentence("en")


def test_a_word_may_mean_nothing_here_and_its_column_be_kept_as_written_too(tmp_path: Path) -> None:
    census = "nom;commune;genre;état\nA;Nantes;T-O;ouvert\nB;Brest;Fablab;sans objet\nC;Brest;T - Fablab ?;ouvert\n"
    mapping = (
        'kind = "places"\n[columns]\nnom = "name"\ncommune = "commune_name"\ngenre = "types"\n"état" = "status"\n'
        '[extras]\ngenre = {}\n[vocabularies.types]\nT = ""\nO = ""\n[vocabularies.statuses]\n"sans objet" = ""\n'
    )
    options = Options(mapping=str(write(tmp_path / "m.toml", mapping)))
    (staged,), _ = stage_files([write(tmp_path / "a.csv", census)], options, None, None)
    assert staged.records["types"].tolist()[1:] == [["fablab"], ["fablab"]]
    assert staged.records["types"].isna().tolist() == [True, False, False]
    assert staged.records["genre"].tolist() == ["T-O", "Fablab", "T - Fablab ?"]
    assert staged.records["status"].isna().tolist() == [False, True, False]
    assert staged.findings["code"].tolist() == ["uncertain-value"]
