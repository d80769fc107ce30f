"""CSV and TSV files, in whatever encoding and with whatever separator they come."""

from __future__ import annotations

import csv
import io
from collections import Counter

from places3t.errors import Refusal
from places3t.ingest.sheets import Columns, Grid, Sheet

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 60
_SAMPLE_LENGTH = 1_000_000
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_OLD_ENCODINGS = ["cp1252", "mac_roman", "cp850", "latin_1"]
_FRENCH = (
    dict.fromkeys("àëäïöùüÿæËÂÄÎÏÔÖÙÛÜŒÆ‘“”€°²·\u00a0", 1)
    | dict.fromkeys("îôûâœÉÈÀÊÇ’«»–—…", 2)
    | dict.fromkeys("èêç", 4)
    | {"é": 6}
)
"""Signs outside ASCII that French texts have; the weight follows how often."""
_FIELD_LIMIT = 64 * 1024**2
_LARGE = 200_000
"""Characters from which a text is read by columns: below, nothing is gained."""


def read_delimited(content: bytes, name: str) -> tuple[str, str, Sheet]:
    """Read a delimited text file.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Its name, for messages.

    Returns
    -------
    tuple
        The encoding and the separator it was read with, and its one sheet.

    Raises
    ------
    Refusal
        If the bytes are text in no encoding that spreadsheets write, or a field is longer than 64 MiB.
    """
    encoding, text = _decoded(content, name)
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        delimiter = separator(text)
        grid: Grid | Columns | None = read_columns(text, delimiter) if len(text) >= _LARGE else None
        if grid is None:
            grid = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    return encoding, delimiter, Sheet(None, grid)


def read_columns(text: str, delimiter: str) -> Columns | None:
    """Read a plain text by columns, three times faster than by rows.

    Returns
    -------
    Columns or None
        What the reader of rows would give, with empty cells for an empty line; null where that is not certain:
        quotation marks, which programs understand differently, an old Macintosh's ends of lines, a single column,
        lines that have more or fewer cells than the first.
    """
    try:
        plain = text.encode()
    except UnicodeEncodeError:
        return None
    names = [str(at) for at in range(plain[: plain.find(b"\n") + 1].count(delimiter.encode()) + 1)]
    strange = any(sign in plain for sign in (b'"', b"\0", b"\xef\xbb\xbf"))
    if len(names) == 1 or strange or plain.count(b"\r") != plain.count(b"\r\n"):
        return None
    import pyarrow as pa
    import pyarrow.csv as pc

    try:
        table = pc.read_csv(
            pa.BufferReader(plain),
            read_options=pc.ReadOptions(column_names=names),
            parse_options=pc.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowException:
        return None
    return Columns([column.combine_chunks() for column in table.columns])


def _decoded(content: bytes, name: str) -> tuple[str, str]:
    """Give the encoding of a file and its text."""
    for bom, encoding in _BOMS.items():
        if content.startswith(bom):
            return encoding, content.decode(encoding)
    try:
        return "utf-8", content.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _old_encoding(content, name)
        return encoding, content.decode(encoding)


def _old_encoding(content: bytes, name: str) -> str:
    """Choose among the encodings that French spreadsheets were saved in before UTF-8.

    The bytes of é, è, à are other signs in each encoding: in the right one, what is not ASCII reads as French. Short
    files say too little for a general detector, which is asked only where French does not decide.
    """
    scores = {encoding: _french(content, encoding) for encoding in _OLD_ENCODINGS}
    best_of_french = max(scores, key=lambda encoding: scores[encoding])  # of equals the commonest: they stand in order
    if scores[best_of_french] > 0:
        return best_of_french
    from charset_normalizer import from_bytes

    best = from_bytes(content, cp_isolation=list(_OLD_ENCODINGS)).best()
    if best is None:
        raise Refusal("not-a-table", source=name, what="binary")
    return best.encoding


def _french(content: bytes, encoding: str) -> int:
    """Count the signs outside ASCII that a French text would have, less those that it would not."""
    try:
        text = content[:_SAMPLE_LENGTH].decode(encoding)
    except UnicodeDecodeError:
        return -len(content)
    signs = Counter(character for character in text if not character.isascii())
    if signs.total() > len(text) / 2:
        return 0  # no French text is mostly accents
    return sum(count * _FRENCH.get(sign, -2) for sign, count in signs.items())


def separator(text: str) -> str:
    """Choose the separator that cuts the first lines into the most columns, most regularly.

    A comma in addresses cuts some lines and not others, the true separator cuts all alike: a separator's score is the
    number of cuts that most lines have, times the cube of the share of lines that have it. One that leaves quotation
    marks at the edge of cells cut through quoted text, and counts only for the lines without.
    """
    sample = "\n".join(text[:_SAMPLE_LENGTH].splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda candidate: _score(sample, candidate))


def _score(sample: str, candidate: str) -> float:
    rows = [row for row in csv.reader(io.StringIO(sample), delimiter=candidate) if row]
    widths = Counter(len(row) for row in rows if not any(cell.startswith('"') or cell.endswith('"') for cell in row))
    usual, lines = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
    return (usual - 1) * (lines / max(len(rows), 1)) ** 3
