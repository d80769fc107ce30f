"""Agreement as an indicator frame: between coders, and between coders and the codebook."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from places3t.indicators.frame import indicator_frame
from places3t.indicators.themes import LEVEL
from places3t.indicators.themes_agreement import SEED, against_codebook, agreement
from places3t.indicators.themes_issues import ALL
from places3t.indicators.themes_workshop import Workshop, notes
from places3t.language import say
from places3t.themes.codebook import CODER

if TYPE_CHECKING:
    import pandas as pd

    from places3t.language import Language


def agreement_frame(said: Workshop, language: Language = "en", seed: int = SEED) -> pd.DataFrame:
    """Give the agreement of coders, by theme and over all.

    ========================== =================================================================================
    ``agreement_alpha``        Krippendorff's alpha, nominal; bootstrap interval over contributions
    ``agreement_kappa``        Cohen's kappa, where there are two coders
    ``codebook_precision``     of the themes that the codebook found, those that a coder gave
    ``codebook_recall``        of the themes that a coder gave, those that the codebook found
    ========================== =================================================================================

    Returns
    -------
    pandas.DataFrame
        An indicator frame at level ``theme``, the row of all themes first with code ``all``; empty where nobody
        coded by hand.
    """
    hand = said.codings[said.codings["coder"] != CODER]
    found = said.codings[said.codings["coder"] == CODER]
    rows: list[dict[str, object]] = []
    for each in agreement(hand, seed):
        code = each.theme or ALL
        alpha = each.alpha
        rows.append({"indicator": "agreement_alpha", "code": code, **alpha._asdict(), "n": each.contributions})
        if not math.isnan(each.kappa):
            rows.append({"indicator": "agreement_kappa", "code": code, "value": each.kappa, "n": each.contributions})
    if len(hand):
        table = against_codebook(hand, found)
        for code, seen, right, given in [
            (ALL, *(int(table[name].sum()) for name in ("found", "right", "given"))),
            *table[["theme", "found", "right", "given"]].itertuples(index=False, name=None),
        ]:
            rows += [
                {"indicator": "codebook_precision", "code": code, "value": right / seen if seen else None, "n": seen},
                {"indicator": "codebook_recall", "code": code, "value": right / given if given else None, "n": given},
            ]
    for row in rows:
        code = str(row["code"])
        name = say("themes", "all", language) if code == ALL else said.codebook.name(code, language)
        method = say("themes", f"method-{row['indicator']}", language, seed=seed)
        unit = "alpha" if str(row["indicator"]).startswith("agreement") else "share"
        row.update(level=LEVEL, name=name, method=method, unit=say("themes", f"unit-{unit}", language))
    frame = indicator_frame(rows)
    frame.attrs["notes"] = notes(said, language)
    return frame
