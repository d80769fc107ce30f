import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.formats.missing import MARKERS, NEVER_MISSING, SPREADSHEET_ERRORS, is_missing, spreadsheet_error
from places3t.formats.texts import clean_text


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "--", "—", "NC", "N.C.", "n/c", "NSP", "ne sait pas", "NR", "non renseigné", "Non renseignée", "n/a",
        "#N/A", "#N/D", "#REF!", "#VALUE!", "#VALEUR!", "NaN", "null", "None", "néant", "NEANT", "?", "??", "inconnu",
        ".", "...", "…", "/", "*", *MARKERS, *SPREADSHEET_ERRORS,
    ],
)  # fmt: skip
def test_says_that_nothing_is_known(text: str) -> None:
    assert is_missing(text)


@pytest.mark.parametrize(
    "text",
    ["0", "1", "x", "✓", "☐", "non", "oui", "aucun", "Nantes", "La Nef", "à venir", "NC17", "#1", "n", "0.0", "2A"],
)
def test_says_something(text: str) -> None:
    assert not is_missing(text)


def test_a_spreadsheet_error_is_told_from_a_word() -> None:
    assert all(spreadsheet_error(text) for text in SPREADSHEET_ERRORS)
    assert not any(spreadsheet_error(text) for text in MARKERS)
    assert not spreadsheet_error("#tierslieux")


@given(st.sampled_from(MARKERS), st.sampled_from([str.upper, str.lower, str.title]), st.text(max_size=3))
def test_no_marker_begins_as_what_is_never_missing(marker: str, case: Callable[[str], str], more: str) -> None:
    text = clean_text(case(marker) + more)
    assert not (is_missing(text) and re.match(NEVER_MISSING, text))


@given(st.from_regex(NEVER_MISSING, fullmatch=True), st.text())
def test_what_is_never_missing_is_not_whatever_follows(start: str, more: str) -> None:
    assert not is_missing(clean_text(start + more)) or not clean_text(start + more).startswith(start)
