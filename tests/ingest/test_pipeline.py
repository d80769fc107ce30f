from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from places3t.errors import Refusal
from places3t.ingest import Options, check_files, ingest_files
from places3t.ingest.raw import listed, raw_files
from places3t.tables import read_places, read_table
from places3t.workspace import SETTINGS, metadata

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

CENSUS = "id;nom;commune;code postal;type\n1;A;Nantes;44000;fablab\n2;B;Brest;29200;coworking\n"


def write(folder: Path, name: str, text: str = CENSUS) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "wave"),
    [
        ("census_2019.csv", "2019"),
        ("census-2019-03.csv", "2019-03"),
        ("20190320 census.csv", "2019-03-20"),
        ("census.csv", None),
        ("44109_list.csv", None),
        ("id120190320999.csv", None),
    ],
)
def test_the_wave_is_in_the_files_name(tmp_path: Path, name: str, wave: str | None) -> None:
    assert check_files([write(tmp_path, name)]).accounts[0].wave == wave


def test_what_the_user_says_of_the_wave_comes_first(tmp_path: Path) -> None:
    done = check_files([write(tmp_path, "census_2019.csv")], options=Options(wave="2020-05"))
    assert done.accounts[0].wave == "2020-05"


def test_the_settings_of_the_workspace_say_the_rest(workspace: Workspace) -> None:
    with (workspace.root / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write('[files."census.csv"]\nwave = "2018-03-15"\n')
    path = write(workspace.raw, "census.csv")
    assert check_files([path], workspace).accounts[0].wave == "2018-03-15"
    assert check_files([path], workspace, Options(wave="2019")).accounts[0].wave == "2019"


@pytest.mark.parametrize(
    ("text", "code"), [("files = [", "bad-settings"), ('[files."census.csv"]\ncolour = "red"', "no-option")]
)
def test_settings_that_make_no_sense_are_refused(workspace: Workspace, text: str, code: str) -> None:
    (workspace.root / SETTINGS).write_text(text, encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        check_files([write(workspace.raw, "census.csv")], workspace)
    assert refused.value.code == code


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    with pytest.raises(Refusal) as refused:
        check_files([write(tmp_path, "census.csv"), write(tmp_path / "b", "census.csv")])
    assert refused.value.code == "same-name"


def test_a_file_that_cannot_be_read_stops_the_run_before_anything_is_written(workspace: Workspace) -> None:
    good, bad = write(workspace.raw, "good.csv"), write(workspace.raw, "bad.csv", "a;b\n1;2\n")
    with pytest.raises(Refusal):
        ingest_files([good, bad], workspace)
    assert workspace.tables() == []


def test_every_table_carries_its_sources(workspace: Workspace) -> None:
    ingest_files([write(workspace.raw, "census_2019.csv")], workspace)
    for name in workspace.tables():
        (source,) = metadata(workspace.read(name))["sources"]
        assert (source["source"], source["read"], source["kept"], source["rejected"]) == ("census_2019.csv", 2, 2, 0)
        assert (source["encoding"], source["separator"], source["header_row"]) == ("utf-8", ";", 1)
        assert len(source["sha256"]) == 64


def test_two_waves_are_one_set_of_places(workspace: Workspace) -> None:
    later = "id;nom;commune;code postal;statut\n1;A;Nantes;44000;fermé\n3;C;Lyon;69001;ouvert\n"
    done = ingest_files([write(workspace.raw, "c_2019.csv"), write(workspace.raw, "c_2021.csv", later)], workspace)
    assert [(each.kept, each.merged) for each in done.accounts] == [(2, 0), (1, 1)]
    assert read_places(workspace).set_index("place_id")["status"].to_dict() == {
        "1": "closed",
        "2": "unknown",
        "3": "open",
    }
    assert len(read_table(workspace, "observations")) == 4


def test_files_may_come_one_by_one_or_together(workspace: Workspace, tmp_path: Path) -> None:
    from places3t.workspace import Workspace as Other

    first, second = write(tmp_path, "c_2019.csv"), write(tmp_path, "c_2021.csv", CENSUS.replace("A", "Z"))
    ingest_files([second], workspace)
    ingest_files([first], workspace)
    together = Other(tmp_path / "other")
    ingest_files([first, second], together)
    for name in workspace.tables():
        assert workspace.table_path(name).read_bytes() == together.table_path(name).read_bytes(), name


def test_a_sheet_that_is_no_more_is_dropped(workspace: Workspace) -> None:
    import xlsxwriter

    path = workspace.raw / "census.xlsx"
    for names in (("A", "B"), ("A",)):
        book = xlsxwriter.Workbook(path)
        for name in names:
            book.add_worksheet(name).write_row(0, 0, ["nom", "commune"])
            book.get_worksheet_by_name(name).write_row(1, 0, [f"Lieu {name}", "Nantes"])
        book.close()
        ingest_files([path], workspace)
    assert read_places(workspace)["name"].tolist() == ["Lieu A"]


def test_a_folder_stands_for_its_tables_and_what_is_no_census_is_left_out(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "received"
    (folder / "more").mkdir(parents=True)
    (folder / "a.csv").write_text("nom;commune\nA;Nantes\n", encoding="utf-8")
    (folder / "more" / "b.csv").write_text("couleur;goût\nbleu;amer\n", encoding="utf-8")
    files, unasked = listed([folder])
    done = ingest_files(files, workspace, unasked=unasked)
    assert [each.source for each in done.accounts] == ["a.csv"]
    assert [(out.source, out.reason) for out in done.left_out] == [("b.csv", "nothing-recognised")]
    with pytest.raises(Refusal) as refused:
        ingest_files(files, workspace)
    assert refused.value.code == "nothing-recognised"
    with pytest.raises(Refusal) as refused:
        ingest_files(files[1:], workspace, unasked=unasked)
    assert refused.value.code == "nothing-in-any"


def test_raw_files_leave_out_locks_hidden_files_and_the_truth(workspace: Workspace) -> None:
    (workspace.raw / "truth").mkdir()
    (workspace.raw / "2019").mkdir()
    for name in ("a.csv", "~$a.xlsx", ".hidden.csv", "truth/t.csv", "2019/b.ods", "notes.md"):
        (workspace.raw / name).write_text("x", encoding="utf-8")
    assert [path.name for path in raw_files(workspace.raw)] == ["b.ods", "a.csv"]


def test_contributions_lose_their_authors_and_codings_are_kept(workspace: Workspace) -> None:
    said = "id;texte;auteur;phase\nC1;Il manque des bras;participant 4;diagnostic\nC1;Bis;participant 5;solutions\n"
    coded = "contribution;thème;codeur\nC1;lack_of_people;A\n"
    files = [write(workspace.raw, "atelier.csv", said), write(workspace.raw, "codage.csv", coded)]
    done = ingest_files(files, workspace)
    assert "participant" not in read_table(workspace, "contributions").to_csv()
    assert read_table(workspace, "codings")["theme"].tolist() == ["lack_of_people"]
    assert "same-contribution-twice" in set(done.findings["code"])
