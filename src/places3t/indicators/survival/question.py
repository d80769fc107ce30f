"""What is asked of the survival of places, and the rows that answer it."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, cast

from places3t.indicators.problems import Note, fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language

LEVEL = 0.95


@dataclass(frozen=True)
class Question:
    """The options of `survival`, which describes them."""

    by: str | None = None
    at: tuple[float, ...] = (1.0, 3.0, 5.0, 10.0)
    origin: Origin = "opened"
    horizon: float | None = None
    adjust: tuple[str, ...] = ()
    stratify: tuple[str, ...] = ()
    interact: str | None = None
    landmark: float | None = None
    competing: bool = True
    sensitivity: bool = False
    language: Language = "en"

    @property
    def changes(self) -> bool:
        """Say whether groups change over time."""
        return self.by == "funding"


@dataclass
class Answer:
    """Rows of an indicator frame, as they are found, with what must be said beside them."""

    question: Question
    territory: Mapping[str, object]
    rows: list[dict[str, object]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(  # noqa: PLR0913 - the columns of the frame
        self,
        indicator: str,
        value: float,
        *,
        n: int,
        unit: str,
        method: str,
        low: float = math.nan,
        high: float = math.nan,
        at: float = math.nan,
        group: str | None = None,
        by: str | None = None,
        **params: object,
    ) -> None:
        """Add a row; ``method`` is a key of ``methods.toml`` and ``params`` what its line needs."""
        self.rows.append(
            {
                "indicator": indicator,
                "at": at,
                **self.territory,
                "by": by or self.question.by,
                "group": group or None,
                "value": value,
                "low": low,
                "high": high,
                "n": n,
                "unit": unit,
                "method": method_line(self.question.language, method, **params),
            }
        )

    def note(self, code: str, **params: object) -> None:
        """Add a note, once."""
        note = Note(code, params)
        if note not in self.notes:
            self.notes.append(note)


def method_line(language: Language, key: str, **params: object) -> str:
    """Say how a number was made: a line of ``methods.toml``, filled."""
    return fill(_methods()[key][language], params, language)


@cache
def _methods() -> dict[str, dict[str, str]]:
    text = (resources.files("places3t.indicators.survival") / "methods.toml").read_text(encoding="utf-8")
    return cast("dict[str, dict[str, str]]", tomllib.loads(text))
