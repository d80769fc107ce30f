"""Exports of survey tools, as Kobo and LimeSurvey write them."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from places3t.ingest import Options, surveys
from places3t.ingest.pipeline import stage_files

if TYPE_CHECKING:
    from pathlib import Path

KOBO = """\
_id,lieu/nom,lieu/commune,lieu/services/cafe,lieu/services/formation,lieu/services/autre,contact/email
1,L'Établi,Nantes,1,1,0,
2,Le Phare,Brest,0,0,1,
3,La Cale,Rennes,,,,
"""
LIME = """\
ID de la réponse;Nom du lieu;Commune;Services [Café];Services [Formation];Services [Autre]
1;L'Établi;Nantes;Oui;Oui;
2;Le Phare;Brest;Non;Non;une forge
3;La Cale;Rennes;;;
"""


def test_the_examples_hold() -> None:
    assert doctest.testmod(surveys).failed == 0


@pytest.mark.parametrize("text", [KOBO, LIME], ids=["kobo", "limesurvey"])
def test_the_answers_of_a_question_are_one_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(text, encoding="utf-8")
    (staged,), _ = stage_files([path], Options(), None, None)
    records = staged.records.set_index("name")
    assert records.loc["L'Établi", "services"] == ["cafe", "training"]
    assert records["services"].isna().tolist() == [False, True, True]
    assert staged.records["commune_name"].tolist() == ["Nantes", "Brest", "Rennes"]


def test_what_was_written_under_other_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(LIME, encoding="utf-8")
    (staged,), _ = stage_files([path], Options(), None, None)
    assert staged.records["services_autre"].dropna().tolist() == ["une forge"]
