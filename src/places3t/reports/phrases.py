"""Sentences of a report in one language, with what is filled in written as a reader expects it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t import typography
from places3t.language import catalogue
from places3t.typography import Markdown, escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from places3t.indicators.intervals import Estimate
    from places3t.language import Language

_CATALOGUE = "reports"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The sentences of the catalogue ``reports``, and of one of a report's own, in one language.

    Texts that are filled in are escaped, so that a name from a file is shown as its characters.
    """

    language: Language
    own: str = _CATALOGUE

    def _forms(self, key: str) -> dict[str, str]:
        own = catalogue(self.own)
        return own[key] if key in own else catalogue(_CATALOGUE)[key]

    def __call__(self, key: str, **params: object) -> Markdown:
        """Fill one sentence.

        Raises
        ------
        KeyError
            If there is no such sentence, or a parameter of it is not given.
        """
        return _fill(self._forms(key)[self.language], params)

    def count(self, key: str, n: float, **params: object) -> Markdown:
        """Fill the form of a sentence that fits a count: none, one (as the language counts) or many.

        A sentence without a form for none takes the plural or singular that the language gives to zero.
        """
        forms = self._forms(key)
        form = forms[self.language]
        if typography.is_singular(n, self.language):
            form = forms.get(f"{self.language}_one", form)
        if n == 0:
            form = forms.get(f"{self.language}_none", form)
        return _fill(form, {"n": self.number(n), **params})

    def where(self, code: str) -> Markdown:
        """Say "in" a country or region: ``en Nouvelle-Aquitaine``, ``in Brittany``."""
        known = catalogue("regions").get(code, {})
        return Markdown(known.get(f"{self.language}_in", code))

    def rest(self, country_code: str) -> Markdown:
        """Say "the rest of" a country."""
        known = catalogue("regions").get(country_code, {})
        return Markdown(known.get(f"{self.language}_rest", country_code))

    def number(self, value: float | None, decimals: int = 0) -> str:
        """Write a number."""
        return typography.number(value, self.language, decimals)

    def interval(self, estimate: Estimate, decimals: int = 0) -> str:
        """Write the interval of an estimate."""
        return typography.interval(estimate.low, estimate.high, self.language, decimals)

    def percent(self, value: float | None) -> str:
        """Write a share as a percentage."""
        return typography.percent(value, self.language)

    def percent_interval(self, estimate: Estimate) -> str:
        """Write the interval of a share."""
        return typography.percent_interval(estimate.low, estimate.high, self.language)

    def distance(self, km: float | None) -> str:
        """Write a distance."""
        return typography.distance(km, self.language)

    def distance_interval(self, estimate: Estimate) -> str:
        """Write the interval of a distance, each bound in the unit that suits it."""
        low, high = self.distance(estimate.low), self.distance(estimate.high)
        for absent in (typography.MARK, typography.MISSING):
            if absent in {low, high}:
                return absent
        return f"de {low} à {high}" if self.language == "fr" else f"{low} to {high}"

    def enumerate(self, items: Iterable[str]) -> Markdown:
        """Join items as a sentence does."""
        return Markdown(typography.enumeration([escape_markdown(item) for item in items], self.language))


def _fill(text: str, params: dict[str, object]) -> Markdown:
    return Markdown(text.format(**{name: _written(value) for name, value in params.items()}))


def _written(value: object) -> str:
    """Escape what is not Markdown; an apostrophe in a name is set as type, as everywhere in the sentence."""
    return value if isinstance(value, Markdown) else typography.apostrophes(escape_markdown(value))
