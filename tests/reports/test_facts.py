"""Sentences: never stronger than the intervals they stand on, and right in number and language."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import rate_ratio
from places3t.reports import facts
from places3t.reports.phrases import Phrases

FR, EN = Phrases("fr"), Phrases("en")
NARROW, NBSP = "\u202f", "\u00a0"


def rows(code: str, name: str, n: int, population: int, level: str = "region") -> list[dict[str, object]]:
    per = 100_000 / population
    common = {"level": level, "code": code, "name": name, "n": n}
    return [
        {**common, "indicator": "places", "value": n},
        {**common, "indicator": "population", "value": population},
        {**common, "indicator": "places_per_100k", "value": n * per, "low": n * per / 2, "high": (n + 3) * per},
    ]


# 1.0918
@pytest.mark.parametrize(
    ("events", "exposures", "verdict"),
    [
        ((210, 90), (1e6, 1e6), "more"),
        ((90, 210), (1e6, 1e6), "fewer"),
        ((1000, 1000), (1e6, 1e6), "similar"),
        ((5, 6), (1e6, 1e6), "unsettled"),
        ((0, 1000), (1e4, 1e6), "fewer"),
        ((0, 1000), (1e3, 1e6), "unsettled"),
        ((1000, 800), (1e6, 1e6), "more"),
        ((1000, 900), (1e6, 1e6), "more"),
        ((1000, 930), (1e6, 1e6), "similar"),
    ],
)
def test_verdicts(events: tuple[float, float], exposures: tuple[float, float], verdict: str) -> None:
    assert facts.compare(events, exposures).verdict == verdict


# R: poisson.test(c(90, 210), c(1e6, 1e6))$conf.int; poisson.test(c(1000, 1000), c(1, 1))$conf.int
@pytest.mark.parametrize(
    ("events", "low", "high"), [((90, 210), 0.3309936, 0.5511560), ((1000, 1000), 0.9151605, 1.0927045)]
)
def test_ratios_as_in_r(events: tuple[float, float], low: float, high: float) -> None:
    assert facts.compare(events, (1e6, 1e6)).ratio[1:] == pytest.approx((low, high), rel=1e-6)


@given(st.integers(0, 5000), st.integers(1, 5000), st.floats(1e3, 1e7), st.floats(1e3, 1e7))
def test_a_verdict_never_goes_beyond_its_interval(here: int, there: int, one: float, other: float) -> None:
    found = facts.compare((here, there), (one, other))
    low, high = rate_ratio((here, there), (one, other))[1:]
    assert {
        "more": low > 1,
        "fewer": high < 1,
        "similar": facts.SIMILAR[0] <= low <= 1 <= high <= facts.SIMILAR[1],
        "unsettled": low <= 1 <= high,
    }[found.verdict]


def test_presence_by_number() -> None:
    frame = indicator_frame(
        [*rows("75", "x", 225, 6_000_000), *rows("94", "y", 1, 350_000), *rows("06", "z", 0, 250_000)]
    )
    assert facts.presence(EN, frame, "75").startswith(
        "**225 places** are listed in Nouvelle-Aquitaine, 3.8 per 100,000"
    )
    assert facts.presence(EN, frame, "94").startswith("**One place** is listed in Corsica, 0.3 per")
    assert facts.presence(EN, frame, "06") == (
        "**No place** is listed in Mayotte (95% interval: 0.0 to 1.2 per 100,000 inhabitants)."
    )
    assert facts.presence(FR, frame, "75") == (
        f"**225 lieux** sont recensés en Nouvelle-Aquitaine, soit 3,8 pour 100{NARROW}000 habitants "
        f"(intervalle à 95{NBSP}%{NBSP}: de 1,9 à 3,8)."
    )
    assert facts.presence(FR, frame, "94").startswith("**Un lieu** est recensé en Corse")
    assert facts.presence(FR, frame, "06").startswith("**Aucun lieu** n’est recensé à Mayotte")


def test_presence_without_a_population() -> None:
    frame = indicator_frame([{"indicator": "places", "code": "984", "value": 2, "n": 2}])
    assert facts.presence(EN, frame, "984").startswith("**2 places** are listed in the French Southern")


@pytest.mark.parametrize(
    ("n", "fr", "en"),
    [
        (900, "C’est plus que dans le reste de la France", "That is more than in the rest of France"),
        (60, "C’est moins que dans", "That is fewer than in"),
        (305, "C’est à peu près autant que dans", "That is about as many as in"),
        (3, "C’est moins que dans", "That is fewer than in"),
        (0, "Avec la densité qu’a le reste", "At the density of the rest"),
    ],
)
def test_against_the_rest_of_the_country(n: int, fr: str, en: str) -> None:
    # The rest has 3,000 places for 60 million: 5 per 100,000; so 6 million inhabitants would have 300.
    here = indicator_frame(rows("75", "x", n, 6_000_000))
    nation = indicator_frame(rows("FR", "France", n + 3000, 66_000_000, "country"))
    assert str(facts.against_rest(FR, here, nation, "75")).startswith(fr)
    said = str(facts.against_rest(EN, here, nation, "75"))
    assert said.startswith(en)
    assert "(5.0)" in said


def test_too_few_to_compare() -> None:
    nation = indicator_frame(rows("FR", "France", 3006, 66_000_000, "country"))
    small = indicator_frame(rows("94", "x", 6, 200_000))
    assert "is not settled" in str(facts.against_rest(EN, small, nation, "94"))
    assert "n’est pas établi" in str(facts.against_rest(FR, small, nation, "94"))
    alone = indicator_frame(rows("FR", "France", 6, 66_000_000, "country"))
    assert facts.against_rest(EN, small, alone, "94") is None
    assert facts.against_rest(EN, small, indicator_frame([]), "94") is None


def isolation_rows(n: int, median: float, high: float) -> pd.DataFrame:
    common = {"level": "region", "code": "75", "name": "x", "n": n}
    return indicator_frame(
        [
            {**common, "indicator": "nearest_km_median", "value": median, "low": 0.79, "high": high},
            {**common, "indicator": "isolated_share", "at": 5, "value": 0.316, "low": 0.258, "high": 0.381},
            {**common, "indicator": "isolated_share", "at": 20, "value": 0.064, "low": 0.039, "high": 0.105},
        ]
    )


def test_nearness() -> None:
    said = facts.nearness(EN, isolation_rows(218, 1.16, 1.61), "75", (5.0, 20.0), ("France", 0.72))
    assert said.replace(NBSP, " ") == (
        "Half of the places measured are within **1.2 km** of another place (790 m to 1.6 km; France: 720 m); "
        "32% (26 to 38%) have no other within 5 km, and 6% (4 to 11%) none within 20 km."
    )
    french = facts.nearness(FR, isolation_rows(218, 1.16, 1.61), "75", (5.0, 20.0))
    assert french.startswith(f"La moitié des lieux mesurés sont à **1,2{NBSP}km** ou moins d’un autre lieu (de 790")
    assert "France" not in french


@pytest.mark.parametrize(
    ("frame", "en"),
    [
        (isolation_rows(5, 1.0, 2.0), "Only 5 places have"),
        (isolation_rows(1, 1.0, 2.0), "Only one place has"),
        (isolation_rows(9, 1.0, float("nan")), "Only 9 places have"),
        (indicator_frame([]), "No place has a measured distance"),
    ],
)
def test_nearness_of_too_few(frame: pd.DataFrame, en: str) -> None:
    assert facts.nearness(EN, frame, "75", (5.0, 20.0)).startswith(en)


def test_six_is_the_least_that_bounds_a_median() -> None:
    assert 2 * 0.5 ** (facts.FEWEST_FOR_MEDIAN) < 0.05 < 2 * 0.5 ** (facts.FEWEST_FOR_MEDIAN - 1)


def test_spread() -> None:
    frame = indicator_frame(
        [
            row
            for code, name, n in (
                ("33", "Gironde", 80),
                ("86", "Vienne", 15),
                ("19", "Corrèze", 5),
                ("23", "Creuse", 0),
            )
            for row in rows(code, name, n, 10**6)
        ]
    )
    first, second = facts.spread(FR, frame, "departement")
    # R: prop.test(80, 100, correct = FALSE)$conf.int and so on: 0.711 to 0.867, 0.093 to 0.233, 0.022 to 0.112.
    assert first.replace(NBSP, " ").replace(NARROW, " ") == (
        "Le plus de lieux, par département : Gironde (80, soit 80 % ; de 71 à 87 %), "
        "Vienne (15, soit 15 % ; de 9 à 23 %) et Corrèze (5, soit 5 % ; de 2 à 11 %)."
    )
    assert second == f"Sans aucun lieu{NBSP}: Creuse."
    assert facts.spread(FR, frame[frame["code"] == "33"], "departement") == []
    assert facts.spread(FR, frame[frame["code"] == "23"], "departement") == []


def test_types() -> None:
    frame = indicator_frame(
        [
            {"indicator": "share", "code": "75", "group": group, "value": value, "low": low, "high": high, "n": 100}
            for group, value, low, high in (("coworking", 0.8, 0.71, 0.87), ("fablab", 0.25, 0.18, 0.34))
        ]
    )
    assert facts.types(EN, frame, "75", 110) == (
        "The type is known for 100 places out of 110: coworking space 80% (71 to 87%) and fab lab 25% (18 to 34%)."
    )
    assert facts.types(FR, frame, "11", 3) == "Le type n’est connu pour aucun lieu."
    assert facts.types(FR, frame, "11", 0) is None


def test_a_hostile_name_stays_text() -> None:
    frame = indicator_frame([*rows("a", "<b>|**x**", 4, 10**6), *rows("b", "y", 0, 10**6)])
    said = facts.spread(EN, frame, "departement")[0]
    assert "<b>" not in said
    assert re.search(r"&lt;b&gt;\\\|\\\*\\\*x", said)
