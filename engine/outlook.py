"""An outlook is what of a loss landscape is looked at; a loss picture is what is seen there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

PlaneKind = Literal["path", "random", "weights", "line"]
Moment = Literal["now", "best", "start"] | int  # an integer is a step


@dataclass(frozen=True)
class Outlook:
    """What of a landscape is looked at.

    `zoom` widens the range; `weights` number two parameters; `seed` draws random directions. The
    `centre` of a plane, and the two ends of a `line`, are states of the way: of a step that is not
    kept, the nearest one that is.
    """

    plane: PlaneKind = "path"
    share: Literal["train", "test"] = "train"
    resolution: int = 51
    zoom: float = 1.0
    centre: Moment = "now"
    weights: tuple[int, int] = (0, 1)
    seed: int = 0
    line: tuple[Moment, Moment] = ("start", "now")


@dataclass(frozen=True)
class LossPicture:
    """The loss on a plane, and the way of training beside it.

    `losses` (h, w) has a row for each b; `names` are those of the two weights. `path` (n, 2) are
    the places of the states at `path_steps` nearest to them on the plane, the present state last;
    `path_losses` are their **true** losses, and `path_off` how far off the plane they are.
    `shown` is the share of the way that lies in the plane; `progress` how much of the picture is
    computed; the plane was laid at `step`, about the state of step `centre_step`; a line leads
    from the state of one of the steps `ends` to that of the other. The losses are those of
    `samples` of `all_samples`. `tensors` are the network's, by name: the number of the first
    parameter, and the shape.
    """

    plane: PlaneKind
    losses: NDArray[np.float32]
    a_range: tuple[float, float]
    b_range: tuple[float, float]
    names: tuple[str, str]
    path: NDArray[np.float32]
    path_steps: NDArray[np.int64]
    path_losses: NDArray[np.float32]
    path_off: NDArray[np.float32]
    explained: tuple[float, float]
    shown: float
    progress: float
    step: int
    centre_step: int
    ends: tuple[int, int]
    tensors: Mapping[str, tuple[int, tuple[int, ...]]]
    samples: int
    all_samples: int
