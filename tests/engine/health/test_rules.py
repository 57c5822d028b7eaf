"""Each rule finds the run that was made sick its way, and leaves healthy runs alone."""

import math

import numpy as np
import pytest

from engine.curve import Curve, Metrics
from engine.errors import Diverged
from engine.experiment.data import AnyData, Spiral, Xor
from engine.experiment.experiment import Experiment
from engine.experiment.files import load
from engine.experiment.network import (
    AnyLayer,
    Dense,
    Identity,
    NetworkSpec,
    Normal,
    ReLU,
    Sigmoid,
    Tanh,
)
from engine.experiment.training import SGD, Adam, AnyOptimizer, Training
from engine.health import RULES, HealthCheck, Vitals, findings
from engine.run import Run
from resources import resource_path

ARMS = Spiral(test_share=0.3, noise=0.1)
WELL = Vitals({"0.dense.weight": 0.1, "2.dense.weight": 0.1}, {"0.dense.weight": 1e-3}, {}, {})
THRESHOLDS = {rule.name: rule.threshold for rule in RULES}


def deep(act: type, init: object, count: int, units: int = 16) -> tuple[AnyLayer, ...]:
    """So many dense layers with an activation each, and an output layer."""
    hidden = [layer for _ in range(count) for layer in (Dense(units, init=init), act())]
    return (*hidden, Dense(2, init="xavier"))


def trained(
    layers: tuple[AnyLayer, ...],
    optimizer: AnyOptimizer,
    epochs: int,
    data: AnyData = ARMS,
    backend: str = "numpy",
) -> Run:
    training = Training(optimizer=optimizer, epochs=epochs)
    run = Run(Experiment(data, NetworkSpec(layers), training, seed=3), backend=backend)
    try:
        while run.epoch < epochs:
            run.step()
    except Diverged:
        pass  # the run is looked at as it stands then
    return run


def shipped(name: str, backend: str = "numpy") -> Run:
    return Run(load(resource_path("experiments", f"{name}.json")), backend=backend)


def ailments(run: Run) -> set[str]:
    return {finding.rule for finding in HealthCheck().measure(run)}


SICK = {
    "exploding": lambda **on: trained(
        deep(Identity, Normal(std=3.0), 8), SGD(learning_rate=1e-9), 2, **on
    ),
    "vanishing": lambda **on: trained(deep(Sigmoid, "xavier", 10), SGD(learning_rate=0.1), 5, **on),
    "rate_too_high": lambda **on: trained(
        deep(Tanh, "xavier", 2), SGD(learning_rate=3.0), 40, **on
    ),
    "dead": lambda **on: trained(
        (Dense(16, bias=-30.0), ReLU(), Dense(2)), SGD(learning_rate=0.01), 2, **on
    ),
    "saturated": lambda **on: trained(
        (Dense(16, init=Normal(std=30.0)), Tanh(), Dense(2)), SGD(learning_rate=0.01), 5, **on
    ),
    "overfitting": lambda **on: trained(
        deep(ReLU, "he", 2, units=64),
        Adam(learning_rate=0.01),
        100,
        Spiral(samples=80, noise=0.5, test_share=0.5),
        **on,
    ),
    "rate_too_low": lambda **on: trained(deep(ReLU, "he", 2), SGD(learning_rate=1e-6), 20, **on),
    "plateau": lambda **on: trained(
        (Dense(2),), SGD(learning_rate=0.1), 60, Xor(test_share=0.3), **on
    ),
}


def test_every_rule_has_its_sick_run() -> None:
    assert set(SICK) == {rule.name for rule in RULES}


@pytest.mark.parametrize("name", SICK)
def test_a_run_made_sick_is_found_sick(name: str, backend) -> None:
    run = SICK[name](backend=backend)
    found = {finding.rule: finding for finding in HealthCheck().measure(run)}
    assert name in found
    is_below = name in ("vanishing", "rate_too_low", "plateau")
    value, threshold = found[name].value, found[name].threshold
    assert threshold == THRESHOLDS[name]
    assert value < threshold if is_below else value > threshold


@pytest.mark.parametrize("name", ["spiral", "circle", "bumps", "rings-residual", "waves-gru"])
def test_shipped_runs_are_well_all_the_time(name: str) -> None:
    run = shipped(name)
    while run.epoch < 120 and not run.finished:
        run.step()
        if run.epoch % 20 == 0:
            assert ailments(run) == set()


def test_relu_and_he_heal_the_sigmoid_network() -> None:
    sick = trained(deep(Sigmoid, "xavier", 10), SGD(learning_rate=0.1), 3)
    well = trained(deep(ReLU, "he", 10), SGD(learning_rate=0.1), 3)
    assert Vitals.of(sick).gradient_ratio < 1e-4
    assert Vitals.of(well).gradient_ratio > 1e-2


def test_before_the_first_step_nothing_is_said(backend) -> None:
    assert ailments(shipped("spiral", backend)) == set()


def test_overfitting_names_the_epoch_of_the_lowest_test_loss() -> None:
    fall, rise = np.linspace(1, 0.3, 40), np.linspace(0.3, 0.9, 40)
    curve = curve_of(train=np.geomspace(1, 0.1, 80), test=np.concatenate([fall, rise]))
    found = [each for each in findings(curve, WELL) if each.rule == "overfitting"]
    assert len(found) == 1
    assert 38 <= (found[0].epoch or 0) <= 43  # the mean of five epochs is lowest a little later


def test_a_learned_loss_may_jump_and_rest() -> None:
    jumps = 1e-4 * np.tile([1.0, 2.0], 40)
    assert findings(curve_of(train=np.concatenate([[1.0], jumps])), WELL) == ()


def test_without_test_samples_nothing_overfits() -> None:
    assert findings(curve_of(train=np.geomspace(1, 0.1, 80)), WELL) == ()


def test_measuring_changes_nothing_in_the_run(backend) -> None:
    watched, alone = shipped("spiral", backend), shipped("spiral", backend)
    for _ in range(30):
        watched.step()
        HealthCheck().measure(watched)
        alone.step()
    assert np.array_equal(watched.network.parameters, alone.network.parameters)


def curve_of(train: np.ndarray, test: np.ndarray | None = None) -> Curve:
    curve = Curve()
    tests = np.full(len(train), math.nan) if test is None else test
    for epoch, (loss, other) in enumerate(zip(train, tests, strict=True)):
        curve.append(Metrics(epoch, epoch * 10, float(loss), float(other), 0.5, 0.5, 0.0))
    return curve
