"""A list of one region says nothing of the others: zeros there and comparisons with the country are no findings."""

from __future__ import annotations

import pandas as pd
import pytest

from places3t.indicators.concentration import concentration
from places3t.indicators.counting import in_one_region
from places3t.indicators.density import density
from places3t.indicators.field_claims import field_claims
from places3t.indicators.words import line

NOTE = line("note-one-region")
NOTHING_COMPARED = pd.DataFrame({"feature": pd.Series(dtype="str")})


def places(regions: list[str], departments: list[str]) -> pd.DataFrame:
    codes = {"region_code": regions, "departement_code": departments}
    return pd.DataFrame(codes).assign(country_code="FR", status="open")


ONE = places(["52"] * 12, ["44"] * 8 + ["49"] * 4)
TWO = places(["52"] * 12 + ["53"], ["44"] * 8 + ["49"] * 4 + ["35"])


@pytest.mark.parametrize("family", [density, concentration])
def test_it_is_said_where_all_places_are_in_one_region(family) -> None:
    assert NOTE in family(ONE).attrs["notes"]
    assert NOTE not in family(TWO).attrs["notes"]


def test_few_places_are_no_list_of_a_region() -> None:
    assert in_one_region(ONE)
    assert not in_one_region(ONE.head(9))
    assert not in_one_region(TWO)
    assert not in_one_region(ONE.assign(country_code="BE", region_code="BE-WAL"))


def test_the_claim_of_unequal_spread_is_not_supported_by_a_list_of_one_region() -> None:
    codes = [note.code for note in field_claims(ONE, NOTHING_COMPARED)]
    assert "claim_unequal_one_region" in codes
    assert "claim_unequal_supported" in [note.code for note in field_claims(TWO, NOTHING_COMPARED)]
