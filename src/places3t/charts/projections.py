"""From degrees to kilometres on a plane, and the rectangles of that plane that maps show."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.sphere import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Array = npt.NDArray[np.float64]


class Projection(NamedTuple):
    """A conformal cone that touches the sphere at one parallel, in kilometres from a point on it.

    Parameters
    ----------
    lon, lat
        The point, in degrees; its meridian points up.
    """

    lon: float
    lat: float

    def __call__(self, lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[Array, Array]:
        """Give x and y in km.

        References
        ----------
        Snyder J. P. (1987), Map projections: a working manual, USGS Professional Paper 1395, pp. 104-107.
        """
        import numpy as np

        phi, phi0 = np.radians(np.asarray(lat, np.float64)), np.radians(self.lat)
        theta = np.radians(np.asarray(lon, np.float64) - self.lon)
        n = np.sin(phi0)
        rho0 = EARTH_RADIUS_KM / np.tan(phi0)
        rho = rho0 * (np.tan(np.pi / 4 + phi0 / 2) / np.tan(np.pi / 4 + phi / 2)) ** n
        return rho * np.sin(n * theta), rho0 - rho * np.cos(n * theta)


METROPOLITAN = Projection(3.0, 46.5)
"""As official maps of metropolitan France are turned: Lambert-93 has this meridian and parallel."""


class Frame(NamedTuple):
    """The rectangle that a map shows, in km."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    def shaped(self, ratio: float) -> Frame:
        """Widen the frame on two sides until its width is ``ratio`` times its height."""
        wide = max(0.0, self.height * ratio - self.width) / 2
        high = max(0.0, self.width / ratio - self.height) / 2
        return Frame(self.left - wide, self.bottom - high, self.right + wide, self.top + high)

    def holds(self, x: pd.Series[float], y: pd.Series[float]) -> pd.Series[bool]:
        """Say which points lie in the frame."""
        return x.between(self.left, self.right) & y.between(self.bottom, self.top)
