"""A marked copy of a spreadsheet, to send back to whoever filled it in: what is wrong stands where it is wrong."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from places3t import findings
from places3t.errors import Refusal
from places3t.language import say
from places3t.typography import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet, Source
    from places3t.language import Language

COLOURS = {"error": "#F4B6B6", "warning": "#FCE4A8", "info": "#CFE5F5"}
"""Fill of a marked cell, by the gravest thing said of it; the comment says how grave it is too."""

_LAST_ROW = 1_048_576
_TEXT_LIMIT = 32_767
_COMMENT_LIMIT = 1_500
_SHEET_NAME_LIMIT = 31
_WIDEST = 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))

Key = tuple[str, str | None]


def marked_copy(sources: Sequence[Source], plans: Mapping[Key, Plan], found: pd.DataFrame, language: Language) -> bytes:
    """Write files as one XLSX whose cells show what was found in them.

    Parameters
    ----------
    sources
        Files as read; each sheet of each becomes a sheet, its cells as text, never a formula.
    plans
        How each sheet was read, by source and sheet, so that a finding of a field leads to its column.
    found
        Findings, with their sentences in the language.
    language
        Of the first sheet, which sums up, and of the comments.

    Returns
    -------
    bytes
        The XLSX. The same input gives the same bytes.

    Raises
    ------
    Refusal
        If a sheet has more rows than an XLSX can hold.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC)})
    copy = _Copy(book, language)
    summary = book.add_worksheet(copy.sheet_name(say("marked", "sheet", language)))
    links = []
    for source in sources:
        for sheet in source.sheets:
            key = (source.name, sheet.name)
            mine = found[found["source"].eq(source.name) & found["sheet"].fillna("").eq(sheet.name or "")]
            links.append(copy.write_sheet(source, sheet, plans.get(key), mine))
    copy.sum_up(summary, sources, found, {at: link for each in links for at, link in each.items()})
    book.close()
    return buffer.getvalue()


class _Copy:
    """The workbook on its way."""

    def __init__(self, book: Any, language: Language) -> None:
        self.book = book
        self.language = language
        self.taken: set[str] = set()
        self.fills = {name: book.add_format({"bg_color": colour}) for name, colour in COLOURS.items()}
        self.bold = book.add_format({"bold": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def say(self, key: str, **params: object) -> str:
        return say("marked", key, self.language, **params)

    def sheet_name(self, wanted: str) -> str:
        """Give a name that a sheet may have: no forbidden character, 31 characters, not taken."""
        base = " ".join(wanted.translate(_FORBIDDEN).split())[:_SHEET_NAME_LIMIT] or self.say("data")
        name, ordinal = base, 2
        while name.casefold() in self.taken:
            tail = f" {ordinal}"
            name, ordinal = base[: _SHEET_NAME_LIMIT - len(tail)] + tail, ordinal + 1
        self.taken.add(name.casefold())
        return name

    def write_sheet(self, source: Source, sheet: Sheet, plan: Plan | None, found: pd.DataFrame) -> dict[Any, str]:
        """Copy a sheet and mark it; gives the address in the copy of each finding that has one."""
        if len(sheet.grid) > _LAST_ROW:
            raise Refusal("too-many-rows", source=source.name, limit=number(_LAST_ROW, self.language))
        name = self.sheet_name(sheet.name or self.say("data"))
        page = self.book.add_worksheet(name)
        cells = _cells(sheet, plan, found)
        fills = {cell: self.fills[_gravest(found.loc[ids, "severity"])] for cell, ids in cells.items()}
        for at, row in enumerate(sheet.grid):
            for column, text in enumerate(row):
                if text:
                    page.write_string(at, column, text[:_TEXT_LIMIT], fills.get((at, column)))
        for (at, column), ids in cells.items():
            if not (at < len(sheet.grid) and column < len(sheet.grid[at]) and sheet.grid[at][column]):
                page.write_blank(at, column, None, fills[at, column])
            page.write_comment(at, column, self._comment(found.loc[ids]), {"x_scale": 2.5, "y_scale": 1.5})
        if plan is not None:
            page.freeze_panes(plan.header_at + 1, 0)
        from xlsxwriter.utility import xl_rowcol_to_cell

        return {each: f"'{name}'!{xl_rowcol_to_cell(*cell)}" for cell, ids in cells.items() for each in ids}

    def _comment(self, some: pd.DataFrame) -> str:
        parts = [
            f"{findings.title(code, self.language)} ({self.say('severity-' + severity)})\n"
            f"{self.say('expected')} · {expected}\n{self.say('hint')} · {hint}"
            for code, severity, expected, hint in zip(
                some["code"], some["severity"], some["expected"], some["hint"], strict=True
            )
        ]
        return "\n\n".join(parts)[:_COMMENT_LIMIT]

    def sum_up(self, page: Any, sources: Iterable[Source], found: pd.DataFrame, links: Mapping[Any, str]) -> None:
        """Write the first sheet: how many of what, then each finding with a link to its cell."""
        row = 0
        for source in sources:
            grades = found.loc[found["source"].eq(source.name), "severity"].value_counts()
            counts = {f"{name}s": number(int(grades.get(name, 0)), self.language) for name in ("error", "warning")}
            page.write_string(row, 0, self.say("title", source=source.name, **counts), self.bold)
            row += 1
        page.write_string(row, 0, self.say("how"))
        kinds = found[["severity", "code"]].value_counts(sort=False)
        pairs = [(str(grade), str(code)) for grade, code in kinds.index.to_list()]
        counted = [
            (self.say(f"severity-{grade}"), findings.title(code, self.language), int(count))
            for (grade, code), count in zip(pairs, kinds.to_list(), strict=True)
        ]
        row = self._table(page, row + 2, ("severity", "kind", "count"), counted)
        start = row + 1
        row = self._table(
            page,
            start,
            ("severity", "kind", "where", "column", "got", "expected", "hint"),
            (self._line(finding, links.get(at, "")) for at, finding in found.iterrows()),
        )
        for at, link in zip(range(start + 1, row), (links.get(each) for each in found.index), strict=True):
            if link:
                page.write_url(at, 2, f"internal:{link}", string=link)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for column, width in enumerate((12, 30, 26, 24, 30, _WIDEST, _WIDEST)):
            page.set_column(column, column, width)

    def _line(self, finding: pd.Series, link: str) -> tuple[str, ...]:
        import pandas as pd

        texts = ("" if pd.isna(finding[name]) else str(finding[name]) for name in ("column", "got", "expected", "hint"))
        place = link or ("" if pd.isna(finding["sheet"]) else str(finding["sheet"]))
        grade = self.say(f"severity-{finding['severity']}")
        return (grade, findings.title(str(finding["code"]), self.language), place, *texts)

    def _table(self, page: Any, row: int, header: Sequence[str], lines: Iterable[tuple[str | int, ...]]) -> int:
        """Write a header and lines; gives the row under them."""
        for column, key in enumerate(header):
            page.write_string(row, column, self.say(key), self.bold)
        for line in lines:
            row += 1
            for column, value in enumerate(line):
                if isinstance(value, int):
                    page.write_number(row, column, value)
                else:
                    page.write_string(row, column, value[:_TEXT_LIMIT], self.wrapped)
        return row + 1


def _cells(sheet: Sheet, plan: Plan | None, found: pd.DataFrame) -> dict[tuple[int, int], list[Any]]:
    """Give the cells that findings speak of, each with the index of its findings.

    For a whole column that is its header, for a whole row its first filled cell; a finding of the sheet has none.
    """
    import pandas as pd

    known = [column for column in (plan.columns if plan else ()) if column.position >= 0]
    named = [(column.header, column.position) for column in known] + [(each.name, each.position) for each in known]
    positions = dict(reversed(named))  # of two columns of one name the first, and a header before a field
    cells: dict[tuple[int, int], list[Any]] = {}
    for at, row, name in zip(found.index, found["row"], found["column"], strict=True):
        columns = [] if pd.isna(name) else _positions(str(name), positions)
        if pd.isna(row) and not (columns and plan):
            continue
        line = plan.header_at if pd.isna(row) and plan else int(row) - sheet.first_row
        for position in columns or [_first_filled(sheet, line)]:
            cells.setdefault((line, position), []).append(at)
    return cells


def _positions(name: str, positions: Mapping[str, int]) -> list[int]:
    """Find the columns that a finding names: one, or several with a comma between (``lat, lon``)."""
    if name in positions:
        return [positions[name]]
    return [positions[part] for part in name.split(", ") if part in positions]


def _first_filled(sheet: Sheet, line: int) -> int:
    row = sheet.grid[line] if 0 <= line < len(sheet.grid) else []
    return next((column for column, text in enumerate(row) if text.strip()), 0)


def _gravest(grades: pd.Series) -> str:
    return str(min(grades, key=findings.SEVERITIES.index))
