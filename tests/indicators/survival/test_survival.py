"""The whole answer: its rows, what it refuses, what it says beside them."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t.indicators.frame import COLUMNS
from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival import survival

LIBRARIES = Path(__file__).parents[4] / "shared/data/libraries_england_2016/libraries_england_2016.csv"
R = pytest.approx


def town(n=400, seed=2, hazard=0.1):
    """Places opened over eight years, watched from 2008; some funded for a while, some of unknown funding or fate."""
    rng = np.random.default_rng(seed)
    opened = np.datetime64("2005-01-01") + rng.integers(0, 3000, n)
    closed = opened + (rng.exponential(1 / hazard, n) * 365.25).astype(int) + 1
    end = np.datetime64("2022-12-31")
    gone = closed <= end
    unknown = ~gone & (rng.random(n) < 0.1)
    places = pd.DataFrame(
        {
            "place_id": np.arange(n).astype(str),
            "status": np.where(gone, "closed", np.where(unknown, "unknown", "open")),
            "opened_on": opened,
            "closed_on": np.where(gone, closed, np.datetime64("NaT")),
            "closure_kind": np.where(gone & (rng.random(n) < 0.15), "replaced", None),
            "observed_from": np.maximum(opened, np.datetime64("2008-01-01")),
            "last_seen_on": np.where(unknown, end - 400, end),
            "funding_known": rng.random(n) < 0.9,
            "legal_form": rng.choice(["association", "cooperative", "company"], n, p=[0.5, 0.3, 0.2]),
            "surface_m2": np.where(rng.random(n) < 0.05, np.nan, rng.gamma(2, 100, n)),
            "region_code": rng.choice(["11", "52"], n),
            "region_name": "",
            "country_code": "FR",
            "country_name": "France",
        }
    )
    places["region_name"] = places["region_code"].map({"11": "Île-de-France", "52": "Pays de la Loire"})
    started = opened + rng.integers(0, 2500, n)
    has = (rng.random(n) < 0.5) & (started < np.minimum(closed, end))
    funding = pd.DataFrame({"place_id": places["place_id"], "started_on": started, "ended_on": started + 900})[has]
    return places, funding


@pytest.fixture(scope="module")
def by_funding():
    return survival(
        *town(), by="funding", landmark=2, interact="legal_form", adjust=["surface_m2", "legal_form"], sensitivity=True
    )


def values(frame, indicator, group=None):
    part = frame[frame["indicator"] == indicator]
    if group is not None:
        part = part[part["group"] == group]
    return part["value"].tolist()


def codes(frame):
    return {note.code for note in frame.attrs["notes"]}


def test_every_indicator_of_the_family_is_there(by_funding):
    wanted = (
        "places closures closures_replaced place_years closure_rate at_risk survival_rate "
        "median_survival_years rmst_years logrank_chi2 logrank_p hazard_ratio proportional_hazards_p "
        "hazard_ratio_adjusted interaction_p interaction_lr_p "
        "hazard_ratio_within landmark_survival_rate landmark_logrank_p landmark_hazard_ratio e_value e_value_adjusted "
        "closure_rate_if_unknown_closed survival_rate_if_unknown_open hazard_ratio_if_unknown_closed"
    )
    assert set(wanted.split()) <= set(by_funding["indicator"])
    by_form = survival(*town(), by="legal_form")
    wanted = "rmst_difference_years survival_rate_difference cumulative_incidence cumulative_incidence_replaced"
    assert set(wanted.split()) <= set(by_form["indicator"])


def test_every_row_has_its_count_unit_and_method(by_funding):
    assert tuple(by_funding.columns) == COLUMNS
    assert by_funding["n"].notna().all()
    assert (by_funding["unit"].str.len() > 0).all()
    assert (by_funding["method"].str.len() > 10).all()
    assert set(by_funding["level"]) == {"country"}
    assert set(by_funding["name"]) == {"France"}


def test_intervals_hold_their_value(by_funding):
    part = by_funding.dropna(subset=["low", "high", "value"])
    assert ((part["low"] <= part["value"] + 1e-12) & (part["value"] <= part["high"] + 1e-12)).all()


def test_bounds_of_the_unknown_lie_on_either_side(by_funding):
    for group in ("unfunded", "funded"):
        middle = values(by_funding, "survival_rate", group)
        low, high = (values(by_funding, f"survival_rate_if_unknown_{fate}", group) for fate in ("closed", "open"))
        assert all(a <= b <= c for a, b, c in zip(low, middle, high, strict=True) if not np.isnan([a, b, c]).any())


def test_the_states_share_the_time_of_the_known_places(by_funding):
    places, _ = town()
    whole = survival(places, only={"funding_known": True})
    assert sum(values(by_funding, "place_years")) == R(values(whole, "place_years")[0])
    assert sum(values(by_funding, "closures")) == values(whole, "closures")[0]


def test_french_method_lines(by_funding):
    french = survival(*town(), by="funding", language="fr")
    assert "entrées tardives" not in " ".join(by_funding["method"])
    assert "place" not in set(french["method"].str.split(expand=True).stack())
    pd.testing.assert_frame_equal(
        french[["indicator", "value"]], survival(*town(), by="funding")[["indicator", "value"]]
    )


def test_funded_ever_says_how_biased_it_is():
    frame = survival(*town(), by="funded_ever")
    note = next(note for note in frame.attrs["notes"] if note.code == "funded_ever_biased")
    assert note.params["naive"] < 0.7 * note.params["honest"]
    assert note.params["naive"] == R(values(frame, "hazard_ratio", "yes")[0])
    assert "flatters funding" in note.sentence("en")
    places, _ = town()
    frame = survival(places.assign(funded_ever=places["legal_form"] == "company"), by="funded_ever")
    assert "funded_ever_biased_unknown" in codes(frame)


def test_levels_and_only():
    places, funding = town()
    frame = survival(places, funding, level="region")
    assert frame.drop_duplicates("code")["name"].tolist() == ["Île-de-France", "Pays de la Loire"]
    alone = survival(places, only={"region_code": "52"})
    assert values(frame[frame["code"] == "52"], "closures") == values(alone, "closures")
    with pytest.raises(CannotCompute) as refusal:
        survival(places, level="planet")
    assert refusal.value.code == "unknown_column"
    with pytest.raises(CannotCompute) as refusal:
        survival(places, only={"region_code": "99"})
    assert refusal.value.code == "no_places"


def test_a_territory_without_answer_is_a_note():
    places, _ = town(60)
    places.loc[places["region_code"] == "11", "opened_on"] = pd.NaT
    frame = survival(places, level="region")
    assert set(frame["code"]) == {"52"}
    assert "Île-de-France" in frame.attrs["notes"][0].sentence("en")


def test_closures_between_waves_are_kept_as_intervals():
    places, _ = town()
    closed = places["status"] == "closed"
    # Waves on 1 January: seen open on the one before, closed on the one after; no dates.
    year = places["closed_on"].dt.year
    places["closed_after"] = pd.to_datetime(year.astype("Int64").astype("str") + "-01-01", errors="coerce")
    places["closed_before"] = pd.to_datetime((year + 1).astype("Int64").astype("str") + "-01-01", errors="coerce")
    dated = survival(places.assign(closure_kind=None))
    undated = survival(places.assign(closure_kind=None, closed_on=pd.NaT))
    assert "closures_undated" in codes(undated)
    true = values(dated, "survival_rate")
    assert values(undated, "survival_rate_turnbull") == R(true, abs=0.04)
    assert "survival_rate_turnbull" not in set(dated["indicator"])
    assert closed.sum() > 100
    line = undated[undated["indicator"] == "survival_rate_turnbull"]["method"].iloc[0]
    assert "Kaplan-Meier" in line


MISERIES = {
    "no closures": ({"status": "open", "closed_on": pd.NaT}, {}, "no_closures"),
    "one group": ({"legal_form": "association"}, {"by": "legal_form"}, "one_group"),
    "reference without closures": ({}, {"by": "lasting"}, "reference_without_closures"),
    "group without closures": ({}, {"by": "recent"}, "no_closures_in_group"),
    "too many covariates": ({}, {"by": "legal_form", "adjust": ["town"]}, "too_few_closures_for_cox"),
    "landmark too late": ({}, {"by": "funding", "landmark": 40}, "landmark_too_late"),
    "interaction without closures": ({}, {"by": "funding", "interact": "town"}, "interaction_not_possible"),
    "no unknown": ({"status": "closed"}, {"sensitivity": True}, "bounds_not_possible"),
    "adjusting for nothing": ({"nothing": None}, {"by": "legal_form", "adjust": ["nothing"]}, "no_group"),
    "adjusting for survivors": ({}, {"by": "legal_form", "adjust": ["survivor"]}, "known_for_survivors_only"),
    "interaction with survivors": ({}, {"by": "funding", "interact": "survivor"}, "known_for_survivors_only"),
    "horizon beyond": ({}, {"horizon": 60}, "beyond_follow_up"),
}


@pytest.mark.parametrize("misery", MISERIES)
def test_what_cannot_be_given_is_said_and_the_rest_is_given(misery):
    columns, options, code = MISERIES[misery]
    places, funding = town(120)
    still = places["status"] != "closed"
    # "no" is the group of reference: of places still open only; then the other way round.
    places["lasting"] = np.where(still & (np.arange(120) % 2 == 0), "no", "yes")
    places["recent"] = np.where(still & (np.arange(120) % 2 == 0), "yes", "no")
    places["survivor"] = np.where(still, "yes", None)
    places["town"] = [f"town {at % 60}" for at in range(len(places))]
    frame = survival(places.assign(**columns), funding, **options)
    assert code in codes(frame)
    assert not np.isnan(values(frame, "closure_rate")).any()
    for note in frame.attrs["notes"]:
        for language in ("fr", "en"):
            assert not re.search(r"\bnan\b", note.sentence(language), re.IGNORECASE)
            assert "{" not in note.sentence(language)


def test_six_places_and_one_missing_by_hand(six, made):
    # The six of Therneau's test1, in days, and a seventh without a date of opening; rows as unsorted as they come.
    day = (np.datetime64("2010-01-01") + np.append(six["time"], 5)).astype("datetime64[D]").astype(str)
    closed = np.append(six["status"], 1) == 1
    places = made(
        status=np.where(closed, "closed", "open"),
        opened_on=["2010-01-01"] * 6 + [None],
        closed_on=np.where(closed, day, None),
        last_seen_on=day,
        x=np.append(six["x"], 1).astype(str),
    )
    frame = survival(places, at=[7 / 365.25], horizon=8 / 365.25)
    assert values(frame, "places") == [6]
    assert values(frame, "closures") == [4]
    assert values(frame, "place_years") == R([31 / 365.25])
    assert values(frame, "survival_rate") == R([5 / 12])
    assert values(frame, "rmst_years") == R([6 / 365.25])
    assert codes(frame) == {"left_out_opening_unknown"}
    test = survival(places, by="x", at=[7 / 365.25])
    assert values(test, "logrank_chi2") == R([2])
    # Four closures for one covariate: no model of them is given.
    assert "too_few_closures_for_cox" in codes(test)


def test_no_closure_still_has_a_limit():
    places, _ = town(50)
    frame = survival(places.assign(status="open", closed_on=pd.NaT))
    rate = frame[frame["indicator"] == "closure_rate"].iloc[0]
    assert rate["value"] == 0
    assert rate["high"] == R(3.6888794541139363 / values(frame, "place_years")[0] * 100)


def test_all_of_unknown_status_are_censored():
    places, _ = town(50)
    frame = survival(places.assign(status="unknown", closed_on=pd.NaT))
    assert values(frame, "closures") == [0]
    assert "no_closures" in codes(frame)


@pytest.fixture(scope="module")
def libraries():
    if not LIBRARIES.exists():
        pytest.skip("the English libraries are not beside the project")
    table = pd.read_csv(LIBRARIES, dtype="str", encoding_errors="replace")
    day = {
        name: table[name].map(lambda year: f"{year}-01-01", na_action="ignore")
        for name in ("opened_year", "closed_year")
    }
    return pd.DataFrame(
        {
            "place_id": table.index.astype("str"),
            "status": np.where(table["closed"].isna(), "open", "closed"),
            "opened_on": day["opened_year"],
            "opened_precision": "year",
            "closed_on": day["closed_year"],
            "closed_precision": "year",
            "closure_kind": table["closed"].map({"XLR": "replaced"}),
            "observed_from": "2010-01-01",
            "last_seen_on": "2016-12-31",
            "statutory2010": table["statutory2010"],
            "type": table["type"],
        }
    )


@pytest.mark.real_data
def test_libraries_by_statutory_duty(libraries):
    frame = survival(libraries, origin="observed", by="statutory2010", at=[1, 3, 5])
    # 123 XL + 15 XLT closed, 114 XLR replaced; one had closed before it opened.
    assert sum(values(frame, "closures")) + sum(values(frame, "closures_replaced")) == 251
    assert sum(values(frame, "closures_replaced")) == 114
    assert sum(values(frame, "places")) == 3236
    assert not frame[frame["indicator"] == "cumulative_incidence_replaced"].empty
    assert max(values(frame, "rmst_years")) <= 7
    assert {"left_out_closed_before_opened", "closures_undated"} <= codes(frame)


@pytest.mark.real_data
def test_libraries_by_type_are_refused_with_counts(libraries):
    with pytest.raises(CannotCompute) as refusal:
        survival(libraries, origin="observed", by="type")
    assert str(refusal.value).startswith(
        "Cannot compare by type: it is known for 2,986 of 2,986 open places and for 0 of 252 closed ones."
    )
    assert "statutory2010" in str(refusal.value)
