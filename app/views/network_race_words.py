"""What is drawn and said of a race on the network at one of its steps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.look.style import mix
from app.views.loss_surface_words import SAYS_LITTLE
from app.views.optimizer_looks import optimizer_colour
from app.views.surface_scene import SurfaceScene, Track
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer
from engine.pooled_paths import RacePicture

_AGAIN, _GREY = 0.45, "#808080"  # over the colour of an optimizer that races a second time


def runner_names(optimizers: Sequence[AnyOptimizer]) -> list[str]:
    """Each runner's name, with its learning rate where one kind races more than once."""
    kinds = [type(each) for each in optimizers]
    words = QCoreApplication.translate("NetworkRace", "{name} η {rate}")
    return [
        words.format(name=kind.__name__, rate=f"{each.learning_rate:g}")
        if kinds.count(kind) > 1
        else kind.__name__
        for kind, each in zip(kinds, optimizers, strict=True)
    ]


def runner_colours(optimizers: Sequence[AnyOptimizer]) -> list[str]:
    """Each runner's colour: greyer each time that one kind races again."""
    kinds = [type(each) for each in optimizers]
    times = [kinds[:place].count(kind) for place, kind in enumerate(kinds)]
    shares = [1 - (1 - _AGAIN) ** time for time in times]
    return [
        mix(optimizer_colour(kind), _GREY, share) if share else optimizer_colour(kind)
        for kind, share in zip(kinds, shares, strict=True)
    ]


def titles(optimizers: Sequence[AnyOptimizer], losses: NDArray[np.floating]) -> list[str]:
    """Each runner's place, name and loss, as it is written beside its colour."""
    tr = QCoreApplication.translate
    names, order = runner_names(optimizers), finishing_order(losses)
    found = [""] * len(names)
    for place, runner in enumerate(order, start=1):
        loss = float(losses[runner])
        told = f"{loss:.3g}" if np.isfinite(loss) else tr("NetworkRace", "diverged")
        found[runner] = f"{place}  {names[runner]}  {told}"
    return found


def scene_of(
    optimizers: Sequence[AnyOptimizer],
    picture: RacePicture,
    losses: NDArray[np.float64],
    moment: int,
    steps: int,
    stories: Sequence[tuple[str, ...]] = (),
) -> SurfaceScene:
    """The surface with the paths up to a step; `losses` (R,) are the smoothed ones there.

    `stories` are those of `stories_of`, where there is a mouse to ask for them.
    """
    tr = QCoreApplication.translate
    count = int(np.searchsorted(picture.steps, moment, side="right"))
    colours = runner_colours(optimizers)
    axis = tr("NetworkRace", "direction {number} of all paths ({share} %)")
    first, second = (
        axis.format(number=number, share=f"{100 * share:.0f}")
        for number, share in enumerate(picture.explained, start=1)
    )
    return SurfaceScene(
        values=picture.losses,
        x_range=picture.a_range,
        y_range=picture.b_range,
        x_name=first,
        y_name=second,
        value_name=tr("NetworkRace", "loss"),
        tracks=tuple(
            Track(
                name="",  # the curves beside are named
                places=picture.paths[runner, :count],
                losses=picture.path_losses[runner, :count],
                colour=colours[runner],
                off=picture.off[runner, :count],
                arrow=picture.descents[runner, count - 1],
                stories=stories[runner][:count] if stories else (),
            )
            for runner in finishing_order(losses)
        ),
        note=_note(picture, moment, steps),
        is_warning=picture.shown < SAYS_LITTLE,
    )


def _note(picture: RacePicture, moment: int, steps: int) -> str:
    tr = QCoreApplication.translate
    parts = [tr("NetworkRace", "step {step} of {steps}").format(step=moment, steps=steps)]
    if picture.shown < SAYS_LITTLE:
        words = tr("NetworkRace", "plane says little: {share} % of the paths, up to {off} off")
    else:
        words = tr("NetworkRace", "plane shows {share} % of the paths, at most {off} off")
    off = float(np.nanmax(picture.off))
    parts.append(words.format(share=f"{100 * picture.shown:.0f}", off=f"{off:.2g}"))
    if picture.progress < 1:
        words = tr("NetworkRace", "surface {share} % computed")
        parts.append(words.format(share=f"{100 * picture.progress:.0f}"))
    return " · ".join(parts)


def stories_of(optimizers: Sequence[AnyOptimizer], picture: RacePicture) -> list[tuple[str, ...]]:
    """What is told of each place of each runner's path: a line for each fact."""
    tr = QCoreApplication.translate
    words = tr("NetworkRace", "{name}\nstep {step}\ntrue loss {loss}\n{off} off the plane")
    return [
        tuple(
            words.format(name=name, step=step, loss=f"{loss:.4g}", off=f"{off:.3g}")
            for step, loss, off in zip(
                picture.steps.tolist(), losses.tolist(), offs.tolist(), strict=True
            )
        )
        for name, losses, offs in zip(
            runner_names(optimizers), picture.path_losses, picture.off, strict=True
        )
    ]
