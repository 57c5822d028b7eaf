"""The survey against the network asked directly, and what it costs."""

import math

import numpy as np
import pytest

from engine import survey
from engine.arrays import to_host
from engine.experiment.data import Bumps, Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import Training
from engine.run import Run
from engine.survey import NEVER
from tests.engine.experiments import spiral
from tests.engine.pictures import stripes_run


def numbers_regression(backend: str) -> Run:
    training = Training(loss="mean_squared_error", batch_size=10)
    network = NetworkSpec((Dense(1),))
    run = Run(Experiment(data=Bumps(), network=network, training=training), backend=backend)
    run.train(30)
    return run


def test_each_samples_loss_is_that_of_the_sample_alone(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(40)
    answers = run.survey.advance(run.step_count, math.inf)
    shares = ((run.dataset.train, run.samples.x_train, run.samples.t_train),)
    shares += ((run.dataset.test, run.samples.x_test, run.samples.t_test),)
    for numbers, x, t in shares:
        for place in (0, 1, len(numbers) - 1):
            alone = slice(place, place + 1)
            number = numbers[place]
            loss = float(run.network.loss(x[alone], t[alone]))
            assert answers.losses[number] == pytest.approx(
                loss, rel=1e-6 if backend == "numpy" else 1e-4, abs=1e-6
            )
            probabilities = to_host(run.network.probabilities(x[alone]))[0]
            assert answers.said[number] == probabilities.argmax()
            assert answers.confidence[number] == pytest.approx(probabilities.max(), rel=1e-5)
            assert answers.wrong[number] == (answers.said[number] != run.dataset.targets[number])
    metrics = run.evaluate()
    assert answers.losses[run.dataset.train].mean() == pytest.approx(metrics.train_loss, rel=1e-4)
    assert answers.losses[run.dataset.test].mean() == pytest.approx(metrics.test_loss, rel=1e-4)
    assert 1 - answers.wrong[run.dataset.test].mean() == pytest.approx(metrics.test_accuracy)


def test_bytes_are_asked_about_too(backend) -> None:
    run = stripes_run(epochs=2, backend=backend)
    answers = run.survey.advance(run.step_count, math.inf)
    metrics = run.evaluate()
    assert 1 - answers.wrong[run.dataset.train].mean() == pytest.approx(metrics.train_accuracy)


@pytest.mark.parametrize(
    "loss", ["cross_entropy", "binary_cross_entropy", "mean_squared_error", "hinge", "huber"]
)
def test_the_losses_of_the_samples_have_the_loss_as_their_mean(loss: str, backend) -> None:
    outputs = 1 if loss == "binary_cross_entropy" else 2
    experiment = Experiment(
        data=spiral().data, network=NetworkSpec((Dense(outputs),)), training=Training(loss=loss)
    )
    run = Run(experiment, backend=backend)
    run.train(20)
    answers = run.survey.advance(run.step_count, math.inf)
    mean = answers.losses[run.dataset.train].mean()
    assert mean == pytest.approx(run.evaluate().train_loss, rel=1e-4)


def test_values_are_said_in_their_own_units(backend) -> None:
    run = numbers_regression(backend)
    answers = run.survey.advance(run.step_count, math.inf)
    values = to_host(run.network.output(run.samples.x_test))
    assert np.allclose(answers.said[run.dataset.test], values, atol=1e-6)
    assert np.isnan(answers.confidence).all()
    assert not answers.wrong.any()


def test_it_goes_on_part_by_part_and_answers_when_all_is_done(backend) -> None:
    run = Run(spiral(), backend=backend)
    run.train(5)
    calls = 0
    while not run.survey.advance(run.step_count, 0.0).are_there:
        calls += 1
        assert 0 < run.survey.progress < 1
    assert calls > 3
    assert run.survey.progress == 1
    assert (run.survey.answers.first_step, run.survey.answers.last_step) == (5, 5)


def test_answers_of_a_moving_network_say_from_when_to_when(backend) -> None:
    run = Run(spiral(), backend=backend)
    while not run.survey.advance(run.step_count, 0.0).are_there:
        run.train(1)
    answers = run.survey.answers
    assert answers.first_step == 0
    assert answers.last_step == run.step_count > 0


def test_it_rests_unless_it_is_hurried(monkeypatch: pytest.MonkeyPatch, backend) -> None:
    monkeypatch.setattr(survey, "REST", 3600.0)
    run = Run(spiral(), backend=backend)
    first = run.survey.advance(0, math.inf)
    assert run.survey.advance(0, math.inf, hurried=True) is first
    run.train(1)
    assert run.survey.advance(1, math.inf) is first
    assert run.survey.advance(1, math.inf, hurried=True).first_step == 1


def test_without_test_samples_it_ends_too(backend) -> None:
    gate = Experiment(
        data=Gate(), network=NetworkSpec((Dense(2),)), training=Training(batch_size=4)
    )
    asked = Run(gate, backend=backend).survey
    assert asked.answers.first_step == NEVER
    assert asked.advance(0, math.inf).are_there
    assert not asked.is_test.any()
