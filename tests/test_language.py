from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import places3t
from places3t.language import Language, catalogue, say, system_language

CATALOGUES = sorted(path.stem for path in (Path(places3t.__file__).parent / "messages").glob("*.toml"))
# A plain space before these breaks a line in the wrong place: French wants a no-break one.
PLAIN_SPACE = re.compile(r" [:;!?%»]|« ")


def fields(text: str) -> set[str]:
    return {name.partition("|")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_sentence_exists_in_both_languages_and_needs_the_same(name: str) -> None:
    for key, texts in catalogue(name).items():
        french = {field: text for field, text in texts.items() if "fr" in field.split("_")}
        assert french, key
        for field, text in french.items():
            english = texts["_".join("en" if part == "fr" else part for part in field.split("_"))]
            assert text, key
            assert english, key
            assert fields(text) == fields(english), key


@pytest.mark.parametrize("name", CATALOGUES)
def test_french_has_its_spaces(name: str) -> None:
    for key, texts in catalogue(name).items():
        for field, text in texts.items():
            if "fr" in field.split("_"):
                assert not PLAIN_SPACE.search(text), (key, text)
                assert "'" not in text, (key, "an apostrophe is ’", text)


@pytest.mark.parametrize(
    ("language", "count", "sentence"),
    [
        ("en", "0", "0 errors, 1 warning: x"),
        ("en", "1", "1 error, 1 warning: x"),
        ("fr", "0", "0 erreur, 1 avertissement\N{NO-BREAK SPACE}: x"),
        ("fr", "2", "2 erreurs, 1 avertissement\N{NO-BREAK SPACE}: x"),
    ],
)
def test_a_word_agrees_with_its_number(language: Language, count: str, sentence: str) -> None:
    assert say("cli", "look-at", language, errors=count, warnings=1, command="x") == sentence


def test_a_missing_parameter_is_not_left_in_braces() -> None:
    with pytest.raises(KeyError):
        say("refusals", "empty-file", "fr")


@pytest.mark.parametrize(
    ("variables", "language"),
    [({"LC_ALL": "fr_FR.UTF-8"}, "fr"), ({"LANG": "fr_BE"}, "fr"), ({"LC_ALL": "C", "LANG": "fr_FR"}, "en")],
)
def test_the_system_says_the_language(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language
