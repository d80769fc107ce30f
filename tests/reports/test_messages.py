"""The sentences of reports and charts: both languages, the same parameters, French typography."""

import re

import pytest

from places3t import territory
from places3t.language import catalogue
from places3t.reports.phrases import Phrases
from places3t.reports.sources import _said

KEYS = [(name, key) for name in ("reports", "funding", "charts", "regions", "references") for key in catalogue(name)]


def fields(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_both_languages_say_the_same(name: str, key: str) -> None:
    forms = catalogue(name)[key]
    english = {form.removeprefix("en") for form in forms if form.startswith("en")}
    french = {form.removeprefix("fr") for form in forms if form.startswith("fr")}
    assert english == french
    assert len(english) * 2 == len(forms)
    for form in english:
        assert fields(forms[f"en{form}"]) == fields(forms[f"fr{form}"])


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_typography(name: str, key: str) -> None:
    for form, said in catalogue(name)[key].items():
        text = re.sub(r"`[^`]*`|\]\([^)]*\)|{\w+}", "x", said)
        assert "'" not in text
        assert "  " not in text
        if form.startswith("fr"):
            assert not re.search(r" [;:!?%»]|« |[^\u202f;:!?][;!?]|[^\u00a0][:%]|\d \d{3}", text)
        else:
            assert not re.search(r"[\s\u00a0\u202f][;:!?%]", text)


@pytest.mark.parametrize("code", territory.table("region").query("country_code in ('FR', 'BE')")["code"])
def test_every_region_has_its_preposition(code: str) -> None:
    assert Phrases("fr").where(code).split()[0] in {"en", "à", "dans"}
    assert Phrases("en").where(code).split()[0] in {"in", "on"}


def test_what_is_english_in_the_reference_is_said_in_french() -> None:
    known = {texts["en"] for texts in catalogue("references").values()}
    stated = territory.sources()[["vintage", "licence"]].to_numpy().ravel()
    english = {text for text in stated if re.search(r"[a-z]{3}", text)} - {"Licence Ouverte 2.0"}
    assert english <= known
    assert _said("public domain", "fr") == "domaine public"
    assert _said("public domain", "en") == "public domain"


def test_counts_choose_their_form() -> None:
    french, english = Phrases("fr"), Phrases("en")
    assert [french.count("abroad", n).split(" des")[0] for n in (0, 1, 2)] == [
        "Aucun lieu",
        "Un lieu",
        "2 lieux",
    ]
    assert [english.count("abroad", n).split(" of the")[0] for n in (0, 1, 1512)] == [
        "No place",
        "One place",
        "1,512 places",
    ]
    # Without a form for none, zero is singular in French and plural in English.
    assert french.count("quality-mended", 0).startswith("En outre, une")
    assert english.count("quality-mended", 0).startswith("Besides, 0 cells")


def test_an_unknown_place_is_named_by_its_code() -> None:
    assert Phrases("fr").where("XX-1") == "XX-1"


def test_missing_parameter() -> None:
    with pytest.raises(KeyError):
        Phrases("fr")("title")
