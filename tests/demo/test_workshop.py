"""The notes of the workshops: many, unlike each other, with themes that two coders mostly agree about."""

import pandas as pd
import pytest

THEMES = {
    "actors_and_roles", "users_involvement", "community_life", "running_the_place", "time_and_duration",
    "elected_and_authorities", "private_actors", "norms", "infrastructure_and_access", "attractiveness",
    "architecture_and_fitting_out", "public_services", "legal_framework", "work_culture_and_organisation",
    "vacant_premises", "business_models_and_revenue", "governance_and_funding", "community_and_networks",
    "awareness_and_training", "territorial_performance", "lack_of_people", "lack_of_money", "support_withdrawn",
    "isolation", "abandonment", "standardisation", "transition",
}  # fmt: skip


@pytest.fixture(scope="module")
def notes(table):
    return table("atelier_2023.csv").set_index("id")


@pytest.fixture(scope="module")
def later(table):
    return table("atelier_2024.csv").set_index("id")


@pytest.fixture(scope="module")
def themes(truth_table):
    return truth_table("atelier_themes.csv").set_index("contribution_id")


def test_about_three_hundred_notes_each_said_once(notes):
    assert 290 <= len(notes) <= 330
    assert notes.index.is_unique
    said = notes.loc[notes["texte"].str.len() > 12, "texte"]
    assert said.is_unique


def test_six_hundred_more_the_year_after_in_the_same_columns_and_other_words(notes, later, themes):
    assert 640 <= len(later) <= 680
    assert list(later.columns) == list(notes.columns)
    assert later["texte"].is_unique
    long = later.loc[later["texte"].str.len() > 12, "texte"]
    assert not set(long.str.casefold()) & set(notes["texte"].str.casefold())
    assert set(later.index) | set(notes.index) == set(themes.index)
    themed = themes.loc[later.index, "themes"].str.split(";").explode()
    assert themed[themed != ""].value_counts().reindex(sorted(THEMES)).min() >= 15


def test_the_themes_are_those_of_the_codebook_each_with_a_dozen_wordings(themes, facts):
    assert set(facts["themes"]) == THEMES
    given = themes["themes"].str.split(";").explode()
    assert set(given) - {""} == THEMES
    assert themes.loc[themes["main_theme"] != "", "main_theme"].value_counts().min() >= 8
    assert themes["themes"].str.split(";").str.len().max() == 3


def test_phases_kinds_and_participants(notes):
    assert set(notes["phase"]) == {"Diagnostic", "Solutions"}
    assert set(notes["type"]) == {"Enjeu", "Solution", "Bonne pratique", "Concept", "Commentaire"}
    assert notes["type de participant"].nunique() == 8
    assert notes.groupby("phase").size().min() > 80


def test_a_third_declares_a_theme_and_not_always_the_right_one(notes, themes, facts):
    declared = notes["thème"][notes["thème"] != ""]
    assert 0.25 < len(declared) / len(notes) < 0.42
    french = {key: theme["fr"] for key, theme in facts["themes"].items()}
    right = declared == themes.loc[declared.index, "main_theme"].map(french)
    assert 0.65 < right.mean() < 0.95


@pytest.mark.parametrize("year", ["notes", "later"])
def test_answers_follow_a_note_of_the_same_session(year, request):
    notes = request.getfixturevalue(year)
    answers = notes[notes["réponse à"] != ""]
    assert len(answers) >= 25
    for answer, row in answers.iterrows():
        assert row["atelier"] == notes.loc[row["réponse à"], "atelier"]
        assert row["réponse à"] < answer


def test_votes_are_whole_and_given_to_some(notes):
    votes = notes["votes"]
    assert 0.3 < (votes != "").mean() < 0.6
    assert votes[votes != ""].astype(int).ge(0).all()


def test_some_notes_are_hard_to_read(themes):
    traits = themes["trait"].value_counts()
    assert set(traits.index) - {""} == {
        "negation", "no_accents", "typo", "short", "english", "dutch", "emoji", "homonym", "empty", "off_topic",
        "multiline",
    }  # fmt: skip
    assert traits["negation"] >= 6
    assert (themes.loc[themes["trait"].isin(["empty", "off_topic"]), "themes"] == "").all()


def test_two_coders_agree_well_and_not_perfectly(table, notes):
    codes = table("atelier_2023_codage.csv")
    assert set(codes["codeur"]) == {"A", "B"}
    assert codes["contribution"].nunique() == 100
    assert set(codes["contribution"]) <= set(notes.index)
    assert set(codes["thème"]) <= THEMES
    given = pd.crosstab([codes["contribution"]], [codes["thème"], codes["codeur"]]).clip(upper=1)
    kappas = [
        kappa(given[theme]["A"], given[theme]["B"]) for theme in set(codes["thème"]) if set(given[theme]) == {"A", "B"}
    ]
    assert 0.6 < sum(kappas) / len(kappas) < 0.95


def kappa(one, other):
    """Give Cohen's kappa of two codings of the same notes."""
    agreed = (one == other).mean()
    chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    return (agreed - chance) / (1 - chance)


def test_evidence_is_copied_from_the_note(table, notes):
    codes = table("atelier_2023_codage.csv")
    quoted = codes[codes["extrait"] != ""]
    assert len(quoted) > 50
    assert all(
        extract in notes.loc[note, "texte"]
        for note, extract in zip(quoted["contribution"], quoted["extrait"], strict=True)
    )
