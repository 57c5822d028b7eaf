"""Pictures of a finished race: the race view's own canvas and curves, drawn where no one looks."""

import numpy as np
from PySide6.QtCore import QSize

from app.headless.pictures import application, picture_of
from app.headless.race_job import RaceOutcome
from app.jobs.race_on_surface import RaceRecord
from app.look.appearance import Appearance
from app.look.plot import Plot
from app.look.theme import Theme
from app.views.network_race_words import scene_of
from app.views.race_curves import below_ceiling, draw_curves, smoothed
from app.views.surface_canvas import SurfaceCanvas
from app.views.surface_race_scene import scene_of_record
from app.views.surface_scene import SurfaceScene
from engine.experiment.races import MOST_RUNNERS

SIZE = QSize(720, 480)


def draw_race(outcome: RaceOutcome) -> dict[str, bytes]:
    """Return the pictures of a race as PNG, by file name; without a surface only the losses."""
    theme = Appearance(application(), mode="light").theme
    pictures = {"losses.png": picture_of(_curves(outcome, theme), SIZE)}
    scene = _scene(outcome)
    if scene is not None:
        canvas = SurfaceCanvas(theme, outcome.race.name, "")
        canvas.set_scene(scene)
        pictures["race.png"] = picture_of(canvas, SIZE)
    return pictures


def _scene(outcome: RaceOutcome) -> SurfaceScene | None:
    drawn, race = outcome.drawn, outcome.race
    if drawn is None:
        return None
    if isinstance(drawn, RaceRecord):
        return scene_of_record(drawn, drawn.steps, is_live=False)
    last = _smoothed(outcome)[-1]
    return scene_of(race.optimizers, drawn, last, len(outcome.losses), race.steps)


def _smoothed(outcome: RaceOutcome) -> np.ndarray:
    """The losses (n, R) as they are drawn: those of mini-batches smoothed."""
    if isinstance(outcome.drawn, RaceRecord):
        return outcome.losses
    return smoothed(outcome.losses)


def _curves(outcome: RaceOutcome, theme: Theme) -> Plot:
    """The losses over the steps, named in their order at the end."""
    is_surface, losses = isinstance(outcome.drawn, RaceRecord), _smoothed(outcome)
    label = "f" if is_surface else "mini-batch loss, smoothed"
    plot = Plot(theme, x_label="step", y_label=label, most_names=MOST_RUNNERS)
    shown = below_ceiling(losses, np.nanmin(outcome.losses[0]))
    steps = np.arange(len(losses)) + (0.0 if is_surface else 1.0)
    draw_curves(plot, outcome.race.optimizers, label, steps, shown)
    return plot
