"""A race: each runner as the same run alone, and experiments that cannot run in lockstep."""

from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from engine.errors import ExperimentError
from engine.experiment.data import Gate, Spiral
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    RNN,
    AnyLayer,
    BatchNorm,
    Dense,
    Dropout,
    Embedding,
    NetworkSpec,
    ReLU,
)
from engine.experiment.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    AnyOptimizer,
    Momentum,
    Nesterov,
    RMSprop,
)
from engine.experiment.schedules import Cosine, ReduceOnPlateau
from engine.experiment.training import Training
from engine.lane import blocks
from engine.network import initial_parameters
from engine.race import Race
from engine.run import WEIGHTS, Run
from tests.engine.experiments import spiral

SIX = (SGD(0.05), Momentum(0.05), Nesterov(0.02), AdaGrad(0.1), RMSprop(0.01), Adam(0.01))


def with_training(experiment: Experiment, **changes: Any) -> Experiment:
    return replace(experiment, training=replace(experiment.training, **changes))


def with_layers(*layers: AnyLayer) -> Experiment:
    return replace(spiral(), network=NetworkSpec(layers))


def alone(experiment: Experiment, seed: int, backend, dtype: str = "float64") -> Run:
    """The experiment's run on the data and mini-batches of another seed."""
    run = Run(replace(experiment, seed=seed), dtype=dtype, backend=backend)
    rng = np.random.default_rng([experiment.seed, WEIGHTS])
    first = initial_parameters(experiment.network, (2,), rng)
    run.network.parameters[...] = np.asarray(first, like=run.network.parameters)
    return run


def check_each_as_alone(
    experiments: list[Experiment],
    backend,
    epochs: int = 4,
    dtype: str = "float64",
    rtol: float = 1e-9,
) -> None:
    race = Race(experiments, dtype=dtype, backend=backend)
    while race.epoch < epochs:
        race.step()
    for row, experiment in enumerate(experiments):
        run = alone(experiment, experiments[0].seed, backend, dtype)
        while run.epoch < epochs:
            run.step()
        assert np.allclose(race.network.parameters[row], run.network.parameters, rtol, rtol)
        assert np.allclose(race.network.statistics[row], run.network.statistics, rtol, rtol)
        assert race.batch_losses[row] == pytest.approx(run.batch_loss, rel=rtol)
        ours, single = race.curves[row].since(1)[:, :-1], run.curve.since(1)[:, :-1]
        assert np.allclose(ours, single, rtol, rtol, equal_nan=True)  # all but the seconds


def test_runners_that_differ_in_the_seed(backend) -> None:
    check_each_as_alone([replace(spiral(), seed=seed) for seed in (7, 1, 2, 3, 4, 5)], backend)


def test_runners_that_differ_in_the_optimizer(backend) -> None:
    check_each_as_alone([spiral(optimizer=optimizer) for optimizer in SIX], backend)


def test_runners_that_differ_in_the_learning_rate(backend) -> None:
    rates = (0.001, 0.01, 0.1)
    check_each_as_alone([spiral(optimizer=Momentum(rate)) for rate in rates], backend)


def test_runners_that_differ_in_the_first_weights(backend) -> None:
    kinds = ("he", "xavier", "zeros")
    check_each_as_alone(
        [with_layers(Dense(8, init=init), ReLU(), Dense(2)) for init in kinds], backend
    )


def test_runners_that_differ_in_what_regularises(backend) -> None:
    changes: list[dict[str, Any]] = [
        {},
        {"l1": 0.01},
        {"l2": 0.1, "weight_decay": 0.1},
        {"clip_norm": 0.1},
        {"max_norm": 0.5, "clip_value": 0.01},
        {"schedule": Cosine(warmup=1)},
        {"schedule": ReduceOnPlateau(patience=1, improvement=0.9)},
        {"schedule": ReduceOnPlateau(patience=1, improvement=0.9), "optimizer": SGD(0.1)},
    ]
    check_each_as_alone([spiral(**change) for change in changes], backend)


def test_layers_with_chance_and_with_statistics(backend) -> None:
    first = with_layers(Dense(8), BatchNorm(), ReLU(), Dropout(0.3), Dense(2))
    # The bias before a batch normalisation has no gradient but rounding errors, which optimizers
    # that divide by its size would make large.
    check_each_as_alone(
        [with_training(first, optimizer=optimizer) for optimizer in SIX[:3]], backend
    )


def test_tokens_with_a_table_of_vectors_for_each_runner(backend) -> None:
    network = NetworkSpec((Embedding(2, 3), RNN(4), Dense(2)))
    settings = Training(optimizer=SGD(0.5), batch_size=4)
    gate = Experiment(Gate(gate="xor"), network, settings)
    check_each_as_alone([replace(gate, seed=seed) for seed in (1, 2, 3)], backend)


def test_in_float32_they_agree_to_its_rounding(backend) -> None:
    experiments = [spiral(optimizer=optimizer) for optimizer in SIX]
    check_each_as_alone(experiments, backend, epochs=1, dtype="float32", rtol=2e-4)


def test_a_runner_that_diverges_disturbs_no_other(backend) -> None:
    race = Race(
        [spiral(optimizer=SGD(0.05)), spiral(optimizer=SGD(1e6))], dtype="float64", backend=backend
    )
    run = alone(spiral(), 7, backend)
    while race.epoch < 10:
        race.step()
        run.step()
    assert race.diverged.tolist() == [False, True]
    assert np.allclose(race.network.parameters[0], run.network.parameters)


def test_threads_change_no_number() -> None:
    kinds = [*SIX, SGD(0.01)]
    first = with_layers(Dense(8), BatchNorm(), ReLU(), Dropout(0.3), Dense(2))
    schedules = (ReduceOnPlateau(patience=1, improvement=0.9), Cosine())
    experiments = [
        with_training(first, optimizer=kind, schedule=schedules[row % 2])
        for row, kind in enumerate(kinds)
    ]
    one, several = Race(experiments), Race(experiments, threads=3)
    while one.epoch < 3:
        one.step()
        several.step()
        assert np.array_equal(one.batch_losses, several.batch_losses)
    assert np.array_equal(one.network.parameters, several.network.parameters)
    assert np.array_equal(one.network.statistics, several.network.statistics)
    for ours, theirs in zip(one.curves, several.curves, strict=True):
        assert np.array_equal(ours.since(0)[:, :-1], theirs.since(0)[:, :-1])


def test_counts_and_the_end(backend) -> None:
    race = Race([spiral(batch_size=100, epochs=2)] * 2, backend=backend)
    assert np.isnan(race.batch_losses).all()
    assert (race.steps_per_epoch, race.train(99), race.epoch, race.finished) == (4, 4, 1, False)
    assert [race.step() for _ in range(4)] == [False, False, False, True]
    assert (race.step_count, race.finished) == (8, True)
    assert [len(curve) for curve in race.curves] == [3, 3]


def test_one_optimizer_moves_the_rows_that_differ_in_its_rate() -> None:
    kinds: list[AnyOptimizer] = [SGD(0.1), SGD(0.2), Adam(0.1), Adam(0.1, beta1=0.5), SGD(0.1)]
    found = list(blocks([spiral(optimizer=optimizer) for optimizer in kinds]))
    assert [(rows.start, rows.stop) for rows, _ in found] == [(0, 2), (2, 3), (3, 4), (4, 5)]
    assert [rates for _, rates in found] == [[0.1, 0.2], None, None, None]
    assert [rates for _, rates in blocks([spiral()] * 3)] == [None]


@pytest.mark.parametrize(
    ("other", "path"),
    [
        (replace(spiral(), data=Spiral(noise=0.2)), "race[1].data"),
        (with_layers(Dense(9), ReLU(), Dense(2)), "race[1].network"),
        (spiral(batch_size=20), "race[1].training.batch_size"),
        (spiral(loss="mean_squared_error"), "race[1].training.loss"),
        (spiral(label_smoothing=0.1), "race[1].training.label_smoothing"),
        (spiral(epochs=7), "race[1].training.epochs"),
        (spiral(early_stopping=EarlyStopping()), "race[1].training.early_stopping"),
    ],
)
def test_what_cannot_run_in_lockstep_is_refused(other: Experiment, path: str) -> None:
    with pytest.raises(ExperimentError) as refused:
        Race([spiral(), other])
    assert refused.value.path == path


def test_a_race_needs_a_runner() -> None:
    with pytest.raises(ExperimentError, match="at least one"):
        Race([])
