"""Vocabularies: the words that the design fixes, spellings met in files, and that no spelling means two words."""

from collections import defaultdict

import pytest

from places3t import schema
from places3t.schema.words import spelling_key

WORDS = {
    "types": """coworking fablab makerspace shared_workshop living_lab solidarity_garage social_place
        cultural_brownfield
        shared_office telecentre business_centre hybrid_space third_place""",
    "statuses": "open closed planned unknown",
    "operator_roles": "runs supports uses",
    "access": "members open",
    "openness": "shared_space third_place",
    "elements": "collaborative making mixity",
    "services": """support drop_in advisers showcase programming meeting_rooms training machines residency
        public_services
        childcare library cafe culture""",
    "resources": "public market reciprocity",
    "funding_kinds": "public private label own",
    "phases": "diagnosis solutions",
    "contribution_kinds": "issue solution practice concept comment",
    "participants": "project_holder user elected public_officer independent company association researcher",
    "precisions": "day month quarter year",
}


@pytest.mark.parametrize("name", WORDS)
def test_keys_are_those_agreed_in_that_order(name: str) -> None:
    assert list(schema.vocabulary(name).terms) == WORDS[name].split()


@pytest.mark.parametrize("name", schema.vocabulary_names())
def test_no_spelling_means_two_words(name: str) -> None:
    meant = defaultdict(set)
    for term in schema.vocabulary(name).terms.values():
        for spelling in term.spellings():
            meant[spelling_key(spelling)].add(term.key)
    assert {spelling: keys for spelling, keys in meant.items() if len(keys) > 1 or not spelling} == {}


@pytest.mark.parametrize("name", schema.vocabulary_names())
def test_every_word_has_a_printable_name_in_both_languages(name: str) -> None:
    words = schema.vocabulary(name)
    assert words.title.keys() == {"fr", "en"}
    for term in words.terms.values():
        assert term.fr
        assert term.en
        assert "'" not in term.fr + term.en, "a printed apostrophe is curly"


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("types", "Tiers lieux à dominante coworking", "coworking"),
        ("types", "Tiers lieux à dominante fablab", "fablab"),
        ("types", "FAB LAB", "fablab"),
        ("types", "Ateliers partagés", "shared_workshop"),
        ("types", "Tiers-Lieux", "third_place"),
        ("statuses", "Dead", "closed"),
        ("statuses", "Existants", "open"),
        ("statuses", "En projet", "planned"),
        ("statuses", "Projet mort né\u00a0?", "closed"),
        ("statuses", "XLR", "closed"),
        ("statuses", "fermée définitivement", "closed"),
        ("closure_kinds", "XL", "closed"),
        ("closure_kinds", "XLR", "replaced"),
        ("closure_kinds", "XLT", "temporary"),
        ("closure_kinds", "Projet mort né ?", "never_opened"),
        ("legal_forms", "Association loi 1901", "association"),
        ("legal_forms", "SAS ESUS", "social_company"),
        ("legal_forms", "Société commerciale de l'ESS", "social_company"),
        ("legal_forms", "École", "education"),
        ("legal_forms", "S.C.I.C.", "scic"),
        ("contribution_kinds", "Decidim::Debates::Debate", "comment"),
        ("participants", "Élue", "elected"),
        ("countries", "France métropolitaine", "FR"),
        ("countries", "BELGIQUE", "BE"),
        ("types", "T", None),
        ("types", "garage", None),
        ("statuses", "", None),
    ],
)
def test_spellings_of_real_files(name: str, text: str, key: str | None) -> None:
    assert schema.vocabulary(name).match(text) == key


def test_inflections_go_and_words_stay() -> None:
    assert spelling_key("Bureaux partagés") == spelling_key("bureau partagé")
    assert spelling_key("Fermée") == spelling_key("fermés") == spelling_key("fermé")
    assert spelling_key("S.A.R.L. ou S.A.S.") == "sarl ou sas"
    assert spelling_key("SAS") == "sas"
    assert spelling_key("process") == "process"
    assert spelling_key("bus") == "bus"


def test_nearest_offers_a_word_only_when_one_is_close() -> None:
    types = schema.vocabulary("types")
    assert types.nearest("fabalb") == "fablab"
    assert types.nearest("boulangerie") is None


def test_words_of_one_source_do_not_leak_into_the_others() -> None:
    own = schema.vocabulary("types").with_synonyms({"T": "coworking"})
    assert own.match("t") == "coworking"
    assert schema.vocabulary("types").match("t") is None
    with pytest.raises(KeyError, match="office"):
        own.with_synonyms({"bureau": "office"})


def test_an_unknown_vocabulary_is_refused_with_those_that_exist() -> None:
    with pytest.raises(KeyError, match="legal_forms"):
        schema.vocabulary("kinds")
