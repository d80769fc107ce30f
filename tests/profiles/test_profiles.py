from __future__ import annotations

import pytest

from places3t import formats, schema
from places3t.profiles import Profile, profiles


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_a_profile_speaks_of_columns_that_exist(profile: Profile) -> None:
    table = schema.table(profile.kind)
    names = {field.name for field in table.fields if field.format}
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


def test_profiles_have_names_of_their_own() -> None:
    names = [profile.name for profile in profiles()]
    assert len(set(names)) == len(names) > 0
