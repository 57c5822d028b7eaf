"""What is drawn and said of a race on an analytic surface at one of its steps."""

from PySide6.QtCore import QCoreApplication

from app.jobs.race_on_surface import RaceRecord
from app.views.optimizer_looks import optimizer_colour
from app.views.surface_scene import SurfaceScene, Track
from engine.divergence import finishing_order


def scene_of_record(record: RaceRecord, moment: int, is_live: bool = True) -> SurfaceScene:
    """The race at a step, the optimizers in the order of their losses; `is_live`: to be clicked."""
    tr = QCoreApplication.translate
    surface = record.surface
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
        tracks=tuple(_track(record, moment, runner) for runner in order),
        minima=surface.minima,
        note=note,
    )


def _track(record: RaceRecord, moment: int, runner: int) -> Track:
    kind = type(record.settings[runner])
    loss = float(record.losses[moment, runner])
    return Track(
        name=f"{kind.__name__} {loss:.3g}",
        places=record.paths[: moment + 1, runner],
        losses=record.losses[: moment + 1, runner],
        colour=optimizer_colour(kind),
        arrow=record.descents[moment, runner],
    )
