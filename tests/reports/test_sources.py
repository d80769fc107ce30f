"""Sources: named as readers need them, latest first, lists of places only."""

import doctest

import pandas as pd
import pytest

from places3t import territory
from places3t.reports import sources
from places3t.reports.phrases import Phrases

FRAME = pd.DataFrame(
    [
        {"source": "a.csv", "kind": "places", "publisher": "CGET", "wave": "2018"},
        {"source": "b.csv", "kind": "places", "publisher": None, "wave": "2021-06-01"},
        {"source": "c.csv", "kind": "funding", "publisher": "ANCT", "wave": "2024"},
    ]
)


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(sources).failed == 0


@pytest.mark.parametrize(
    ("wave", "fr", "en"),
    [
        ("2021-06-01", "1er\u00a0juin 2021", "1\u00a0June 2021"),
        ("2021-06", "juin 2021", "June 2021"),
        ("2021", "2021", "2021"),
        ("T3 2021 | x", "T3 2021 | x", "T3 2021 | x"),
    ],
)
def test_waves(wave: str, fr: str, en: str) -> None:
    assert (sources.wave(wave, "fr"), sources.wave(wave, "en")) == (fr, en)


def test_the_latest_list_of_places() -> None:
    assert sources.latest(FRAME, "en") == "1\u00a0June 2021"
    assert sources.latest(FRAME.assign(wave=None), "en") is None
    assert sources.line(FRAME, "fr") == "b.csv (1er\u00a0juin 2021), CGET (2018)"
    assert sources.line(FRAME.assign(wave=None), "fr") == "CGET, b.csv"
    same = FRAME.assign(publisher="CGET", kind="places")
    assert sources.line(same, "fr") == "CGET (2024, 1er\u00a0juin 2021, 2018)"
    many = pd.DataFrame({"source": list("abcde"), "kind": "places", "publisher": None, "wave": None})
    assert sources.line(many, "fr") == "a, b, c, …"


@pytest.mark.parametrize(
    "prefix", ["IGN, Admin Express", "IGN/NGI", "INSEE, populations", "INSEE, superficies", "GeoNames"]
)
def test_the_reference_has_what_figures_cite(prefix: str) -> None:
    assert sources.reference(prefix).startswith(prefix)
    assert len(sources.year(prefix)) == 4


def test_every_source_of_the_reference_is_listed() -> None:
    for language in ("fr", "en"):
        assert sources.reference_table(Phrases(language)).count("\n|") == len(territory.sources()) + 2
