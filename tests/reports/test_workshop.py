"""The report of a workshop, and the verbs on themes, as a user runs them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.indicators.frame import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable


NOTES = """\
id;atelier;phase;type;titre;texte;thème;type de participant;votes
1;A;diagnostic;enjeu;;"Pas d'argent, <script>alert(1)</script> **gras**";Argent;élu;3
2;A;diagnostic;enjeu;;Le dernier bus part à 17 h, le village est loin.;;usager;
3;A;solutions;solution;Covoiturage;Un tableau de covoiturage dans l'entrée du lieu.;;usager;2
4;A;solutions;solution;;Alle mensen zijn er en het is goed voor ons;;usager;
5;A;diagnostic;enjeu;;La commission de sécurité change d'avis chaque année.;;association;1
"""
CODES = "contribution;thème;codeur\n1;lack_of_money;A\n1;lack_of_money;B\n3;infrastructure_and_access;A\n3;norms;B\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory, run: Callable) -> Path:
    folder = tmp_path_factory.mktemp("workshop")
    (folder / "notes.csv").write_text(NOTES, encoding="utf-8")
    (folder / "codes.csv").write_text(CODES, encoding="utf-8")
    done = run("ingest", "notes.csv", "codes.csv", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_report_is_whole_and_nothing_in_it_runs(study: Path, language: str, run: Callable) -> None:
    done = run("report", "workshop", "--lang", language, "--format", "md", folder=study)
    assert done.returncode == 0, done.stderr
    text = Path(done.stdout.strip()).read_text(encoding="utf-8")
    assert "<script>" not in text
    assert "{" not in text.split("```")[0]
    for part in ("matrix.png", "themes.csv", "issues.csv", "open.csv", "together.csv"):
        assert part in text
        assert (Path(done.stdout.strip()).parent / part).is_file()
    said = {
        "fr": [
            *("4 en français ou en anglais, codées par thème", "commission de sécurité"),
            *("Manque d’argent", "alpha de Krippendorff"),
        ],
        "en": ["4 of them in French or English and coded by theme", "Lack of money", "Krippendorff’s alpha"],
    }
    for sentence in said[language]:
        assert sentence in text, sentence
    again = run("report", "workshop", "--lang", language, "--format", "md", folder=study)
    assert Path(again.stdout.strip()).read_text(encoding="utf-8") == text


def test_the_table_of_agreement_ends_with_all_themes(study: Path, run: Callable) -> None:
    done = run("report", "workshop", "--lang", "fr", "--format", "md", folder=study)
    said = Path(done.stdout.strip()).read_text(encoding="utf-8")
    table = said[said.index('id="table-agreement"') :].split("\n\n")[1].splitlines()
    rows = {cells[0]: cells for cells in ([cell.strip() for cell in line.split("|")[1:-1]] for line in table)}
    # Two coders gave it to the same contribution, and no resample of that can disagree.
    assert rows["Manque d’argent"][1:3] == ["1,00", "–"]
    assert list(rows)[-1] == "**Tous les thèmes**"
    assert "Un alpha de 1 sans intervalle" in said


def test_the_table_of_themes_ends_with_those_without(tmp_path: Path, run: Callable) -> None:
    notes = "id;texte\n1;Le dernier bus part à 17 h.\n2;zzz qqq\n"
    (tmp_path / "notes.csv").write_text(notes, encoding="utf-8")
    assert run("ingest", "notes.csv", "--kind", "contributions", folder=tmp_path).returncode == 0
    done = run("report", "workshop", "--lang", "en", "--format", "md", folder=tmp_path)
    said = Path(done.stdout.strip()).read_text(encoding="utf-8")
    table = said[said.index('id="table-themes"') :].split("\n\n")[1].splitlines()
    assert [cell.strip() for cell in table[-1].split("|")[1:4]] == ["(no theme)", "1", "50%"]
    # Of which nothing is known but the language: both count, and the first line says so.
    assert said.splitlines()[2].startswith("2 contributions read, in French or English, and coded by theme.")


def test_codings_say_who_gave_them(study: Path, run: Callable) -> None:
    done = run("themes", "code", "--dry-run", "--quiet", folder=study)
    table = pd.read_csv(io.StringIO(done.stdout), dtype="str")
    assert set(table["coder"]) == {"A", "B", "codebook"}
    assert ((table["contribution_id"] == "2") & (table["theme"] == "infrastructure_and_access")).any()
    assert "contributions in other languages, left out: 1" in run("themes", "code", "--dry-run", folder=study).stderr


def test_indicators_of_themes(study: Path, run: Callable) -> None:
    whole = pd.read_csv(io.StringIO(run("indicators", "themes", "--format", "csv", folder=study).stdout))
    assert {"count", "share", "issues", "solutions", "answered_share", "agreement_alpha"} <= set(whole["indicator"])
    by = pd.read_csv(io.StringIO(run("indicators", "themes", "--by", "phase", "--format", "csv", folder=study).stdout))
    assert {"specificity", "specificity_p", "change"} <= set(by["indicator"])
    assert run("indicators", "themes", "--by", "colour", folder=study).returncode == 2


def test_which_themes_are_said_together(study: Path, run: Callable) -> None:
    done = run("indicators", "themes", "--by", "theme", "--format", "csv", folder=study)
    frame = pd.read_csv(io.StringIO(done.stdout))
    assert list(frame["indicator"].unique()) == ["together", "jaccard", "lift", "specificity", "specificity_p"]
    assert frame.columns.tolist() == list(COLUMNS)
    # Somebody gave the third contribution both themes.
    pairs = set(zip(frame["code"], frame["group"], strict=True))
    assert ("infrastructure_and_access", "Norms") in pairs


@pytest.mark.parametrize(("language", "heading"), [("fr", "thème "), ("en", "theme ")])
def test_the_table_of_themes_says_what_its_lines_and_columns_are(
    study: Path, language: str, heading: str, run: Callable
) -> None:
    lines = run("indicators", "themes", "--lang", language, folder=study).stdout.splitlines()
    heads = [line for line in lines if line.startswith(heading)]
    assert len(heads) == 3
    assert "territ" not in "".join(lines)
    assert {"fr": "enjeux avec réponse", "en": "issues answered"}[language] in heads[1]
    assert {"fr": "livre de codes\u00a0: précision", "en": "codebook: precision"}[language] in heads[2]


def test_files_for_other_programs(study: Path, run: Callable) -> None:
    assert run("themes", "export", "iramuteq", "--out", "corpus.txt", folder=study).returncode == 0
    assert (study / "corpus.txt").read_text(encoding="utf-8").count("**** ") == 4
    assert run("themes", "export", "qdc", "--out", "book.qdc", folder=study).returncode == 0
    assert run("themes", "missed", folder=study).returncode == 0


def test_the_codebook_of_the_workspace_is_used_and_never_overwritten(study: Path, run: Callable) -> None:
    own = study / "codebook.toml"
    assert run("themes", "codebook", "--out", "codebook.toml", folder=study).returncode == 0
    assert run("themes", "codebook", "--out", "codebook.toml", folder=study).returncode == 2
    own.write_text(
        "[groups.x]\nfr='x'\nen='x'\n[themes.bus]\ngroup='x'\nname_fr='Bus'\nname_en='Bus'\nstems_fr=['bus']\n", "utf-8"
    )
    table = pd.read_csv(io.StringIO(run("themes", "code", "--dry-run", "--quiet", folder=study).stdout), dtype="str")
    assert table.loc[table["coder"] == "codebook", ["contribution_id", "theme"]].to_numpy().tolist() == [["2", "bus"]]
    own.write_text("nonsense [", "utf-8")
    refused = run("themes", "code", folder=study)
    assert refused.returncode == 2
    assert "codebook.toml" in refused.stderr
    own.unlink()


@pytest.mark.parametrize("theme", ["", "norms"])
def test_a_workshop_of_which_nothing_or_little_is_known_is_reported(tmp_path: Path, theme: str, run: Callable) -> None:
    (tmp_path / "one.csv").write_text(f"id;texte;type;thème A\n1;zzz qqq;enjeu;{theme}\n", encoding="utf-8")
    assert run("ingest", "one.csv", folder=tmp_path).returncode == 0
    for words in (
        ["report", "workshop", "--lang", "fr"],
        ["indicators", "themes"],
        ["indicators", "themes", "--by", "kind", "--replies"],
        ["indicators", "themes", "--by", "theme"],
        ["themes", "code"],
        ["themes", "missed"],
    ):
        done = run(*words, folder=tmp_path)
        assert done.returncode == 0, (words, done.stderr)
    drawn = run("chart", "issues", folder=tmp_path)
    assert drawn.returncode == (0 if theme else 1), drawn.stderr


def test_the_figure_is_drawn_by_itself(study: Path, run: Callable) -> None:
    done = run("chart", "issues", "--lang", "fr", "--out", "matrix", folder=study)
    assert done.returncode == 0, done.stderr
    table = pd.read_csv(study / "matrix.csv")
    assert {"theme", "name", "Enjeux", "avec solution", "sans solution", "Solutions"} <= set(table.columns)


def test_replies_are_asked_for_on_the_command_line(tmp_path: Path, run: Callable) -> None:
    text = "id;texte;réponse à;thème A\n1;Une girafe.;;norms\n2;Zzz !;1;\n3;Zzz !;1;\n"
    (tmp_path / "notes.csv").write_text(text, encoding="utf-8")
    assert run("ingest", "notes.csv", folder=tmp_path).returncode == 0
    plain, asked = (
        pd.read_csv(io.StringIO(run("indicators", "themes", "--format", "csv", *more, folder=tmp_path).stdout))
        for more in ([], ["--replies"])
    )
    assert set(asked["indicator"]) - set(plain["indicator"]) == {"replies"}
    assert asked.loc[asked["indicator"] == "replies", "value"].max() == 2


def test_without_contributions_it_says_so(tmp_path: Path, run: Callable) -> None:
    run("init", folder=tmp_path)
    assert run("themes", "code", folder=tmp_path).returncode == 2
    assert run("report", "workshop", folder=tmp_path).returncode == 2


@pytest.mark.real_data
def test_the_consultation_of_lille(tmp_path: Path, real_data: Path, run: Callable) -> None:
    folder = real_data / "decidim_lille"
    names = ("propositions.csv", "comments.csv", "debates.csv")
    assert run("ingest", *(str(folder / name) for name in names), folder=tmp_path).returncode == 0
    done = run("report", "workshop", "--lang", "fr", "--format", "md", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    text = Path(done.stdout.strip()).read_text(encoding="utf-8").replace("\u00a0", " ")
    # The file's own counts: 196 proposals, 34 of them without a category.
    source = pd.read_csv(folder / "propositions.csv", sep=";", dtype="str")
    counts = source["category/name/fr"].value_counts()
    assert int(source["category/name/fr"].isna().sum()) == 34
    assert "sur 196 contributions des types qui peuvent en avoir une : 162 avec une catégorie, 34 sans" in text
    part = text[text.index("## Catégories déclarées") :]
    for name, n in counts.items():
        row = next(line for line in part.splitlines() if line.startswith(f"| {name[:12].replace(chr(39), '’')}"))
        assert row.rstrip(" |").endswith(f" {n}"), (name, row)
    assert "participant 1" not in text
