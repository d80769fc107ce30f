"""The tables' descriptors, read by the reference implementation of Table Schema."""

from __future__ import annotations

import pytest
from frictionless import Resource, Schema

from places3t import schema


@pytest.mark.parametrize("name", schema.names())
def test_every_descriptor_is_a_table_schema(name: str) -> None:
    read = Schema.from_descriptor(schema.descriptor(name))
    assert [field.name for field in read.fields] == [field.name for field in schema.table(name).fields]
    assert [field.constraints.get("required", False) for field in read.fields] == [
        field.required for field in schema.table(name).fields
    ]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ({"place_id": "1", "source": "ANCT", "kind": "label", "amount_eur": 12.5, "started_on": "2020-01-01"}, []),
        ({"place_id": "1", "source": "ANCT", "kind": "gift"}, ["constraint-error"]),
        ({"place_id": "1", "source": "ANCT", "kind": "label", "amount_eur": "much"}, ["type-error"]),
    ],
)
def test_it_tells_right_from_wrong(row: dict[str, object], wrong: list[str]) -> None:
    descriptor = schema.descriptor("funding")
    del descriptor["foreignKeys"]  # leads to another table, which is not given here
    read = Schema.from_descriptor(descriptor)
    data = [{name: row.get(name) for name in read.field_names}]
    report = Resource(data=data, schema=read).validate()
    assert [error for (error,) in report.flatten(["type"])] == wrong
