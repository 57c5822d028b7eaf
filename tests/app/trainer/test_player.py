"""A player trains exactly as far as it is told, and comes back from divergence."""

import msgspec
import numpy as np
import pytest

from app.trainer.messages import Phase, StepUnit
from app.trainer.pace import Pace
from app.trainer.player import Player
from engine.errors import ExperimentError
from engine.experiment.early_stopping import EarlyStopping
from engine.experiment.experiment import Experiment
from engine.experiment.training import SGD
from engine.run import Run

pytestmark = pytest.mark.usefixtures("first_state_only")


@pytest.fixture
def player(experiment: Experiment) -> Player:
    return Player(Run(experiment), Pace())


def with_rate(experiment: Experiment, rate: float) -> Experiment:
    """Return the same experiment with another learning rate."""
    training = msgspec.structs.replace(experiment.training, optimizer=SGD(rate))
    return msgspec.structs.replace(experiment, training=training)


def train_until_still(player: Player) -> None:
    while player.wait() is not None:
        player.train()


def test_it_stands_still_until_told_otherwise(player: Player) -> None:
    player.train()
    assert player.wait() is None
    assert player.run.step_count == 0
    assert player.steps_per_second == 0


def test_a_step_is_one_mini_batch(player: Player) -> None:
    for count in range(1, 8):
        player.step(StepUnit.BATCH)
        assert (player.run.step_count, player.phase) == (count, Phase.PAUSED)


def test_an_epoch_step_goes_to_the_end_of_the_epoch(player: Player) -> None:
    player.step(StepUnit.BATCH)
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    assert (player.run.epoch, player.run.step_count, player.phase) == (1, 5, Phase.PAUSED)
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    assert (player.run.epoch, player.run.step_count) == (2, 10)


def test_two_epoch_steps_at_once_are_two_epochs(player: Player) -> None:
    player.step(StepUnit.EPOCH)
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    assert (player.run.epoch, player.phase) == (2, Phase.PAUSED)


def test_early_stopping_finishes_a_run_and_play_goes_on(player: Player) -> None:
    run = player.run
    stopping = EarlyStopping(patience=2, improvement=1e6)
    training = msgspec.structs.replace(run.experiment.training, early_stopping=stopping)
    player.change(msgspec.structs.replace(run.experiment, training=training))
    player.play()
    train_until_still(player)
    assert (run.epoch, player.phase) == (3, Phase.FINISHED)
    player.play()
    train_until_still(player)
    assert (run.epoch, player.phase) == (5, Phase.FINISHED)


def test_an_epoch_step_while_playing_goes_to_the_end_of_this_epoch(player: Player) -> None:
    player.play()
    player.train()
    epoch = player.run.epoch
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    assert (player.run.epoch, player.phase) == (epoch + 1, Phase.PAUSED)


def test_play_during_an_epoch_step_trains_on(player: Player) -> None:
    player.step(StepUnit.EPOCH)
    player.play()
    train_until_still(player)
    assert player.phase is Phase.FINISHED


def test_an_epoch_step_does_not_keep_the_pace(experiment: Experiment) -> None:
    pace = Pace()
    pace.change(0.001, 0.0)
    player = Player(Run(experiment), pace)
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    assert player.run.step_count == 5


def test_it_finishes_at_the_last_epoch_and_then_goes_on_without_end(player: Player) -> None:
    player.play()
    train_until_still(player)
    assert (player.run.epoch, player.run.step_count) == (8, 40)
    assert player.phase is Phase.FINISHED
    player.pause()
    assert player.phase is Phase.FINISHED
    player.play()
    while player.run.epoch < 20:
        player.train()
    assert player.phase is Phase.PLAYING


def test_a_run_that_had_finished_is_taken_up_as_finished(player: Player) -> None:
    player.play()
    train_until_still(player)
    assert Player(player.run, Pace()).phase is Phase.FINISHED


def test_a_step_onto_the_last_epoch_finishes(player: Player) -> None:
    for _ in range(8):
        player.step(StepUnit.EPOCH)
        train_until_still(player)
    assert player.phase is Phase.FINISHED
    player.step(StepUnit.BATCH)
    assert (player.run.step_count, player.phase) == (41, Phase.PAUSED)


def test_other_settings_keep_the_weights(player: Player, experiment: Experiment) -> None:
    player.step(StepUnit.EPOCH)
    train_until_still(player)
    before = player.run.network.parameters.copy()
    assert player.change(with_rate(experiment, 0.5)) is None
    assert np.array_equal(player.run.network.parameters, before)
    assert player.run.experiment.training.optimizer.learning_rate == 0.5
    assert (player.run.epoch, player.phase) == (1, Phase.PAUSED)


def test_settings_that_are_refused_leave_the_run_as_it_was(
    player: Player, experiment: Experiment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(changed: Experiment) -> None:
        raise ExperimentError("training.batch_size", "is too large")

    monkeypatch.setattr(player.run, "change_training", refuse)
    player.play()
    problem = player.change(experiment)
    assert problem is not None
    assert problem.path == "training.batch_size"
    assert player.phase is Phase.PLAYING
    assert player.problem is None


def test_divergence_restores_the_last_good_state(experiment: Experiment) -> None:
    player = Player(Run(with_rate(experiment, 1e6)), Pace())
    first = player.run.network.parameters.copy()
    player.play()
    train_until_still(player)
    assert player.phase is Phase.DIVERGED
    assert np.array_equal(player.run.network.parameters, first)
    assert (player.run.epoch, player.run.step_count, len(player.run.curve)) == (0, 0, 1)
    problem = player.problem
    assert problem is not None
    assert problem.step is not None
    assert problem.step > 0
    assert problem.place
    assert problem.suggested_learning_rate == 0.01
    assert problem.path == "training.optimizer.learning_rate"


def test_after_divergence_a_smaller_rate_trains_as_from_the_start(experiment: Experiment) -> None:
    player = Player(Run(with_rate(experiment, 1e6)), Pace())
    player.play()
    train_until_still(player)
    player.change(with_rate(experiment, 0.01))
    assert (player.phase, player.problem) == (Phase.PAUSED, None)
    player.play()
    train_until_still(player)
    assert player.phase is Phase.FINISHED
    untroubled = Run(with_rate(experiment, 0.01))
    for _ in range(40):
        untroubled.step()
    assert np.array_equal(player.run.network.parameters, untroubled.network.parameters)


def test_after_divergence_play_goes_on_from_the_good_state(experiment: Experiment) -> None:
    player = Player(Run(with_rate(experiment, 1e6)), Pace())
    player.play()
    train_until_still(player)
    first = player.problem
    player.play()
    assert (player.phase, player.problem) == (Phase.PLAYING, None)
    train_until_still(player)
    assert (player.phase, player.problem) == (Phase.DIVERGED, first)


def test_any_other_error_ends_the_run(player: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(steps: int) -> int:
        raise MemoryError("unable to allocate 8 GiB")

    player.step(StepUnit.BATCH)
    monkeypatch.setattr(player.run, "train", fail)
    player.play()
    train_until_still(player)
    assert player.phase is Phase.FAILED
    assert player.problem is not None
    assert "MemoryError: unable to allocate 8 GiB" in player.problem.message
    player.play()
    player.step(StepUnit.EPOCH)
    player.pause()
    assert player.phase is Phase.FAILED


def test_a_divergence_takes_points_of_the_curve_back(experiment: Experiment) -> None:
    player = Player(Run(experiment), Pace())
    player.play()
    train_until_still(player)
    version = player.run.curve.version
    player.change(with_rate(experiment, 1e8))
    player.play()
    while player.phase is Phase.PLAYING:
        player.train()
    assert player.phase is Phase.DIVERGED
    assert len(player.run.curve) == player.run.epoch + 1 < 9
    assert player.run.curve.version > version
