from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.errors import Refusal
from places3t.ingest.delimited import read_columns, read_delimited, separator

ROWS = [["nom", "commune", "adresse"], ["L'Établi", "Évry", "3, rue du Chêne"], ["Là-haut", "Nîmes", "1; place d’Été"]]


def written(rows: list[list[str]], mark: str) -> str:
    quoted = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in rows]
    return "\r\n".join(mark.join(row) for row in quoted)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_and_separator_gives_the_same_rows(mark: str, encoding: str) -> None:
    found, delimiter, sheet = read_delimited(written(ROWS, mark).encode(encoding), "a.csv")
    assert sheet.grid == ROWS
    assert delimiter == mark
    assert found.replace("_", "-") == encoding


def test_mac_roman_is_told_from_windows() -> None:
    text = written(ROWS * 20, ";").replace("’", "'")
    assert read_delimited(text.encode("mac_roman"), "a.csv")[2].grid[1][1] == "Évry"


def test_commas_in_addresses_do_not_make_the_separator() -> None:
    assert separator("nom;adresse\nA;3, rue, X\nB;4, rue, Y\nC;5, rue, Z\n") == ";"


def test_a_cell_may_hold_line_breaks() -> None:
    assert read_delimited(b'nom,note\nA,"un\ndeux"\nB,x\n', "a.csv")[2].grid[1:] == [["A", "un\ndeux"], ["B", "x"]]


def test_a_cell_of_ten_megabytes_is_read() -> None:
    assert len(read_delimited(b"nom,note\nA," + b"x" * 10_000_000, "a.csv")[2].grid[1][1]) == 10_000_000


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Refusal) as refused:
        read_delimited(bytes(range(128, 160)) * 50, "a.csv")
    assert refused.value.code == "not-a-table"


@given(
    st.lists(
        st.lists(st.text("abcéè ,;|\t'-", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=3, max_size=3),
        min_size=4,
        max_size=12,
    ),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_is_quoted_properly_comes_back(rows: list[list[str]], mark: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(rows)
    assert read_delimited(buffer.getvalue().encode(), "a.csv")[2].grid == rows


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("text", ["Éthé", "La forêt", "à côté", "Forêt «\u00a0noire\u00a0»"])
def test_one_accent_is_enough_to_tell_the_encoding(text: str, encoding: str) -> None:
    content = f"nom;note\n{text};1\n".encode(encoding, errors="replace")
    assert read_delimited(content, "a.csv")[2].grid[1][0] == content.decode(encoding).split("\n")[1].split(";")[0]


CELLS = st.text(st.sampled_from("aé€;,|\t '&\\\x0b\x1c\u2028"), max_size=5)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_large_file_is_read_by_columns_as_by_rows(rows: list[list[str]], mark: str, end: str) -> None:
    text = end.join(mark.join(row) for row in rows) + end
    by_rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    by_columns = read_columns(text, mark)
    if by_columns is None:
        assert len({len(row) for row in by_rows}) > 1 or len(by_rows[0]) == 1
    else:
        assert list(by_columns) == [row or [""] * len(by_rows[0]) for row in by_rows]
        assert [by_columns[at] for at in range(len(by_columns))] == list(by_columns)


@pytest.mark.parametrize("strange", ['a;"b"\n', "a;b\rc;d\n", "a;b\0\n", "a;b;c\n", "a\n"])
def test_what_programs_understand_differently_is_read_by_rows(strange: str) -> None:
    assert read_columns("nom;note\n" + strange, ";") is None


def test_a_large_file_with_quotes_is_read() -> None:
    lines = ['"A";"1; place d’Été"'] * 20_000
    encoding, mark, sheet = read_delimited("\n".join(["nom;adresse", *lines]).encode("cp1252"), "a.csv")
    assert (encoding, mark, len(sheet.grid), sheet.grid[-1]) == ("cp1252", ";", 20_001, ["A", "1; place d’Été"])
