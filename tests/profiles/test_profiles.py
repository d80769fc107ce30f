from __future__ import annotations

import pytest

from places3t import formats, schema, territory
from places3t.ingest.columns import fields_of
from places3t.language import catalogue
from places3t.profiles import Profile, profiles
from places3t.profiles.rules import EXCLUDED


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_a_profile_speaks_of_columns_that_exist(profile: Profile) -> None:
    names = set(fields_of(profile.kind))
    assert set(profile.columns.values()) <= names
    assert set(profile.constants) <= names
    for extra in profile.extras.values():
        assert extra.format in formats.names()
    assert set(profile.fallbacks) <= set(profile.columns)
    assert set(profile.derived) <= set(profile.columns)
    assert profile.title["fr"]
    assert profile.title["en"]


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_constants_are_words_of_their_vocabulary(profile: Profile) -> None:
    for name, text in profile.constants.items():
        field = schema.table(profile.kind).field(name)
        if field.vocabulary:
            assert text in schema.vocabulary(field.vocabulary).terms


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_rules_speak_of_words_that_exist(profile: Profile) -> None:
    rules = profile.rules
    statuses, kinds = (set(schema.vocabulary(name).terms) for name in ("statuses", "closure_kinds"))
    assert set(rules.sheet_status.values()) <= statuses | {EXCLUDED}
    for said in rules.states.values():
        status, _, kind = said.partition("/")
        assert status in statuses | {EXCLUDED}
        assert not kind or kind in kinds
    assert set(rules.left_out.values()) <= set(catalogue("sheets"))
    if rules.area:
        departements = territory.table("departement").set_index("code")["parent_code"]
        assert {departements[code] for code in rules.area.departements} <= {rules.area.region}


def test_profiles_have_names_of_their_own() -> None:
    names = [profile.name for profile in profiles()]
    assert len(set(names)) == len(names) > 0
