"""What is wrong or was mended in a source: where it stands, what was expected, and how to mend it.

A finding is data. The store keeps its code and what its sentence needs (``params``), so that the same finding can be
said in French and in English; ``expected`` and ``hint`` hold the English sentence for whoever opens the table alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t.language import catalogue, fill

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from places3t.language import Language

COLUMNS = ("severity", "code", "source", "sheet", "row", "column", "got", "expected", "hint", "params")
SEVERITIES = ("error", "warning", "info")
"""``error``: a value or a row could not be used, or sources contradict each other; ``warning``: kept, but doubtful;
``info``: mended, with the result certain."""

GOT_LENGTH = 200
"""Characters of a cell that a finding repeats: enough to recognise it, and no report of ten megabytes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a source: the file's name, the sheet, the row and the column as a spreadsheet program shows them."""

    source: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None


def severity(code: str) -> str:
    """Give the severity of a kind of finding.

    Raises
    ------
    KeyError
        If no finding has this code.
    """
    return catalogue("findings")[code]["severity"]


class Findings:
    """Collects findings, one by one or by the column, and gives them as one frame."""

    def __init__(self) -> None:
        self._frames: list[pd.DataFrame] = []
        self._rows: list[dict[str, object]] = []

    def add(self, code: str, place: Place, got: str | None = None, **params: str) -> None:
        """Add one finding."""
        self._rows.append(
            {
                "severity": severity(code),
                "code": code,
                "source": place.source,
                "sheet": place.sheet,
                "row": place.row,
                "column": place.column,
                "got": got,
                "params": json.dumps(params, ensure_ascii=False, sort_keys=True),
            }
        )

    def add_cells(
        self, place: Place, rows: Sequence[int] | pd.Index, faults: pd.DataFrame, *, secondary: bool = False
    ) -> None:
        """Add the faults of one column's cells.

        Parameters
        ----------
        place
            The source, sheet and column; the row comes from ``rows``.
        rows
            Row numbers in the sheet, one per fault.
        faults
            Columns ``code``, ``got``, ``params`` (JSON), one row per fault.
        secondary
            The column feeds no table of the program: what cannot be used there is a warning, not an error.
        """
        import pandas as pd

        if len(faults) == 0:
            return
        codes = faults["code"]
        grave = {code: severity(code) for code in codes.unique()}
        if secondary:
            grave = {code: "warning" if grade == "error" else grade for code, grade in grave.items()}
        self._frames.append(
            pd.DataFrame(
                {
                    "severity": codes.map(grave),
                    "code": codes,
                    "source": place.source,
                    "sheet": place.sheet,
                    "row": list(rows),
                    "column": place.column,
                    "got": faults["got"],
                    "params": faults["params"],
                }
            )
        )

    def extend(self, frame: pd.DataFrame) -> None:
        """Add findings that another step gave as a frame."""
        if len(frame):
            self._frames.append(frame.drop(columns=["expected", "hint"], errors="ignore"))

    def frame(self) -> pd.DataFrame:
        """Give all findings, worst first, then in the order of the sheet.

        Returns
        -------
        pandas.DataFrame
            Columns `COLUMNS`; ``row`` as ``Int64``, the others as text.
        """
        import pandas as pd

        parts = [*self._frames, pd.DataFrame(self._rows)] if self._rows else self._frames
        if not parts:
            return empty()
        found = pd.concat(parts, ignore_index=True).reindex(columns=list(COLUMNS))
        found = typed(found)
        found["got"] = found["got"].str.slice(0, GOT_LENGTH)
        rank = found["severity"].map({name: at for at, name in enumerate(SEVERITIES)})
        order = (
            found.assign(_rank=rank)
            .sort_values(["_rank", "source", "sheet", "row", "column", "code"], kind="stable", na_position="first")
            .index
        )
        return with_sentences(found.loc[order].reset_index(drop=True), "en")


def empty() -> pd.DataFrame:
    """Give a frame of no findings, with the right columns and types."""
    import pandas as pd

    return typed(pd.DataFrame(columns=list(COLUMNS)))


def typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame of findings its column types (Parquet readers give others)."""
    types: dict[str, str] = dict.fromkeys(COLUMNS, "str") | {"row": "Int64"}
    return frame.astype(types)


def sentences(code: str, params: Mapping[str, str], language: Language) -> tuple[str, str]:
    """Say what was expected and what to do, for one finding.

    Raises
    ------
    KeyError
        If the code is unknown or its sentence needs a parameter that is not there.
    """
    texts = catalogue("findings")[code]
    said = {**params, "limits": _limits(params, language), **_words(params, language)}
    return (
        fill(texts[f"expected_{language}"], language, said),
        fill(texts[f"hint_{language}"], language, said),
    )


def _words(params: Mapping[str, str], language: Language) -> dict[str, str]:
    """Say the words that a choice takes, and the one that was perhaps meant."""
    if "vocabulary" not in params:
        return {}
    from places3t import schema

    terms = schema.vocabulary(params["vocabulary"]).terms
    labels = {key: getattr(term, language) for key, term in terms.items()}
    words = ", ".join(labels.values())
    near = labels.get(params.get("near", ""))
    meant = {"fr": " (peut-être\u00a0: {near})", "en": " (perhaps: {near})"}[language].format(near=near) if near else ""
    return {"words": words, "meant": meant}


_LIMITS = {
    "fr": {
        "both": " (de {minimum} à {maximum})",
        "minimum": " (au moins {minimum})",
        "maximum": " (au plus {maximum})",
    },
    "en": {"both": " ({minimum} to {maximum})", "minimum": " (at least {minimum})", "maximum": " (at most {maximum})"},
}


def _limits(params: Mapping[str, str], language: Language) -> str:
    """Say the bounds of a number, where a finding has them."""
    given = [name for name in ("minimum", "maximum") if name in params]
    if not given:
        return ""
    return _LIMITS[language]["both" if len(given) > 1 else given[0]].format_map(params)


def title(code: str, language: Language) -> str:
    """Give the short name of a kind of finding, as a heading in a table of counts."""
    return catalogue("findings")[code][f"title_{language}"]


def with_sentences(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Give the same findings with ``expected`` and ``hint`` said in a language."""
    keys = frame[["code", "params"]].drop_duplicates()
    said = {
        (code, params): sentences(code, json.loads(params), language)
        for code, params in zip(keys["code"], keys["params"], strict=True)
    }
    pairs = [said[key] for key in zip(frame["code"], frame["params"], strict=True)]
    return typed(frame.assign(expected=[pair[0] for pair in pairs], hint=[pair[1] for pair in pairs]))
