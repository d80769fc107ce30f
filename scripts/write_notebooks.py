"""Write the notebooks from the scripts beside them: a cell for each part between `# %%` lines, without outputs."""

from __future__ import annotations

import json
from pathlib import Path

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
_KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def cells(script: str) -> list[dict[str, object]]:
    """Part a script into cells: `# %% [markdown]` begins a text, `# %%` begins code."""
    found: list[dict[str, object]] = []
    for number, part in enumerate(script.split("# %%")[1:]):
        head, _, body = part.partition("\n")
        lines = body.strip().splitlines()
        if head.strip() == "[markdown]":
            lines = [line.removeprefix("#").removeprefix(" ") for line in lines]
        source = [f"{line}\n" for line in lines[:-1]] + lines[-1:]
        cell: dict[str, object] = {"id": f"cell-{number}", "metadata": {}, "source": source}
        if head.strip() == "[markdown]":
            found.append({"cell_type": "markdown", **cell})
        else:
            found.append({"cell_type": "code", "execution_count": None, **cell, "outputs": []})
    return found


def notebook(script: str) -> str:
    """Give a script as a notebook."""
    whole = {
        "cells": cells(script),
        "metadata": {"kernelspec": _KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write them."""
    for script in sorted(NOTEBOOKS.glob("*.py")):
        text = notebook(script.read_text(encoding="utf-8"))
        script.with_suffix(".ipynb").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
