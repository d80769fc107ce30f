"""What public reports say in sentences, alternative texts and figures, held to the tables: nothing that these hide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.charts.mapping import type_name
from places3t.demo import make_demo
from places3t.reports.national import national_report
from places3t.reports.output import Options
from places3t.reports.region import region_report
from places3t.reports.regions import study_of
from places3t.reports.write import write_brief
from places3t.typography import MARK, apostrophes

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.language import Language
    from places3t.workspace import Workspace

REGIONS = ("32", "27", "94")
"""One with departments that are hidden, one whose shares of isolated places are, one whose parts all are."""
ABOUT_FILES = ("## What these figures do not say", "What was found in the sources", "## What to collect")
"""Counts of findings and of unanswered questions are about files and cells, not about what is hidden."""
OPTIONS = Options(("md",), public=True)
FEW = re.compile(r"\b(?:one|two|1|2)\*{0,2} (?:of them )?(?:places?|closures?|closed|supports?)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_demo(tmp_path_factory.mktemp("sentences") / "study")[0]


def written(workspace: Workspace, lang: Language, codes: tuple[str, ...]) -> dict[str, Path]:
    out = workspace.root / lang
    study = study_of(workspace, lang, public=True)
    made = {code: region_report(study, code, out, OPTIONS)[0].parent for code in codes}
    made["FR"] = national_report(study, out, OPTIONS)[0].parent
    return made | {"funding": write_brief(workspace, lang, out, OPTIONS)[0].parent}


@pytest.fixture(scope="module")
def reports(workspace: Workspace) -> dict[str, Path]:
    """The public reports of the sample's nation, of three regions and on funding."""
    return written(workspace, "en", REGIONS)


@pytest.fixture(scope="module")
def french(workspace: Workspace) -> dict[str, Path]:
    """The same in French, with one region."""
    return written(workspace, "fr", REGIONS[:1])


def text(folder: Path) -> str:
    return (folder / "report.md").read_text(encoding="utf-8")


def sentences(folder: Path) -> list[str]:
    """Give the lines that are neither table nor code, before each list that is about files."""
    blocks = re.split(r"(?m)^(?=## )", text(folder).split("## Sources")[0])
    said = []
    for block in blocks:
        kept = block
        for start in ABOUT_FILES:
            kept = kept.split(start)[0] + ("" if start not in kept else "\n" + _after_list(kept.split(start, 1)[1]))
        said += [line for line in kept.splitlines() if line and line[0] not in "|#`<[!"]
    return said


def _after_list(rest: str) -> str:
    """Give what follows the first list, unless the whole section is one."""
    found = re.search(r"(?s)\n- .*?\n\n(?!- )", rest)
    return rest[found.end() :] if found else ""


def frame(folder: Path, name: str) -> pd.DataFrame:
    rows = pd.read_csv(folder / f"{name}.csv", encoding="utf-8-sig", dtype={"code": "str"})
    words = rows["group"].map(lambda key: type_name(key, "en").lower(), na_action="ignore")
    return rows.assign(name=rows["name"].map(apostrophes, na_action="ignore"), word=words)


def hidden(rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["method"].str.startswith("hidden")


def shown(value: float) -> str:
    return f"{value:,.0f}"


def test_no_sentence_tells_a_count_of_one_or_two(reports: dict[str, Path]) -> None:
    for folder in reports.values():
        said = sentences(folder)
        assert len(said) > 8
        assert not [line for line in said if FEW.search(line)]
        assert not [line for line in said if re.search(r"\bnan\b|None|\b-?inf\b", line)]


@pytest.mark.parametrize("code", [*REGIONS, "FR"])
def test_sentences_and_tables_tell_the_same(reports: dict[str, Path], code: str) -> None:
    said, folder = "\n".join(sentences(reports[code])), reports[code]
    territories, isolation, types = (frame(folder, name) for name in ("territories", "isolation", "types"))
    own = territories[territories["code"].eq(code) & territories["indicator"].eq("places")].iloc[0]
    assert f"**{shown(own['value'])} places** are listed" in said
    assert f"Places counted here: {shown(own['value'])};" in said
    shares = types[types["indicator"].eq("share") & types["code"].eq(code) & ~hidden(types)]
    for word, percent in re.findall(r"(?:: |, |and )([a-z ]+) (\d+)% \(", said.split("The type is known")[-1]):
        row = shares[shares["word"] == word.strip()]
        assert [f"{100 * value:.0f}" for value in row["value"]] == [percent], word
    asked = isolation[isolation["code"].eq(code) & isolation["indicator"].eq("isolated_share")].sort_values("at")
    told = re.search(r"(\d+)% \([^)]*\) have no other within 5 km, and (\d+)%", said)
    if hidden(asked).any():
        assert told is None
        assert "within 20 km" not in said.split("## ")[0]
    elif told:
        assert list(told.groups()) == [f"{100 * value:.0f}" for value in asked["value"]]


@pytest.mark.parametrize("code", [*REGIONS, "FR"])
def test_what_a_table_hides_no_sentence_and_no_alternative_text_names_with_a_figure(
    reports: dict[str, Path], code: str
) -> None:
    folder = reports[code]
    alternatives = re.findall(r"!\[(.*?)\]\(", text(folder))
    assert alternatives
    names = set()
    for name, column in (("territories", "name"), ("types", "word")):
        rows = frame(folder, name)
        names |= set(rows.loc[hidden(rows) & rows["code"].ne("FR"), column].dropna())
    assert names
    for line in [*sentences(folder), *alternatives]:
        for name in names - {"France"}:
            assert not re.search(rf"(?i)\b{re.escape(name)}\W{{1,4}}\d", line), line


def test_the_brief_says_what_its_table_of_states_says(reports: dict[str, Path]) -> None:
    said = "\n".join(sentences(reports["funding"]))
    rows = frame(reports["funding"], "funding")
    whole = rows[rows["group"].isna() & rows["by"].isna()].drop_duplicates("indicator").set_index("indicator")["value"]
    assert f"**{shown(whole['places'])} places** were followed for {shown(whole['place_years'])} place-years" in said
    assert f"{shown(whole['closures'])} closed, or {whole['closure_rate']:.1f} closures" in said
    rates = rows[rows["indicator"].eq("closure_rate")].set_index("group")["value"]
    stopped = re.search(r"Per 100 places a year, ([\d.]+) closed after .*, ([\d.]+) during it", said)
    assert stopped
    assert list(stopped.groups()) == [f"{rates[group]:.1f}" for group in ("withdrawn", "funded")]


def test_who_is_left_out_cannot_be_computed_from_all_the_places(reports: dict[str, Path]) -> None:
    # The brief says how many places there are, how many were followed, and for each other why not: they add up.
    said = text(reports["funding"])
    total = int(re.search(r"known for \d+ of (\d+) places", said)[1])  # type: ignore[index] - the brief says it
    followed = int(re.search(r"\*\*(\d+) places\*\* were followed", said)[1])  # type: ignore[index] - as above
    counts = re.findall(rf"- (\d+|One|{MARK}) places? (?:is|are) left out:", said)
    known = sum(int(count) for count in counts if count.isdigit())
    unknown = counts.count(MARK)
    assert not {"1", "2", "One"} & set(counts)
    assert unknown != 1
    assert followed + known + unknown <= total
    assert total - followed - known > unknown, "each of them would be one"


def comments(path: Path) -> list[str]:
    """Give the texts of an SVG: matplotlib writes each beside its outlines."""
    return re.findall(r"<!-- (.*?) -->", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", ["32", "27", "FR"])
def test_bars_have_a_mark_for_what_is_hidden_and_the_table_s_figures_for_the_rest(
    reports: dict[str, Path], code: str
) -> None:
    folder = reports[code]
    said = comments(folder / "density.svg")
    at = said.index("places")
    rows = frame(folder, "territories")
    own = rows["level"].eq("region" if code == "FR" else "departement")
    rows = rows[own & rows["indicator"].isin(["places", "places_per_100k"])].pivot(
        index="name", columns="indicator", values="value"
    )
    names = [name for name in said[:at] if name in set(rows.index)]
    figures = said[at + 1 :]
    assert sorted(names) == sorted(rows.index)
    assert rows["places"].isna().any()
    for place, name in enumerate(names):
        rate, count = figures[2 * place : 2 * place + 2]
        row = rows.loc[name]
        assert (rate, count) == (
            (MARK, MARK) if pd.isna(row["places"]) else (f"{row['places_per_100k']:.1f}", shown(row["places"]))
        )


def test_where_all_bars_are_hidden_there_is_no_chart(reports: dict[str, Path]) -> None:
    assert "No chart: all its figures are hidden for publication." in text(reports["94"])
    assert not list(reports["94"].glob("density.*"))


@pytest.mark.parametrize("code", REGIONS)
def test_a_map_has_one_marker_for_each_commune_shown_and_none_where_the_count_is_hidden(
    reports: dict[str, Path], code: str
) -> None:
    folder = reports[code]
    points = pd.read_csv(folder / "map.csv", encoding="utf-8-sig", dtype={"departement_code": "str"})
    drawing = (folder / "map.svg").read_text(encoding="utf-8")
    markers = re.findall(r"<use [^>]*fill: #0072b2; fill-opacity: 0.85", drawing)
    assert len(markers) == len(points)
    rows = frame(folder, "territories")
    out = set(rows.loc[hidden(rows) & rows["level"].eq("departement"), "code"])
    assert out
    assert not out & set(points["departement_code"])
    legend = [each for each in comments(folder / "map.svg") if each.startswith("Commune that has a place")]
    assert legend == ([f"Commune that has a place ({len(points)})"] if len(points) else [])


def test_an_island_without_points_is_not_said_to_have_none(reports: dict[str, Path]) -> None:
    said = comments(reports["FR"] / "map.svg")
    assert "Mayotte" in said
    assert not [
        each for each in said if re.fullmatch(r"(Guadeloupe|Martinique|Guyane|La Réunion|Mayotte) \(\d+\)", each)
    ]


def numbers(folder: Path, thousands: str, decimal: str) -> set[str]:
    """Give the numbers of sentences and alternative texts as plain digits with a point."""
    said = "\n".join(
        line for line in text(folder).split("## Sources")[0].splitlines() if line and line[0] not in "|#`<"
    )
    found = re.findall(rf"\d+(?:[{thousands}]\d{{3}}\b)*(?:{re.escape(decimal)}\d+)?", said)
    return {re.sub(f"[{thousands}]", "", each).replace(decimal, ".") for each in found}


def test_the_french_reports_tell_no_number_that_the_english_ones_keep(
    reports: dict[str, Path], french: dict[str, Path]
) -> None:
    for name, folder in french.items():
        told, known = numbers(folder, "\u202f\xa0", ","), numbers(reports[name], ",", ".")
        assert len(told) > 30
        # The law of 1901 on associations is named in French alone.
        assert told - known <= {"1901"}, name
