from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t import findings as module
from places3t.findings import Findings
from places3t.ingest.fold import fold_places, identify, observations, stack, wave_date
from places3t.ingest.staging import Account, Staged


def staged(source: str, wave: str | None, *records: dict[str, object], kind: str = "places") -> Staged:
    account = Account(
        source=source,
        sheet=None,
        sha256="0",
        encoding=None,
        separator=None,
        kind=kind,
        profile=None,
        publisher=None,
        licence=None,
        wave=wave,
        header_row=1,
        read=len(records),
        rejected=0,
    )
    rows = [{"commune_code": "44109", "status": "open", **record} for record in records]
    return Staged(account, pd.DataFrame(rows, index=range(2, len(rows) + 2)), module.empty())


def folded(*sheets: Staged) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = Findings()
    rows = stack(sheets, "places")
    rows["place_id"] = identify(rows, found)
    return fold_places(rows).set_index("place_id"), found.frame()


W18 = staged(
    "2018.csv",
    "2018-03-15",
    {"place_id": "A", "name": "L'Établi", "surface_m2": 100.0},
    {"place_id": "B", "name": "La Ruche", "status": "open"},
)
W21 = staged(
    "2021.csv",
    "2021",
    {"place_id": "A", "name": "L'Établi", "surface_m2": None, "members_count": 12.0},
    {"name": "la  ruche", "status": "closed"},
    {"name": "Le Phare"},
)


def test_the_latest_wave_has_the_last_word_on_what_it_knows() -> None:
    places, _ = folded(W21, W18)
    assert places.loc["A", ["surface_m2", "members_count"]].tolist() == [100.0, 12.0]
    assert places.loc["B", "status"] == "closed"


def test_a_row_without_identifier_is_the_place_of_its_name_and_commune() -> None:
    places, _ = folded(W18, W21)
    assert list(places.index[:2]) == ["A", "B"]
    assert len(places) == 3
    assert places.index[2].startswith("p-")


def test_when_a_place_was_seen() -> None:
    places, _ = folded(W18, W21)
    seen = places[["observed_from", "first_seen_on", "last_seen_on"]].map(lambda day: str(day)[:10])
    assert seen.loc["A"].tolist() == ["2018-03-15", "2018-03-15", "2021-07-02"]
    assert seen.iloc[2].tolist() == ["2021-07-02"] * 3


def test_a_place_only_seen_closed_was_never_under_observation() -> None:
    places, _ = folded(staged("a.csv", "2021", {"place_id": "A", "name": "X", "status": "closed"}))
    assert pd.isna(places.loc["A", "observed_from"])


def test_a_wave_that_does_not_know_the_status_undoes_nothing() -> None:
    places, _ = folded(W18, staged("b.csv", "2022", {"place_id": "A", "name": "x", "status": None}))
    assert places.loc["A", "status"] == "open"


def test_homonyms_of_one_sheet_stay_apart_and_keep_their_identifiers() -> None:
    twins = staged("a.csv", "2019", {"name": "La Fabrique"}, {"name": "La Fabrique"})
    places, findings = folded(twins)
    assert len(places) == 2
    assert findings.empty
    again, _ = folded(twins, staged("b.csv", "2020", {"name": "Autre"}))
    assert set(places.index) <= set(again.index)


def test_the_same_identifier_twice_in_a_sheet_is_said() -> None:
    places, findings = folded(staged("a.csv", "2019", {"place_id": "A", "name": "X"}, {"place_id": "A", "name": "Y"}))
    assert len(places) == 1
    assert findings.loc[0, ["code", "row", "got"]].tolist() == ["same-place-twice", 3, "A"]


def test_homonyms_of_other_communes_are_other_places() -> None:
    places, _ = folded(W18, staged("b.csv", "2020", {"name": "La Ruche", "commune_code": "29019"}))
    assert len(places) == 3


def test_every_row_is_an_observation() -> None:
    rows = stack([W18, W21], "places")
    rows["place_id"] = identify(rows, Findings())
    assert observations(rows)["source"].tolist() == ["2018.csv"] * 2 + ["2021.csv"] * 3


def test_nothing_is_folded_to_nothing() -> None:
    places, findings = folded()
    assert places.empty
    assert findings.empty


@pytest.mark.parametrize(("wave", "day"), [("2018-03-15", "2018-03-15"), ("2018-03", "2018-03-16"), (None, "None")])
def test_the_day_of_a_wave(wave: str | None, day: str) -> None:
    assert str(wave_date(wave))[:10] == day


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([None, "i", "j"]), st.sampled_from("xyz")), max_size=12)
)
def test_no_row_is_lost_and_the_order_of_files_does_not_matter(rows: list[tuple[str, str | None, str]]) -> None:
    records: dict[str, list[dict[str, object]]] = {name: [] for name in "xyz"}
    for name, identifier, source in rows:
        records[source].append({"name": name, "place_id": identifier})
    sheets = [staged(f"{name}.csv", f"20{at + 10}", *each) for at, (name, each) in enumerate(records.items()) if each]
    places, _ = folded(*sheets)
    other, _ = folded(*reversed(sheets))
    pd.testing.assert_frame_equal(places, other)
    stacked = stack(sheets, "places")
    assert len(stacked) == len(rows)
    assert identify(stacked, Findings()).notna().all()
