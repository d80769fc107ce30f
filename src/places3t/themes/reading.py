"""What the lists of a codebook say of a text: words that give a theme, that help to, that are denied or missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from places3t.themes.languages import CODED, OTHER, language_of
from places3t.themes.matching import complete, hits, side_by_side
from places3t.themes.scope import Scope, scope
from places3t.themes.texts import level, plain, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from places3t.themes.codebook import Codebook
    from places3t.themes.lexicon import Expression, Lexicon, Word

_CUES = frozenset({"deny", "deny_back", "deny_with_ne", "lack", "lack_back"})
_HELPING = frozenset({"weak", "alone"})
_WEAK_NEEDED = 2
_PAIRS = 2
_PASSAGE = 60
_ENOUGH = 0.5
_MAJORITY = "fr"

Places = tuple[int, ...]
"""Of the tokens of a text."""


class Reading(NamedTuple):
    """A text as the lists of a codebook read it.

    Attributes
    ----------
    text, language
        Without markup; ``fr``, ``en`` or ``other``.
    tokens
        Levelled.
    passages
        Where its passages begin.
    listed
        Themes that the lists give, in the codebook's order, with the places of the words that say so.
    own
        Those of them that a word gives which the bundled codebook does not have.
    silent
        By theme, the places of words whose points do not speak for it: excluded by the user, or said not to be missing.
    """

    text: str
    language: str
    tokens: list[str]
    passages: list[int]
    listed: Mapping[str, list[Places]]
    own: frozenset[str]
    silent: Mapping[str, set[int]]


@dataclass(frozen=True)
class Reader:
    """A codebook's lists made ready to read texts."""

    codebook: Codebook
    lexicons: Mapping[str, Lexicon]

    def read(self, texts: Iterable[str]) -> Iterator[Reading]:
        """Read texts by the codebook's lists alone, one after the other."""
        cleaned = [plain(text) for text in texts]
        found = [tokens(level(text)) for text in cleaned]
        languages = [language_of(words) for words in found]
        usual = Counter(each for each in languages if each in CODED).most_common(1)
        default = usual[0][0] if usual else _MAJORITY
        for text, words, language in zip(cleaned, found, languages, strict=True):
            yield self._read(text, words, language or default)

    def _read(self, text: str, found: list[str], language: str) -> Reading:
        if language == OTHER:
            return Reading(text, OTHER, found, [0], {}, frozenset(), {})
        known = self.lexicons[language]
        words = known.words(found)
        passages = _passages(words)
        cues = scope(words) if any(word.role in _CUES for word in words) else Scope()
        expressions = list(complete(known, hits(known, words)))
        hidden, silent = self._silent(expressions, cues)
        shown = [(each, said) for each, places in expressions if (said := self._shown(each, places, hidden, cues))]
        listed, own = self._listed(words, shown, passages)
        return Reading(text, language, found, passages, listed, own, silent)

    def _silent(
        self, found: Iterable[tuple[Expression, Places]], cues: Scope
    ) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
        """Give by theme the places of words that do not speak for it: for the lists, and for points.

        Points were learnt from words that the bundled codebook excludes, too; only the user's own exclusions are news.
        """
        turned = (key for key, theme in self.codebook.themes.items() if theme.denied) if cues.enough else ()
        silent = {key: set(cues.enough) for key in turned}
        hidden = {key: set(places) for key, places in silent.items()}
        for expression, places in found:
            if expression.kind == "except":
                hidden.setdefault(expression.theme, set()).update(places)
                if (expression.theme, expression.text) in self.codebook.own:
                    silent.setdefault(expression.theme, set()).update(places)
        return hidden, silent

    def _listed(
        self, words: Sequence[Word], found: Sequence[tuple[Expression, Places]], passages: Sequence[int]
    ) -> tuple[dict[str, list[Places]], frozenset[str]]:
        """Weigh what the lists found: the themes in the codebook's order, and those that the user's own words give."""
        strong: dict[str, list[Places]] = {}
        weak: dict[str, dict[str, Places]] = {}
        alone: set[str] = set()
        own: set[str] = set()
        for expression, places in found:
            if expression.kind in _HELPING or (expression.family and not side_by_side(words, places)):
                weak.setdefault(expression.theme, {}).setdefault(expression.text, places)
                alone.update((expression.theme,) if expression.kind == "alone" else ())
            else:
                strong.setdefault(expression.theme, []).append(places)
                own.update((expression.theme,) if (expression.theme, expression.text) in self.codebook.own else ())
        few = {theme: list(dict.fromkeys(places.values())) for theme, places in weak.items()}
        pairs = {theme for theme, places in few.items() if len(places) >= _WEAK_NEEDED}
        given = _said_enough(strong, few, passages) or _unless_open(pairs, _PAIRS) or _unless_open(alone, 1)
        themes = {key: [*strong.get(key, []), *few.get(key, [])] for key in self.codebook.themes if key in given}
        return themes, frozenset(own & given)

    def _shown(self, expression: Expression, places: Places, hidden: Mapping[str, set[int]], cues: Scope) -> Places:
        """Give the places of an expression that counts; none where it does not."""
        if expression.kind == "except" or hidden.get(expression.theme, set()).intersection(places):
            return ()
        if expression.kind == "lacking":
            cue = next((cues.missing[at] for at in places if at in cues.missing), None)
            return () if cue is None else tuple(sorted({cue, *places}))
        turned = self.codebook.themes[expression.theme].denied and not expression.has_cue
        return () if turned and cues.denied.intersection(places) else places


def _passages(words: Sequence[Word]) -> list[int]:
    """Give where the passages of a text begin: whole sentences, sixty words or more each but the last."""
    starts, last = [0], 0
    for at, word in enumerate(words):
        if word.role == "break" and at - last >= _PASSAGE:
            starts.append(at)
            last = at
    return starts


def _said_enough(
    strong: Mapping[str, Sequence[Places]], weak: Mapping[str, Sequence[Places]], starts: Sequence[int]
) -> set[str]:
    """Keep the themes that a passage is about: those with at least half as many words as the one with most.

    What a passage names once while it speaks of something else is left. A weak word counts beside a sure one only.
    """
    weights: list[Counter[str]] = [Counter() for _ in starts]
    for theme, found in strong.items():
        sure = {at for places in found for at in places}
        passages = {bisect_right(starts, at) - 1 for at in sure}
        for at in sure.union(*weak.get(theme, ())):
            passage = bisect_right(starts, at) - 1
            if passage in passages:
                weights[passage][theme] += 1
    return {
        theme for each in weights if each for theme, weight in each.items() if weight >= _ENOUGH * max(each.values())
    }


def _unless_open(themes: set[str], most: int) -> set[str]:
    """Keep themes that nothing sure gives, unless the words leave it open among more than so many."""
    return themes if len(themes) <= most else set()
