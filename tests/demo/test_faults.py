"""Each fault of the list stands where the list says; what the list calls right is right."""

import re
import zipfile
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "data" / "raw" / "demo"
HEADER = {"recensement_2018.xlsx": 3, "recensement_2021.csv": 2, "recensement_2023.ods": 2, "financements.csv": 1}
WANTED = {
    "recensement_2018.xlsx": {
        "leading_zero_lost", "decimal_comma", "latitude_longitude_swapped", "null_island", "coordinates_missing",
        "former_commune_code", "former_commune_name", "arrondissement_code", "arrondissement_name",
        "overseas_under_corsica", "zero_for_missing", "lookup_error", "population_with_decimals", "id_missing",
        "date_as_serial_number", "placeholder_date", "duplicate_row", "commune_code_missing",
    },
    "recensement_2021.csv": {
        "name_variant", "id_missing", "html_entity", "point_disagrees", "coordinates_missing", "former_commune_name",
        "cedex", "arrondissement_name", "belgian_code_in_insee_column", "space_in_code", "email_in_web_column",
        "share_above_one", "range_for_number", "thousands_abbreviated", "zero_for_missing", "opening_year_disagrees",
        "doubtful_date", "closed_before_opened", "duplicate_row", "id_of_another_place", "commune_code_missing",
    },
    "recensement_2023.ods": {
        "name_variant", "destroyed_character", "id_missing", "id_spelt_otherwise", "trailing_space",
        "coordinates_missing", "degrees_minutes_seconds", "postal_code_disagrees", "commune_code_missing",
        "arrondissement_code", "country_disagrees", "date_in_the_future", "text_like_a_formula", "doubtful_status",
        "share_above_one", "blank_row", "totals_row",
    },
    "financements.csv": {
        "name_variant", "no_such_place", "amount_missing", "end_before_start", "town_in_capitals",
        "agreement_ends_after_closing",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def faults(truth_table):
    return truth_table("faults.csv")


def test_every_fault_stands_where_the_list_says(faults, grid):
    missing = []
    for fault in faults[faults["column"] != ""].itertuples():
        rows = grid(fault.file)
        cell = rows[int(fault.row) - 1][rows[HEADER[fault.file] - 1].index(fault.column)]
        got = "" if fault.fault == "lookup_error" else fault.got  # calamine shows the error of a formula as nothing
        if not same(cell, got):
            missing.append((fault.file, fault.row, fault.column, cell, fault.got))
    assert missing == []


def same(cell, got):
    if cell == got:
        return True
    try:
        return float(cell) == pytest.approx(float(got))
    except ValueError:
        return False


def test_what_is_right_is_not_what_stands_there(faults):
    alike = faults[(faults["column"] != "") & (faults["got"] == faults["right"])]
    assert alike.empty


@pytest.mark.parametrize("file", list(WANTED))
def test_each_file_has_the_faults_that_real_files_have(faults, file):
    assert set(faults.loc[faults["file"] == file, "fault"]) == WANTED[file]


def test_lookup_errors_are_error_cells_and_not_texts(faults):
    with zipfile.ZipFile(SAMPLE / "recensement_2018.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    errors = re.findall(r'<c r="\w+"[^>]* t="e"><f>NA\(\)</f>', sheet)
    assert len(errors) == (faults["fault"] == "lookup_error").sum() > 0


def test_blank_duplicate_and_totals_rows(faults, grid, truth_table):
    whole = faults[faults["column"] == ""].set_index("fault")
    rows = grid("recensement_2023.ods")
    assert all(not any(rows[int(number) - 1]) for number in whole.loc["blank_row", "row"])
    assert rows[int(whole.loc["totals_row", "row"]) - 1][0] == "TOTAL"
    truth = truth_table("truth_rows.csv")
    census = truth[truth["file"].str.startswith("recensement")]
    for twin in whole.loc["duplicate_row"].itertuples():
        assert ((census["file"] == twin.file) & (census["census_id"] == twin.right)).sum() == 2


def test_the_waves_call_the_same_things_by_other_names(grid):
    headers = [set(grid(file)[HEADER[file] - 1]) for file in list(HEADER)[:3]]
    assert len(headers[0] & headers[1]) == 0
    assert len(headers[0] & headers[2]) < 5
    assert [len(header) for header in headers] == [33, 32, 35]


def test_locations_that_only_a_reference_can_mend(grid, truth_table):
    rows = truth_table("truth_rows.csv").set_index(["file", "row"])["commune_code"]
    sample = grid("recensement_2018.xlsx")
    town, code, department = (sample[2].index(name) for name in ("Commune", "Code INSEE", "Dép."))
    number, row = next(
        (index, row) for index, row in enumerate(sample, start=1) if row[department] == "2A" and not row[code]
    )
    assert rows["recensement_2018.xlsx", str(number)].startswith("974")
    number, row = next((index, row) for index, row in enumerate(sample, start=1) if row[town].startswith("Paris "))
    assert rows["recensement_2018.xlsx", str(number)] == "75056"
    assert re.fullmatch(r"Paris \d+e(r)?", row[town])
    assert row[code].startswith("751")


def test_belgian_neighbours_are_a_short_way_from_lille(lives):
    seen = lives[lives["census_id"] != ""]
    assert (seen["commune_code"] == "59350").any()
    assert (seen["commune_code"] == "BE-57081").any()
    assert 25 <= seen["country_code"].eq("BE").sum() <= 50
    assert seen["commune_code"].str.match("97[1-6]").sum() >= 20
