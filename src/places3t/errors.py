"""Refusals: what the program will not or cannot do, said so that the reader knows what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.language import say

if TYPE_CHECKING:
    from places3t.language import Language


class Refusal(Exception):  # noqa: N818 - it is not always an error: a refusal may be the right answer
    """Something that cannot be done, as the key of a sentence and what the sentence needs.

    Parameters
    ----------
    code
        Key in the catalogue ``refusals``.
    **params
        What stands between braces in the sentence.
    """

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def sentence(self, language: Language) -> str:
        """Say it in a language."""
        return say("refusals", self.code, language, **self.params)

    def __str__(self) -> str:
        """Say it in English, for a notebook's traceback."""
        return self.sentence("en")
