"""Directions through a network's parameters, and the plane that two of them span.

Source: Li et al., Visualizing the Loss Landscape of Neural Nets, arXiv 1712.09913.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import to_host
from engine.network import Network
from engine.principal_components import leading_directions

Numbers = NDArray[np.floating]
TINY = 1e-10


@dataclass(frozen=True)
class StatePlane:
    """All states `origin` + a d₁ + b d₂; `origin` (D,), `directions` (2, D).

    `explained` (2,) is the share of a path's variance along each direction, NaN where the
    directions were not made from a path.
    """

    origin: Numbers
    directions: Numbers
    explained: tuple[float, float] = (np.nan, np.nan)

    def project(self, states: Numbers) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of states (n, D) the place on the plane nearest to each, (n, 2), and how far off it is.

        Directions need not be orthonormal: the place is found by least squares,
        (D Dᵀ)⁻¹ D Δ, with Δ the way from the origin. Distances (n,) are those of the parameters.
        """
        way = np.asarray(states, np.float64) - self.origin  # Δ, (n, D)
        plane = np.asarray(self.directions, np.float64)
        places = way @ plane.T @ np.linalg.pinv(plane @ plane.T)
        return places, np.linalg.norm(way - places @ plane, axis=1)


def bounds_around(
    places: NDArray[np.float64],
    margin: float,
    least: float = 0.0,
    flattest: float = 0.0,
    zoom: float = 1.0,
) -> NDArray[np.float64]:
    """The lowest and the highest coordinates of a plane that shows places (n, 2): a row for each.

    `margin` is that on either side, as a share of the places' extent. Along each axis the extent
    counts as at least `least`, and as `flattest` of the longer one.
    """
    low, high = places.min(axis=0), places.max(axis=0)
    extent = high - low
    shortest = max(least, flattest * float(extent.max())) or 1.0
    half = zoom * (0.5 + margin) * np.maximum(extent, shortest)
    middle = (low + high) / 2
    return np.stack([middle - half, middle + half])


def share_in_plane(off: Numbers, away: Numbers) -> float:
    """The share of ways from a plane's origin that lies in it, 0 to 1.

    `away` (n,) is how far states are from the origin, `off` (n,) how far off the plane.
    """
    whole = np.square(away).sum()
    return float(1 - np.square(off).sum() / whole) if whole else 1.0


def random_directions(network: Network, rng: np.random.Generator) -> NDArray[np.float32]:
    """Two random directions (2, P + S), each filter as long as the network's own.

    d ~ N(0, I), then dᵢ ← dᵢ ‖θᵢ‖ / (‖dᵢ‖ + 1e-10) for each neuron's incoming weights θᵢ (section
    4). Biases, what normalisation learns, and statistics are not moved.
    """
    count, kept = network.parameters.shape[-1], network.statistics.shape[-1]
    found = np.zeros((2, count + kept), dtype=np.float32)
    for name, (place, shape) in network.places.items():
        if not name.rsplit(".", 1)[1].startswith("weight"):
            continue
        axes = (-2,) if len(shape) == 2 else (-3, -2, -1)
        weight = to_host(network.parameters[place]).reshape(shape)
        drawn = rng.standard_normal((2, *shape))
        drawn *= norm(weight, axes) / (norm(drawn, axes) + TINY)
        found[:, place] = drawn.reshape(2, -1)
    return found


def norm(weight: Numbers, axes: tuple[int, ...]) -> Numbers:
    """The length of each filter, with axes kept so that it goes with the weights."""
    return np.sqrt(np.square(weight).sum(axis=axes, keepdims=True))


def path_plane(states: Numbers, origin: Numbers) -> StatePlane:
    """The plane through `origin` along the two directions in which states (n, D) differ most."""
    directions, explained = leading_directions(states, 2)
    if not explained[1] > 0:  # fewer than three states, or all on one line
        directions = _completed(directions)
    return StatePlane(origin, directions, (float(explained[0]), float(explained[1])))


def _completed(directions: Numbers) -> Numbers:
    """Put a unit vector at right angles in the place of each direction that is missing."""
    found = np.array(directions, dtype=np.float64)
    for row in range(2):
        for axis in range(found.shape[1]):
            if found[row].any():
                break
            other = np.eye(1, found.shape[1], axis)[0]
            other = other - found[1 - row] * (found[1 - row] @ other)
            size = float(np.linalg.norm(other))
            found[row] = other / size if size > 0.5 else 0.0
    return found


def weight_plane(origin: Numbers, first: int, second: int) -> StatePlane:
    """The plane in which two numbered parameters change and all others stay."""
    directions = np.zeros((2, len(origin)), dtype=np.float32)
    directions[0, first] = directions[1, second] = 1
    return StatePlane(origin, directions)


def line_between(start: Numbers, end: Numbers) -> StatePlane:
    """(1 - α) start + α end, statistics included; the second direction is 0."""
    way = np.asarray(end, np.float64) - start
    return StatePlane(start, np.stack([way, np.zeros_like(way)]))


def parameter_name(network: Network, number: int) -> str:
    """What a numbered parameter is called: its tensor, and its place there."""
    for name, (place, shape) in network.places.items():
        if place.start <= number < place.stop:
            inside = np.unravel_index(number - place.start, shape)
            return f"{name}[{', '.join(str(index) for index in inside)}]"
    return str(number)
