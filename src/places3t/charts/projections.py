"""From degrees to kilometres on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.indicators.distances import EARTH_RADIUS_KM

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

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
