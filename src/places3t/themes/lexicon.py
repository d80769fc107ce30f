"""The expressions of a codebook, made ready to be found: each distinct word of the texts is looked at once.

An expression is one or several sequences of words (joined by ``+``: all in one sentence). A word of a sequence is a
unit: a stem, a beginning (``benevol*``) or that very word (``=commune``). A token of a text is looked up once and then
known with the units that it is; the texts are walked through, not searched for each expression.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from places3t.themes.languages import little_words
from places3t.themes.texts import level, plain, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from places3t.themes.codebook import Codebook

COMMA = ","
BREAKS = frozenset(".!?…;:()\n")
_CAPITALS = re.compile(r"\b[A-Z0-9]{2,}\b")
_STEMMER = {"fr": "french", "en": "english"}
ELIDED = {"n": "ne", "s": "se", "qu": "que", "j": "je", "c": "ce", "m": "me", "t": "te"}


@functools.cache
def stem_of(language: str) -> Callable[[str], str]:
    """Give the Snowball stemmer of a language; each word is stemmed once, and a number is its own stem."""
    import snowballstemmer

    stem = snowballstemmer.stemmer(_STEMMER[language]).stemWord
    return functools.cache(lambda word: word if word.isdigit() else stem(word))


class Word(NamedTuple):
    """What a token is: the units that it stands for, and what it does to the words around it.

    ``role`` is ``word``, ``light`` (skipped everywhere), ``little`` (skipped unless an expression has it), ``break``,
    ``comma``, or a cue of denial or lack: ``deny deny_back deny_with_ne ne lack lack_back only_denied clause``.
    """

    role: str
    units: frozenset[int]


class Expression(NamedTuple):
    """An expression of a theme: which list it stands in, its further parts, and whether it has a cue of denial in it.

    A part is the sequences of which any one will do; an expression is found where each of its parts is. A family has
    several parts, one of them with a choice: it counts in full only where its words stand side by side.
    """

    theme: str
    kind: str
    text: str
    parts: tuple[frozenset[int], ...]
    has_cue: bool
    family: bool


class Leads(NamedTuple):
    """What the units of a token begin: the sequences that are it alone, and by second unit those that go on."""

    singles: tuple[int, ...]
    begun: dict[int, list[int]]


@dataclass
class Lexicon:
    """All the expressions of a codebook in one language.

    Attributes
    ----------
    sequences
        Each sequence of units, by number.
    single
        Unit to the sequence that is it alone.
    starting
        First unit, then second unit, to the sequences that begin so.
    expressions
        Sequence to the expressions that have it in their first part.
    """

    language: str
    sequences: list[tuple[int, ...]] = field(default_factory=list)
    single: dict[int, int] = field(default_factory=dict)
    starting: dict[int, dict[int, list[int]]] = field(default_factory=dict)
    expressions: dict[int, list[Expression]] = field(default_factory=dict)
    _exact: dict[str, int] = field(default_factory=dict)
    _begins: dict[str, int] = field(default_factory=dict)
    _stems: dict[str, dict[str, int]] = field(default_factory=dict)
    _known: dict[str, Word] = field(default_factory=dict)
    _numbers: dict[tuple[int, ...], int] = field(default_factory=dict)
    _leads: dict[frozenset[int], Leads] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._stem = stem_of(self.language)
        lists = little_words(self.language)
        self._little, self._light = frozenset(lists["function"]), frozenset(lists["light"])
        self._plain_endings = frozenset(("", *lists["ending"]))
        self._endings = self._plain_endings.union(lists["verb_ending"])
        self._infinitive = lists["infinitive"]
        cues = ("lack", "only_denied", "clause", "deny", "deny_back", "deny_with_ne", "ne", "lack_back")
        self._cues = {word: cue for cue in cues for word in lists[cue]}
        self._cue_begins = {word[:-1]: cue for word, cue in self._cues.items() if word.endswith("*")}
        self._longest, self._units = 0, 0

    def add(self, theme: str, kind: str, text: str) -> None:
        """Add an expression; one that has only light words gives nothing to find and is left out."""
        parts = [[units for each in part.split("|") if (units := self._sequence(each))] for part in text.split(" + ")]
        if not all(parts):
            return
        numbers = [frozenset(self._number(units) for units in part) for part in parts]
        words = tokens(level(plain(text)))
        cue = any(self._cues.get(word, "").startswith(("deny", "ne", "lack", "only")) for word in words)
        expression = Expression(theme, kind, text, tuple(numbers[1:]), cue, len(parts) > 1 and "|" in text)
        for number in numbers[0]:
            self.expressions.setdefault(number, []).append(expression)

    def _sequence(self, text: str) -> tuple[int, ...]:
        full = self._units_of(text, skip=True)
        # An expression that would shrink to one common word ("passer de") keeps its little words.
        return full if len(full) > 1 or len(tokens(level(text))) == 1 else self._units_of(text, skip=False)

    def _units_of(self, text: str, *, skip: bool) -> tuple[int, ...]:
        units = []
        capitals = {level(word) for word in _CAPITALS.findall(text)}
        for written in level(plain(text)).replace("'", " ").replace("’", " ").replace("-", " ").split():
            exact, begins = written.startswith("=") or written in capitals, written.endswith("*")
            word = ELIDED.get(written.strip("=*"), written.strip("=*"))
            if word in self._light and skip and not exact:
                continue
            if exact or word in self._little or word in self._light:
                units.append(self._unit(self._exact, word))
            elif begins:
                units.append(self._unit(self._begins, word))
                self._longest = max(self._longest, len(word))
            else:
                units.append(self._unit(self._stems.setdefault(self._stem(word), {}), word))
        return tuple(units)

    def _unit(self, table: dict[str, int], word: str) -> int:
        if word not in table:
            table[word] = self._units
            self._units += 1
        return table[word]

    def _number(self, units: tuple[int, ...]) -> int:
        if units not in self._numbers:
            self._numbers[units] = len(self.sequences)
            if len(units) == 1:
                self.single[units[0]] = len(self.sequences)
            else:
                self.starting.setdefault(units[0], {}).setdefault(units[1], []).append(len(self.sequences))
            self.sequences.append(units)
        return self._numbers[units]

    def led_by(self, units: frozenset[int]) -> Leads:
        """Say what the units of a token begin; each set of units is worked out once."""
        known = self._leads.get(units)
        if known is None:
            begun: dict[int, list[int]] = {}
            for unit in units:
                for second, numbers in self.starting.get(unit, {}).items():
                    begun.setdefault(second, []).extend(numbers)
            known = Leads(tuple(self.single[unit] for unit in units if unit in self.single), begun)
            self._leads[units] = known
        return known

    def word(self, token: str) -> Word:
        """Say what a token is; each distinct one is worked out once."""
        known = self._known.get(token)
        if known is None:
            known = self._known[token] = self._look_up(token)
        return known

    def words(self, found: Sequence[str]) -> list[Word]:
        """Say what each token is."""
        known = self._known
        return [known.get(token) or self.word(token) for token in found]

    def _look_up(self, token: str) -> Word:
        if token in BREAKS:
            return Word("break", frozenset())
        if token == COMMA:
            return Word("comma", frozenset())
        token = ELIDED.get(token, token)
        if token in self._light and token not in self._exact:
            return Word("light", frozenset())
        units = {self._exact.get(token, -1)}
        if token not in self._little:
            units |= {
                unit for word, unit in self._stems.get(self._stem(token), {}).items() if self._inflected(word, token)
            }
            units |= {self._begins.get(token[:size], -1) for size in range(1, min(len(token), self._longest) + 1)}
        role = "little" if token in self._light else self._role(token)
        return Word(role, frozenset(units - {-1}))

    def _inflected(self, word: str, token: str) -> bool:
        """Say whether two words of one stem are an inflection apart; only an infinitive has all a verb's endings."""
        pairs = enumerate(zip(word, token, strict=False))
        same = next((at for at, (one, other) in pairs if one != other), min(len(word), len(token)))
        endings = self._endings if word.endswith(self._infinitive) else self._plain_endings
        return word[same:] in endings and token[same:] in endings

    def _role(self, token: str) -> str:
        if token in self._cues:
            return self._cues[token]
        for size in range(3, len(token) + 1):
            if token[:size] in self._cue_begins:
                return self._cue_begins[token[:size]]
        return "little" if token in self._little else "word"


def lexicon(codebook: Codebook, language: str) -> Lexicon:
    """Make the expressions of a codebook ready."""
    from places3t.themes.codebook import LISTS

    made = Lexicon(language)
    for theme in codebook.themes.values():
        for kind in LISTS:
            for text in theme.words[language, kind]:
                made.add(theme.key, kind, text)
    return made
