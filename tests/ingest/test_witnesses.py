"""Texts and points weighed against each other, one pair at a time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places3t.ingest.communes import Text, index
from places3t.ingest.witnesses import Statement, departement_of, stated, text_wins

NANTES, REZE, RENNES, BREST = "44109", "44143", "35238", "29019"


def text(code: str | None = None, name: str | None = None, postal: str | None = None, dep: str | None = None) -> Text:
    return Text(code, name, postal, dep, None)


@settings(max_examples=50)
@given(st.data())
def test_a_code_beside_its_own_name_says_that_commune_whatever_else_the_row_writes(data: st.DataObject) -> None:
    """What locates most rows at once without reading them (`places3t.ingest.locate`) rests on this."""
    code = data.draw(st.sampled_from(sorted(index().today)))
    postal = data.draw(st.none() | st.sampled_from(sorted(index().postal)))
    departement = data.draw(st.none() | st.sampled_from(["44", "2A", "974", "BE-WHT"]))
    written = Text(code, index().today[code], postal, departement, data.draw(st.sampled_from([None, "FR"])))
    reading = index().read(written)
    for point in (None, code):
        assert stated(written, reading, point, needed=True) == Statement(code)
    assert stated(written, reading, data.draw(st.sampled_from([NANTES, BREST])), needed=True).commune == code


@pytest.mark.parametrize(
    ("written", "point", "commune", "said"),
    [
        (text(code="99999"), None, None, ["unknown-commune-code"]),
        (text(code=NANTES, name="Rennes"), None, RENNES, ["code-and-name-disagree"]),
        (text(code=NANTES, name="Rennes", postal="44000"), None, NANTES, ["code-and-name-disagree"]),
        (text(code=NANTES, name="Rennes"), NANTES, NANTES, []),
        (text(name="Saint-Denis"), None, None, ["several-communes"]),
        (text(name="Saint-Denis"), "93066", "93066", []),
        (text(), NANTES, None, []),
    ],
)
def test_what_a_text_says(written: Text, point: str | None, commune: str | None, said: list[str]) -> None:
    statement = stated(written, index().read(written), point, needed=True)
    assert statement.commune == commune
    assert [each.code for each in statement.said] == said


@pytest.mark.parametrize(
    ("written", "commune", "wins"),
    [
        (text(code=NANTES, name="Nantes"), NANTES, True),
        (text(name="Nantes"), NANTES, True),
        (text(name="Nantes", postal="35000"), NANTES, False),
        (text(code=NANTES, name="Brestois"), NANTES, False),
    ],
)
def test_the_side_with_more_evidence_wins(written: Text, commune: str, *, wins: bool) -> None:
    assert text_wins(written, index().read(written), commune, RENNES) == wins


def test_a_department_is_told_by_a_postal_code_of_one_department() -> None:
    written = text(postal="44400")
    assert departement_of(written, index().read(written)) == "44"
