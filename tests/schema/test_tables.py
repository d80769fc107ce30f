"""The tables: what the design fixes, what Table Schema asks, and that no header names two columns."""

import json
import re
import tomllib
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pytest

from places3t import formats, schema
from places3t.formats.base import Format
from places3t.schema.headers import header_key

# Columns and order as the project agreed them; a change here is a change of the store that people's files depend on.
COLUMNS = {
    "places": """place_id name status opened_on opened_precision closed_on closed_precision closure_kind observed_from
        first_seen_on last_seen_on types main_type legal_form operator_name operator_role networks access openness
        elements services staff_fte has_facilitator surface_m2 members_count telework_share budget_eur public_share
        market_share reciprocity_share funding_known funded_ever funded_at_opening first_funded_on address postal_code
        commune_code commune_name epci_code departement_code region_code country_code employment_zone_code lat lon
        coordinates_source geometry""",
    "observations": "place_id wave status source sheet row",
    "funding": "place_id source kind amount_eur started_on ended_on",
    "contributions": """contribution_id session phase kind title text theme_declared author_type author created_on votes
        parent_id commune_code place_id""",
    "codings": "contribution_id theme coder evidence",
    "findings": "severity code source sheet row column got expected hint params",
}

# The Table Schema specification, version 2: field types, and the constraints that each may have.
CONSTRAINTS = {
    "string": {"required", "unique", "pattern", "enum", "minLength", "maxLength"},
    "number": {"required", "unique", "minimum", "maximum", "enum"},
    "integer": {"required", "unique", "minimum", "maximum", "enum"},
    "date": {"required", "unique", "minimum", "maximum", "enum"},
    "boolean": {"required", "unique", "enum"},
    "list": {"required", "unique", "minLength", "maxLength", "enum"},
    "geojson": {"required", "unique", "minLength", "maxLength", "enum"},
}
STORED_AS = {"str": "string", "float64": "number", "Int64": "integer", "boolean": "boolean"}
TABLES = [schema.table(name) for name in schema.names()]
FIELDS = [pytest.param(table, field, id=f"{table.name}.{field.name}") for table in TABLES for field in table.fields]


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_those_agreed_in_that_order(name: str) -> None:
    assert [field.name for field in schema.table(name).fields] == COLUMNS[name].split()


@pytest.mark.parametrize("name", schema.names())
def test_a_descriptor_is_a_table_schema(name: str) -> None:
    described = schema.descriptor(name)
    names = [field["name"] for field in described["fields"]]
    assert len(set(names)) == len(names)
    for field in described["fields"]:
        assert field["type"] in CONSTRAINTS
        assert field.get("constraints", {}).keys() <= CONSTRAINTS[field["type"]]
        assert field["title"] == field["places3t"]["title"]["en"]
        assert field["description"] == field["places3t"]["description"]["en"]
        assert (field["type"] == "list") == ("itemType" in field)
    assert set(described.get("primaryKey", [])) <= set(names)
    for key in described.get("uniqueKeys", []):
        assert set(key) <= set(names)
    for key in described.get("foreignKeys", []):
        reference = key["reference"]
        target = schema.table(reference["resource"] or name)
        assert key["fields"] in names
        assert reference["fields"] in [field.name for field in target.fields]


@pytest.mark.parametrize("name", schema.names())
def test_the_json_is_written_one_way(name: str) -> None:
    file = Path(schema.__file__).parent / f"{name}.json"
    assert file.read_text("utf-8") == json.dumps(schema.descriptor(name), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_a_column_says_what_it_is_in_both_languages(table: schema.Table, field: schema.Field) -> None:
    assert field.title.keys() == field.description.keys() == {"fr", "en"}
    assert all(text.endswith((".", "…")) for text in field.description.values())
    assert "'" not in "".join((*field.title.values(), *field.description.values())), "a printed apostrophe is curly"
    assert not re.search(r" [:;!?»]|« ", field.title["fr"] + field.description["fr"]), "French no-break spaces"
    assert table.field(field.name) is field


def stored_type(fmt: Format) -> str:
    """The Table Schema type that the values of a format are stored as."""
    if fmt.name == "partial_date":
        return "date"
    return "list" if fmt.name in {"choices", "name_list"} else STORED_AS[fmt.dtype]


@pytest.mark.parametrize(("table", "field"), FIELDS)
def test_a_column_is_stored_as_what_its_format_reads(table: schema.Table, field: schema.Field) -> None:
    if field.format is None:
        assert field.name in {"geometry", "separator"}
        return
    assert stored_type(formats.get(field.format, field.vocabulary)) == field.type
    assert (field.vocabulary is not None) == (field.format in {"choice", "choices"})
    if field.format == "choice":
        assert field.vocabulary is not None
        assert field.enum == tuple(schema.vocabulary(field.vocabulary).terms)


def test_bounds_of_shares_and_coordinates() -> None:
    places = schema.table("places")
    bounds = {field.name: field.bounds for field in places.fields if field.bounds is not None}
    shares = dict.fromkeys(("telework_share", "public_share", "market_share", "reciprocity_share"), (0, 1))
    counts = dict.fromkeys(("staff_fte", "surface_m2", "members_count", "budget_eur"), (0, None))
    assert bounds == shares | counts | {"lat": (-90, 90), "lon": (-180, 180)}


def test_arrow_schema() -> None:
    arrow = schema.table("places").arrow_schema()
    assert arrow.names == COLUMNS["places"].split()
    assert arrow.field("types").type == pa.list_(pa.string())
    assert arrow.field("opened_on").type == pa.date32()
    assert arrow.field("funded_ever").type == pa.bool_()
    assert arrow.field("members_count").type == pa.int64()
    assert arrow.field("surface_m2").type == pa.float64()
    assert arrow.field("geometry").type == pa.binary()
    assert not arrow.field("place_id").nullable
    assert arrow.field("status").nullable


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_header_names_two_columns(table: schema.Table) -> None:
    named = defaultdict(set)
    for field in table.fields:
        for header in (field.name, *field.title.values(), *field.headers):
            named[header_key(header)].add(field.name)
    assert {header: names for header, names in named.items() if len(names) > 1 or not header} == {}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_name_title_and_synonym_is_recognised(table: schema.Table) -> None:
    for field in table.fields:
        for header in (field.name, *field.title.values(), *field.headers):
            assert table.match(header) == field.name
            assert table.match(header.upper()) == field.name


def other_headers(what: str) -> set[str]:
    text = (Path(schema.__file__).parent / "other_headers.toml").read_text("utf-8")
    return {header for group in tomllib.loads(text)[what].values() for header in group}


@pytest.mark.parametrize("what", ["people", "coordinates"])
def test_a_header_of_no_field_leads_to_none(what: str) -> None:
    assert [header for header in other_headers(what) if schema.table("places").match(header)] == []


def test_unknown_names_are_refused_with_those_that_exist() -> None:
    with pytest.raises(KeyError, match="places"):
        schema.table("place")
    with pytest.raises(KeyError, match="surface"):
        schema.table("places").field("surface")
