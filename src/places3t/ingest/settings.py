"""What a workspace's settings say of its files, so that an ingest can be repeated without options.

.. code-block:: toml

    [files."recensement_2018.xlsx"]
    wave = "2018-03-15"
    mapping = "mappings/recensement.toml"   # beside this file, or below it
"""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.workspace import SETTINGS

if TYPE_CHECKING:
    from places3t.ingest import Options
    from places3t.workspace import Workspace


def options_for(workspace: Workspace | None, name: str, options: Options) -> Options:
    """Complete the options of a run with what the settings say of one file; the run's own come first.

    Raises
    ------
    Refusal
        If the settings are not TOML, or say of the file something that is no option.
    """
    if workspace is None or not workspace.exists:
        return options
    try:
        settings = tomllib.loads((workspace.root / SETTINGS).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal("bad-settings", path=str(workspace.root / SETTINGS), why=str(error)) from error
    said = settings.get("files", {}).get(name, {})
    known = [field.name for field in fields(options)]
    for key in said:
        if key not in known:
            raise Refusal("no-option", path=str(workspace.root / SETTINGS), option=str(key), options=", ".join(known))
    if "mapping" in said:
        said = said | {"mapping": str(workspace.root / str(said["mapping"]))}
    return replace(options, **{key: value for key, value in said.items() if getattr(options, key) is None})
