"""The sentences of the report of a workshop: its own catalogue first, then what all reports share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t import typography
from places3t.language import catalogue
from places3t.reports.phrases import Phrases
from places3t.typography import Markdown, escape_markdown

if TYPE_CHECKING:
    from places3t.themes.codebook import Codebook

_OWN = "workshop"


@dataclass(frozen=True, slots=True)
class WorkshopPhrases(Phrases):
    """The sentences of the catalogues ``workshop`` and ``reports`` in one language."""

    def __call__(self, key: str, **params: object) -> Markdown:
        """Fill one sentence.

        Raises
        ------
        KeyError
            If there is no such sentence in either catalogue, or a parameter of it is not given.
        """
        own = catalogue(_OWN)
        if key not in own:
            # A dataclass with slots is another class than the one that super() without arguments was compiled for.
            return Phrases.__call__(self, key, **params)
        return self._fill(own[key][self.language], params)

    def count(self, key: str, n: float, **params: object) -> Markdown:
        """Fill the form of a sentence that fits a count: none, one or many."""
        forms = catalogue(_OWN)[key]
        form = forms[self.language]
        if typography.is_singular(n, self.language):
            form = forms.get(f"{self.language}_one", form)
        if n == 0:
            form = forms.get(f"{self.language}_none", form)
        return self._fill(form, {"n": self.number(n), **params})

    def themes(self, codebook: Codebook, keys: list[str]) -> str:
        """Name themes in a sentence, without capitals."""
        names = [codebook.name(key, self.language) for key in keys]
        return ", ".join(name[0].lower() + name[1:] for name in names)

    @staticmethod
    def _fill(text: str, params: dict[str, object]) -> Markdown:
        written = {
            name: value if isinstance(value, Markdown) else typography.apostrophes(escape_markdown(value))
            for name, value in params.items()
        }
        return Markdown(text.format(**written))
