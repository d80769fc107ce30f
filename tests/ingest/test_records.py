from __future__ import annotations

import json

import pytest

from places3t.errors import Refusal
from places3t.ingest.records import read_json

ROWS = [{"nom": "L'Établi", "cp": 44000}, {"nom": "Le Phare", "types": ["fablab", "coworking"]}]
GRID = [["nom", "cp", "types"], ["L'Établi", "44000", ""], ["Le Phare", "", "fablab; coworking"]]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ROWS),
        json.dumps({"count": 2, "results": ROWS}),
        json.dumps({"meta": [{"page": 1}], "data": {"items": ROWS}}),
        "\n".join(map(json.dumps, ROWS)),
        "\ufeff" + json.dumps(ROWS),
    ],
)
def test_a_list_of_records_is_found_wherever_it_stands(content: str) -> None:
    sheet = read_json(content.encode(), "a.json")
    assert (sheet.grid, sheet.first_row, sheet.header_at) == (GRID, 0, 0)


def test_a_blank_line_keeps_its_number() -> None:
    grid = read_json(b'{"nom": "A"}\n\n{"nom": "B"}\n', "a.jsonl").grid
    assert grid[3] == ["B"]


def test_values_within_objects_have_the_keys_that_lead_to_them() -> None:
    record = {"id": 1, "category": {"id": 2, "name": {"fr": "Lieux", "en": None}}, "tags": [{"a": 1}], "ok": True}
    header, row = read_json(json.dumps([record]).encode(), "a.json").grid
    assert dict(zip(header, row, strict=True)) == {
        "id": "1",
        "category/id": "2",
        "category/name/fr": "Lieux",
        "category/name/en": "",
        "tags": '[{"a": 1}]',
        "ok": "true",
    }


def test_what_is_wrong_in_a_line_is_said_with_its_number() -> None:
    with pytest.raises(Refusal) as refused:
        read_json(b'{"nom": "A"}\n{"nom" "B"}\n', "a.jsonl")
    assert "line 2" in refused.value.sentence("en")
