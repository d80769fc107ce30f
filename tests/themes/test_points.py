"""Points that words give for and against themes: added up by hand, and against a codebook's lists."""

from __future__ import annotations

import numpy as np
import pytest

from places3t.themes.codebook import parse_codebook
from places3t.themes.coding import coder
from places3t.themes.points import default_points, read_points, stems
from places3t.themes.reading import Reading
from places3t.themes.weighing import ENOUGH, ENOUGH_LISTED, NEEDED, decide, log_odds, passages, weigh

TABLE = """language,words,money,bees
fr,(start),-30,-40
fr,(listed),20,25
fr,financement,18,-3
fr,pas de financement,22,
fr,ruche,-5,50
en,(start),-30,-40
en,(listed),10,10
en,hive,,60
"""
POINTS = read_points(TABLE)
HEAD = "[groups.means]\nfr='x'\nen='x'\n[groups.around]\nfr='x'\nen='x'\n"


def reading(text: str, language: str = "fr", **more: object) -> Reading:
    empty = {"listed": {}, "own": frozenset(), "silent": {}, "passages": [0]}
    return Reading(text=text, language=language, tokens=text.split(), **(empty | more))


def odds(*readings: Reading) -> np.ndarray:
    return log_odds(POINTS, list(passages(POINTS, readings)))


def test_a_word_counts_once_in_all_its_forms_and_two_side_by_side_have_points_of_their_own() -> None:
    spots = POINTS.spots(["pas", "de", "financements", ",", "financement", "ruches"], "fr")
    assert list(spots.values()) == [(2,), (0, 2), (5,)]
    assert POINTS.weights[list(spots)] == pytest.approx(np.array([[1.8, -0.3], [2.2, 0], [-0.5, 5]]))


def test_a_clause_ends_two_side_by_side() -> None:
    assert stems(["pas", ".", "financement"], "fr")[1] == (1, "")
    assert len(POINTS.spots(["pas", ".", "financement"], "fr")) == 1


def test_points_are_added_up() -> None:
    said = reading("financement ruche", listed={"bees": [(1,)]})
    expected = [[-3 + 1.8 - 0.5, -4 - 0.3 + 5 + 2.5], [-3, -4], [-3, -4 + 6]]
    assert odds(said, reading("rien"), reading("hive", "en")) == pytest.approx(np.array(expected))
    assert odds(reading("alle", "other")).shape == (0, 2)


def test_a_theme_is_given_by_what_is_needed_or_else_by_most_if_that_is_enough() -> None:
    middle, less = (NEEDED + ENOUGH) / 2, (ENOUGH + ENOUGH_LISTED) / 2
    total = np.array([[NEEDED, NEEDED, -9], [middle, middle - 0.1, -9], [less, -9, -9], [-9, -9, -9]])
    assert decide(total, np.zeros((4, 3), dtype=bool)).sum(axis=1).tolist() == [2, 1, 0, 0]
    assert decide(total, np.ones((4, 3), dtype=bool)).tolist()[1:3] == [[True, False, False], [True, False, False]]


def test_a_passage_is_weighed_for_itself() -> None:
    words = "ruche ruche " + "x " * 20 + "financement pas de financement"
    said = reading(words, passages=[0, 22])
    (decided,) = weigh(POINTS, [said])
    assert decided == {"bees": [(0,)], "money": [(23, 25), (22,)]}


def test_words_that_are_silent_for_a_theme_do_not_speak_for_it_and_still_speak_against_others() -> None:
    said = reading("pas de financement ruche", silent={"money": {2}})
    assert set(weigh(POINTS, [reading("pas de financement ruche")])[0]) == {"money", "bees"}
    assert set(weigh(POINTS, [said])[0]) == {"bees"}


def test_what_a_codebook_excludes_is_silent() -> None:
    text = "points='bundled'\n" + HEAD + "[themes.lack_of_money]\ngroup='means'\nname_fr='a'\nname_en='b'\n"
    for more, given in (("", True), ("except_fr=['argent de poche']", False)):
        own = coder(parse_codebook(text + more, "x"))
        assert bool(own.code(["Pas assez d'argent de poche"])[0].themes) == given


def test_a_theme_without_points_and_one_that_the_users_own_words_give_are_decided_by_the_lists() -> None:
    said = reading("miel", listed={"trees": [(0,)], "bees": [(0,)]}, own=frozenset({"bees"}))
    assert weigh(POINTS, [said]) == [{"trees": [(0,)], "bees": [(0,)]}]


def test_words_added_to_a_copy_of_the_bundled_codebook_give_their_theme() -> None:
    theme = "[themes.lack_of_money]\ngroup='means'\nname_fr='a'\nname_en='b'\nstems_fr=['bidule']\n"
    other = "[themes.bees]\ngroup='around'\nname_fr='a'\nname_en='b'\nstems_fr=['ruche']\n"
    own = coder(parse_codebook("points='bundled'\n" + HEAD + theme + other, "x"))
    said = ["Le bidule du jardin est arrivé hier", "Une ruche", "Nous n'avons plus un euro en caisse"]
    assert [set(each.themes) for each in own.code(said)] == [{"lack_of_money"}, {"bees"}, {"lack_of_money"}]


def test_a_codebook_of_other_themes_has_its_lists_alone() -> None:
    theme = "[themes.bees]\ngroup='around'\nname_fr='a'\nname_en='b'\nstems_fr=['ruche']\n"
    own = coder(parse_codebook("points='bundled'\n" + HEAD + theme, "x"))
    assert [set(each.themes) for each in own.code(["Une ruche", "Plus un euro en caisse"])] == [{"bees"}, set()]


def test_without_points_a_codebook_has_its_lists_alone() -> None:
    theme = "[themes.lack_of_money]\ngroup='means'\nname_fr='a'\nname_en='b'\nstems_fr=['bidule']\n"
    own = coder(parse_codebook("points='none'\n" + HEAD + theme, "x"))
    assert not own.code(["Nous n'avons plus un euro en caisse"])[0].themes


def test_the_bundled_table_has_every_theme_of_the_bundled_codebook_and_no_other() -> None:
    assert list(default_points().themes) == list(coder().reader.codebook.themes)


def test_the_evidence_of_points_is_the_words_as_they_were_written() -> None:
    text = "<b>Les caisses</b> sont à sec, la BANQUE refuse"
    evidence = coder().code([text])[0].themes["lack_of_money"]
    assert evidence
    assert all(words in text.replace("</b>", "") for said in evidence for words in said.split(" … "))
