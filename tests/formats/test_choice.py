import pytest

from places3t.formats import choice, choices
from places3t.formats.base import Fault
from places3t.schema import vocabulary, vocabulary_names


@pytest.mark.parametrize("name", vocabulary_names())
def test_every_spelling_of_every_word_is_read(name: str) -> None:
    one, several = choice.for_vocabulary(name), choices.for_vocabulary(name)
    for term in vocabulary(name).terms.values():
        for spelling in term.spellings():
            assert one.parse(spelling) == (term.key, None), spelling
            assert several.parse(spelling) == ([term.key], None), spelling


@pytest.mark.parametrize(
    ("text", "key", "code"),
    [
        ("Dead ?", "closed", "uncertain-value"),
        ("Projet mort né ?", "closed", "uncertain-value"),
        ("ouvert (à confirmer)", "open", "uncertain-value"),
        ("En projet", "planned", None),
        ("Au Québec", None, "not-in-list"),
    ],
)
def test_a_doubt_is_kept_with_its_value(text: str, key: str | None, code: str | None) -> None:
    parsed = choice.for_vocabulary("statuses").parse(text)
    assert parsed.value == key
    assert (parsed.fault.code if parsed.fault else None) == code


def test_a_slip_is_refused_with_the_word_it_looks_like() -> None:
    parsed = choice.for_vocabulary("types").parse("cowroking")
    assert parsed == (None, Fault("not-in-list", {"vocabulary": "types", "text": "cowroking", "near": "coworking"}))


@pytest.mark.parametrize(
    ("text", "keys", "code"),
    [
        ("Espace de coworking et un fablab", ["coworking", "fablab"], None),
        ("Bar, restaurant ; salle de réunion", ["cafe", "meeting_rooms"], None),
        ("atelier bois partagé", None, "not-in-list"),
        ("formation, patinoire, café", ["training", "cafe"], "not-in-list"),
        ("café ? ; formation", ["cafe", "training"], "uncertain-value"),
        ("Gites/location de salles", ["meeting_rooms"], "not-in-list"),
    ],
)
def test_several_answers_in_one_cell(text: str, keys: list[str] | None, code: str | None) -> None:
    name = "types" if "coworking" in text else "services"
    parsed = choices.for_vocabulary(name).parse(text)
    assert parsed.value == keys
    assert (parsed.fault.code if parsed.fault else None) == code


def test_what_was_left_out_of_a_list_is_named() -> None:
    fault = choices.for_vocabulary("services").parse("formation, patinoire").fault
    assert fault is not None
    assert fault.params["text"] == "patinoire"


def test_a_source_may_bring_its_own_words() -> None:
    words = vocabulary("types").with_synonyms({"T": "coworking", "O": "shared_workshop"})
    assert choices.from_vocabulary(words).parse("T-O") == (["coworking", "shared_workshop"], None)
    assert choices.for_vocabulary("types").parse("T-O").value is None
