"""Families and comparisons as they may be published."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.compare import compare
from places3t.indicators.density import density
from places3t.indicators.disclosure import enter, is_hidden, masked, tie
from places3t.indicators.disclosure_notes import enter_left_out, quiet, quiet_notes
from places3t.indicators.economy import economy
from places3t.indicators.ledger import Ledger
from places3t.indicators.problems import Note
from places3t.indicators.profile import profile
from places3t.indicators.published import dominating, published_comparison
from places3t.typography import MARK

LEFT_OUT = {"planned": 2, "not_observed": 3, "opening_unknown": 15, "no_follow_up": 20}


def places() -> pd.DataFrame:
    """Brittany: twenty places in 29, six in 35, one in 22; one scop in each group of access."""
    codes = ["29"] * 20 + ["35"] * 6 + ["22"]
    n = len(codes)
    return pd.DataFrame(
        {
            "place_id": [f"p{at}" for at in range(n)],
            "status": "open",
            "country_code": "FR",
            "region_code": "53",
            "departement_code": codes,
            "access": ["members" if at % 2 else "open" for at in range(n)],
            "legal_form": ["scop" if at < 6 else "association" if at < 20 else "company" for at in range(n)],
            "budget_eur": [1e6 if at == 20 else 1e4 for at in range(n)],
        }
    )


def shown(frame: pd.DataFrame) -> dict[tuple[str, str], bool]:
    rows = frame.drop_duplicates(["indicator", "code"])
    keys = zip(rows["indicator"], rows["code"], strict=True)
    return dict(zip(keys, ~rows["method"].map(is_hidden), strict=True))


def test_a_rate_is_hidden_with_its_count_and_the_population_is_not() -> None:
    frames = {level: density(places(), level=level) for level in ("region", "departement")}
    ledger = Ledger()
    for level, frame in frames.items():
        enter(ledger, frame)
        tie(ledger, level)
    found = shown(masked(frames["departement"], ledger))
    for code in ("22", "35"):
        for indicator in ("places", "places_per_100k", "places_per_100km2", "location_quotient"):
            assert not found[indicator, code]
        assert found["population", code]
    assert found["places", "29"]
    assert shown(masked(frames["region"], ledger))["places", "53"]


class Tables:
    """Tables of a workspace, from memory."""

    def __init__(self, funding: pd.DataFrame) -> None:
        self.places, self._funding = places(), funding

    def read(self, _: str) -> pd.DataFrame:
        return self._funding


def spells() -> pd.DataFrame:
    """Three places of 29 supported, of whom one got nearly all from one funder."""
    rows = [("p0", "A", 900.0), ("p1", "A", 50.0), ("p2", "A", 50.0), ("p0", "B", 40.0), ("p1", "B", 30.0)]
    rows += [("p2", "B", 30.0)]
    frame = pd.DataFrame(rows, columns=["place_id", "source", "amount_eur"])
    return frame.assign(kind="public", started_on="2020-01-01")


def test_amounts_that_one_place_nearly_makes_alone_are_hidden() -> None:
    funding = spells()
    alone = set(dominating(Tables(funding), "departement"))  # type: ignore[arg-type]
    assert ("number", "departement", "35", None, None, "budget_eur") in alone
    assert ("number", "departement", "29", None, None, "budget_eur") not in alone
    frame = economy(places(), funding, level="departement")
    ledger = Ledger()
    enter(ledger, frame, alone)
    found = masked(frame, ledger)
    hidden = found[found["method"].map(is_hidden)]
    assert "A" in set(hidden["group"].dropna())
    assert "35" in set(hidden.loc[hidden["indicator"] == "budget_eur_mean", "code"])


def test_a_comparison_leaves_out_what_one_or_two_places_of_a_group_have() -> None:
    many = pd.concat([places()] * 2, ignore_index=True).assign(place_id=lambda rows: [f"q{at}" for at in rows.index])
    many.loc[many["access"].eq("members") & many["legal_form"].eq("scop"), "legal_form"] = "company"
    many.loc[many.index[many["access"].eq("members")][:2], "legal_form"] = "scop"
    found = compare(many, by="access", values=["members", "open"])
    safe = published_comparison(found)
    assert "legal_form=scop" in set(found.table["feature"])
    assert "legal_form=scop" not in set(safe.table["feature"])
    # Nor is it given back by those that are left: two forms at least go.
    gone = set(found.table["feature"]) - set(safe.table["feature"])
    assert len([name for name in gone if name.startswith("legal_form")]) > 1
    assert any(isinstance(note, Note) and note.code == "features_hidden" for note in safe.notes)


@pytest.mark.parametrize(
    ("note", "said"), [("closed places: 2", f"closed places: {MARK}"), ("closed: 12", "closed: 12")]
)
def test_notes_give_no_count_of_one_or_two(note: str, said: str) -> None:
    assert quiet(note) == said
    small = quiet(Note("left_out_planned", {"places": 2}))
    assert isinstance(small, Note)
    assert MARK in small.sentence("en")
    assert not np.isnan(len(small.sentence("fr")))


def test_who_is_left_out_is_hidden_where_it_adds_up_to_what_is_known() -> None:
    notes = [Note(f"left_out_{reason}", {"places": count}) for reason, count in LEFT_OUT.items()]
    ledger = Ledger()
    enter_left_out(ledger, notes)
    said = {note.code: note.params["places"] for note in quiet_notes(notes, ledger) if isinstance(note, Note)}
    # 160 places less 120 followed leave 40: with 2 hidden alone, a reader has them back.
    assert said == {
        "left_out_planned": MARK,
        "left_out_not_observed": MARK,
        "left_out_opening_unknown": 15,
        "left_out_no_follow_up": 20,
    }
    assert ledger.recovered() == []


def test_a_type_that_all_but_one_place_have_is_hidden() -> None:
    # Places have several types, so that shares do not add up: nothing else stands for the one without.
    types = [["coworking", "fablab"]] * 4 + [["coworking"]] * 3 + [["fablab"]]
    places = pd.DataFrame({"status": "open", "country_code": "FR", "types": types})
    frame = profile(places, level="country")
    ledger = Ledger()
    enter(ledger, frame)
    shown = masked(frame, ledger)
    counts = shown[shown["indicator"] == "count"].set_index("group")["value"]
    assert np.isnan(counts["coworking"])
    assert counts["fablab"] == 5
