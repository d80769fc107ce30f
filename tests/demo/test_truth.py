"""The truth holds together, and its lives have the hazards that it writes.

States are counted here day by day on a calendar, while the script adds up intervals: two routes to one number.
"""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import poisson

from places3t import territory

WAVES = {"2018": "2018-03-15", "2021": "2021-04-01", "2023": "2023-06-01"}
LAST = pd.Timestamp("2023-06-01")


def spells_of(text):
    pairs = (spell.split("/") for spell in text.split(";") if spell)
    return [(pd.Timestamp(start), pd.Timestamp(end)) for start, end in pairs]


def states_by_day(start, end, spells):
    """Give the state of each day from `start` to the eve of `end`: 0 unfunded, 1 funded, 2 withdrawn."""
    days = np.arange(start.to_datetime64(), end.to_datetime64(), dtype="datetime64[D]")
    states = np.zeros(len(days), dtype=int)
    for first, _ in spells:
        states[days >= first.to_datetime64()] = 2
    for first, last in spells:
        states[(days >= first.to_datetime64()) & (days < last.to_datetime64())] = 1
    return states


def tally(lives, first, last):
    """Count closings and place-years by state, and by whether support ever came before the last wave."""
    years = dict.fromkeys(("unfunded", "funded", "withdrawn", "never_funded", "ever_funded"), 0.0)
    closings = dict.fromkeys(years, 0)
    for life in lives.itertuples():
        start, end = getattr(life, first), getattr(life, last)
        if pd.isna(start) or pd.isna(end) or end <= start:
            continue
        states = states_by_day(start, end, spells_of(life.spells))
        naive = "ever_funded" if life.funded_by_2023 == "yes" else "never_funded"
        for number, state in enumerate(("unfunded", "funded", "withdrawn")):
            years[state] += (states == number).sum() / 365.25
        years[naive] += len(states) / 365.25
        if life.closed_on == end and life.closure_kind == "closed":
            closings[("unfunded", "funded", "withdrawn")[states[-1]]] += 1
            closings[naive] += 1
    return closings, years


@pytest.fixture(scope="module")
def whole(lives):
    cut = lives.assign(until=lives["closed_on"].fillna(LAST).clip(upper=LAST))
    return tally(cut[cut["opened_on"] < LAST], "opened_on", "until")


@pytest.fixture(scope="module")
def observed(lives):
    return tally(lives[lives["census_id"] != ""], "observed_from", "observed_to")


def test_nothing_closes_before_it_opens(lives):
    closed = lives.dropna(subset=["closed_on"])
    assert (closed["closed_on"] > closed["opened_on"]).all()
    assert set(closed["closure_kind"]) == {"closed", "moved", "replaced", "merged"}


def test_spells_stay_inside_the_life_and_follow_each_other(lives):
    for life in lives.itertuples():
        end = pd.Timestamp("2023-12-31") if pd.isna(life.closed_on) else life.closed_on
        bounds = [day for spell in spells_of(life.spells) for day in spell]
        assert bounds == sorted(bounds)
        assert not bounds or (life.opened_on < bounds[0] and bounds[-1] <= end)


def test_the_whole_population_closes_at_the_written_hazards(whole, facts):
    closings, years = whole
    for state, hazard in facts["closing"]["hazard_per_year"].items():
        expected = hazard * years[state]
        low, high = poisson.interval(0.99, expected)
        assert low <= closings[state] <= high


def test_other_endings_come_at_their_written_hazard(lives, whole, facts):
    expected = sum(facts["closing"]["other_endings_per_year"].values()) * sum(
        whole[1][state] for state in ("unfunded", "funded", "withdrawn")
    )
    low, high = poisson.interval(0.99, expected)
    others = lives[(lives["closure_kind"] != "closed") & (lives["closed_on"] <= LAST)]
    assert low <= len(others) <= high


def test_the_written_ratios_are_those_of_the_lesson(facts):
    assert facts["closing"]["hazard_ratio"] == {"unfunded": 1.0, "funded": 1.0, "withdrawn": 2.0}


@pytest.mark.parametrize("population", ["whole", "observed"])
def test_support_looks_protective_to_the_naive_and_not_at_equal_times(population, request):
    closings, years = request.getfixturevalue(population)
    rate = {group: closings[group] / years[group] for group in years}
    assert rate["ever_funded"] / rate["never_funded"] < 0.7
    assert 0.8 < rate["funded"] / rate["unfunded"] < 1.25
    assert 1.5 < rate["withdrawn"] / rate["unfunded"] < 2.7


@pytest.mark.parametrize(
    ("population", "name"), [("whole", "whole_population"), ("observed", "as_observed_with_exact_dates")]
)
def test_what_truth_json_counts_is_what_the_lives_say(population, name, request, facts):
    closings, years = request.getfixturevalue(population)
    written = facts["realised"][name]
    assert written["closings"] == closings
    assert written["place_years"] == pytest.approx(years, abs=0.06)  # written with one decimal


def test_enough_places_and_closings_are_seen(lives, observed, facts):
    seen = lives[lives["census_id"] != ""]
    assert 580 <= len(seen) <= 620
    assert seen["census_id"].is_unique
    assert facts["counts"]["places_seen"] == len(seen)
    assert 110 <= sum(observed[0][state] for state in ("unfunded", "funded", "withdrawn")) <= 150


def test_watching_starts_at_the_first_wave_that_saw_the_place_open(lives):
    for life in lives[lives["census_id"] != ""].itertuples():
        seen = dict(wave.split(":") for wave in life.waves.split(";"))
        opened = [WAVES[wave] for wave, status in seen.items() if status == "open"]
        assert life.observed_from == pd.Timestamp(opened[0]) if opened else pd.isna(life.observed_from)
        for wave, status in seen.items():
            day = pd.Timestamp(WAVES[wave])
            stands = life.opened_on <= day and (pd.isna(life.closed_on) or day < life.closed_on)
            assert status == "unknown" or (status == "open") == stands


def test_supported_places_are_larger_and_otherwise_alike(lives):
    seen = lives[lives["census_id"] != ""]
    ever = seen["funded_by_2023"] == "yes"
    surface = seen["surface_m2"].astype(float)
    assert surface[ever].median() > 2 * surface[~ever].median()
    assert (seen["legal_form"] == "association")[ever].mean() > (seen["legal_form"] == "association")[~ever].mean()
    assert abs((seen["access"] == "members")[ever].mean() - (seen["access"] == "members")[~ever].mean()) < 0.08
    telework = seen["telework_share"].astype(float)
    assert abs(telework[ever].mean() - telework[~ever].mean()) < 0.03


def test_rows_lead_to_places_that_were_listed_so(lives, truth_table):
    rows = truth_table("truth_rows.csv")
    census = rows[rows["file"].str.startswith("recensement") & (rows["true_id"] != "")]
    waves = lives.set_index("true_id")["waves"]
    listed = census["file"].str.extract(r"(\d{4})")[0] + ":" + census["status"]
    assert all(wave in waves[place].split(";") for wave, place in zip(listed, census["true_id"], strict=True))
    assert rows["file"].nunique() == 4


def test_the_funding_list_holds_every_spell_of_the_places_seen(truth_table):
    spells = truth_table("truth_funding.csv")
    rows = truth_table("truth_rows.csv")
    begun = spells[(spells["started_on"] <= "2023-06-01") & (spells["census_id"] != "")]
    listed = rows[rows["file"] == "financements.csv"]
    assert set(begun["true_id"]) == set(listed.loc[listed["census_id"] != "", "true_id"])
    assert len(listed) > len(begun)
    assert 0 < (listed["census_id"] == "").sum() < 15


def test_places_stand_inside_their_commune(lives):
    found = territory.locate_points(lives["lat"].astype(float), lives["lon"].astype(float))
    assert (found["commune_code"].to_numpy() == lives["commune_code"].to_numpy()).all()
