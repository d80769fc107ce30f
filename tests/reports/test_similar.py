"""Which regions resemble one, by the rule; and what is said of a region beside them."""

from __future__ import annotations

import pytest

from places3t import territory
from places3t.indicators.frame import indicator_frame
from places3t.reports.beside import Beside
from places3t.reports.phrases import Phrases
from places3t.reports.similar import similar, traits

PEOPLE = {"53": 3_449_370, "52": 3_907_156, "76": 6_124_653, "32": 5_992_194, "84": 8_205_557}


def test_traits_are_those_of_the_reference() -> None:
    found = traits("FR")
    assert len(found) == 18
    assert found.loc["11", "inhabitants_per_km2"] == pytest.approx(1038, abs=1)
    communes = territory.communes()
    breton = communes[communes["region_code"] == "53"]
    small = breton.loc[breton["population"] < 2000, "population"].sum() / breton["population"].sum()
    assert found.loc["53", "rural_share"] == pytest.approx(small, rel=1e-3)


# By hand, from the traits: Bretagne and Pays de la Loire differ by 4 % in density, 12 % in size, 4 points of rural
# share; nothing is near the capital's region or Guyane.
@pytest.mark.parametrize(("code", "first"), [("53", "52"), ("52", "53"), ("01", "02"), ("44", "75"), ("75", "44")])
def test_the_nearest(code: str, first: str) -> None:
    found = similar(code, "FR")
    assert found is not None
    assert found.codes[0] == found.nearest == first
    assert code not in found.codes
    assert len(found.codes) <= 4


@pytest.mark.parametrize("code", ["11", "03", "94"])
def test_some_have_none(code: str) -> None:
    found = similar(code, "FR")
    assert found is not None
    assert found.codes == ()
    assert found.distance > 1.5


def test_a_country_of_few_regions_or_no_population_gives_none() -> None:
    assert similar("BE-WAL", "BE") is None
    assert similar("988", "FR") is None


def frame(counts: dict[str, int]):
    rows = []
    for code, n in counts.items():
        common = {"level": "region", "code": code, "name": code, "n": n, "unit": "u", "method": "m"}
        rows += [
            {**common, "indicator": "places", "value": n},
            {**common, "indicator": "population", "value": PEOPLE[code]},
            {**common, "indicator": "places_per_100k", "value": n / PEOPLE[code] * 1e5},
        ]
    return indicator_frame(rows)


# The regions that resemble Bretagne have 24 million inhabitants in all, seven times as many as it.
@pytest.mark.parametrize(
    ("here", "there", "fr", "en"),
    [
        (300, 250, "il y a **plus** de lieux en Bretagne", "there are **more** places in Brittany"),
        (60, 250, "il y a **moins** de lieux en Bretagne", "there are **fewer** places in Brittany"),
        (14, 25, "**n’est pas établi**", "**is not settled**"),
        (1424, 2500, "il y a **à peu près autant** de lieux", "there are **about as many** places in Brittany"),
        (0, 25, "il y aurait 14,2 lieux en Bretagne", "there would be 14.2 places in Brittany"),
    ],
)
def test_what_is_said_beside_similar_regions(here: int, there: int, fr: str, en: str) -> None:
    table = frame({"53": here, "52": there, "76": there, "32": there, "84": there})
    for language, expected in (("fr", fr), ("en", en)):
        said = Beside(Phrases(language), (table, table, indicator_frame([])), "53", "FR")._alike()
        assert expected in said.replace("\u00a0", " ")


def test_what_it_takes_is_said() -> None:
    empty = indicator_frame([])
    assert "takes the populations" in Beside(Phrases("en"), (empty, empty, empty), "BE-WAL", "BE")._alike()
    assert "écarts-types" in Beside(Phrases("fr"), (empty, empty, empty), "11", "FR")._alike()
