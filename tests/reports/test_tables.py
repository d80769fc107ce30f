"""Tables of a report: order, figures, and what cannot be said."""

import pandas as pd

from places3t.indicators.density import density
from places3t.indicators.words import localise
from places3t.reports import quality, tables
from places3t.reports.phrases import Phrases

FR = Phrases("fr")


def one_place(departement: str) -> pd.DataFrame:
    codes = {"status": "open", "country_code": "FR", "departement_code": departement}
    return pd.DataFrame([codes])


def test_names_stand_as_in_a_dictionary() -> None:
    frame = localise(density(one_place("33"), level="departement"), "fr")
    rows = tables.Rows(frame, ["80", "07", "18", "33", "73", "57", "67"])
    names = [name for _, name in rows.named()]
    assert names == ["Ardèche", "Bas-Rhin", "Cher", "Gironde", "Moselle", "Savoie", "Somme"]
    isere = tables.Rows(frame, ["38", "35", "36"])
    assert [name for _, name in isere.named()] == ["Ille-et-Vilaine", "Indre", "Isère"]
    assert [name for _, name in tables.Rows(frame, ["80", "07"], bold=True).named()] == ["Somme", "Ardèche"]


def test_a_rate_too_small_to_show_is_not_nothing() -> None:
    frame = localise(density(one_place("973"), level="departement"), "fr")
    table = tables.density_table(FR, "departement", [tables.Rows(frame, ["973", "33"])])
    guyane, gironde = table.splitlines()[-1], table.splitlines()[-2]
    assert guyane.endswith("&lt; 0,01 |")
    assert gironde.endswith(" 0,00 |")


def test_the_unplaced_stand_between_parts_and_sum() -> None:
    frame = localise(density(one_place("33"), level="departement"), "fr")
    rows, total = tables.Rows(frame, ["33"]), tables.Rows(frame, ["24"], bold=True)
    lines = tables.density_table(FR, "departement", [rows, total], unplaced=2).splitlines()
    assert [line.split("|")[1].strip() for line in lines[2:]] == [
        "Gironde",
        "Sans territoire de ce niveau",
        "**Dordogne**",
    ]


def test_findings_worst_and_most_frequent_first() -> None:
    codes = [
        ("info", "lost-zero"),
        ("warning", "cedex"),
        ("error", "not-a-code"),
        ("error", "not-a-date"),
        ("error", "not-a-date"),
    ]
    found = quality.counts(pd.DataFrame(codes, columns=["severity", "code"]))
    assert found["code"].tolist() == ["not-a-date", "not-a-code", "cedex", "lost-zero"]
    assert found["count"].tolist() == [2, 1, 1, 1]


def test_no_finding_is_said() -> None:
    none = pd.DataFrame({"severity": [], "code": []}, dtype="str")
    assert quality.findings_section(FR, none) == ["Aucun constat au-delà de cellules réparées."]
