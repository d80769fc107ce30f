import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.formats.texts import clean_text, fold, has_entity, has_markup, strip_markup, ungarble


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Nantes ", "Nantes"),
        ("Projet mort né\u00a0?", "Projet mort né ?"),
        ("\ufeffID", "ID"),
        ("La\u200b Ruche\u202f!", "La Ruche !"),
        ("ligne 1\r\nligne 2\tfin", "ligne 1 ligne 2 fin"),
        ("Cafe\u0301", "Café"),
        ("Arts &amp; m&eacute;tiers &#8211; fin", "Arts & métiers – fin"),
        ("http://example.org/?a=1&copy=2", "http://example.org/?a=1&copy=2"),
        ("R&D; Co", "R&D; Co"),
        ("a\x00b\x07c", "a b c"),
        ("", ""),
        ("\u00a0", ""),
    ],
)
def test_clean_text(raw: str, clean: str) -> None:
    assert clean_text(raw) == clean


@given(st.text())
def test_a_clean_text_has_nothing_to_clean(text: str) -> None:
    clean = clean_text(text)
    assert clean == clean.strip()
    assert "  " not in clean
    assert not any(unicodedata.category(char) == "Cc" for char in clean)
    if "&" not in clean:  # an entity may have spelt out another one
        assert clean_text(clean) == clean


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Île-de-France", "ILE DE FRANCE"),
        ("Œuvrer – Découvrir", "oeuvrer decouvrir"),
        ("NOM_TL", "Nom TL"),
        ("L’Étincelle", "l'etincelle"),
        ("Surface (m²)", "surface m2"),
        ("Straße", "STRASSE"),
        ("Ελλάδα", "ΕΛΛΑΔΑ"),
    ],
)
def test_what_people_take_for_the_same_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_differs_stays_different() -> None:
    assert len({fold(text) for text in ("Tours", "Tour", "2A", "2B", "Ελλάδα", "新宿")}) == 6


def test_only_a_closed_entity_counts() -> None:
    assert has_entity("l&#39;atelier")
    assert not has_entity("a&b c;")
    assert not has_entity("?x=1&lt=2")


def test_markup_goes_and_words_stay() -> None:
    html = '<p>Un <strong>lieu</strong></p><ul><li>a</li><li>b</li></ul><a href="https://example.org">ici</a><br/>fin'
    assert has_markup(html)
    assert strip_markup(html) == "Un lieu a b ici fin"
    assert not has_markup("2 < 3 et <nom du lieu>")


@given(st.text(alphabet=st.characters(min_codepoint=0xA0, max_codepoint=0x24F), min_size=1))
def test_ungarble_undoes_a_wrong_decoding(text: str) -> None:
    garbled = text.encode("utf-8").decode("cp1252", errors="replace")
    if "\N{REPLACEMENT CHARACTER}" not in garbled and ("Ã" in garbled or "Â" in garbled):
        assert ungarble(garbled) == text


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüÿœæÀÉÈÔÎ «»’-,.", max_size=60))
def test_ungarble_leaves_french_alone(text: str) -> None:
    assert ungarble(text) == text
