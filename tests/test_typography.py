"""Typography: the rules by example, and what must hold for any text or number."""

import datetime as dt
import doctest
import html
import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from places3t import typography as ty

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"


def shown(markdown: str) -> str:
    """What a reader sees of one paragraph: the text of the HTML, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", MarkdownIt("gfm-like", {"linkify": False}).render(markdown))).strip(
        "\n"
    )


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(ty).failed == 0


@pytest.mark.parametrize(
    ("value", "decimals", "fr", "en"),
    [
        (0, 0, "0", "0"),
        (999, 0, "999", "999"),
        (1000, 0, "1\u202f000", "1,000"),
        (1234567.891, 2, "1\u202f234\u202f567,89", "1,234,567.89"),
        (-0.4, 0, "0", "0"),
        (-12.5, 1, "\u221212,5", "\u221212.5"),
        (0.285, 2, "0,29", "0.29"),
        (2.5, 0, "3", "3"),
        (np.int64(1512), 0, "1\u202f512", "1,512"),
        (np.float64(2.84), 1, "2,8", "2.8"),
        (None, 0, "–", "–"),
        (float("nan"), 0, "–", "–"),
        (float("inf"), 0, "–", "–"),
        (pd.NA, 0, "–", "–"),
    ],
)
def test_number(value: float | None, decimals: int, fr: str, en: str) -> None:
    assert ty.number(value, "fr", decimals) == fr
    assert ty.number(value, "en", decimals) == en


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_number_reads_back(value: float, decimals: int) -> None:
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    french = ty.number(value, "fr", decimals)
    assert Decimal(french.replace("\u202f", "").replace(",", ".").replace(ty.MINUS, "-")) == rounded
    english = ty.number(value, "en", decimals)
    assert Decimal(english.replace(",", "").replace(ty.MINUS, "-")) == rounded
    assert not re.search(r"\d{4}", french.split(",")[0])


def test_percentages_and_intervals() -> None:
    assert ty.percent(0.5, "fr") == "50\u00a0%"
    assert ty.percent(0.123, "en", 1) == "12.3%"
    assert ty.percent(None, "fr") == "–"
    assert ty.interval(2.46, 3.14, "fr", 1) == "de 2,5 à 3,1"
    assert ty.interval(2.46, 3.14, "en", 1) == "2.5 to 3.1"
    assert ty.interval(float("nan"), 3.14, "en", 1) == "–"
    assert ty.interval(1, float("inf"), "fr") == "–"
    assert ty.percent_interval(0.105, 0.2, "fr", 1) == "de 10,5 à 20,0\u00a0%"
    assert ty.percent_interval(None, 0.2, "en") == "–"


def test_units_and_distances() -> None:
    assert ty.quantity(5762.4, "km²", "fr") == "5\u202f762\u00a0km²"
    assert ty.quantity(None, "km²", "fr") == "–"
    assert ty.distance(0.4, "fr") == "400\u00a0m"
    assert ty.distance(0.0, "fr") == "moins de 10\u00a0m"
    assert ty.distance(0.9949, "fr") == "990\u00a0m"
    assert ty.distance(0.9951, "fr") == "1,0\u00a0km"
    assert ty.distance(9.949, "fr") == "9,9\u00a0km"
    assert ty.distance(9.95, "en") == "10\u00a0km"
    assert ty.distance(1234.5, "fr") == "1\u202f235\u00a0km"
    assert ty.distance(float("inf"), "fr") == "–"


def test_dates() -> None:
    assert ty.date(dt.date(2019, 3, 20), "fr") == "20\u00a0mars 2019"
    assert ty.date(dt.date(2019, 8, 1), "fr") == "1er\u00a0août 2019"
    assert ty.date(pd.Timestamp(2019, 8, 1), "en") == "1\u00a0August 2019"
    assert ty.date(dt.date(2019, 2, 1), "fr", "month") == "février 2019"
    assert ty.date(dt.date(2019, 2, 1), "en", "year") == "2019"
    assert ty.date(pd.NaT, "en") == "–"


def test_lists_and_plurals() -> None:
    assert ty.enumeration(["un"], "fr") == "un"
    assert ty.enumeration(["un", "deux", "trois"], "fr") == "un, deux et trois"
    assert [ty.is_singular(n, "fr") for n in (0, 1, 1.5, 2, 12)] == [True, True, True, False, False]
    assert [ty.is_singular(n, "en") for n in (0, 1, 1.5, 2, 12)] == [False, True, False, False, False]


def test_a_hostile_name_appears_as_its_characters() -> None:
    written = ty.escape_markdown(HOSTILE)
    assert "<" not in written
    assert shown(written) == HOSTILE
    table = ty.markdown_table(["Place", "n"], [[HOSTILE, "1"]], "lr")
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(table)
    assert rendered.count("<td") == 2
    assert html.escape(HOSTILE, quote=False) in rendered


@pytest.mark.parametrize(
    "text",
    [
        "1. Premier",
        "2) second",
        "- tiret",
        "+ plus",
        "=== titre",
        "# titre",
        "#### ####",
        "> cité",
        "&lt;b&gt; & AT&T &#35;",
        "a\\|b",
        "`code` ~~barré~~ _souligné_ [lien](http://exemple.org) ![x](y)",
        "$x^2$ <!-- c --> </td>",
        "Saint-Étienne-de-Saint-Geoirs (l'atelier)",
        "=",
        "===",
        "-",
        "+",
        ": défini",
        "1.",
        "2.5 km",
        "---",
        "***",
    ],
)
def test_markdown_is_text(text: str) -> None:
    assert shown(ty.escape_markdown(text)) == text


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_survives_markdown(text: str) -> None:
    plain = ty.one_line(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", plain)
    rendered = shown(f"début {ty.escape_markdown(text)} fin")
    # HTML itself does not tell several blanks from one.
    assert rendered.split() == f"début {plain} fin".split()


@given(st.lists(st.tuples(st.text(max_size=12), st.integers(0, 10**7)), max_size=5))
def test_a_table_keeps_its_shape(rows: list[tuple[str, int]]) -> None:
    table = ty.markdown_table(["Nom", "n"], [[name, ty.number(n, "fr")] for name, n in rows], "lr")
    lines = table.split("\n")
    assert len(lines) == len(rows) + 2
    assert all(len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) == 3 for line in lines)


def test_a_ragged_table_is_refused() -> None:
    with pytest.raises(ValueError, match="2 columns"):
        ty.markdown_table(["a", "b"], [["1"]], "lr")


def test_markdown_is_not_escaped_twice() -> None:
    bold = ty.Markdown("**x**")
    assert ty.escape_markdown(bold) is bold


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert ty.spreadsheet_text(text) == f"'{text}"


def test_other_cells_stay() -> None:
    assert ty.spreadsheet_text("La Halle = bien") == "La Halle = bien"
    assert ty.spreadsheet_text("") == ""


def test_directional_overrides_go() -> None:
    assert ty.one_line("abc\u202egpj.exe") == "abcgpj.exe"
    assert ty.one_line("l\u00a0espace\u202fdure") == "l\u00a0espace\u202fdure"
