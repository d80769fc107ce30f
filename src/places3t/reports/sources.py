"""Where the figures come from: the files that were read, and the reference of territories."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from places3t import typography
from places3t.language import catalogue
from places3t.reports.anchors import caption
from places3t.typography import Markdown, markdown_table

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from places3t.language import Language
    from places3t.reports.phrases import Phrases
    from places3t.territory.overlay import AddedTable, Reference

_SHA_SHOWN = 12
_NAMED = 3
_ASIDE = re.compile(r" \(| ;")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FRENCH = {"population": "INSEE, populations", "area_km2": "INSEE, superficies"}
_PRECISIONS: tuple[typography.Precision, ...] = ("year", "month", "day")


def of_places(sources: pd.DataFrame) -> pd.DataFrame:
    """Keep the sources that list places, latest first."""
    return of_kinds(sources, ("places",))


def of_kinds(sources: pd.DataFrame, kinds: Sequence[str]) -> pd.DataFrame:
    """Keep the sources whose rows are of some kinds, latest first."""
    kept = sources[sources["kind"].isin(kinds)] if "kind" in sources else sources
    return kept.sort_values(["wave", "source"], ascending=[False, True], kind="stable", ignore_index=True)


def wave(text: object, language: Language) -> str:
    """Write the date of a wave as precisely as it is known; a wave that is no date stays as it is.

    Examples
    --------
    >>> wave("2019-03", "fr"), wave("2019", "en"), wave("spring", "en"), wave(None, "fr")
    ('mars 2019', '2019', 'spring', '–')
    """
    found = None if typography.is_missing(text) else _DATE.fullmatch(str(text))
    if not found:
        return typography.one_line(text)
    parts = [int(part) for part in found.groups() if part]
    year, month, day = (*parts, 1, 1)[:3] if len(parts) < 3 else parts  # noqa: PLR2004 - year, month, day
    return typography.date(dt.date(year, month, day), language, _PRECISIONS[len(parts) - 1])


def latest(sources: pd.DataFrame, language: Language) -> str | None:
    """Give the date of the latest list of places, or null."""
    waves = of_places(sources)["wave"].dropna()
    return wave(waves.iloc[0], language) if len(waves) else None


def line(sources: pd.DataFrame, language: Language) -> str:
    """Name the sources of places on one line, as a figure needs: publishers or files, each with its dates."""
    rows = of_places(sources)
    dates: dict[str, list[str]] = {}
    for name, each in zip(rows["publisher"].fillna(rows["source"]), rows["wave"], strict=True):
        known = dates.setdefault(typography.one_line(name), [])
        known += [] if typography.is_missing(each) else [wave(each, language)]
    texts = [f"{name} ({', '.join(dict.fromkeys(known))})" if known else name for name, known in dates.items()]
    return ", ".join([*texts[:_NAMED], "…"] if len(texts) > _NAMED else texts)


def reference(prefix: str) -> str:
    """Name the source of the bundled reference whose name begins so, in few words, with its year."""
    from places3t import territory

    known = territory.sources()
    found = known[known["name"].str.startswith(prefix)].iloc[0]
    return f"{_ASIDE.split(found['name'])[0]}, {year(prefix)}"


def held(known: Reference | None, figure: str, level: str = "", prefix: str = "") -> str:
    """Name the source of populations or areas: a table that the study added, or the bundled one with its year.

    Parameters
    ----------
    known
        The communes with what was added; null for the bundled ones.
    figure
        ``population`` or ``area_km2``.
    level
        Of the territories: departments and regions have official areas, which no table of communes replaces.
    prefix
        How the name of the bundled source begins, where it is not that of France.
    """
    official = figure == "area_km2" and level in {"region", "departement"}
    if known and figure in known.replaced and not official and prefix in {"", _FRENCH[figure]}:
        return _added(known, figure).replace(": ", ", ")
    return reference(prefix or (_FRENCH[figure] if official or figure == "population" else "IGN, Admin"))


def population_year(known: Reference | None, prefix: str) -> str:
    """Give the year of the populations: that in the name of the added column or file, or the bundled one's."""
    added = _added(known, "population") if known and "population" in known.replaced else ""
    years = _YEAR.findall(added)
    return str(years[-1]) if years and prefix == _FRENCH["population"] else year(prefix)


def _added(known: Reference, figure: str) -> str:
    """Give the source of most French communes."""
    column = "population_source" if figure == "population" else "area_source"
    communes = known.communes
    return str(communes.loc[communes["country_code"] == "FR", column].value_counts().index[0])


def year(prefix: str) -> str:
    """Give the year of the source of the bundled reference whose name begins so."""
    from places3t import territory

    known = territory.sources()
    return str(known.loc[known["name"].str.startswith(prefix), "vintage"].str.extract(r"(\d{4})")[0].iloc[0])


def files_table(say: Phrases, sources: pd.DataFrame, kinds: Sequence[str] = ("places",)) -> Markdown:
    """List the files that were read, with the start of their fingerprint and the account of their rows."""
    rows = of_kinds(sources, kinds)
    header = ["file", "publisher", "licence", "date", "rows", "kept", "merged", "rejected"]
    cells = [
        [
            _file(row),
            typography.one_line(row["publisher"]),
            typography.one_line(row["licence"]),
            wave(row["wave"], say.language),
            *(say.number(row[name]) for name in ("read", "kept", "merged", "rejected")),
            Markdown(f"`{str(row['sha256'])[:_SHA_SHOWN]}`"),
        ]
        for row in rows.to_dict("records")
    ]
    titles = [*(say(f"column-{name}") for name in header), "SHA-256"]
    title = caption("table-files", say("caption-files"))
    return Markdown(f"{title}\n\n{markdown_table(titles, cells, 'llllrrrrl')}")


def _file(row: Mapping[Hashable, object]) -> str:
    sheet = row.get("sheet")
    name = typography.one_line(row["source"])
    return name if typography.is_missing(sheet) or not sheet else f"{name}, {typography.one_line(sheet)}"


def reference_table(say: Phrases, added: Sequence[AddedTable] = ()) -> Markdown:
    """List the tables that the study added, and the sources of the bundled reference, with vintage and licence."""
    from places3t import territory

    known = territory.sources()
    used_for = known["used_for_fr" if say.language == "fr" else "used_for"]
    texts = [
        [_said(text, say.language) for text in column] for column in (known["name"], known["vintage"], known["licence"])
    ]
    header = [say(f"column-{name}") for name in ("reference", "vintage", "licence", "used-for")]
    texts.append(list(used_for))
    rows = [[typography.apostrophes(text) for text in row] for row in zip(*texts, strict=True)]
    theirs = [
        [
            typography.one_line(table.source),
            table.vintage or "–",
            say("reference-own-licence"),
            say("reference-own-columns", columns=", ".join(map(typography.one_line, table.columns))),
        ]
        for table in added
    ]
    title = caption("table-references", say("caption-references"))
    return Markdown(f"{title}\n\n{markdown_table(header, [*theirs, *rows], 'llll')}")


def _said(text: str, language: Language) -> str:
    """Say a text of the reference's list in a language; a name or a year stays as it is."""
    if language == "en":
        return text
    known = {texts["en"]: texts[language] for texts in catalogue("references").values()}
    return known.get(text, typography.spaced(text, language))
