"""Principal components: the directions in which points differ most, one after another.

Source: Pearson 1901, On Lines and Planes of Closest Fit to Systems of Points in Space.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class PrincipalComponents:
    """The first components of points (n, d), all float64.

    `directions` (count, d) are orthonormal, `coordinates` (n, count) those of the points along
    them, from the points' mean; `explained` (count,) is the share of all variance along each.
    Components that the points do not have (beyond d or n, or where all are the same) are 0.
    """

    directions: NDArray[np.float64]
    coordinates: NDArray[np.float64]
    explained: NDArray[np.float64]

    @classmethod
    def of(cls, points: NDArray, count: int) -> "PrincipalComponents":
        """The first `count` components of finite points (n, d), n ≥ 1.

        A direction and its opposite serve as well: of both the one is taken whose largest entry is
        positive, so that a picture does not flip from one moment to the next.
        """
        centred = points - points.mean(axis=0, dtype=np.float64)
        # centred = U S Vᵀ; the rows of Vᵀ are the directions, U S the coordinates along them.
        left, sizes, directions = np.linalg.svd(centred, full_matrices=False)
        left, sizes, directions = left[:, :count], sizes[:count], directions[:count]
        rows = np.arange(len(sizes))
        signs = np.where(directions[rows, np.abs(directions).argmax(axis=1)] < 0, -1, 1)
        missing = count - len(sizes)
        total = np.square(centred).sum()
        explained = np.square(sizes) / total if total else np.zeros(len(sizes))
        return cls(
            np.pad(directions * signs[:, None], ((0, missing), (0, 0))),
            np.pad(left * sizes * signs, ((0, 0), (0, missing))),
            np.pad(explained, (0, missing)),
        )
