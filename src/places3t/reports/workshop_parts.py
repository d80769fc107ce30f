"""The tables and lists of the report of a workshop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t import typography
from places3t.indicators.intervals import Estimate, wilson
from places3t.indicators.themes import themes
from places3t.indicators.themes_issues import ALL, unanswered
from places3t.indicators.themes_together import FALSE, cooccurrence
from places3t.reports.anchors import caption
from places3t.themes.names import value_name
from places3t.themes.quotes import quotations, spoken
from places3t.typography import Markdown, escape_markdown, markdown_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop
    from places3t.reports.workshop_phrases import WorkshopPhrases

GROUPS = {"author_type": "participant", "session": "session", "phase": "phase", "kind": "kind"}
"""Columns by which contributions are counted and compared, and what their column is called."""

WHO, SAID, ANSWERS, AGREED = "table-who", "table-themes", "figure-matrix", "table-agreement"
"""What sentences lead to; the others of its kind bear the first one's name and their own."""

_OPEN_SHOWN = 12
_PAIRS_SHOWN = 15
_QUOTED_THEMES = 12
"""The rule that stands above the quotations names this number."""
_HALF_PERCENT = 0.005


def who(say: WorkshopPhrases, said: Workshop) -> list[Markdown]:
    """Count contributions, and people where pseudonyms tell them apart, by what the source says of them."""
    blocks: list[Markdown] = []
    for column, title in GROUPS.items():
        rows = said.contributions
        if column not in rows or rows[column].isna().all():
            continue
        counts = rows[column].value_counts(dropna=False, sort=False).sort_values(ascending=False, kind="stable")
        people = rows.groupby(column)["author"].nunique() if rows["author"].notna().any() else None
        header = [
            say(f"column-{title}"),
            say("column-contributions"),
            *([say("column-people")] if people is not None else []),
        ]
        lines = []
        for value, n in counts.items():
            missing = typography.is_missing(value)
            name = say("not-said") if missing else _named(say, column, str(value))
            some = None if people is None or missing else int(people.get(str(value), 0)) or None
            lines.append([name, say.number(n), *([say.number(some)] if people is not None else [])])
        name = f"{WHO}-{title}" if blocks else WHO
        table = markdown_table(header, lines, "lr" + ("r" if people is not None else ""))
        blocks.append(_titled(name, say("caption-who", by=say(f"by-{title}")), table))
    return blocks or [say("who-nothing")]


def _titled(name: str, title: Markdown, table: Markdown) -> Markdown:
    return Markdown(f"{caption(name, title)}\n\n{table}")


def themes_table(say: WorkshopPhrases, said: Workshop, frame: pd.DataFrame, fewest: int = 1) -> Markdown:
    """Set the themes with their counts, shares and intervals, and how many were coded by hand.

    Contributions without a theme have the last line, where there are ``fewest`` of them at least.
    """
    shares = frame[frame["indicator"] == "share"].set_index("code")
    counts = frame[frame["indicator"] == "count"].set_index("code")["value"]
    hand = said.themes[said.themes["by_hand"]].groupby("theme").size()
    header = [say("column-theme"), say("column-contributions"), say("column-share"), say("column-interval")]
    header += [say("column-byhand")] if len(hand) else []
    lines = [
        [
            row["name"],
            say.number(counts[str(code)]),
            *_shares(say, Estimate(row["value"], row["low"], row["high"])),
            *([say.number(int(hand.get(code, 0)))] if len(hand) else []),
        ]
        for code, row in shares.iterrows()
    ]
    n = len(said.contributions)
    without = n - said.themes["contribution_id"].nunique()
    if lines and without >= fewest:
        low, high = (float(bound) for bound in wilson(without, n))
        part = _shares(say, Estimate(without / n, low, high))
        lines.append([say("no-theme"), say.number(without), *part, *([say.number(None)] if len(hand) else [])])
    return _titled(SAID, say("caption-themes"), markdown_table(header, lines, "lrrlr"[: len(header)]))


def _shares(say: WorkshopPhrases, share: Estimate) -> tuple[str, str]:
    """Write a share and its interval; one that would round to none keeps a decimal."""
    decimals = int(0 < share.value < _HALF_PERCENT)
    interval = typography.percent_interval(share.low, share.high, say.language, decimals)
    return typography.percent(share.value, say.language, decimals), interval


def differences(say: WorkshopPhrases, said: Workshop) -> tuple[list[Markdown], list[pd.DataFrame]]:
    """Say which groups say a theme more than the others, where that is established; and give the frames."""
    import pandas as pd

    columns = [name for name in GROUPS if name in said.contributions and said.contributions[name].nunique() > 1]
    frames = [themes(said, by=name, language=say.language) for name in columns]
    if not frames:
        return [say("more-none")], []
    whole = pd.concat(frames, ignore_index=True)
    wide = whole.pivot_table(index=["code", "name", "by", "group"], columns="indicator", values="value", sort=False)
    wide = wide.dropna(subset=["specificity"]).reset_index()
    sure = (wide["specificity_p"] <= FALSE) & (wide["specificity"] > 0)
    found = wide[sure].sort_values("specificity_p", kind="stable")
    if found.empty:
        return [say("more-nothing", tests=say.number(len(wide)))], frames
    totals = wide.groupby(["code", "by"])["count"].sum()
    header = [say(f"column-{name}") for name in ("theme", "by", "group", "expected", "elsewhere", "specificity", "p")]
    lines = [
        [
            row["name"],
            say(f"by-{GROUPS[row['by']]}"),
            _named(say, row["by"], row["group"]),
            say.number(row["count"]),
            say.number(totals[row["code"], row["by"]]),
            say.number(row["specificity"], 1),
            _probability(say, row["specificity_p"]),
        ]
        for row in found.to_dict("records")
    ]
    table = _titled("table-more", say("caption-more"), markdown_table(header, lines, "lllrrrr"))
    return [say("more-rule", tests=say.number(len(wide))), table], frames


def together(say: WorkshopPhrases, said: Workshop) -> list[Markdown]:
    """Set the pairs of themes that go together, or keep apart, more than chance gives; say so where none does."""
    table = cooccurrence(said)
    sure = table[table["p"] <= FALSE]
    figures = {"pairs": say.number(len(table)), "seen": say.number(int((table["count"] > 0).sum()))}
    if sure.empty:
        return [say("together-nothing", **figures)]
    header = [say(f"column-{name}") for name in ("theme", "other", "both", "chance", "jaccard", "p")]
    name = said.codebook.name
    lines = [
        [
            name(row["theme"], say.language),
            name(row["other"], say.language),
            say.number(row["count"]),
            say.number(row["expected"], 1),
            say.percent(row["jaccard"]),
            _probability(say, row["p"]),
        ]
        for row in sure.head(_PAIRS_SHOWN).to_dict("records")
    ]
    shown = say.count("together-rule", len(sure), shown=say.number(len(lines)), **figures)
    return [shown, _titled("table-together", say("caption-together"), markdown_table(header, lines, "llrrrr"))]


def _probability(say: WorkshopPhrases, p: float) -> str:
    least = 0.001
    return f"< {say.number(least, 3)}" if p < least else say.number(p, 3)


def quotes(say: WorkshopPhrases, said: Workshop, order: list[str]) -> list[Markdown]:
    """Quote two contributions for each of the most frequent themes."""
    chosen = quotations(said)
    blocks = []
    for theme in order[:_QUOTED_THEMES]:
        rows = chosen[chosen["theme"] == theme].to_dict("records")
        if rows:
            name = escape_markdown(typography.apostrophes(said.codebook.name(theme, say.language)))
            blocks.append(Markdown("\n".join([f"**{name}**", "", *(f"- {_quote(say, row)}" for row in rows)])))
    return blocks


def _quote(say: WorkshopPhrases, row: Mapping[object, object]) -> Markdown:
    """Quote a contribution: its words, then the kind of participant and the session, never a name."""
    known = [
        _named(say, column, str(row[column]))
        for column in ("author_type", "session")
        if not typography.is_missing(row[column]) and not _is_number(column, row[column])
    ]
    if typography.is_missing(row["author_type"]) and not typography.is_missing(row["kind"]):
        known.insert(0, value_name("kind", str(row["kind"]), say.language))
    return say("quote", text=str(row["text"]), who=", ".join(known) or say("somebody"))


def _named(say: WorkshopPhrases, column: str, value: str) -> str:
    """Name a value; a session that is a bare number is said to be one."""
    if _is_number(column, value):
        return say("session-number", number=value)
    return value_name(column, value, say.language)


def _is_number(column: str, value: object) -> bool:
    """Tell whether a session is called by a number alone, as the spaces of a platform are: it tells a reader little."""
    return column == "session" and str(value).isdigit()


def open_issues(say: WorkshopPhrases, said: Workshop) -> tuple[list[Markdown], pd.DataFrame]:
    """List the issues that nothing answers; and give them all as a table."""
    left = unanswered(said)
    table = left[["contribution_id", "session", "author_type", "kind"]].assign(
        themes=[say.themes(said.codebook, list(keys)) for keys in left["themes"]],
        text=spoken(left),
    )
    if table.empty:
        return [say("open-none")], table
    lines = [
        f"- {_quote(say, row)} ({escape_markdown(row['themes'])})" for row in table.head(_OPEN_SHOWN).to_dict("records")
    ]
    key = "open-first" if len(table) > _OPEN_SHOWN else "open-list"
    return [say.count(key, len(table), shown=say.number(_OPEN_SHOWN)), Markdown("\n".join(lines))], table


def declared(say: WorkshopPhrases, contributions: pd.DataFrame) -> list[Markdown]:
    """Count the categories that the source gives, over the kinds of contribution that have any."""
    if contributions["theme_declared"].isna().all():
        return []
    kinds = contributions["kind"].fillna("")
    rows = contributions[kinds.isin(kinds[contributions["theme_declared"].notna()])]
    counts = rows["theme_declared"].value_counts(sort=False).sort_values(ascending=False, kind="stable")
    missing = int(rows["theme_declared"].isna().sum())
    figures = {"n": len(rows), "with_": len(rows) - missing, "without": missing}
    lines = [[typography.apostrophes(typography.one_line(name)), say.number(n)] for name, n in counts.items()]
    lines.append([say("not-said"), say.number(missing)])
    table = markdown_table([say("column-declared"), say("column-contributions")], lines, "lr")
    titled = _titled("table-declared", say("caption-declared"), table)
    return [say("declared-said", **{name: say.number(n) for name, n in figures.items()}), titled]


def agreement_table(say: WorkshopPhrases, agreed: pd.DataFrame) -> Markdown:
    """Set, for each theme that a person gave and for all, how people agree and how right the codebook is beside them.

    Where nobody disagreed, no resample can: such an alpha has no interval.
    """
    rows = agreed.set_index(["indicator", "code"])
    alphas = rows.loc["agreement_alpha"]
    lines = []
    for code, row in alphas.loc[[*alphas.index[alphas.index != ALL], ALL]].iterrows():
        held = [_held(say, rows, (f"codebook_{of}", str(code))) for of in ("precision", "recall")]
        varies = row["low"] < row["high"]
        between = say.interval(Estimate(row["value"], row["low"], row["high"]), 2) if varies else typography.MISSING
        cells = [row["name"], say.number(row["value"], 2), between, *held]
        lines.append([Markdown(f"**{escape_markdown(cell)}**") for cell in cells] if code == ALL else cells)
    header = [say(f"column-{name}") for name in ("theme", "alpha", "interval", "right", "found")]
    return _titled(AGREED, say("caption-agreement"), markdown_table(header, lines, "lrlrr"))


def _held(say: WorkshopPhrases, rows: pd.DataFrame, key: tuple[str, str]) -> str:
    """Write a share of what a coder gave beside its base, or nothing where there is none."""
    if key not in rows.index or typography.is_missing(rows["value"][key]):
        return ""
    return say("of-base", share=say.percent(rows["value"][key]), n=say.number(rows["n"][key]))
