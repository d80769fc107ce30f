from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

import places3t
from places3t import findings, formats
from places3t.findings import COLUMNS, Findings, Place
from places3t.language import catalogue

SOURCES = Path(places3t.__file__).parent
ADDED = re.compile(r"""(?:\.add|_say)\(\s*"([a-z0-9-]+)\"""")


def codes_of_formats() -> set[str]:
    kinds = [formats.get(name) for name in formats.names()]
    return {code for kind in kinds for code in [*kind.bad.values(), *(each[1] for each in kind.mended.values())]}


def codes_in_code() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (SOURCES / "ingest").glob("*.py")]
    return {code for text in texts for code in ADDED.findall(text)}


def test_every_code_that_can_be_raised_has_its_sentences() -> None:
    raised = codes_of_formats() | codes_in_code() | {"spreadsheet-error", "html-entity", "total-row", "example-row"}
    assert len(raised) > 50
    assert raised <= catalogue("findings").keys(), raised - catalogue("findings").keys()


def test_findings_come_worst_first_with_their_place() -> None:
    found = Findings()
    found.add("blank-rows", Place("a.csv"), count="3")
    found.add("not-located", Place("a.csv", "S", 7, "commune"), "Atlantis")
    found.add("several-communes", Place("a.csv", "S", 2, "commune"), "Saint-Denis", count="9")
    frame = found.frame()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["severity"]) == ["error", "warning", "info"]
    assert list(frame["row"].fillna(-1)) == [7, 2, -1]
    assert "9 communes bear this name" in frame.loc[1, "expected"]


def test_the_same_finding_is_said_in_french() -> None:
    found = Findings()
    found.add("out-of-range", Place("a.csv", None, 2, "precision"), "9", minimum="0", maximum="1")
    said = findings.with_sentences(found.frame(), "fr")
    assert said.loc[0, "expected"] == "une valeur possible (de 0 à 1)"
    assert findings.with_sentences(found.frame(), "en").loc[0, "expected"] == "a value that can be (0 to 1)"


@pytest.mark.parametrize(("params", "words"), [({"minimum": "0"}, "at least 0"), ({"maximum": "9"}, "at most 9")])
def test_one_bound_is_said_alone(params: dict[str, str], words: str) -> None:
    assert words in findings.sentences("out-of-range", params, "en")[0]


def test_a_column_of_faults_is_one_frame() -> None:
    faults = pd.DataFrame({"code": ["lost-zero", "not-a-code"], "got": ["1004", "Nantes"], "params": ["{}", "{}"]})
    found = Findings()
    found.add_cells(Place("a.csv", "S", None, "CP"), [5, 9], faults)
    frame = found.frame()
    assert list(zip(frame["severity"], frame["row"], frame["got"], strict=True)) == [
        ("error", 9, "Nantes"),
        ("info", 5, "1004"),
    ]


def test_what_feeds_no_table_is_no_error() -> None:
    faults = pd.DataFrame({"code": ["not-a-number", "lost-zero"], "got": ["x", "1"], "params": ["{}", "{}"]})
    found = Findings()
    found.add_cells(Place("a.csv"), [2, 3], faults, secondary=True)
    assert list(found.frame()["severity"]) == ["warning", "info"]


def test_a_cell_of_a_megabyte_is_not_repeated() -> None:
    found = Findings()
    found.add("not-located", Place("a.csv"), "x" * 1_000_000)
    assert len(found.frame().loc[0, "got"]) == findings.GOT_LENGTH


def test_no_findings_is_an_empty_frame_of_the_same_shape() -> None:
    assert list(Findings().frame().columns) == list(COLUMNS)
    assert Findings().frame().empty
