"""A mapping proposed for a file: the guess of what each column means, to be read and corrected by a person."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from places3t import schema
from places3t.errors import Refusal
from places3t.formats.column import read_column
from places3t.formats.contacts import strip_contacts
from places3t.formats.texts import fold
from places3t.ingest.columns import POINT, Column, column_of, fields_of, other_headers
from places3t.ingest.pipeline import plan_file
from places3t.ingest.plan import Plan
from places3t.language import say
from places3t.schema.headers import header_key
from places3t.typography import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from places3t.ingest import Options
    from places3t.ingest.sheets import Sheet
    from places3t.language import Language

_ROWS_TRIED = 2_000
_SAMPLES = 3
_SAMPLE_LENGTH = 40
_ALIKE = 0.8
_LIKELY = 0.5
"""Below this, a guess is written as a comment: the person must say yes."""
_EXACT, _DRESSED = 1.0, 0.9
_WORDS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column seems to be.

    Attributes
    ----------
    header
        As it stands in the file.
    name
        The column that it becomes, null where nothing fits.
    sure
        Match of the header × share of filled cells that can be read so.
    samples
        A few of its values, never a contact; none for columns about people.
    people
        Whether it is about people.
    unknown
        Words of a choice that the vocabulary does not know, with how many cells hold them.
    recognised
        Whether its header is a known one, and not only like one.
    """

    header: str
    name: str | None
    sure: float
    samples: tuple[str, ...]
    people: bool = False
    vocabulary: str | None = None
    unknown: tuple[tuple[str, int], ...] = ()
    recognised: bool = False


def propose(path: Path, options: Options, language: Language) -> str:
    """Propose a mapping for a file, as commented TOML that `read_mapping` reads.

    Parameters
    ----------
    path
        The file.
    options
        Kind and sheet, where the user says them.
    language
        Of the comments.

    Raises
    ------
    Refusal
        If the file cannot be read or has no row that could be a header.
    """
    source, planned = plan_file(path, options)
    sheet, plan = _best(planned, options, source.name)
    guesses = [_guess(plan.kind, sheet, plan, position) for position in range(len(sheet.grid[plan.header_at]))]
    known = [guess for guess in guesses if guess.header]
    unique = list({guess.header: guess for guess in reversed(known)}.values())[::-1]
    return "\n".join(_lines(source.name, sheet, plan, unique, language)) + "\n"


def _best(planned: Sequence[tuple[Sheet, Plan | None]], options: Options, source: str) -> tuple[Sheet, Plan]:
    """Choose the sheet to speak of: the recognised one with most columns, else the one with most filled cells."""
    recognised = [(sheet, plan) for sheet, plan in planned if plan]
    if recognised:
        return max(recognised, key=lambda pair: (pair[1].fields, len(pair[0].grid)))
    sheet = max((sheet for sheet, _ in planned), key=lambda sheet: len(sheet.grid), default=None)
    rows = sheet.grid[:20] if sheet else []
    widths = [len({cell.strip() for cell in row} - {""}) for row in rows]
    if sheet is None or max(widths, default=0) == 0:
        raise Refusal("empty-file", source=source)
    return sheet, Plan(options.kind or "places", widths.index(max(widths)), ())


def _guess(kind: str, sheet: Sheet, plan: Plan, position: int) -> Guess:
    header = sheet.grid[plan.header_at][position].strip()
    rows = sheet.grid[plan.header_at + 1 : plan.header_at + 1 + _ROWS_TRIED]
    texts = [row[position] for row in rows if position < len(row) and row[position].strip()]
    if not header or fold(header) in other_headers("people"):
        return Guess(header, None, 0.0, (), people=bool(header))
    planned = next((each for each in plan.columns if each.position == position and each.role == "field"), None)
    column, match = (planned, _header_match(kind, header, planned.name)) if planned else _near(kind, header, position)
    if column is None:
        return Guess(header, None, 0.0, _samples(texts))
    readable, unknown = _tried(column, texts)
    return Guess(
        header,
        column.name,
        match * readable,
        _samples(texts),
        vocabulary=column.vocabulary,
        unknown=unknown,
        recognised=planned is not None,
    )


def _header_match(kind: str, header: str, name: str) -> float:
    """Say how well a recognised header names its column: whole, or only once its dress is taken off."""
    tables = [schema.table(kind), schema.table("places")]
    whole = any(table.index.get(header_key(header)) == name for table in tables)
    return _EXACT if whole or name == POINT else _DRESSED


def _near(kind: str, header: str, position: int) -> tuple[Column | None, float]:
    """Find the column whose known headers look most like one that nobody knows."""
    key = header_key(header)
    fields = set(fields_of(kind))
    known = schema.table("places").index | schema.table(kind).index
    ratios = ((SequenceMatcher(None, key, other).ratio(), name) for other, name in known.items() if name in fields)
    ratio, name = max(ratios, default=(0.0, ""))
    return (column_of(kind, position, header, name), ratio) if ratio >= _ALIKE else (None, 0.0)


def _tried(column: Column, texts: Sequence[str]) -> tuple[float, tuple[tuple[str, int], ...]]:
    """Read the cells as the column; gives the share that can be read, and the words that cannot."""
    import pandas as pd

    if not texts:
        return 1.0, ()
    reading = read_column(pd.Series(list(texts), dtype="object"), column.reader(), (column.minimum, column.maximum))
    share = float(reading.values.notna().mean())
    strange = reading.faults.loc[reading.faults["code"].eq("not-in-list"), "got"]
    return share, tuple(Counter(map(str, strange)).most_common(_WORDS_SHOWN)) if column.vocabulary else ()


def _samples(texts: Iterable[str]) -> tuple[str, ...]:
    plain = dict.fromkeys(" ".join(strip_contacts(text)[0].split())[:_SAMPLE_LENGTH] for text in texts)
    return tuple(text for text in plain if text.isprintable() and text)[:_SAMPLES]


def _lines(source: str, sheet: Sheet, plan: Plan, guesses: Sequence[Guess], language: Language) -> Iterator[str]:
    def tell(key: str, **params: object) -> str:
        return "# " + say("mapping", key, language, **params)

    yield tell("intro", source=source, quoted=f'"{source}"' if " " in source else source)
    yield f"kind = {_quoted(plan.kind)}"
    if sheet.name:
        yield f"sheet = {_quoted(sheet.name)}"
    if sheet.header_at is None:
        yield f"header_row = {sheet.first_row + plan.header_at}"
    yield f'# wave = "2021-04"  {tell("wave")}'
    yield ""
    yield tell("columns", fields=", ".join(fields_of(plan.kind)))
    yield "[columns]"
    yield from (_column_line(guess, language) for guess in guesses if not guess.people)
    if people := [guess.header for guess in guesses if guess.people]:
        yield from ("", tell("people"), "[people]", f"columns = [{', '.join(map(_quoted, people))}]")
    yield from ("", tell("defaults"), "[defaults]")
    for guess in guesses:
        if guess.vocabulary and guess.unknown:
            terms = ", ".join(schema.vocabulary(guess.vocabulary).terms)
            yield from ("", tell("words", terms=terms), f"[vocabularies.{guess.vocabulary}]")
            for word, count in guess.unknown:
                yield f'# {_quoted(word)} = ""  {tell("cells", count=count)}'


def _column_line(guess: Guess, language: Language) -> str:
    samples = " | ".join(guess.samples)
    if guess.name is None:
        said = say("mapping", "unknown", language)
    else:
        said = say("mapping", "sure", language, share=percent(guess.sure, language))
    # A recognised header over words that nobody knows yet is right: the words are listed below, to be told.
    likely = guess.sure >= _LIKELY or (guess.recognised and bool(guess.unknown))
    mark = "" if guess.name and likely else "# "
    return f"{mark}{_quoted(guess.header)} = {_quoted(guess.name or '')}  # {said}" + (
        f" · {samples}" if samples else ""
    )


def _quoted(text: str) -> str:
    """Write a text as a TOML string: JSON's form, but for the one control character that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
