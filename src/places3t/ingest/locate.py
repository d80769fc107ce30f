"""Where each place is: text and point are compared, the better evidence is taken, a contradiction is said.

The text (code, name, postal code, address) and the point each lead to a commune of today. Where they agree, that is
it. Where they do not, the finding names both, and the side with more independent evidence is taken: for the text its
name, its code and its postal code, less one where the code is that of a commune with another name than the one
written, and less one where the postal code is of another department; for the point itself and the postal code; for
both the department that the row states. On a tie the text is taken, since people know which town they are in.

A point that lost is kept where it lies near the commune taken (`NEAR_KM`): geocoded points often stand on the other
side of a border. One that lies far from it is put aside, and the place stands at its commune.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from places3t import territory
from places3t.findings import Findings, Place
from places3t.ingest.communes import Reading, Text, end_of_address, full_name, in_departement, index
from places3t.ingest.points import COLUMN, read_points
from places3t.sphere import km_between

if TYPE_CHECKING:
    import pandas as pd

    from places3t.profiles.rules import Area

NEAR_KM = 15.0
"""How far a point may be from the middle of the commune that the text names, and still be taken for a neighbour's."""

COLUMNS = (
    "commune_code",
    "commune_name",
    "epci_code",
    "departement_code",
    "region_code",
    "country_code",
    "lat",
    "lon",
    "coordinates_source",
)


@dataclass(frozen=True, slots=True)
class Located:
    """Where the places of a sheet are.

    Attributes
    ----------
    frame
        `COLUMNS`, indexed as the records; null where nothing is known.
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
    work.read_texts()
    work.decide()
    work.compare_departements()
    return work.result(area)


class _Location:
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
        self.readings: list[Reading] = []
        self.texts: list[Text] = []
        self.disagree = 0

    def _column(self, name: str) -> pd.Series:
        import pandas as pd

        return self.records.get(name, pd.Series(None, index=self.records.index, dtype="object"))

    def _say(self, code: str, row: int, column: str, got: str | None = None, **params: str) -> None:
        self.findings.add(code, Place(self.place.source, self.place.sheet, row, column), got, **params)

    def read_texts(self) -> None:
        """Read each distinct combination of texts once."""
        stated = "departement_code" not in self.derived
        known: dict[Text, Reading] = {}
        names = ("commune_code", "commune_name", "postal_code", "departement_code", "country_code")
        for code, name, postal, departement, country, end in zip(
            *map(self._texts, names), self._ends_of_addresses(), strict=True
        ):
            text = Text(code, name, postal, departement if stated else None, country)
            if end is not None:
                text = text._replace(postal=end[0], name=end[1], country=country or end[2])
            if text not in known:
                known[text] = index().read(text)
            self.texts.append(text)
            self.readings.append(known[text])

    def _texts(self, name: str) -> list[str | None]:
        column = self._column(name).astype("object")
        return cast("list[str | None]", column.where(column.notna(), None).tolist())

    def _ends_of_addresses(self) -> list[tuple[str | None, str | None, str | None] | None]:
        """Read the end of the address where it is all that says the commune; null elsewhere."""
        bare = self._column("commune_name").isna() & self._column("postal_code").isna()
        addresses = zip(bare.tolist(), self._texts("address"), strict=True)
        ends = (end_of_address(address) if alone and address else None for alone, address in addresses)
        return [end if end and end[0] else None for end in ends]

    def decide(self) -> None:
        """Choose a commune for each record; only those whose text and point differ take time."""
        import numpy as np

        there = self.points.territories["commune_code"].astype("object")
        point = there.where(there.notna(), None).to_numpy()
        chosen = np.empty(len(self.records), dtype="object")
        keep = np.ones(len(self.records), dtype=bool)
        rows = self.records.index
        for at, (text, reading) in enumerate(zip(self.texts, self.readings, strict=True)):
            row = int(rows[at])
            stated = self._stated(row, text, reading, point[at])
            if stated is None or point[at] is None or stated == point[at]:
                chosen[at] = stated or point[at]
                continue
            chosen[at], keep[at] = self._settle(at, row, stated)
        self.chosen = chosen
        self.keep = keep

    def _stated(self, row: int, text: Text, reading: Reading, point: str | None) -> str | None:
        """Give the commune that the text says, with the point's help where the text fits several."""
        if text.code is not None and reading.by_code is None:
            self._say("unknown-commune-code", row, "commune_code", text.code)
        if reading.former and reading.by_code and text.code != reading.by_code:
            self._say("former-commune", row, "commune_code", text.code, today=full_name(reading.by_code))
        fits = {reading.by_code, reading.by_name} - {None} or set(reading.candidates) or set(reading.from_postal)
        if point in fits:
            return point
        if reading.by_code and reading.by_name and reading.by_code != reading.by_name:
            return self._code_orfull_name(row, text, reading)
        if len(fits) == 1:
            return next(iter(fits))
        if fits and point is None and reading.candidates and self.needed:
            self._say("several-communes", row, "commune_name", text.name, count=str(len(fits)))
        return None

    def _code_orfull_name(self, row: int, text: Text, reading: Reading) -> str | None:
        """Choose between a code and a name that contradict each other: the postal code decides, else the name."""
        by_code = reading.by_code in reading.from_postal and reading.by_name not in reading.from_postal
        kept = reading.by_code if by_code else reading.by_name
        self._say(
            "code-and-name-disagree",
            row,
            "commune_code",
            text.code,
            code_commune=full_name(reading.by_code),
            name_commune=full_name(reading.by_name),
            kept=full_name(kept),
        )
        return kept

    def _settle(self, at: int, row: int, stated: str) -> tuple[str, bool]:
        """Choose between the commune of the text and that of the point, and say so; tell if the point is kept."""
        point = str(self.points.territories.loc[row, "commune_code"])
        if _same_belgian_province(point, stated):
            return stated, True
        near = self._km(row, stated) <= NEAR_KM
        text, reading = self.texts[at], self.readings[at]
        stated_wins = self._weight(text, reading, stated) >= self._weight_of_point(text, reading, point)
        self.disagree += 1
        self._say(
            "location-disagrees",
            row,
            COLUMN,
            f"{self.points.lat[row]}, {self.points.lon[row]}",
            point_commune=full_name(point),
            text_commune=full_name(stated),
            km=f"{self._km(row, stated):.0f}",
            kept=full_name(stated if stated_wins else point),
        )
        return (stated, near) if stated_wins else (point, True)

    def _km(self, row: int, commune: str) -> float:
        """Give the distance of a record's point from the middle of a commune."""
        middle = index().middle[commune]
        return km_between(self.points.lat[row], self.points.lon[row], *middle)

    def _weight(self, text: Text, reading: Reading, stated: str) -> int:
        named = stated == reading.by_name or stated in reading.candidates
        coded = stated == reading.by_code
        misnamed = coded and bool(text.name) and not named
        posted = stated in reading.from_postal
        departement = index().departement[stated]
        elsewhere = bool(text.postal) and not posted and not in_departement(text.postal or "", departement)
        return named + coded + posted - misnamed - elsewhere + (text.departement == departement)

    def _weight_of_point(self, text: Text, reading: Reading, point: str) -> int:
        departement = index().departement[point]
        posted = point in reading.from_postal or bool(text.postal and in_departement(text.postal, departement))
        return 1 + posted + (text.departement == departement)

    def compare_departements(self) -> None:
        """Say where a record is filed under another department than the one it lies in."""
        import pandas as pd

        filed = self._column("departement_code")
        actual = pd.Series(self.chosen, index=self.records.index).map(index().departement)
        wrong = filed.notna() & actual.notna() & filed.astype("str").ne(actual.astype("str"))
        for row in self.records.index[wrong]:
            name = territory.name("departement", str(actual[row]))
            self._say(
                "departement-disagrees", int(row), "departement_code", str(filed[row]), actual=f"{name} ({actual[row]})"
            )

    def result(self, area: Area | None = None) -> Located:
        """Give what is known of each record's place, its territories and its coordinates."""
        import pandas as pd

        chosen = pd.Series(self.chosen, index=self.records.index, dtype="object")
        by_point = self.points.territories
        today = territory.communes().set_index("commune_code")
        there = today.reindex(chosen.fillna(""))
        there.index = self.records.index
        lat, lon = self.points.lat.where(self.keep), self.points.lon.where(self.keep)
        own = lat.notna() & lon.notna()
        frame = pd.DataFrame(
            {
                "commune_code": chosen,
                # Where no commune was found, what the file wrote is all that is known.
                "commune_name": there["commune_name"].fillna(self._column("commune_name")),
                "epci_code": there["epci_code"],
                "departement_code": there["departement_code"].fillna(by_point["departement_code"]),
                "region_code": there["region_code"].fillna(by_point["region_code"]),
                "country_code": there["country_code"].fillna(by_point["country_code"]).fillna(self._country()),
                "lat": lat.where(own, there["lat"]),
                "lon": lon.where(own, there["lon"]),
            },
            index=self.records.index,
        )
        source = (
            pd.Series(None, index=frame.index, dtype="object").mask(frame["lat"].notna(), "commune").mask(own, "file")
        )
        frame["coordinates_source"] = source
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
        return Located(frame.astype(_TYPES), counts)

    def _coarsely(self, frame: pd.DataFrame, rows: pd.Index, area: Area | None) -> pd.Series:
        """Give records without a commune the department that their text tells, else the region of their source."""
        import pandas as pd

        done = pd.Series(False, index=frame.index)
        regions = territory.table("departement").set_index("code")["parent_code"]
        at = {row: number for number, row in enumerate(frame.index)}
        for row in rows:
            departement = _departement(self.texts[at[row]], self.readings[at[row]])
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

    def _country(self) -> pd.Series:
        return self._column("country_code")


def _departement(text: Text, reading: Reading) -> str | None:
    """Give the department that a text tells where it tells no commune: written, or of all communes it may mean."""
    if text.departement:
        return text.departement
    possible = {index().departement[each] for each in reading.from_postal or reading.candidates}
    return possible.pop() if len(possible) == 1 else None


def _same_belgian_province(point: str, stated: str) -> bool:
    """Tell whether a point's commune is a guess within the right province: Belgian communes have no outline here."""
    both = {index().departement[point], index().departement[stated]}
    return index().country[point] == "BE" and len(both) == 1


_TYPES = dict.fromkeys(COLUMNS, "str") | {"lat": "float64", "lon": "float64"}
