"""Files: the same bytes in every run, nothing about when or by what they were made, no cell a formula."""

from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest

from places3t.charts import style


def drawing() -> style.Drawing:
    with style.look():
        figure = style.blank(3)
        axes = style.axes_cm(figure, 1, 1, 10, 1)
        axes.plot([1, 2, 3], [1, 4, 2])
        style.text_cm(figure, "50 $ et 100 $", 1, 2.2, style.TITLE)
    return style.Drawing(figure, "Une ligne", pd.DataFrame({"name": ["=1+1", "Île"], "n": [-1, 2]}))


def test_saved_files(tmp_path: Path) -> None:
    first = style.save(drawing(), tmp_path / "one.fr")
    assert [path.name for path in first] == ["one.fr.png", "one.fr.svg", "one.fr.csv"]
    again = style.save(drawing(), tmp_path / "two")
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()
    png, svg, csv = (path.read_bytes() for path in first)
    assert b"Software" not in png
    assert b"matplotlib" not in svg.replace(b"Matplotlib", b"matplotlib").split(b"<defs", maxsplit=1)[0]
    assert b"Une ligne" in svg
    assert b"dc:date" not in svg
    assert csv.decode("utf-8-sig") == "name,n\n'=1+1,-1\nÎle,2\n"


def test_the_users_own_settings_come_back() -> None:
    with mpl.rc_context({"font.size": 31}):
        with style.look():
            assert mpl.rcParams["font.size"] == 8
        assert mpl.rcParams["font.size"] == 31


@pytest.mark.parametrize(("room", "lines"), [(100.0, 1), (3.0, 3), (0.1, 5)])
def test_wrapping(room: float, lines: int) -> None:
    found = style.wrap("Communauté d’agglomération du Grand Avignon", room, style.Type())
    assert len(found) == lines
    assert " ".join(found) == "Communauté d’agglomération du Grand Avignon"


def test_no_break_spaces_hold() -> None:
    assert style.wrap("à\u00a0100\u202f000", 0.1, style.Type()) == ["à\u00a0100\u202f000"]
