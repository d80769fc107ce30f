"""What the codebook misses: words that are frequent and specific in the contributions where it found nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from places3t.indicators.themes_specificity import specificity
from places3t.themes.codebook import CODER
from places3t.themes.coding import whole_texts
from places3t.themes.languages import little_words
from places3t.themes.quotes import shorten
from places3t.themes.texts import level, plain, spans

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop

_SHORTEST_WORD = 3
_LONGEST_QUOTE = 160
_STEMMER = {"fr": "french", "en": "english"}


def missed(said: Workshop, at_least: int = 2) -> pd.DataFrame:
    """List the words of contributions in which the codebook found no theme.

    Parameters
    ----------
    said
        What `places3t.indicators.themes.workshop` gives.
    at_least
        Words that fewer of these contributions have are left out.

    Returns
    -------
    pandas.DataFrame
        ``word language uncoded coded specificity quotation``: the most frequent form of each stem, how many
        contributions
        have it where nothing was found and where something was, the signed −log₁₀ p of the hypergeometric law, and the
        shortest contribution with it; most specific first.
    """
    import numpy as np
    import pandas as pd
    import snowballstemmer

    rows = said.contributions
    found = said.codings.loc[said.codings["coder"] == CODER, "contribution_id"]
    bare = ~rows["contribution_id"].isin(found)
    stemmers = {language: snowballstemmer.stemmer(name).stemWord for language, name in _STEMMER.items()}
    little = {
        language: {word for name in ("function", "mark", "deny", "ne") for word in little_words(language)[name]}
        for language in _STEMMER
    }
    forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    quotes: dict[tuple[str, str], str] = {}
    for text, language, nothing in zip(whole_texts(rows), rows["language"], bare, strict=True):
        shown = plain(text)
        levelled = level(shown)
        # Levelling keeps every letter's place, so that a word is found as it was written, with its accents.
        stems = {
            (language, stemmers[language](levelled[first:last])): shown[first:last].lower()
            for first, last in spans(levelled)
            if last - first >= _SHORTEST_WORD
            and levelled[first:last].isalpha()
            and levelled[first:last] not in little[language]
        }
        for key, word in stems.items():
            counts[key][0 if nothing else 1] += 1
            if nothing:
                forms[key][word] += 1
                quote = shorten(shown, _LONGEST_QUOTE)
                quotes[key] = min(quotes.get(key, quote), quote, key=lambda each: (len(each), each))
    kept = sorted(key for key, (without, _) in counts.items() if without >= at_least)
    table = pd.DataFrame(
        {
            "word": [forms[key].most_common(1)[0][0] for key in kept],
            "language": [key[0] for key in kept],
            "uncoded": [counts[key][0] for key in kept],
            "coded": [counts[key][1] for key in kept],
        }
    ).astype({"word": "str", "language": "str", "uncoded": "int64", "coded": "int64"})
    score, _ = specificity(
        table["uncoded"], table["uncoded"] + table["coded"], np.full(len(kept), bare.sum()), len(rows)
    )
    table = table.assign(specificity=score, quotation=[quotes[key] for key in kept])
    return table.sort_values(["specificity", "uncoded", "word"], ascending=[False, False, True], ignore_index=True)
