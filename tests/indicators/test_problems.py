"""Sentences of problems: both languages, agreement, numbers as each language writes them."""

import re

import pytest

from places3t.indicators.problems import CannotCompute, Note, problem_sentence, problem_sentences

SLOT = re.compile(r"\{(\w+)(?:\|[^}]*)?\}")


@pytest.mark.parametrize("code", problem_sentences())
def test_both_languages_need_the_same(code):
    texts = problem_sentences()[code]
    assert set(texts) == {"fr", "en"}
    assert set(SLOT.findall(texts["fr"])) == set(SLOT.findall(texts["en"]))


@pytest.mark.parametrize("code", problem_sentences())
def test_french_spaces(code):
    text = SLOT.sub("x", problem_sentences()[code]["fr"])
    assert not re.search(r"[^\u00a0]:", text.replace("\u202f;", ""))
    assert not re.search(r"[^\u202f][;!?]", text)
    assert not re.search(r"[^\u00a0]%", text)
    assert "'" not in text


def test_numbers_and_agreement():
    one = problem_sentence("left_out_no_follow_up", {"places": 1}, "en")
    assert one == "1 place is left out: seen at one moment only."
    assert problem_sentence("left_out_no_follow_up", {"places": 0}, "fr").startswith("0 lieu est écarté")
    many = problem_sentence("left_out_no_follow_up", {"places": 2986}, "fr")
    assert many.startswith("2\u202f986 lieux sont écartés")


def test_a_note_within_a_refusal():
    reasons = [Note("left_out_planned", {"places": 2})]
    refusal = CannotCompute("no_follow_up", {"places": 2, "reasons": reasons})
    assert ": 2 places are left out: only planned. Survival needs" in str(refusal)
    assert "–" in problem_sentence("one_group", {"by": None, "group": "a"}, "en")
