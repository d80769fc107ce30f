"""The folder that a study lives in: its paths, its settings, and the Parquet store with its provenance."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    import pyarrow as pa

SETTINGS = "places3t.toml"
_SETTINGS_TEXT = """\
# A places3t workspace. Commands find this file from the current folder upwards.
#   data/raw        the files as received: never changed by the program
#   data/processed  the tables made from them, as Parquet: never edited by hand
#   reports         what the report commands write

[workspace]
version = 1
"""
_Read = TypeVar("_Read")
_NEW = ".new"
_JOURNAL = "commit.json"
_WRITERS = 2
"""Tables written at a time: while one waits for the disk, another is packed."""
_ONCE = frozenset({"place_id", "row", "_row", "geometry"})
"""Columns of which no two rows have the same: a dictionary of their values would be begun and thrown away."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace's folder. The paths need not exist yet."""

    root: Path

    @property
    def raw(self) -> Path:
        """Where received files stand."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Where the Parquet tables stand."""
        return self.root / "data" / "processed"

    @property
    def reports(self) -> Path:
        """Where reports are written."""
        return self.root / "reports"

    @property
    def exists(self) -> bool:
        """Whether the folder is a workspace."""
        return (self.root / SETTINGS).is_file()

    def create(self) -> None:
        """Make the folders and the settings file; what is there already stays as it is."""
        for folder in (self.raw, self.processed, self.reports):
            folder.mkdir(parents=True, exist_ok=True)
        settings = self.root / SETTINGS
        if not settings.exists():
            settings.write_text(_SETTINGS_TEXT, encoding="utf-8")

    def table_path(self, name: str) -> Path:
        """Give the path of a table of the store."""
        return self.processed / f"{name}.parquet"

    def tables(self, folder: str = "") -> list[str]:
        """List the tables that the store holds, by name; or those of a folder of it, as ``folder/name``."""
        found = (self.processed / folder).glob("*.parquet")
        return sorted(path.relative_to(self.processed).with_suffix("").as_posix() for path in found)

    def read(self, name: str) -> pa.Table:
        """Read a table of the store.

        Raises
        ------
        Refusal
            If the store has no such table, or the file is not one that this program wrote.
        """
        import pyarrow.parquet as pq

        return self._opened(name, pq.read_table)

    def count(self, name: str) -> int:
        """Give the number of rows of a table of the store; only the end of the file is read.

        Raises
        ------
        Refusal
            As `read` does.
        """
        import pyarrow.parquet as pq

        return self._opened(name, lambda file: int(pq.read_metadata(file).num_rows))

    def about(self, name: str) -> dict[str, Any]:
        """Give what the program wrote of a table of the store beside its rows; only the end of the file is read.

        Raises
        ------
        Refusal
            As `read` does.
        """
        import pyarrow.parquet as pq

        return _said((self._opened(name, pq.read_schema).metadata or {}).get(b"places3t"))

    def _opened(self, name: str, read: Callable[[BinaryIO], _Read]) -> _Read:
        import pyarrow as pa

        path = self.table_path(name)
        if not path.is_file():
            raise Refusal("no-table", table=name, workspace=str(self.root))
        try:
            # Read through a file object: pyarrow would memory-map the path and Windows then refuses to replace it.
            with path.open("rb") as file:
                return read(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise Refusal("unreadable-table", table=name, path=str(path), why=str(error)) from error

    def write(self, tables: Mapping[str, pa.Table], remove: Collection[str] = ()) -> None:
        """Write tables to the store and remove others, all of it or nothing.

        Each is written beside its place and flushed to disk; a journal then names them, and they are renamed. A run
        that is cut off before the journal leaves the store as it was; after it, the next run ends the renaming.
        """
        from concurrent.futures import ThreadPoolExecutor

        self.processed.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(_WRITERS) as pool:
            list(pool.map(self._write_new, tables, tables.values()))  # a list, so that what fails is raised here
        journal = self.processed / _JOURNAL
        with journal.open("w", encoding="utf-8") as file:
            json.dump({"write": sorted(tables), "remove": sorted(remove)}, file)
            file.flush()
            os.fsync(file.fileno())
        self._finish()

    def _write_new(self, name: str, table: pa.Table) -> None:
        import pyarrow.parquet as pq

        target = self.processed / f"{name}.parquet{_NEW}"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            repeated = _with_dictionary(table)
            pq.write_table(table, file, compression="zstd", version="2.6", use_dictionary=repeated)
            file.flush()
            os.fsync(file.fileno())

    def _finish(self) -> None:
        """End a write: rename what the journal names, then drop leftovers of a write that has no journal."""
        journal = self.processed / _JOURNAL
        if journal.is_file():
            try:
                todo = json.loads(journal.read_text(encoding="utf-8"))
            except json.JSONDecodeError:
                # Cut off while the journal itself was written: nothing was renamed yet.
                todo = {"write": [], "remove": []}
            for name in todo["write"]:
                new = self.processed / f"{name}.parquet{_NEW}"
                if new.is_file():
                    new.replace(self.table_path(name))
            for name in todo["remove"]:
                self.table_path(name).unlink(missing_ok=True)
            journal.unlink()
        for leftover in self.processed.glob(f"**/*{_NEW}"):
            leftover.unlink()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other runs out while this one changes the store.

        Raises
        ------
        Refusal
            If another run holds the lock.
        """
        import filelock

        self.processed.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(self.processed / ".lock", timeout=0)
        try:
            lock.acquire()
        except filelock.Timeout as error:
            raise Refusal("locked", workspace=str(self.root)) from error
        try:
            self._finish()
            yield
        finally:
            lock.release()


def find(start: Path) -> Workspace | None:
    """Find the workspace that a folder is in, from the folder upwards."""
    for folder in (start, *start.parents):
        workspace = Workspace(folder)
        if workspace.exists:
            return workspace
    return None


def metadata(table: pa.Table) -> dict[str, Any]:
    """Give what the program wrote in a table's metadata: its version and the sources (an empty dict for others)."""
    return _said((table.schema.metadata or {}).get(b"places3t"))


def _said(raw: bytes | None) -> dict[str, Any]:
    return dict(json.loads(raw)) if raw else {}


def _with_dictionary(table: pa.Table) -> list[str]:
    """Name the columns that Parquet may write by a list of their values: those whose values come back."""
    import pyarrow as pa

    leaves = {field.name: ".list.element" if pa.types.is_list(field.type) else "" for field in table.schema}
    return [name + leaf for name, leaf in leaves.items() if name not in _ONCE]
