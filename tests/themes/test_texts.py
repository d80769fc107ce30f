from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.themes.languages import language_of
from places3t.themes.texts import level, plain, spans, tokens


def test_markup_goes_and_what_only_looks_like_it_stays() -> None:
    assert tokens(plain("<p>Le <b>bus</b></p><script>alert(1)</script>")) == ["Le", "bus", "alert", "(", "1", ")"]
    assert "3 < 4" in plain("3 < 4 & 5 > 2")
    assert plain("[le lieu](https://x.example) **gras**").strip() == "le lieu **gras**"


@given(st.text(max_size=200))
def test_levelling_keeps_every_place(text: str) -> None:
    assert len(level(text)) == len(text)
    assert len(tokens(level(text))) == len(spans(level(text)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le dernier bus part à 17 h", "fr"),
        ("We have nobody to open the door", "en"),
        ("De mensen kennen elkaar niet en er is geen geld", "other"),
        ("Wir haben kein Geld und nicht genug Leute", "other"),
        ("お金がありません", "other"),
        ("Normes !", None),
        ("", None),
        ("💶💶", None),
    ],
)
def test_little_words_tell_the_language(text: str, language: str | None) -> None:
    assert language_of(tokens(level(text))) == language
