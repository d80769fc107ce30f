from __future__ import annotations

import pandas as pd
import pytest

from places3t.findings import Findings
from places3t.ingest.fold import dtypes, stack
from places3t.ingest.funding import link, with_funding

PLACES = pd.DataFrame(
    {
        "place_id": ["A", "B", "C", "D"],
        "name": ["L'Établi", "La Ruche", "La Ruche", "Le Phare"],
        "commune_code": ["44109", "29019", "29019", "97411"],
        "commune_name": ["Nantes", "Brest", "Brest", "Saint-Denis"],
        "opened_on": pd.to_datetime(["2016-01-01", "2015-06-01", None, "2017-01-01"]),
    }
)


def spells(*rows: dict[str, object]) -> pd.DataFrame:
    base = stack([], "funding")
    frame = pd.DataFrame(rows, columns=list(base.columns))
    frame = frame.assign(_source="f.csv", _row=range(2, len(rows) + 2))
    return frame.astype(
        {"name": "str", "commune_code": "str", "commune_name": "str", "_sheet": "str", **dtypes("funding")}
    )


def linked(*rows: dict[str, object]) -> tuple[list[str | None], pd.DataFrame]:
    findings = Findings()
    done = link(spells(*rows), PLACES, findings).frame
    return [None if pd.isna(each) else each for each in done["place_id"]], findings.frame()


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"place_id": "A"}, "A"),
        ({"place_id": "A", "name": "Autre", "commune_code": "29019"}, "A"),
        ({"name": "l’ÉTABLI", "commune_code": "44109"}, "A"),
        ({"place_id": "unknown", "name": "L'Établi", "commune_code": "44109"}, "A"),
        ({"name": "Le Phare", "commune_name": "Saint-Denis"}, "D"),
        ({"name": "L'Établi", "commune_code": "29019", "commune_name": "Brest"}, None),
        ({"place_id": "unknown"}, None),
    ],
)
def test_a_spell_finds_its_place_by_identifier_or_by_name_and_commune(
    row: dict[str, object], place: str | None
) -> None:
    places, findings = linked(row)
    assert places == [place]
    assert findings["code"].drop_duplicates().tolist() == ([] if place else ["funding-not-linked"])


def test_a_spell_that_may_be_for_two_places_is_in_doubt_between_them() -> None:
    places, findings = linked({"name": "La Ruche", "commune_code": "29019"})
    assert places == [None]
    assert findings["code"].tolist() == ["doubtful-link"] * 2


def test_a_spell_without_a_place_stays() -> None:
    places, findings = linked({"name": "Inconnu", "amount_eur": 5.0}, {"place_id": "A"})
    assert places == [None, "A"]
    assert findings.loc[0, ["row", "got"]].tolist() == [2, "Inconnu"]


def known(*rows: dict[str, object], exhaustive: bool = False) -> pd.DataFrame:
    return with_funding(PLACES, spells(*rows), exhaustive=exhaustive).set_index("place_id")


def test_a_place_in_no_list_has_unknown_funding() -> None:
    places = known({"place_id": "A", "started_on": "2016-06-01"})
    assert places["funding_known"].tolist() == [True, False, False, False]
    assert places["funded_ever"].isna().tolist() == [False, True, True, True]


def test_a_place_not_in_an_exhaustive_list_was_not_funded() -> None:
    places = known({"place_id": "A", "started_on": "2016-06-01"}, exhaustive=True)
    assert places["funded_ever"].tolist() == [True, False, False, False]


def test_funded_at_opening_is_within_a_year_and_unknown_without_dates() -> None:
    places = known(
        {"place_id": "A", "started_on": "2016-12-31"},
        {"place_id": "B", "started_on": "2016-06-02"},
        {"place_id": "C", "started_on": "2016-06-02"},
        exhaustive=True,
    )
    assert places.loc[["A", "B", "D"], "funded_at_opening"].tolist() == [True, False, False]
    assert pd.isna(places.loc["C", "funded_at_opening"])


def test_the_first_spell_counts_and_ones_own_money_does_not() -> None:
    places = known(
        {"place_id": "A", "started_on": "2018-01-01", "kind": "public"},
        {"place_id": "A", "started_on": "2017-01-01", "kind": "label"},
        {"place_id": "A", "started_on": "2016-01-01", "kind": "own"},
        {"place_id": "B", "started_on": "2016-01-01", "kind": "own"},
    )
    assert str(places.loc["A", "first_funded_on"])[:10] == "2017-01-01"
    assert places["funding_known"].tolist() == [True, False, False, False]


def test_no_funding_list_at_all() -> None:
    places = known()
    assert not places["funding_known"].any()
    assert places["funded_ever"].isna().all()
