from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from places3t.findings import Findings, Place
from places3t.ingest.clean import Cleaned, clean_sheet
from places3t.ingest.plan import plan_sheet
from places3t.ingest.sheets import Sheet
from places3t.profiles import Profile, read_profile

HEADER = ["nom", "commune", "code postal", "date d'ouverture", "surface", "site web", "note"]


def cleaned(
    *rows: list[str], header: list[str] = HEADER, profile: Profile | None = None
) -> tuple[Cleaned, pd.DataFrame]:
    sheet = Sheet("S", [header, *rows])
    plan = plan_sheet(sheet, profile=profile)
    assert plan is not None
    findings = Findings()
    return clean_sheet(sheet, plan, Place("a.csv", "S"), findings), findings.frame()


def codes(findings: pd.DataFrame) -> list[tuple[str, int]]:
    return list(zip(findings["code"], findings["row"].fillna(0).astype(int), strict=True))


def test_rows_read_are_rows_kept_and_rejected() -> None:
    done, findings = cleaned(
        ["A", "Nantes", "44000", "2016", "120", "", ""],
        ["", "", "", "", "", "", ""],
        [" ", "\u00a0", "", "", "", "", ""],
        HEADER,
        ["Exemple", "Nantes", "44000", "", "", "", ""],
        ["", "Brest", "29200", "", "", "", ""],
        ["B", "Brest", "29200", "", "", "", ""],
        ["TOTAL", "", "", "", "240", "", ""],
    )
    assert (done.read, done.rejected, list(done.frame.index)) == (6, 4, [2, 8])
    assert set(codes(findings)) == {
        ("blank-rows", 0),
        ("repeated-header", 5),
        ("example-row", 6),
        ("row-without-name", 7),
        ("total-row", 9),
    }


def test_a_place_called_totem_is_no_total() -> None:
    done, _ = cleaned(["Totem", "Nantes", "", "", "", "", ""], ["La Somme", "Amiens", "", "", "", "", ""])
    assert list(done.frame["name"]) == ["Totem", "La Somme"]


def test_short_rows_and_long_rows() -> None:
    done, _ = cleaned(["A", "Nantes"], ["B", "Brest", "29200", "", "", "", "n", "beyond the header"])
    assert list(done.frame["name"]) == ["A", "B"]
    assert list(done.frame["note"].fillna("-")) == ["-", "n"]


def test_a_partial_date_keeps_its_precision_and_stands_at_its_middle() -> None:
    done, _ = cleaned(
        ["A", "X", "", "2016", "", "", ""], ["B", "X", "", "03/2018", "", "", ""], ["C", "X", "", "NC", "", "", ""]
    )
    assert [day.date() if pd.notna(day) else None for day in done.frame["opened_on"]] == [
        dt.date(2016, 7, 1),
        dt.date(2018, 3, 16),
        None,
    ]
    assert list(done.frame["opened_precision"].fillna("-")) == ["year", "month", "-"]


def test_contacts_are_dropped_wherever_they_stand_and_not_repeated() -> None:
    done, findings = cleaned(
        ["A", "X", "", "", "", "contact12@example.org", "appeler le 06 00 00 12 34 le matin"],
        ["B", "X", "", "", "", "https://example.org", "SIRET 552 100 554 00025"],
    )
    text = done.frame.to_csv() + findings.to_csv()
    assert "@" not in text
    assert "06 00" not in text
    assert done.people == 2
    assert list(done.frame["web" if "web" in done.frame else "site_web"].notna()) == [False, True]
    assert "552 100 554" in done.frame.loc[3, "note"]


def test_a_column_of_people_is_dropped_whole() -> None:
    done, findings = cleaned(["A", "X", "Contact 12"], ["B", "X", ""], header=["nom", "commune", "Nom du contact"])
    assert list(done.frame.columns) == ["name", "commune_name"]
    assert done.people == 1
    assert codes(findings) == [("people-column", 0)]


def test_a_mended_cell_is_counted_and_an_unreadable_one_is_an_error() -> None:
    done, findings = cleaned(["A", "X", "1000", "", "env. 40", "", ""], ["B", "X", "44000", "jadis", "grand", "", ""])
    assert done.mended["lost-zero"] == 1
    errors = findings[findings["severity"].eq("error")]
    assert list(zip(errors["column"], errors["got"], strict=True)) == [
        ("date d'ouverture", "jadis"),
        ("surface", "grand"),
    ]


def test_a_column_that_holds_something_else_is_kept_as_text_and_said() -> None:
    rows = [[f"L{n}", "X", "", "", word, "", ""] for n, word in enumerate(["bleu", "rouge", "vert", "jaune", "12"])]
    done, findings = cleaned(*rows)
    assert list(done.frame["surface"]) == ["bleu", "rouge", "vert", "jaune", "12"]
    assert "surface_m2" not in done.frame
    assert codes(findings) == [("column-not-as-expected", 0)]


PROFILE = read_profile(
    """
name = "p"
kind = "places"
namespace = "p"
[title]
fr = "P"
en = "P"
[recognise]
headers = ["N", "C"]
[constants]
status = "open"
[columns]
N = "name"
C = "commune_name"
[fallbacks]
C = "C2"
[extras]
P = { format = "decimal", minimum = 0, maximum = 1 }
Q = { format = "decimal", maximum = 1000, whole = true }
"""
)


def test_a_profile_gives_constants_fallbacks_and_bounds() -> None:
    done, findings = cleaned(
        ["A", "Autre", "", "0.5", "12"],
        ["B", "Faux", "Brest", "9", "12,5"],
        ["D", "", "Lyon", "", "#N/D"],
        header=["N", "C2", "C", "P", "Q"],
        profile=PROFILE,
    )
    assert list(done.frame["status"]) == ["open"] * 3
    assert list(done.frame["commune_name"]) == ["Autre", "Brest", "Lyon"]
    assert list(done.frame["p"].fillna(-1)) == [0.5, -1, -1]
    assert list(done.frame["q"].fillna(-1)) == [12, 12.5, -1]
    said = {(code, row) for code, row in codes(findings) if code != "decimal-comma"}
    assert said == {("out-of-range", 3), ("fraction-kept", 3), ("spreadsheet-error", 4)}
    assert set(findings["severity"]) <= {"warning", "info"}


@pytest.mark.parametrize("kind", ["funding", "contributions"])
def test_other_kinds_are_read_too(kind: str) -> None:
    headers = {"funding": ["nom", "dispositif", "montant"], "contributions": ["texte", "phase"]}[kind]
    rows = {"funding": ["A", "DETR", "12 000 €"], "contributions": ["Il manque des bras", "diagnostic"]}[kind]
    sheet = Sheet(None, [headers, rows])
    plan = plan_sheet(sheet)
    assert plan is not None
    assert plan.kind == kind
    done = clean_sheet(sheet, plan, Place("a.csv"), Findings())
    assert len(done.frame) == 1
    if kind == "funding":
        assert done.frame["amount_eur"].iloc[0] == 12_000
