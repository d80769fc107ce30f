"""Names written one way, and the communes that bear them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from places3t.territory import communes, communes_named, normalise_name


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Saint-Étienne", "saint etienne"),
        ("ST ETIENNE CEDEX 2", "saint etienne"),
        ("Ste-Maxime", "sainte maxime"),
        ("Pont-St-Esprit", "pont saint esprit"),
        ("Œuilly", "oeuilly"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("L'Haÿ les Roses", "l hay les roses"),
        ("Le Havre", "le havre"),
        ("Havre (Le)", "le havre"),
        ("Abergement-Clémenciat (L')", "l abergement clemenciat"),
        ("Sables d'Olonne, Les", "les sables d olonne"),
        ("Saint-Denis (93)", "saint denis"),
        ("Chalon s/Saône", "chalon sur saone"),
        ("Chalon-sur-Saône", "chalon sur saone"),
        ("Paris 16e", "paris"),
        ("PARIS CEDEX 16", "paris"),
        ("Paris 2nd", "paris"),
        ("Lyon 3ème arrondissement", "lyon"),
        ("Marseille 1er Arrondissement", "marseille"),
        ("Lyon CEDEX 03", "lyon"),
        ("Le Crès cedex", "le cres"),
        ("La Ville-aux-Clercs", "la ville aux clercs"),
        ("Nogent 12", "nogent 12"),
        ("  ", ""),
    ],
)
def test_a_name_has_one_key(written: str, key: str) -> None:
    assert normalise_name(written) == key


@given(st.text(max_size=40))
@example("cedex_3 x")
@example("st st ste")
def test_a_key_is_its_own_key_and_plain(text: str) -> None:
    key = normalise_name(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", key)
    assert normalise_name(key) == key


@given(st.sampled_from(["Saint-Étienne", "L'Haÿ-les-Roses", "Bourg-en-Bresse"]), st.integers(1, 99))
def test_cedex_case_and_hyphens_change_nothing(name: str, number: int) -> None:
    assert normalise_name(f"{name.upper().replace('-', ' ')} CEDEX {number:02}") == normalise_name(name)


def _called(key: str, country: str = "FR") -> set[str]:
    named = communes_named()
    return set(named.loc[(named["key"] == key) & (named["country_code"] == country), "commune_code"])


def test_every_commune_is_found_by_its_name() -> None:
    pairs = set(zip(communes_named()["key"], communes_named()["commune_code"], strict=True))
    named = zip(communes()["commune_name"], communes()["commune_code"], strict=True)
    assert {(normalise_name(name), code) for name, code in named} <= pairs


def test_every_key_is_what_the_function_writes() -> None:
    """The lookup is made when the reference is built: a change of the function must build it again."""
    keys = communes_named()["key"].drop_duplicates()
    assert (keys.map(normalise_name) == keys).all()


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("chalons sur marne", "51108"),  # Châlons-en-Champagne since 1998
        ("lomme", "59350"),  # associated with Lille
        ("equeurdreville hainneville", "50129"),  # part of Cherbourg-en-Cotentin
        ("pierrefitte sur seine", "93066"),  # merged into Saint-Denis in 2025
        ("arbignieu", "01015"),  # a part that bears the code of the whole
        ("paris", "75056"),
    ],
)
def test_earlier_names_lead_to_the_commune_of_today(key: str, code: str) -> None:
    assert _called(key) == {code}


def test_homonyms_keep_all_their_communes() -> None:
    assert {"93066", "97411"} <= _called("saint denis")
    named = communes_named()
    rows = named[(named["key"] == "saint denis") & (named["commune_code"] == "93066")]
    assert not rows["is_former"].any()


@pytest.mark.parametrize("key", ["tournai", "doornik"])
def test_belgian_municipalities_have_two_names(key: str) -> None:
    assert _called(key, "BE") == {"BE-57081"}


def test_belgian_municipalities_merged_in_2025_are_found_by_their_parts() -> None:
    assert _called("kruibeke", "BE") == {"BE-46030"}
