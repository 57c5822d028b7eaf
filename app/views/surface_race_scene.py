"""What is drawn and said of a race on an analytic surface at one of its steps."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QCoreApplication

from app.jobs.race_on_surface import RaceRecord
from app.views.runner_looks import runner_colours, runner_names
from app.views.surface_scene import SurfaceScene, Track
from engine.divergence import finishing_order


def scene_of_record(
    record: RaceRecord,
    moment: int,
    is_live: bool = True,
    stories: Sequence[tuple[str, ...]] = (),
    has_rates: bool = False,
) -> SurfaceScene:
    """The race at a step, the optimizers in the order of their losses; `is_live`: to be clicked.

    Live, the curves beside it name the optimizers. `stories` are those of
    `stories_of_record`. `has_rates`: a ring about each runner is as wide as its rate for x, and as
    high as that for y.
    """
    tr = QCoreApplication.translate
    surface = record.surface
    names, colours = runner_names(record.settings), runner_colours(record.settings)
    losses = record.losses[moment]
    order = finishing_order(losses)
    words = tr("RaceView", "step {step} of {steps} · f = {formula}")
    if is_live:
        words = tr(
            "RaceView", "step {step} of {steps} · click or drag sets the start · f = {formula}"
        )
    formula = surface.text.replace("**2", "²").replace("**3", "³").replace("**4", "⁴")
    note = words.format(step=moment, steps=record.steps, formula=formula)
    return SurfaceScene(
        values=record.grid,
        x_range=surface.x_range,
        y_range=surface.y_range,
        x_name="x",
        y_name="y",
        value_name="f",
        tracks=tuple(
            replace(
                _track(record, moment, runner, colours[runner]),
                name=_name(names[runner], losses[runner]) if not is_live else "",
                stories=stories[runner][: moment + 1] if stories else (),
                rates=np.diag(record.rates[moment, runner]) if has_rates else None,
            )
            for runner in order
        ),
        minima=surface.minima,
        note=note,
    )


def _name(name: str, loss: float) -> str:
    return f"{name} {loss:.3g}"


def _track(record: RaceRecord, moment: int, runner: int, colour: str) -> Track:
    return Track(
        name="",
        places=record.paths[: moment + 1, runner],
        losses=record.losses[: moment + 1, runner],
        colour=colour,
        arrow=record.descents[moment, runner],
        velocity=record.velocities[moment, runner],
    )


def stories_of_record(record: RaceRecord) -> list[tuple[str, ...]]:
    """What is told of each place of each runner's path: a line for each fact."""
    speeds = np.linalg.norm(record.velocities, axis=2)
    return [
        tuple(
            _story(name, step, record, runner, float(speeds[step, runner]))
            for step in range(record.steps + 1)
        )
        for runner, name in enumerate(runner_names(record.settings))
    ]


def _story(name: str, step: int, record: RaceRecord, runner: int, speed: float) -> str:
    tr = QCoreApplication.translate
    x, y = record.paths[step, runner].tolist()
    lines = [
        name,
        tr("RaceView", "step {step}").format(step=step),
        tr("RaceView", "f {value}").format(value=f"{record.losses[step, runner]:.4g}"),
        tr("RaceView", "x {x}, y {y}").format(x=f"{x:.3g}", y=f"{y:.3g}"),
    ]
    if np.isfinite(speed):
        lines.append(tr("RaceView", "velocity ‖v‖ {speed}").format(speed=f"{speed:.3g}"))
    x, y = record.rates[step, runner].tolist()
    if np.isfinite([x, y]).all():
        lines.append(tr("RaceView", "rate of x {x}, of y {y}").format(x=f"{x:.3g}", y=f"{y:.3g}"))
    return "\n".join(lines)
