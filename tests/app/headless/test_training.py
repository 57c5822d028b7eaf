"""Training ends after the last epoch, at divergence, or at Ctrl+C, and keeps what was measured."""

import signal

import numpy as np

from app.headless.training import train
from engine.curve import Metrics
from engine.run import Run
from tests.app.headless.spiral import small_spiral


class Shown:
    """A progress that remembers what it was shown, and may press Ctrl+C."""

    def __init__(self, interrupt_at: int | None = None) -> None:
        self.epochs: list[int] = []
        self.closed = False
        self._interrupt_at = interrupt_at

    def show(self, metrics: Metrics) -> None:
        self.epochs.append(metrics.epoch)
        if metrics.epoch == self._interrupt_at:
            signal.raise_signal(signal.SIGINT)

    def close(self) -> None:
        self.closed = True


def test_every_epoch_is_shown_and_counted() -> None:
    shown = Shown()
    outcome = train(Run(small_spiral(epochs=5)), shown)
    assert (outcome.interrupted, outcome.diverged) == (False, None)
    assert (shown.epochs, shown.closed) == ([1, 2, 3, 4, 5], True)
    assert outcome.run.curve.column("epoch").tolist() == [0, 1, 2, 3, 4, 5]


def test_ctrl_c_ends_training_and_restores_the_former_handler() -> None:
    before = signal.getsignal(signal.SIGINT)
    shown = Shown(interrupt_at=3)
    outcome = train(Run(small_spiral(epochs=1000)), shown)
    assert outcome.interrupted
    assert outcome.run.curve.column("epoch").tolist() == [0, 1, 2, 3]
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupted_model_belongs_to_the_last_point_of_the_curve() -> None:
    outcome = train(Run(small_spiral(epochs=1000)), Shown(interrupt_at=3))
    assert outcome.run.evaluate().train_loss == outcome.run.curve.at(-1).train_loss
    whole = train(Run(small_spiral(epochs=3)), Shown())
    assert np.array_equal(outcome.run.network.parameters, whole.run.network.parameters)


def test_a_diverging_run_keeps_the_last_good_model() -> None:
    outcome = train(Run(small_spiral(learning_rate=1e9, epochs=50)), Shown())
    assert outcome.diverged is not None
    assert outcome.diverged.step >= 1
    assert outcome.diverged.place
    assert not outcome.interrupted
    last = outcome.run.curve.at(-1)
    assert np.isfinite(last.train_loss)
    assert np.isfinite(outcome.run.network.parameters).all()
    assert outcome.run.evaluate().train_loss == last.train_loss
