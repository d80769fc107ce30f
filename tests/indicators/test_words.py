"""What frames say: every line exists in both languages and can be said back in French."""

import doctest
import re

import pandas as pd
import pytest

from places3t.indicators import words
from places3t.indicators.frame import indicator_frame
from places3t.indicators.words import line, localise, translate
from places3t.language import catalogue

LINES = catalogue("indicators")


def fields(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(words).failed == 0


@pytest.mark.parametrize("key", LINES)
def test_lines_match(key: str) -> None:
    assert set(LINES[key]) == {"en", "fr"}
    assert fields(LINES[key]["en"]) == fields(LINES[key]["fr"])


@pytest.mark.parametrize("key", LINES)
def test_every_line_is_said_in_french(key: str) -> None:
    params = {"count": 1512, "km": "2.5", "source": "INSEE, 2023", "draws": 500, "seed": "20260101", "k": "3"}
    params |= {"units": "communes", "within": "regions", "who": "Peru", "value": "0.14", "column": "x", "method": "y"}
    params = {name: params[name] for name in fields(LINES[key]["en"])}
    said = {**params, "count": "1\u202f512", "km": "2,5", "draws": "500", "within": "régions", "value": "0,14"}
    assert translate(line(key, **params), "fr") == LINES[key]["fr"].format(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", LINES)
def test_french_typography(key: str) -> None:
    assert not re.search(r" [;:!?%]|[^\u202f][;!?]|[^\u00a0][:%]|\d \d", LINES[key]["fr"])


def test_words_within_words() -> None:
    said = translate(line("method-per-100km2", source=line("area-outline")), "fr")
    assert "mesurée sur le contour" in said


def test_a_frame_is_said_whole() -> None:
    frame = indicator_frame(
        [
            {"level": "region", "code": "94", "name": "Corsica", "unit": line("unit-places")},
            {"level": "region", "code": None, "name": line("not-located"), "method": line("method-places")},
            {"level": "network", "code": "x", "name": "(not located)"},
        ]
    )
    frame.attrs["notes"] = [line("note-closed", count=2)]
    french = localise(frame, "fr")
    assert french["name"].tolist() == ["Corse", "(non localisés)", "(not located)"]
    assert french["unit"][0] == "lieux"
    assert french.attrs["notes"] == ["lieux fermés, non comptés\u00a0: 2"]
    assert list(french.dtypes) == list(frame.dtypes)
    assert frame["name"][0] == "Corsica"
    assert localise(frame, "en")["name"].tolist() == frame["name"].tolist()
    assert localise(french, "en")["name"][0] == "Corsica"


def test_unknown_text_stays() -> None:
    assert translate("anything else", "fr") == "anything else"
    assert localise(indicator_frame([]), "fr").empty
    assert isinstance(localise(indicator_frame([]), "fr"), pd.DataFrame)
