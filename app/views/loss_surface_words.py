"""What is said of a loss surface: its axes, and how much of the way it shows."""

import numpy as np
from PySide6.QtCore import QCoreApplication

from engine.outlook import LossPicture

SAYS_LITTLE = 0.5  # of the way: a plane that shows less says little about it
_FEW = 3  # states that a way consists of at least


def axis_names(picture: LossPicture) -> tuple[str, str]:
    """The names of the horizontal and the vertical axis."""
    tr = QCoreApplication.translate
    if picture.plane == "path":
        words = tr("LossSurface", "direction {number} ({share} %)")
        first, second = (
            words.format(number=number, share=f"{100 * share:.0f}")
            for number, share in enumerate(picture.explained, start=1)
        )
        return first, second
    if picture.plane == "line":
        words = tr("LossSurface", "α: 0 is θₐ of step {first}, 1 is θᵦ of step {second}")
        name = words.format(first=picture.ends[0], second=picture.ends[1])
        return name, tr("LossSurface", "loss")
    if picture.plane == "weights":
        words = tr("LossSurface", "change of {name}")
        first, second = (words.format(name=name) for name in picture.names)
        return first, second
    return tr("LossSurface", "random direction 1"), tr("LossSurface", "random direction 2")


def note(picture: LossPicture) -> tuple[str, bool]:
    """How much the picture says of the way of training, and whether that is a warning."""
    tr = QCoreApplication.translate
    parts = []
    is_poor = picture.shown < SAYS_LITTLE and len(picture.path) >= _FEW
    if len(picture.path) >= _FEW:
        words = tr("LossSurface", "plane shows {share} % of the path; at most {off} off it")
        if picture.plane == "line":
            words = tr("LossSurface", "line shows {share} % of the path; at most {off} off it")
        if is_poor:
            words = tr("LossSurface", "says little: {share} % of the path, up to {off} off it")
        farthest = float(np.max(picture.path_off))
        parts.append(words.format(share=f"{100 * picture.shown:.0f}", off=f"{farthest:.2g}"))
    else:
        parts.append(tr("LossSurface", "around the first weights; a path appears with training"))
    if picture.plane == "line":
        parts.append(tr("LossSurface", "L((1 − α) θₐ + α θᵦ)"))
        if picture.ends[0] == picture.ends[1]:
            parts.append(tr("LossSurface", "both ends are one state"))
    elif picture.centre_step != picture.step:
        words = tr("LossSurface", "centre: step {step}")
        parts.append(words.format(step=picture.centre_step))
    if picture.samples < picture.all_samples:
        words = tr("LossSurface", "{count} of {all} samples")
        parts.append(words.format(count=picture.samples, all=picture.all_samples))
    if picture.progress < 1:
        words = tr("LossSurface", "{share} % computed")
        parts.append(words.format(share=f"{100 * picture.progress:.0f}"))
    return " · ".join(parts), is_poor


def stories(picture: LossPicture) -> tuple[str, ...]:
    """What is told of each place of the path: a line for each fact."""
    tr = QCoreApplication.translate
    step, true, off = (
        tr("LossSurface", "step {step}"),
        tr("LossSurface", "true loss {loss}"),
        tr("LossSurface", "{off} off the plane"),
    )
    told = zip(
        picture.path_steps.tolist(),
        picture.path_losses.tolist(),
        picture.path_off.tolist(),
        strict=True,
    )
    return tuple(
        "\n".join((step.format(step=s), true.format(loss=f"{v:.4g}"), off.format(off=f"{o:.3g}")))
        for s, v, o in told
    )
