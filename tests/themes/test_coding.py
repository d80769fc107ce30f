"""What the bundled codebook finds, denies and leaves; sentences written for these tests."""

from __future__ import annotations

import functools
from dataclasses import replace

import pandas as pd
import pytest

from places3t.errors import Refusal
from places3t.themes.codebook import default_codebook, parse_codebook
from places3t.themes.coding import Coder, code_contributions, coder


@functools.cache
def bundled(*, points: bool = True) -> Coder:
    return coder(replace(default_codebook(), points=points))


def themes(text: str, *, points: bool = True) -> set[str]:
    return set(bundled(points=points).code([text])[0].themes)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("Pas de financement.", True),
        ("On n'a plus de moyens", True),
        ("il manque de l’argent", True),
        ("Faute de budget, on a fermé l'atelier", True),
        ("Aucune subvention cette année", True),
        ("Il n'y a pas assez d'argent", True),
        ("Ce sont les moyens qui manquent", True),
        ("There is no money left", True),
        ("We don't have enough funding", True),
        ("Il ne manque rien", False),
        ("Il ne manque pas d'argent", False),
        ("Sans problème de financement ni de local", False),
        ("Aucun souci d'argent", False),
        ("Le financement arrive en mars", False),
    ],
)
def test_denial_and_lack_are_read_by_the_lists(text: str, money: bool) -> None:
    assert ("lack_of_money" in themes(text, points=False)) == money


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("Pas de financement.", True),
        ("On n'a plus de moyens", True),
        ("il manque de l’argent", True),
        ("Il n'y a pas assez d'argent", True),
        ("We don't have enough funding", True),
        ("Il ne manque rien", False),
        ("Il ne manque pas d'argent", False),
        ("Sans problème de financement ni de local", False),
        ("Aucun souci d'argent", False),
        ("No problem with money", False),
    ],
)
def test_points_leave_what_is_said_not_to_be_missing(text: str, money: bool) -> None:
    assert ("lack_of_money" in themes(text)) == money


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Manque de bras", True),
        ("Il n'y a personne pour tenir le bar", True),
        ("On n'a pas de bénévoles", True),
        ("We lack volunteers", True),
        ("Les bénévoles sont là tous les jours", False),
        ("Il ne manque pas de bénévoles", False),
    ],
)
def test_people_who_are_missing(text: str, people: bool) -> None:
    assert ("lack_of_people" in themes(text)) == ("lack_of_people" in themes(text, points=False)) == people


def test_elision_accents_plurals_and_capitals_do_not_matter() -> None:
    for text in ("L’élue de la commune", "les ELUS", "elu", "d'élues"):
        assert "elected_and_authorities" in themes(text), text
    for text in ("Les subventions", "SUBVENTION", "d’une subvention"):
        assert "governance_and_funding" in themes(text), text


def test_an_exclusion_takes_its_words_away() -> None:
    assert "isolation" in themes("L'isolement des porteurs")
    assert "isolation" not in themes("L'isolation thermique du toit")
    assert "architecture_and_fitting_out" in themes("L'isolation thermique du toit")


def test_a_word_that_only_shares_its_stem_is_another_word() -> None:
    assert "standardisation" not in themes("La formation des bénévoles")
    assert "attractiveness" not in themes("Une grille commune")


def test_evidence_is_the_words_as_they_were_written() -> None:
    found = bundled(points=False).code(["Pas de FINANCEMENT, et l'Élue s'en va"])[0].themes
    assert found["lack_of_money"] == ("Pas de FINANCEMENT",)
    assert found["elected_and_authorities"] == ("Élue",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "💶" * 50,
        "<script>alert('x')</script> <b>pas d'argent",
        "**Pas** d'_argent_ [ici](http://x.example)",
        "&lt;p&gt;&amp;&#x1F4B6;",
        "\x00\x07\ud7ff\u202e",
        "a" * 100_000,
        "pas de financement " * 5_263,
    ],
)
def test_nothing_breaks_it(text: str) -> None:
    assert len(bundled().code([text])) == 1


def test_dutch_is_counted_apart_and_what_nothing_tells_goes_with_the_others() -> None:
    coded = bundled().code(["Le bus est en retard", "De plek is te ver van het dorp en er is geen bus", "Normes !"])
    assert [each.language for each in coded] == ["fr", "other", "fr"]
    assert not coded[1].themes


def test_codings_by_hand_stay_marked_and_come_first() -> None:
    said = pd.DataFrame({"contribution_id": ["1", "2"], "text": ["Pas d'argent", None]})
    hand = pd.DataFrame(
        [["1", "norms", "A", "x"], ["1", "isolation", "codebook", "old"]],
        columns=["contribution_id", "theme", "coder", "evidence"],
    )
    codings, _ = code_contributions(said, codings=hand)
    assert codings[["theme", "coder"]].to_numpy().tolist() == [["norms", "A"], ["lack_of_money", "codebook"]]


def test_every_theme_of_the_bundled_codebook_can_be_found_in_its_example() -> None:
    for theme in default_codebook().themes.values():
        for example in theme.examples["fr"]:
            assert theme.key in themes(example), (theme.key, example)


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "version = 1",
        "[groups]\n[themes.a]\ngroup='x'\nname_fr='a'\nname_en='a'",
        "[groups.x]\nfr='x'\nen='x'\n[themes.a]\ngroup='x'\nname_fr='a'\nname_en='a'\nstem_fr=['b']",
        "[groups.x]\nfr='x'\nen='x'\n[themes.a]\ngroup='x'\nname_fr='a'",
        "points='mine'\n[groups.x]\nfr='x'\nen='x'\n[themes.a]\ngroup='x'\nname_fr='a'\nname_en='a'",
    ],
)
def test_what_is_no_codebook_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        parse_codebook(text, "x.toml")


def test_an_edited_codebook_is_applied() -> None:
    text = "[groups.x]\nfr='x'\nen='x'\n[themes.bees]\ngroup='x'\nname_fr='Abeilles'\nname_en='Bees'\n"
    own = coder(parse_codebook(text + "stems_fr=['ruche', 'api*', 'miel + marché']\nweak_fr=['fleur', 'jardin']", "x"))
    found = [set(each.themes) for each in own.code(["des ruches", "l'apiculteur", "le miel", "du miel au marché"])]
    assert found == [{"bees"}, {"bees"}, set(), {"bees"}]
    assert [bool(each.themes) for each in own.code(["une fleur", "la fleur du jardin"])] == [False, True]


def test_one_of_these_and_one_of_those_in_a_sentence() -> None:
    text = "[groups.x]\nfr='x'\nen='x'\n[themes.bees]\ngroup='x'\nname_fr='Abeilles'\nname_en='Bees'\n"
    own = coder(parse_codebook(text + "stems_fr=['abeille|ruche + récolt*|miel de lavande']", "x"))
    said = [
        "la ruche : on récolte",
        "on récolte la ruche",
        "du miel de lavande, des abeilles",
        "abeille et ruche",
        "miel",
    ]
    assert [bool(each.themes) for each in own.code(said)] == [False, True, True, False, False]


def test_a_word_alone_gives_a_theme_only_where_nothing_else_does() -> None:
    head = "[groups.x]\nfr='x'\nen='x'\n"
    bees = "[themes.bees]\ngroup='x'\nname_fr='a'\nname_en='a'\nstems_fr=['ruche']\nweak_fr=['miel']\n"
    trees = "[themes.trees]\ngroup='x'\nname_fr='b'\nname_en='b'\nalone_fr=['verger']\nweak_fr=['fleur']\n"
    own = coder(parse_codebook(head + bees + trees, "x"))
    said = ["un verger", "la ruche du verger", "la fleur", "le verger en fleur", "la ruche du verger en fleur"]
    assert [set(each.themes) for each in own.code(said)] == [{"trees"}, {"bees"}, set(), {"trees"}, {"bees"}]


def test_what_a_passage_names_in_passing_gives_no_theme_and_a_later_passage_is_weighed_for_itself() -> None:
    head = "[groups.x]\nfr='x'\nen='x'\n"
    bees = "[themes.bees]\ngroup='x'\nname_fr='a'\nname_en='a'\nstems_fr=['ruche', 'miel', 'essaim']\n"
    trees = "[themes.trees]\ngroup='x'\nname_fr='b'\nname_en='b'\nstems_fr=['verger']\n"
    own = coder(parse_codebook(head + bees + trees, "x"))
    passing, apart = "La ruche, le miel et l'essaim du verger.", "Et puis " + "on parle " * 30
    assert [set(each.themes) for each in own.code([passing, "La ruche du verger."])] == [{"bees"}, {"bees", "trees"}]
    assert set(own.code([f"{passing} {apart}. Le verger aussi."])[0].themes) == {"bees", "trees"}


def test_only_an_infinitive_stands_for_all_the_endings_of_its_verb() -> None:
    text = "[groups.x]\nfr='x'\nen='x'\n[themes.t]\ngroup='x'\nname_fr='t'\nname_en='t'\n"
    own = coder(parse_codebook(text + "stems_fr=['passants', 'planter']", "x"))
    said = ["les passants", "il faut passer", "elle plantait", "ils planteront"]
    assert [bool(each.themes) for each in own.code(said)] == [True, False, True, True]


def test_a_family_gives_its_theme_side_by_side_and_further_apart_only_with_another_weak_word() -> None:
    text = "[groups.x]\nfr='x'\nen='x'\n[themes.bees]\ngroup='x'\nname_fr='Abeilles'\nname_en='Bees'\n"
    own = coder(parse_codebook(text + "stems_fr=['abeille|ruche + récolte|essaim']\nweak_fr=['fleur']", "x"))
    beside, apart, helped, alone = own.code(
        [
            "La récolte de la ruche",
            "La récolte tardive de notre vieille ruche",
            "La récolte tardive de notre vieille ruche en fleur",
            "Une fleur",
        ]
    )
    assert [set(each.themes) for each in (beside, apart, helped, alone)] == [{"bees"}, set(), {"bees"}, set()]
