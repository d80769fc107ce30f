"""Nothing that a council reads is named as the program names it."""

from __future__ import annotations

import pytest

from places3t.reports.plain import plain, worded
from places3t.schema import table, vocabulary

NB = "\u00a0"


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("treated as an interval in survival_rate_turnbull.", "en", "treated as an interval in Turnbull’s estimate."),
        ("fewer than 5 closures: sole_trader, company.", "en", "fewer than 5 closures: sole trader, company."),
        ("moins de 5 fermetures : sole_trader.", "fr", "moins de 5 fermetures : entreprise individuelle."),
        ("quel que soit legal_form (9", "fr", "quelle que soit la forme juridique (9"),
        ("parmi legal_form = scop seulement", "fr", "parmi les lieux de forme juridique « {scop} » seulement"),
        ("Avec --origin observed, ils", "fr", "Avec une survie comptée depuis le début de l’observation, ils"),
        ("une association de communes et un fablab", "fr", "une association de communes et un fablab"),
        ("a commune and an association", "en", "a commune and an association"),
        ("see `legal_form` in the table", "en", "see `legal_form` in the table"),
    ],
)
def test_names_become_words(text: str, language: str, said: str) -> None:
    terms = vocabulary("legal_forms").terms
    expected = said.format(scop=terms["scop"].fr).replace("« ", f"«{NB}").replace(" »", f"{NB}»")
    assert worded(text, language) == expected


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_name_of_a_column_or_value_is_left(language: str) -> None:
    names = [field.name for field in table("places").fields if "_" in field.name]
    names += [key for name in ("legal_forms", "types") for key in vocabulary(name).terms if "_" in key]
    assert "_" not in worded(" ".join(names), language)


def test_it_is_text_still() -> None:
    assert plain("legal_form | <b>", "en") == "legal form \\| &lt;b&gt;"
