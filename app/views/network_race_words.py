"""What is drawn and said of a race on the network at one of its steps."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from app.views.loss_surface_words import SAYS_LITTLE
from app.views.race_curves import samples_text
from app.views.runner_looks import runner_colours, runner_names
from app.views.surface_scene import SurfaceScene, Track
from engine.divergence import finishing_order
from engine.experiment.optimizers import AnyOptimizer
from engine.pooled_paths import RacePicture

_RIM = 0.015  # of the picture's extent: so wide is its rim


def scene_of(
    optimizers: Sequence[AnyOptimizer],
    picture: RacePicture,
    losses: NDArray[np.float64],
    moment: int,
    steps: int,
    stories: Sequence[tuple[str, ...]] = (),
    has_rates: bool = False,
) -> SurfaceScene:
    """The surface with the paths up to a step; `losses` (R,) are the smoothed ones there.

    `stories` are those of `stories_of`, where there is a mouse to ask for them; `has_rates`: with
    the learning rates in the plane as a ring about each runner.
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
                places=_places(picture, runner, count),
                losses=picture.path_losses[runner, :count],
                colour=colours[runner],
                off=picture.off[runner, :count],
                arrow=picture.descents[runner, count - 1],
                velocity=picture.velocities[runner, count - 1],
                rates=picture.stretches[runner, count - 1] if has_rates else None,
                is_apart=runner in picture.left_out,
                stories=stories[runner][:count] if stories else (),
            )
            for runner in finishing_order(losses)
        ),
        note=_note(optimizers, picture, moment, steps),
        is_warning=picture.shown < SAYS_LITTLE,
    )


def _places(picture: RacePicture, runner: int, count: int) -> NDArray[np.floating]:
    """Where a runner was, (n, 2); one that is left out of the plane stays at its rim."""
    places = picture.paths[runner, :count]
    if runner not in picture.left_out:
        return places
    low, high = np.array([picture.a_range, picture.b_range]).T
    inset = _RIM * (high - low)
    return np.clip(places, low + inset, high - inset)


def _note(optimizers: Sequence[AnyOptimizer], picture: RacePicture, moment: int, steps: int) -> str:
    tr = QCoreApplication.translate
    parts = [tr("NetworkRace", "step {step} of {steps}").format(step=moment, steps=steps)]
    if picture.shown < SAYS_LITTLE:
        words = tr("NetworkRace", "plane says little: {share} % of the paths, up to {off} off")
    else:
        words = tr("NetworkRace", "plane shows {share} % of the paths, at most {off} off")
    stay = [at for at in range(len(optimizers)) if at not in picture.left_out]
    off = float(np.nanmax(picture.off[stay]))
    parts.append(words.format(share=f"{100 * picture.shown:.0f}", off=f"{off:.2g}"))
    parts.append(samples_text(picture))
    if picture.progress < 1:
        words = tr("NetworkRace", "surface {share} % computed")
        parts.append(words.format(share=f"{100 * picture.progress:.0f}"))
    left_out = _left_out_text(optimizers, picture, stay)
    return " · ".join(parts) + (f"\n{left_out}" if left_out else "")


def _left_out_text(
    optimizers: Sequence[AnyOptimizer], picture: RacePicture, stay: Sequence[int]
) -> str:
    """Whose paths the plane was not laid through, and why; empty where it was laid through all."""
    if not picture.left_out:
        return ""
    tr = QCoreApplication.translate
    each, names = tr("NetworkRace", "{name}, {reach} from the start"), runner_names(optimizers)
    told = "; ".join(
        each.format(name=names[runner], reach=f"{picture.reaches[runner]:.2g}")
        for runner in picture.left_out
    )
    words = tr(
        "NetworkRace",
        "plane laid without {runners} (the others: up to {reach}); drawn at the rim where beyond",
    )
    return words.format(runners=told, reach=f"{picture.reaches[list(stay)].max():.2g}")


def stories_of(optimizers: Sequence[AnyOptimizer], picture: RacePicture) -> list[tuple[str, ...]]:
    """What is told of each place of each runner's path: a line for each fact."""
    tr = QCoreApplication.translate
    words = tr("NetworkRace", "{name}\nstep {step}\ntrue loss {loss}\n{off} off the plane")
    return [
        tuple(
            words.format(
                name=name,
                step=step,
                loss=f"{picture.path_losses[runner, at]:.4g}",
                off=f"{picture.off[runner, at]:.3g}",
            )
            + motion_text(float(picture.speeds[runner, at]), picture.rates[runner, at])
            for at, step in enumerate(picture.steps.tolist())
        )
        for runner, name in enumerate(runner_names(optimizers))
    ]


def motion_text(speed: float, rates: NDArray[np.floating]) -> str:
    """What is told of an optimizer's velocity, and of its rates: low, middle and high, (3,)."""
    tr = QCoreApplication.translate
    text = ""
    if np.isfinite(speed):
        text += tr("NetworkRace", "\nvelocity ‖v‖ {speed}").format(speed=f"{speed:.3g}")
    if np.isfinite(rates).all():
        words = tr("NetworkRace", "\nrates: median {middle}, 5–95 % {low} to {high}")
        low, middle, high = (f"{rate:.2g}" for rate in rates.tolist())
        text += words.format(low=low, middle=middle, high=high)
    return text
