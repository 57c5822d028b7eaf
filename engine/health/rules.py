"""The rules of health: each says by which measurement, and from which bound on, a run is sick.

The bounds lie between what healthy and sick runs show; tests make runs sick in each way. A rule
that has too little to go by says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.curve import Curve
from engine.health.finding import Finding
from engine.health.vitals import Vitals

LEARNED = 0.05  # a loss below this share of the first one counts as learned
RECENT = 20  # epochs that say how a run goes now
ENOUGH = 10  # epochs before which a curve says little


@dataclass(frozen=True)
class Rule:
    """A name, the bound, and the test: (curve, vitals, bound) → the finding, or None."""

    name: str
    threshold: float
    test: Callable[[Curve, Vitals, float], Finding | None]


def findings(curve: Curve, vitals: Vitals) -> tuple[Finding, ...]:
    """All that is wrong, the worst first (the order of `RULES`); empty where all is well."""
    tested = (rule.test(curve, vitals, rule.threshold) for rule in RULES)
    return tuple(finding for finding in tested if finding is not None)


def exploding(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """The mean |∂L/∂w| of some layer is above the bound (Pascanu et al., arXiv 1211.5063)."""
    sizes = vitals.gradients
    largest = max(sizes, key=lambda name: sizes[name], default="")
    if not largest or not sizes[largest] > threshold:
        return None
    return Finding("exploding", sizes[largest], threshold, largest)


def vanishing(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """The first layer's mean |∂L/∂w| is below this share of the last one's.

    Source: Glorot & Bengio 2010; Deep Learning from Scratch, chapter 6.2. A sigmoid passes at most
    a quarter of a gradient, so ten of them leave a millionth.
    """
    ratio = vitals.gradient_ratio
    if not ratio < threshold:
        return None
    return Finding("vanishing", ratio, threshold, next(iter(vitals.gradients)))


def dead(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """More than this share of a ReLU layer's units are 0 for every sample: no gradient passes."""
    return _largest("dead", vitals.dead, threshold)


def saturated(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """More than this share of a layer's sigmoid or tanh outputs lie where the function is flat."""
    return _largest("saturated", vitals.saturated, threshold)


def rate_too_high(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """The training loss jumps: from epoch to epoch it changes by this factor (as a logarithm),
    now up, now down, over the last epochs.
    """
    losses = curve.column("train_loss")[-RECENT:]
    if len(losses) < ENOUGH or not np.all(losses > 0):
        return None
    jumps = np.diff(np.log(losses))
    turns = np.sum(jumps[1:] * jumps[:-1] < 0)
    size = float(np.abs(jumps).mean())
    is_wild = turns > len(jumps) / 3 and size > threshold
    is_learned = losses.mean() < LEARNED * curve.column("train_loss")[0]
    return Finding("rate_too_high", size, threshold) if is_wild and not is_learned else None


def rate_too_low(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """No weight tensor moves by more than this share of itself in a step, and little is learned.

    About 1e-3 is usual (Karpathy, CS231n, “Neural Networks Part 3”).
    """
    place, ratio = vitals.largest_update
    losses = curve.column("train_loss")
    if len(losses) <= ENOUGH or not 0 < ratio < threshold:
        return None  # at 0 no gradient arrives, whatever the rate
    is_slow = losses[-1] > 0.5 * losses[0]
    return Finding("rate_too_low", ratio, threshold, place) if is_slow else None


def overfitting(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """The test loss has risen by this factor from its lowest, while the training loss fell.

    It is averaged over epochs, so that a jump is no trend. Source: Prechelt 1998, Early Stopping –
    but when?
    """
    train, test = (_smooth(curve.column(name)) for name in ("train_loss", "test_loss"))
    if len(test) < RECENT or np.isnan(test).any():
        return None
    lowest = int(test.argmin())
    is_long_ago = len(test) - 1 - lowest >= ENOUGH
    rise = float(test[-1] / test[lowest]) if test[lowest] > 0 else 1.0
    is_learned = test[-1] < LEARNED * test[0]
    if is_learned or not (is_long_ago and rise > threshold and train[-1] < train[lowest]):
        return None
    return Finding("overfitting", rise, threshold, epoch=int(curve.column("epoch")[lowest]))


def plateau(curve: Curve, vitals: Vitals, threshold: float) -> Finding | None:
    """Over the last epochs the best training loss fell by less than this share, and is still high.

    The last fifth of all epochs, at least 20, are looked at.
    """
    losses = curve.column("train_loss")
    span = max(RECENT, len(losses) // 5)
    if len(losses) <= 2 * span:
        return None
    before, now = losses[:-span].min(), losses[-span:].min()
    is_learned = now < LEARNED * losses[0] or curve.column("train_accuracy")[-1] > 0.95
    gain = float(1 - now / before) if before > 0 else 1.0
    if is_learned or gain > threshold:
        return None
    return Finding("plateau", max(gain, 0.0), threshold, epoch=int(curve.column("epoch")[-span]))


RULES = (
    Rule("exploding", 100.0, exploding),
    Rule("vanishing", 1e-3, vanishing),
    Rule("rate_too_high", 0.25, rate_too_high),
    Rule("dead", 0.5, dead),
    Rule("saturated", 0.8, saturated),
    Rule("overfitting", 1.2, overfitting),
    Rule("rate_too_low", 1e-5, rate_too_low),
    Rule("plateau", 0.01, plateau),
)


def _largest(rule: str, shares: dict[int, float], threshold: float) -> Finding | None:
    place = max(shares, key=lambda place: shares[place], default=None)
    if place is None or not shares[place] > threshold:
        return None
    return Finding(rule, shares[place], threshold, str(place))


def _smooth(values: NDArray[np.float64], width: int = 5) -> NDArray[np.float64]:
    """Each value as the mean of itself and those before it, `width` together, (n,)."""
    padded = np.concatenate([np.repeat(values[:1], width - 1), values])
    return np.convolve(padded, np.full(width, 1 / width), mode="valid")
