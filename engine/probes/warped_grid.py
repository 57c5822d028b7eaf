"""The probe of the warped grid: what becomes of the input plane, layer by layer.

Source: Olah 2014, Neural Networks, Manifolds, and Topology.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.principal_components import PrincipalComponents
from engine.probes.probe import Probe, Values
from engine.probes.share import Share, first_inputs, first_targets
from engine.run import Run


@dataclass(frozen=True)
class WarpedPlane:
    """`grid` (height, width, 2): where the points of a grid over two columns end up; `points`
    (samples, 2): where samples do, with `targets` (samples,) or (samples, targets).

    A layer of one or two units is shown as it is, the second number 0 where there is one unit. Of
    wider ones, the grid's two first principal components are shown, with `explained` (2,) of its
    variance; None where nothing is left out.
    """

    grid: Values
    points: Values
    targets: NDArray
    explained: NDArray[np.float64] | None


@dataclass(frozen=True)
class WarpedGrid(Probe):
    """The outputs of the first `layers` layers over the plane of data with two columns.

    0 layers are the inputs themselves. None for other data, beyond the last layer, without samples,
    and where the outputs are not finite.
    """

    layers: int = 0
    share: Share = "train"
    samples: int = 500
    resolution: int = 31

    def measure(self, run: Run) -> WarpedPlane | None:
        if len(run.dataset.facts.column_names) != 2 or self.layers > len(run.network.layers):
            return None
        plane = run.planes.grid(self.resolution, 0, 1, components=False)
        x = first_inputs(run, self.share, self.samples)
        if plane is None or not len(x):
            return None
        with np.errstate(all="ignore"):
            grid, points = self._through(run, plane[1]), self._through(run, x)
        if not (np.isfinite(grid).all() and np.isfinite(points).all()):
            return None
        shape = (plane[0].height, plane[0].width, 2)
        targets = first_targets(run, self.share, self.samples)
        flat, shown, explained = _on_a_plane(grid, points)
        return WarpedPlane(flat.reshape(shape), shown, targets, explained)

    def _through(self, run: Run, x: Array) -> NDArray:
        return to_host(run.network.outputs_of(self.layers, x)).reshape(len(x), -1)


def _on_a_plane(grid: NDArray, points: NDArray) -> tuple[Values, Values, NDArray | None]:
    """Both (n, units) with two coordinates; principal components of the grid, if need be."""
    missing = 2 - grid.shape[1]
    if missing >= 0:
        wider = ((0, 0), (0, missing))
        return np.pad(grid, wider), np.pad(points, wider), None
    found = PrincipalComponents.of(grid, 2)
    placed = (points - grid.mean(axis=0, dtype=np.float64)) @ found.directions.T
    coordinates = found.coordinates.astype(np.float32)
    return coordinates, placed.astype(np.float32), found.explained
