"""The project's look: one size, one type, one palette, and files that are the same bytes in every run."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, cast

from places3t.typography import HIDDEN, spreadsheet_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

WIDTH_CM = 17.0
"""Width of every figure: the text of an A4 page."""

INCH_CM = 2.54
DPI = 200
FOOT_LINE_CM, TITLE_LINE_CM = 0.36, 0.5

INK = "#1c1c1c"
QUIET = "#5f6368"
GRID = "#dcdfe3"
SEA = "#e9f1f6"
ABROAD = "#f1f0ec"
LAND = "#ffffff"
BORDER = "#8d9299"

BLUE, VERMILLION, GREEN = "#0072b2", "#d55e00", "#009e73"
ORANGE, PURPLE, SKY, BLACK = "#e69f00", "#cc79a7", "#56b4e9", "#000000"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK)
"""Colours that people with any common colour blindness tell apart.

Okabe M., Ito K. (2008), Color universal design; yellow is left out because it is not seen on white.
"""

MARKERS = ("o", "^", "s", "D", "v", "P", "X")
"""A shape for each colour, so that colour never carries meaning alone."""

_SETTINGS: dict[str, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.unicode_minus": True,
    "xtick.color": QUIET,
    "ytick.color": INK,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 8,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "lines.solid_capstyle": "butt",
    "figure.facecolor": "white",
    "savefig.facecolor": "white",
    "svg.fonttype": "path",
    "svg.hashsalt": "places3t",
    "path.simplify": False,
    # A name may hold dollar signs.
    "text.parse_math": False,
}


class Drawing(NamedTuple):
    """A figure, the words for who cannot see it, and the table that it shows."""

    figure: Figure
    alt: str
    table: pd.DataFrame


@contextmanager
def look() -> Iterator[None]:
    """Draw and save in the project's style, whatever the user's own settings are."""
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(cast("Any", _SETTINGS))
        yield


def blank(height_cm: float) -> Figure:
    """Give an empty figure of the project's width, outside Matplotlib's global state."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_CM / INCH_CM, height_cm / INCH_CM), dpi=DPI)
    FigureCanvasAgg(figure)
    return figure


def axes_cm(figure: Figure, left: float, bottom: float, width: float, height: float) -> Axes:
    """Add axes at a place given in centimetres from the lower left corner."""
    across, up = (float(side) * INCH_CM for side in figure.get_size_inches())
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


class Type(NamedTuple):
    """How a text is set: size in points, weight, colour, and which of its corners or sides is placed."""

    size: float = 8
    weight: Literal["normal", "bold"] = "normal"
    color: str = INK
    ha: Literal["left", "center", "right"] = "left"
    va: Literal["baseline", "center", "top"] = "baseline"


QUIETLY = Type(size=7, color=QUIET)
TITLE = Type(size=10.5, weight="bold")


def text_cm(figure: Figure, text: str, left: float, bottom: float, kind: Type) -> Text:
    """Write a text at a place given in centimetres from the lower left corner."""
    across, up = (float(side) * INCH_CM for side in figure.get_size_inches())
    return figure.text(
        left / across,
        bottom / up,
        text,
        fontsize=kind.size,
        fontweight=kind.weight,
        color=kind.color,
        ha=kind.ha,
        va=kind.va,
    )


def width_cm(text: str, kind: Type) -> float:
    """Measure how wide a text will be."""
    from matplotlib.text import Text

    measured = Text(0, 0, text, figure=blank(1), fontsize=kind.size, fontweight=kind.weight)
    return float(measured.get_window_extent(dpi=DPI).width) / DPI * INCH_CM


def wrap(text: str, room_cm: float, kind: Type) -> list[str]:
    """Break a text into lines that fit a width; no-break spaces hold.

    A word that is wider than the room stands alone on its line.
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".lstrip(" ")
        if lines[-1] and width_cm(longer, kind) > room_cm:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Foot(NamedTuple):
    """The quiet lines at the bottom, broken where they are too long."""

    lines: tuple[str, ...]

    @property
    def height_cm(self) -> float:
        """Room that they take, with the space above them."""
        return 0.45 + FOOT_LINE_CM * len(self.lines)

    def write(self, figure: Figure) -> None:
        """Write them, the last one lowest."""
        for at, line in enumerate(reversed(self.lines)):
            text_cm(figure, line, 0.2, 0.2 + FOOT_LINE_CM * at, QUIETLY)


class Title(NamedTuple):
    """The title, broken where it is too long."""

    lines: tuple[str, ...]

    @property
    def height_cm(self) -> float:
        """Room that it takes, with the space below."""
        return 0.55 + TITLE_LINE_CM * len(self.lines)

    def write(self, figure: Figure) -> None:
        """Write it at the top."""
        top = float(figure.get_size_inches()[1]) * INCH_CM - 0.6
        for at, line in enumerate(self.lines):
            text_cm(figure, line, 0.2, top - TITLE_LINE_CM * at, TITLE)


def title(text: str) -> Title:
    """Break a title to the figure's width."""
    return Title(tuple(wrap(text, WIDTH_CM - 0.4, TITLE)))


def foot(*lines: str) -> Foot:
    """Break lines to the figure's width; empty ones are left out."""
    return Foot(tuple(part for line in lines if line for part in wrap(line, WIDTH_CM - 0.4, QUIETLY)))


def save(drawing: Drawing, stem: Path) -> list[Path]:
    """Write a drawing as PNG and SVG, and its table as CSV beside them.

    Parameters
    ----------
    drawing
        What to write; the alternative text goes into the SVG and the PNG too.
    stem
        The path without extension; files of that name are replaced.

    Returns
    -------
    list of pathlib.Path
        The PNG, the SVG and the CSV. The same drawing gives the same bytes in every run.
    """
    png, svg, csv = (stem.with_name(f"{stem.name}.{kind}") for kind in ("png", "svg", "csv"))
    with look():
        drawing.figure.savefig(png, format="png", dpi=DPI, metadata={"Software": None, "Description": drawing.alt})
        drawing.figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None, "Description": drawing.alt})
    write_csv(drawing.table, csv)
    return [png, svg, csv]


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV that Excel opens with its accents, and in which no cell is a formula."""
    # A figure that is hidden is no number; the row says why.
    numbers = table.select_dtypes(include="float").columns
    table = table.assign(**{name: table[name].where(table[name] != HIDDEN) for name in numbers})
    text = table.select_dtypes(include=["str", "object"]).columns
    safe = table.assign(**{name: table[name].map(spreadsheet_text, na_action="ignore") for name in text})
    safe.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
