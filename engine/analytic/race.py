"""A race on an analytic surface: optimizers side by side, from one place, step by step."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.analytic.surface import AnalyticSurface, Place
from engine.arrays import Array
from engine.experiment import optimizers as spec
from engine.optimizers import make_optimizer
from engine.optimizers.motion import rates_of, velocity_of
from engine.optimizers.optimizer import Optimizer

MOST_STEPS = 20_000


class AnalyticRace:
    """R runners, moved by the very optimizers that train networks.

    `noise` is the standard deviation of what is added to each gradient, as a share of the
    gradient's size at the start: the same for all runners, as they would see the same mini-batch.
    """

    def __init__(
        self,
        surface: AnalyticSurface,
        settings: Sequence[spec.AnyOptimizer],
        start: Place | None = None,
        noise: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.surface = surface
        self.settings = tuple(settings)
        first = np.array(surface.start if start is None else start, dtype=np.float64)
        self._places = np.tile(first, (len(self.settings), 1))  # (R, 2)
        self.optimizers = [
            make_optimizer(each, self._places[row]) for row, each in enumerate(self.settings)
        ]
        self._rng = np.random.default_rng(seed)
        slope = surface.gradient(first)
        size = float(np.hypot(*slope))
        self._noise = noise * size if np.isfinite(size) else 0.0
        self._paths = [self._places.copy()]
        self._velocities, self._rates = [self._told(velocity_of)], [self._told(rates_of)]

    @property
    def steps(self) -> int:
        """How many steps all have taken."""
        return len(self._paths) - 1

    @property
    def paths(self) -> NDArray[np.float64]:
        """Where the runners have been, (steps + 1, R, 2); NaN where one left the finite numbers."""
        return np.stack(self._paths)

    @property
    def losses(self) -> NDArray[np.float64]:
        """f at each place of the paths, (steps + 1, R)."""
        return self.surface.values(self.paths)

    @property
    def velocities(self) -> NDArray[np.float64]:
        """The velocities at each place, (steps + 1, R, 2); NaN for optimizers without one."""
        return np.stack(self._velocities)

    @property
    def rates(self) -> NDArray[np.float64]:
        """The learning rates of x and of y that each place was reached by, (steps + 1, R, 2).

        NaN at the start, and for optimizers with one rate for both.
        """
        return np.stack(self._rates)

    def step(self, count: int = 1) -> None:
        """Move all by so many steps; no further than MOST_STEPS in all."""
        with np.errstate(all="ignore"):
            for _ in range(min(count, MOST_STEPS - self.steps)):
                gradients = self.surface.gradient(self._places)  # (R, 2)
                if self._noise:
                    gradients = gradients + self._noise * self._rng.standard_normal(2)
                for optimizer, gradient in zip(self.optimizers, gradients, strict=True):
                    optimizer.update(gradient)
                self._paths.append(self._places.copy())
                self._velocities.append(self._told(velocity_of))
                self._rates.append(self._told(rates_of))

    def _told(self, of: Callable[[Optimizer], Array | None]) -> NDArray[np.float64]:
        """What there is to be told of each optimizer, (R, 2); NaN where there is nothing."""
        found = [of(optimizer) for optimizer in self.optimizers]
        return np.stack([np.full(2, np.nan) if each is None else each for each in found])


def suited_optimizers(surface: AnalyticSurface) -> tuple[spec.AnyOptimizer, ...]:
    """Eight optimizers with learning rates that suit the surface."""
    plain, rolling, adaptive = surface.rates
    # AdaGrad's own steps shrink with their number, so that it may begin with long ones.
    return (
        spec.SGD(plain),
        spec.Momentum(rolling),
        spec.Nesterov(rolling),
        spec.AdaGrad(5 * adaptive),
        spec.RMSprop(adaptive, rho=0.9),
        spec.Adam(adaptive),
        spec.NAdam(adaptive),
        spec.Lion(adaptive / 3),
    )
