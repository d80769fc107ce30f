"""Limits are written from the findings that fired, and from no other."""

from __future__ import annotations

import pandas as pd
import pytest

from places3t.findings import title
from places3t.reports.limits import LIVES, WHERE, of_findings
from places3t.reports.phrases import Phrases


def findings(**counts: int) -> pd.DataFrame:
    codes = [code.replace("_", "-") for code, n in counts.items() for _ in range(n)]
    return pd.DataFrame({"severity": ["error"] * len(codes), "code": codes}, dtype="str")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", dict.fromkeys([*WHERE, *LIVES]))
def test_every_kind_is_known_and_has_its_sentence(code: str, language: str) -> None:
    assert title(code, language)
    say = Phrases(language, "funding" if code in LIVES else "reports")
    one, some = say.count(f"limit-{code}", 1), say.count(f"limit-{code}", 12)
    assert one != some
    assert "12" in some


def test_only_what_fired_is_said() -> None:
    said = of_findings(Phrases("en"), findings(not_located=1, location_disagrees=11, lost_zero=400))
    assert len(said) == 2
    assert said[0].startswith("In 11 rows of the sources the point and the text")
    assert said[1].startswith("One row of the sources could not be located")
    assert of_findings(Phrases("fr"), findings()) == []
