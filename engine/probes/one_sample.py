"""The probe of one sample: everything on its way through the network, from the data to the loss."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Array, to_host
from engine.probes.probe import Probe, Values
from engine.run import Run
from engine.survey import sample_losses

DRAW = 6  # the stream of random numbers of the draws that are shown (engine.run has those before)


@dataclass(frozen=True)
class SampleFlow:
    """One sample from the data to the loss.

    `raw` (columns,) as measured; `prepared` (*shape) as the network sees it; `augmented`, of that
    shape, as it might be in a training batch, None where nothing is augmented; `activations` of
    each layer, first to last, in the shape of its output; `answer`: probabilities (classes,) or
    values (targets,) in the targets' units; `target`: the class, or the values; `coded` (outputs,):
    what the loss compares the output with; `said`: the class said, None for values. All without
    dropout, as when not training.
    """

    number: int
    is_test: bool
    raw: NDArray[Any]
    prepared: Values
    augmented: Values | None
    activations: tuple[Values, ...]
    answer: NDArray[Any]
    target: Any
    coded: Values
    said: int | None
    loss: float
    step: int


@dataclass(frozen=True)
class OneSample(Probe):
    """The sample of this number; `draw` chooses among the augmented copies. None beyond the end."""

    number: int = 0
    draw: int = 0

    def measure(self, run: Run) -> SampleFlow | None:
        found = prepared_sample(run, self.number)
        if found is None:
            return None
        with np.errstate(all="ignore"):
            return self._flow(run, *found)

    def _flow(self, run: Run, x: Array, t: Array, is_test: bool) -> SampleFlow:
        network, data = run.network, run.dataset
        activations = [to_host(y)[0].copy() for y in network.activations(x)]
        scores = network.predict(x)
        output = network.loss_function.output(scores)
        is_class = data.facts.task == "classification"
        answers = network.code.probabilities(output) if is_class else output
        answer = to_host(answers)[0].astype(np.float64)
        target = data.targets[self.number]
        changed = augmented(run, x, self.draw)
        return SampleFlow(
            number=self.number,
            is_test=is_test,
            raw=data.columns[self.number].copy(),
            prepared=to_host(x)[0].copy(),
            augmented=None if changed is None else to_host(changed)[0].copy(),
            activations=tuple(activations),
            answer=answer if is_class else data.preparation.original_targets(answer),
            target=int(target) if is_class else target.copy(),
            coded=to_host(t)[0].copy(),
            said=int(to_host(network.code.classes(output))[0]) if is_class else None,
            loss=float(sample_losses(network, scores, t)[0]),
            step=run.step_count,
        )


def prepared_sample(run: Run, number: int) -> tuple[Array, Array, bool] | None:
    """One sample as the network sees it: x (1, *shape), t (1, outputs), and whether it is for
    testing. None beyond the end of the data."""
    data, samples = run.dataset, run.samples
    if not 0 <= number < len(data.columns):
        return None
    is_test = bool(run.survey.is_test[number])
    share = data.test if is_test else data.train
    place = slice(at := int(np.flatnonzero(share == number)[0]), at + 1)
    x = (samples.x_test if is_test else samples.x_train)[place]
    t = (samples.t_test if is_test else samples.t_train)[place]
    return x, t, is_test


def augmented(run: Run, x: Array, draw: int) -> Array | None:
    """Inputs (batch, *shape) as augmentation may change them; None where there is none.

    The random numbers are of a stream of their own, so that training goes on as it would.
    """
    if not run.experiment.training.augmentation:
        return None
    return run.augmented(x, np.random.default_rng([run.experiment.seed, DRAW, draw]))
