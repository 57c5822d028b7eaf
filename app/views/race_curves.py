"""The losses of racing optimizers as curves, named in the order of the race."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.look.plot import Plot
from app.views.network_race_words import runner_colours, titles
from app.views.smoothing import window_smoothed
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer

_HIGHEST = 1.3  # times the first loss, which is that of all


def smoothed(losses: NDArray[np.floating]) -> NDArray[np.float64]:
    """Losses of mini-batches (n, R), each runner's smoothed."""
    columns = [window_smoothed(column) for column in losses.T]
    return np.stack(columns, axis=1) if columns else np.empty((0, 0))


def below_ceiling(losses: NDArray, first: float) -> NDArray:
    """Losses without those far over the first one: who is off leaves the picture to the others."""
    return np.where(losses <= _HIGHEST * first, losses, np.nan)


def draw_curves(
    plot: Plot,
    optimizers: Sequence[AnyOptimizer],
    steps: NDArray[np.floating],
    curves: NDArray[np.floating],
    last: NDArray[np.floating],
) -> None:
    """Draw the runners' curves (n, R) over `steps` (n,); the legend has their order by `last` (R,).

    `last` are the losses that it tells.
    """
    names, colours = titles(optimizers, last), runner_colours(optimizers)
    for place, runner in enumerate(finishing_order(last), start=1):
        plot.set_curve(str(place), steps, curves[:, runner], colours[runner], names[runner])
