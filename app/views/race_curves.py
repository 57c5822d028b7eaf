"""The curves of racing optimizers: their losses, velocities and learning rates, step by step."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.jobs.race_on_surface import RaceRecord
from app.look.plot import Plot
from app.views.race_plot import RaceCurves, Values, draw_race, told_values
from app.views.runner_looks import runner_names, titles
from app.views.smoothing import window_smoothed
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer
from engine.pooled_paths import RacePicture

Figure = Literal["loss", "true", "velocity", "rates"]
_FINEST = 1e-12  # of the first loss: what is less, a logarithmic scale leaves out
_HIGHEST = 1.3  # times the first loss, which is that of all


def smoothed(losses: Values) -> NDArray[np.float64]:
    """Losses of mini-batches (n, R), each runner's smoothed."""
    columns = [window_smoothed(column) for column in losses.T]
    return np.stack(columns, axis=1) if columns else np.empty((0, 0))


def below_ceiling(losses: NDArray, first: float) -> NDArray:
    """Losses without those far over the first one: who is off leaves the picture to the others."""
    return np.where(losses <= _HIGHEST * first, losses, np.nan)


def draw_curves(
    plot: Plot, optimizers: Sequence[AnyOptimizer], label: str, steps: Values, curves: Values
) -> None:
    """Draw losses (n, R) over `steps` (n,), named in their order at the end."""
    draw_race(plot, optimizers, loss_curves(optimizers, label, steps, curves, curves[-1]))


def loss_curves(
    optimizers: Sequence[AnyOptimizer], label: str, steps: Values, curves: Values, last: Values
) -> RaceCurves:
    """Losses (n, R), named in their order by `last` (R,), which are told."""
    order = finishing_order(last)
    return RaceCurves(label, steps, curves, titles(optimizers, last), order)


def record_curves(figure: Figure, record: RaceRecord, moment: int, is_log: bool) -> RaceCurves:
    """The curves of a race on an analytic surface, up to a step.

    `is_log`: on a logarithmic scale, where they end before they are mere rounding.
    """
    tr = QCoreApplication.translate
    steps, until = np.arange(moment + 1.0), moment + 1
    if figure == "velocity":
        speeds = np.linalg.norm(record.velocities[:until], axis=2)
        names, order = told_values(record.settings, speeds[-1])
        label = tr("RaceFigures", "velocity ‖v‖")
        return RaceCurves(label, steps, speeds, names, order)
    if figure == "rates":
        x, y = record.rates[:until, :, 0], record.rates[:until, :, 1]
        words = tr("RaceFigures", "{name}  x {x}  y {y}")
        names = [
            words.format(name=name, x=f"{x[-1, at]:.3g}", y=f"{y[-1, at]:.3g}")
            if np.isfinite([x[-1, at], y[-1, at]]).all()
            else f"{name}  –"
            for at, name in enumerate(runner_names(record.settings))
        ]
        label = tr("RaceFigures", "rate of x, of y (pale)")
        return RaceCurves(label, steps, x, names, finishing_order(-x[-1]), second=y)
    losses = record.losses[:until]
    shown = losses
    if np.isfinite(losses[0]).all() and losses[0, 0] > 0:
        shown = below_ceiling(losses, losses[0, 0])
        if is_log:
            shown = np.where(losses >= _FINEST * losses[0, 0], shown, np.nan)
    label = tr("RaceFigures", "value of f")
    return loss_curves(record.settings, label, steps, shown, losses[-1])


def picture_curves(
    figure: Figure, optimizers: Sequence[AnyOptimizer], picture: RacePicture, moment: int
) -> RaceCurves:
    """The curves of a race on the network up to a step: what is known at the states kept."""
    tr = QCoreApplication.translate
    count = int(np.searchsorted(picture.steps, moment, side="right"))
    steps = picture.steps[:count].astype(np.float64)
    if figure == "velocity":
        speeds = picture.speeds[:, :count].T
        names, order = told_values(optimizers, speeds[-1])
        label = tr("RaceFigures", "velocity ‖v‖")
        return RaceCurves(label, steps, speeds, names, order)
    if figure == "rates":
        low, middle, high = np.moveaxis(picture.rates[:, :count], 2, 0).swapaxes(1, 2)
        names, order = told_values(optimizers, middle[-1])
        label = tr("RaceFigures", "rate: median, 5–95 %")
        return RaceCurves(label, steps, middle, names, order, low=low, high=high)
    losses = picture.path_losses[:, :count].T
    return loss_curves(optimizers, samples_text(picture), steps, losses, losses[-1])


def samples_text(picture: RacePicture) -> str:
    """Of what the true losses of a race are: how many samples of which data."""
    tr = QCoreApplication.translate
    is_test, is_part = picture.share == "test", picture.samples < picture.all_samples
    if is_part and is_test:
        words = tr("RaceFigures", "loss of {count} of {all} test samples")
    elif is_part:
        words = tr("RaceFigures", "loss of {count} of {all} training samples")
    elif is_test:
        words = tr("RaceFigures", "loss of all {count} test samples")
    else:
        words = tr("RaceFigures", "loss of all {count} training samples")
    return words.format(count=picture.samples, all=picture.all_samples)
