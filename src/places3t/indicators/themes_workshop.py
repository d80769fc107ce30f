"""A workshop coded: what each contribution is about, by hand where somebody coded it, else by the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t import __version__
from places3t.formats.texts import fold
from places3t.language import say
from places3t.themes.codebook import CODER, Codebook, default_codebook
from places3t.themes.coding import code_contributions
from places3t.themes.languages import CODED

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language


class Origin(NamedTuple):
    """Where the codebook's codings come from, for the method line.

    Attributes
    ----------
    how
        ``bundled`` or ``file``: a codebook applied now. ``stored``: what ``places3t themes code`` wrote. ``again``: the
        stored codebook applied anew, since contributions came in or changed after it was applied.
    name
        The codebook's file; empty for the bundled one.
    changed
        Whether the codebook that is in use now is no longer the stored one.
    """

    how: str = "bundled"
    name: str = ""
    changed: bool = False

    def said(self, language: Language) -> str:
        """Name it in a sentence."""
        key = "book-file" if self.name else "book-bundled"
        book = say("themes", key, language, file=self.name, version=__version__)
        return say("themes", f"origin-{self.how}", language, book=book)


class Workshop(NamedTuple):
    """What a workshop said, coded.

    Attributes
    ----------
    contributions
        Those that can be coded: with words, in French or English.
    themes
        ``contribution_id theme by_hand``: one row a theme of a contribution, once.
    codings
        All codings, by hand and by the codebook.
    codebook
        The one applied.
    empty, other
        Contributions without words, and in other languages, counted apart.
    origin
        Where the codebook's codings come from.
    """

    contributions: pd.DataFrame
    themes: pd.DataFrame
    codings: pd.DataFrame
    codebook: Codebook
    empty: int
    other: int
    origin: Origin = Origin()


def workshop(
    contributions: pd.DataFrame,
    codings: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    origin: Origin | None = None,
) -> Workshop:
    """Code a workshop and choose each contribution's themes: those given by hand where there are any.

    Where several people coded a contribution, a theme counts that at least half of them gave.

    Parameters
    ----------
    contributions, codings
        Tables of the store.
    codebook
        The bundled one by default.
    origin
        Where the codings of the coder ``codebook`` come from. Those ``stored`` count as they stand; otherwise those in
        the table are left out and made anew.
    """
    import pandas as pd

    used = codebook or default_codebook()
    origin = origin or Origin("file" if codebook else "bundled", "codebook.toml" if codebook else "")
    title = contributions["title"].fillna("") if "title" in contributions else ""
    worded = (contributions["text"].fillna("") + title).str.contains(r"\w", regex=True)
    said = contributions[worded].reset_index(drop=True)
    coded, languages = _coded(said, codings, used, origin)
    coded = coded.assign(theme=_keys(coded["theme"], used))
    kept = said[languages.isin(CODED)].assign(language=languages).reset_index(drop=True)
    coded = coded[coded["contribution_id"].isin(contributions["contribution_id"])].reset_index(drop=True)
    hand = coded[coded["coder"] != CODER].drop_duplicates(["contribution_id", "theme", "coder"])
    coders = hand.groupby("contribution_id")["coder"].nunique()
    given = hand.groupby(["contribution_id", "theme"]).size().reset_index(name="gave")
    given = given[given["gave"] * 2 >= coders.reindex(given["contribution_id"]).to_numpy()]
    found = coded[(coded["coder"] == CODER) & ~coded["contribution_id"].isin(hand["contribution_id"])]
    pairs = ["contribution_id", "theme"]
    themes = pd.concat([given[pairs].assign(by_hand=True), found[pairs].assign(by_hand=False)], ignore_index=True)
    themes = themes[themes["contribution_id"].isin(kept["contribution_id"])].reset_index(drop=True)
    return Workshop(kept, themes, coded, used, int((~worded).sum()), int((~languages.isin(CODED)).sum()), origin)


def _keys(themes: pd.Series, codebook: Codebook) -> pd.Series:
    """Give the keys of themes that people called by their names; what the codebook does not have stays as it is."""
    known = {fold(name): key for key, theme in codebook.themes.items() for name in (key, *theme.names.values())}
    keys = {theme: known.get(fold(theme), theme) for theme in themes.unique() if theme not in codebook.themes}
    return themes.replace(keys)


def _coded(
    said: pd.DataFrame, codings: pd.DataFrame | None, codebook: Codebook, origin: Origin
) -> tuple[pd.DataFrame, pd.Series]:
    """Give all codings and each contribution's language."""
    if origin.how != "stored" or codings is None:
        return code_contributions(said, codebook, codings)
    import pandas as pd

    # A codebook without themes finds none, and still tells languages.
    by_hand, languages = code_contributions(said, Codebook({}, {}), codings)
    stored = codings.loc[codings["coder"] == CODER, list(by_hand.columns)]
    return pd.concat([by_hand, stored], ignore_index=True), languages


def notes(said: Workshop, language: Language) -> list[str]:
    """Say what was counted, what was left out, and which codebook spoke."""
    hand = said.themes.loc[said.themes["by_hand"], "contribution_id"].nunique()
    without = len(said.contributions) - said.themes["contribution_id"].nunique()
    figures = {"coded": len(said.contributions), "hand": hand, "without": without}
    return [
        say("themes", "note-coded", language, **figures),
        say("themes", "note-origin", language, origin=said.origin.said(language)),
        *([say("themes", "note-again", language)] if said.origin.how == "again" else []),
        *([say("themes", "note-changed", language)] if said.origin.changed else []),
        *([say("themes", "note-empty", language, count=said.empty)] if said.empty else []),
        *([say("themes", "note-other", language, count=said.other)] if said.other else []),
    ]
