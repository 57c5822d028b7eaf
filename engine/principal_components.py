"""Principal components: the directions in which points differ most, one after another.

Source: Pearson 1901, On Lines and Planes of Closest Fit to Systems of Points in Space.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SPARE, ROUNDS = 8, 6  # directions beside those wanted, and passes over the points


def leading_directions(points: NDArray, count: int) -> tuple[NDArray, NDArray]:
    """The first `count` components of wide points (n, d), and the share of variance of each.

    Directions (count, d), shares (count,); both 0 where the points have no such component. Found
    by a few passes over the points instead of a whole decomposition, which takes seconds for
    images. Source: Halko, Martinsson & Tropp 2011, Finding Structure with Randomness, 4.4.
    """
    centred = points - points.mean(axis=0, dtype=np.float64)
    wanted = min(count + SPARE, *centred.shape)
    rng = np.random.default_rng(0)  # where the search begins; the same for the same points
    basis = rng.standard_normal((centred.shape[1], wanted))
    for _ in range(ROUNDS):
        basis, _ = np.linalg.qr(centred.T @ (centred @ basis))  # (d, wanted)
    _, sizes, within = np.linalg.svd(centred @ basis, full_matrices=False)
    directions = (within @ basis.T)[:count]
    total = np.square(centred).sum()
    shares = np.square(sizes[:count]) / total if total else np.zeros(len(sizes[:count]))
    missing = count - len(directions)
    directions = _upright(directions) * (shares > 0)[:, None]
    return np.pad(directions, ((0, missing), (0, 0))), np.pad(shares, (0, missing))


def _upright(directions: NDArray) -> NDArray:
    """Of each direction and its opposite the one whose largest entry is positive."""
    rows = np.arange(len(directions))
    signs = np.where(directions[rows, np.abs(directions).argmax(axis=1)] < 0, -1, 1)
    return directions * signs[:, None]


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
