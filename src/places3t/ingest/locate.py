"""Where each place is: text and point are compared, the better evidence is taken, a contradiction is said.

The text (code, name, postal code, address) and the point each lead to a commune of today. Where they agree, that is
it. Where they do not, the finding names both, and the side with more independent evidence is taken
(`places3t.ingest.witnesses` says how it is weighed).

A point that lost is kept where it lies near the commune taken (`NEAR_KM`): geocoded points often stand on the other
side of a border. One that lies far from it is put aside, and the place stands at its commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from places3t import territory
from places3t.findings import Findings, Place
from places3t.ingest.communes import Reading, Text, end_of_address, full_name, index
from places3t.ingest.placed import TYPES, placed
from places3t.ingest.points import COLUMN, read_points
from places3t.ingest.witnesses import Statement, departement_of, same_belgian_province, stated, text_wins
from places3t.sphere import km_between

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from places3t.profiles.rules import Area

NEAR_KM = 15.0
"""How far a point may be from the middle of the commune that the text names, and still be taken for a neighbour's."""


@dataclass(frozen=True, slots=True)
class Located:
    """Where the places of a sheet are.

    Attributes
    ----------
    frame
        `places3t.ingest.placed.COLUMNS`, indexed as the records; null where nothing is known.
    counts
        How many records were located ``by_point``, ``by_text``, were ``not_located``, and ``disagree``.
    """

    frame: pd.DataFrame
    counts: dict[str, int]


def locate(
    records: pd.DataFrame,
    place: Place,
    findings: Findings,
    derived: frozenset[str] = frozenset(),
    *,
    needed: bool = True,
    area: Area | None = None,
) -> Located:
    """Locate records.

    Parameters
    ----------
    records
        Any of the columns ``commune_code commune_name postal_code departement_code country_code address lat lon``.
    place
        The source and sheet, for findings.
    findings
        Takes contradictions, unknown codes and records that cannot be located.
    derived
        Columns that the source computed from the point: compared with the result, but no evidence.
    needed
        Whether a record that cannot be located is an error: a place is, a line of a funding list is not.
    area
        Where all places of the source lie: what is left of a record that says nothing of where it is.

    Returns
    -------
    Located
        One row per record.
    """
    work = _Location(records, place, findings, derived, needed=needed)
    work.decide()
    work.compare_departements()
    return work.result(area)


class _Location:
    """The records of a sheet on their way to their communes.

    Most rows say one commune in all they write: these are told as columns. The others are looked at one by one, each
    distinct combination of texts and point once.
    """

    def __init__(
        self, records: pd.DataFrame, place: Place, findings: Findings, derived: frozenset[str], *, needed: bool
    ) -> None:
        self.records = records
        self.place = place
        self.findings = findings
        self.derived = derived
        self.needed = needed
        lat, lon = (self._column(name).astype("float64") for name in ("lat", "lon"))
        self.points = read_points(lat, lon, self._say)
        self.texts: dict[int, Text] = {}
        self.readings: dict[Text, Reading] = {}
        self.disagree = 0

    def _column(self, name: str) -> pd.Series:
        import pandas as pd

        return self.records.get(name, pd.Series(None, index=self.records.index, dtype="str"))

    def _say(self, code: str, row: int, column: str, got: str | None = None, **params: str) -> None:
        self.findings.add(code, Place(self.place.source, self.place.sheet, row, column), got, **params)

    def decide(self) -> None:
        """Choose a commune for each record."""
        import numpy as np
        import pandas as pd

        agreed = self._agreed()
        point = self.points.territories["commune_code"]
        sure = agreed.notna() & (point.isna() | point.eq(agreed))
        careful = np.flatnonzero(~sure.to_numpy())
        points = _or_none(point.iloc[careful])
        chosen = agreed.astype("object")
        keep = np.ones(len(self.records), dtype=bool)
        statements: dict[tuple[Text, str | None], Statement] = {}
        found: list[str | None] = []
        for at, text, lies_in in zip(careful.tolist(), self._read_texts(careful), points, strict=True):
            row = int(self.records.index[at])
            if (text, lies_in) not in statements:
                statements[text, lies_in] = stated(text, self.readings[text], lies_in, needed=self.needed)
            commune, said = statements[text, lies_in]
            for each in said:
                self._say(each.code, row, each.column, each.got, **each.params)
            if commune is None or lies_in is None or commune == lies_in:
                found.append(commune or lies_in)
                continue
            taken, keep[at] = self._settle(row, text, commune, lies_in)
            found.append(taken)
        chosen.iloc[careful] = found
        self.chosen = pd.Series(chosen, dtype="str")
        self.keep = keep

    def _agreed(self) -> pd.Series:
        """Give the commune of the records whose code is of today and stands beside the name of that very commune.

        Whatever else such a row writes, its text says that commune (`places3t.ingest.communes.Index.read`).
        """
        code, name, country = map(self._column, ("commune_code", "commune_name", "country_code"))
        agreed = name.notna() & code.map(index().today).eq(name) & (country.isna() | country.eq("FR"))
        return code.astype("str").where(agreed)

    def _read_texts(self, careful: npt.NDArray[np.int64]) -> Iterator[Text]:
        """Give what records write, each distinct text read once."""
        departement = "departement_code" not in self.derived
        names = ("commune_code", "commune_name", "postal_code", "departement_code", "country_code", "address")
        columns = (_or_none(self._column(name).iloc[careful]) for name in names)
        for at, code, name, postal, written, country, address in zip(careful.tolist(), *columns, strict=True):
            text = Text(code, name, postal, written if departement else None, country)
            if name is None and postal is None and address:
                # The end of the address is all that says the commune.
                post, town, land = end_of_address(address)
                text = text._replace(postal=post, name=town, country=country or land) if post else text
            if text not in self.readings:
                self.readings[text] = index().read(text)
            self.texts[at] = text
            yield text

    def _settle(self, row: int, text: Text, commune: str, point: str) -> tuple[str, bool]:
        """Choose between the commune of the text and that of the point, and say so; tell if the point is kept."""
        if same_belgian_province(point, commune):
            return commune, True
        km = self._km(row, commune)
        wins = text_wins(text, self.readings[text], commune, point)
        self.disagree += 1
        self._say(
            "location-disagrees",
            row,
            COLUMN,
            f"{self.points.lat[row]}, {self.points.lon[row]}",
            point_commune=full_name(point),
            text_commune=full_name(commune),
            km=f"{km:.0f}",
            kept=full_name(commune if wins else point),
        )
        return (commune, km <= NEAR_KM) if wins else (point, True)

    def _km(self, row: int, commune: str) -> float:
        """Give the distance of a record's point from the middle of a commune."""
        middle = index().middle[commune]
        return km_between(self.points.lat[row], self.points.lon[row], *middle)

    def compare_departements(self) -> None:
        """Say where a record is filed under another department than the one it lies in."""
        filed = self._column("departement_code")
        if filed.isna().all():
            return
        actual = self.chosen.map(index().departement)
        wrong = filed.notna() & actual.notna() & filed.astype("str").ne(actual.astype("str"))
        for row in self.records.index[wrong]:
            name = territory.name("departement", str(actual[row]))
            self._say(
                "departement-disagrees", int(row), "departement_code", str(filed[row]), actual=f"{name} ({actual[row]})"
            )

    def result(self, area: Area | None = None) -> Located:
        """Give what is known of each record's place, its territories and its coordinates."""
        frame, own = placed(self.records, self.chosen, self.points, self.keep)
        nowhere = frame["country_code"].isna() | (
            frame["commune_code"].isna() & frame["country_code"].isin(["FR", "BE"])
        )
        if self.needed:
            nowhere &= ~self._coarsely(frame, frame.index[nowhere], area)
        for row in frame.index[nowhere] if self.needed else ():
            self._say("not-located", int(row), "commune_code")
        counts = {
            "by_point": int((own & ~nowhere).sum()),
            "by_text": int((~own & ~nowhere).sum()),
            "not_located": int(nowhere.sum()),
            "disagree": self.disagree,
        }
        return Located(frame.astype(TYPES), counts)

    def _coarsely(self, frame: pd.DataFrame, rows: pd.Index, area: Area | None) -> pd.Series:
        """Give records without a commune the department that their text tells, else the region of their source."""
        import pandas as pd

        done = pd.Series(False, index=frame.index)
        regions = territory.table("departement").set_index("code")["parent_code"]
        for row, at in zip(rows, frame.index.get_indexer(rows).tolist(), strict=True):
            departement = departement_of(self.texts[at], self.readings[self.texts[at]])
            region = regions.get(departement or "", area.region if area else None)
            if region is None:
                continue
            frame.loc[row, ["region_code", "country_code"]] = [region, "BE" if region.startswith("BE-") else "FR"]
            if departement:
                frame.loc[row, "departement_code"] = departement
                name = f"{territory.name('departement', departement)} ({departement})"
                self._say("located-to-departement", int(row), "address", name=name)
            else:
                self._say("located-to-region", int(row), "address", name=territory.name("region", region))
            done[row] = True
        return done


def _or_none(column: pd.Series) -> list[str | None]:
    """Give the texts of a column, null as Python has it."""
    texts = column.astype("object")
    return cast("list[str | None]", texts.where(texts.notna(), None).tolist())
