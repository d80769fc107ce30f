"""Concentration: which territories and places are in it, country by country."""

import pandas as pd
import pytest

from places3t import territory
from places3t.indicators.concentration import concentration, lorenz_curve
from places3t.indicators.inequality import inequality


def places() -> pd.DataFrame:
    rows = [("75", "11", "FR"), ("75", "11", "FR"), ("78", "11", "FR"), ("59", "32", "FR"), ("988", "988", "FR")]
    rows += [(None, None, None)]
    columns = ["departement_code", "region_code", "country_code"]
    return pd.DataFrame(rows, columns=columns).assign(status="open", kind=["a", "a", "b", "b", "a", "a"])


def test_france_is_its_101_departments() -> None:
    frame = concentration(places()).set_index("indicator")
    known = territory.table("departement").query("country_code == 'FR'")
    known = known[~known["code"].str.fullmatch(r"975|977|978|98\d")]
    assert len(known) == 101
    expected = inequality(known["code"].map({"75": 2, "78": 1, "59": 1}).fillna(0), known["population"])
    assert frame.loc["gini", "value"] == pytest.approx(expected.gini)
    assert frame.loc["top_tenth_share", "value"] == pytest.approx(expected.top_tenth)
    parts = frame.loc["theil_between", "value"] + frame.loc["theil_within", "value"]
    assert frame.loc["theil", "value"] == pytest.approx(parts)
    assert set(frame["n"]) == {4}


def test_what_is_left_out_is_said() -> None:
    notes = concentration(places()).attrs["notes"]
    assert "places in no territory with a known population, left out of concentration: 2" in notes


def test_groups_have_their_own_figures_and_curves() -> None:
    frame = concentration(places(), by="kind")
    assert frame.loc[frame["indicator"] == "gini", "group"].tolist() == ["a", "b"]
    curves = lorenz_curve(places(), by="kind")
    ends = curves.groupby("group")[["population_share", "places_share"]].max()
    assert (ends == 1).all(axis=None)


def test_a_column_without_inhabitants_is_refused() -> None:
    with pytest.raises(ValueError, match="no inhabitants"):
        concentration(places(), level="kind")
