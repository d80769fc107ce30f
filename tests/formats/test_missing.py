import pytest

from places3t.formats.missing import MARKERS, SPREADSHEET_ERRORS, is_missing, spreadsheet_error


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
