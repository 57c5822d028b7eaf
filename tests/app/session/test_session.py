"""The session: edits keep or restart training, can be undone, and refuse what cannot be."""

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from msgspec.structs import replace

from app.session.session import Session
from app.trainer.messages import Phase, StepUnit
from engine.errors import ExperimentError
from engine.experiment.data import Blobs, Bumps, Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec, Sigmoid

Until = Callable[[Callable[[], bool]], None]
Said = list[tuple[str, str]]


def with_rate(experiment: Experiment, rate: float) -> Experiment:
    optimizer = replace(experiment.training.optimizer, learning_rate=rate)
    return replace(experiment, training=replace(experiment.training, optimizer=optimizer))


def with_noise(experiment: Experiment, noise: float) -> Experiment:
    return replace(experiment, data=replace(experiment.data, noise=noise))


def trained_experiment(session: Session) -> Experiment | None:
    """The experiment that the trainer holds, as far as it is known."""
    snapshot = session.snapshot
    return snapshot.loaded.experiment if snapshot and snapshot.loaded else None


def step_of(session: Session) -> int:
    return session.snapshot.step if session.snapshot else 0


def test_the_first_experiment_is_loaded_and_paused(loaded: Session) -> None:
    assert loaded.phase is Phase.PAUSED
    assert loaded.facts is not None
    assert loaded.facts.train_samples == 50
    assert not loaded.modified


def test_play_trains_and_pause_stops(loaded: Session, until: Until) -> None:
    loaded.play()
    assert loaded.playing
    until(lambda: loaded.phase is Phase.PLAYING and step_of(loaded) > 3)
    loaded.toggle()
    assert not loaded.playing
    until(lambda: loaded.phase is Phase.PAUSED)


def test_a_step_is_one_mini_batch_and_an_epoch_all_of_them(loaded: Session, until: Until) -> None:
    loaded.step(StepUnit.BATCH)
    until(lambda: step_of(loaded) == 1)
    loaded.step(StepUnit.EPOCH)
    until(lambda: loaded.phase is Phase.PAUSED and step_of(loaded) == 5)


def test_it_rests_when_nothing_moves_and_stirs_at_a_command(loaded: Session, until: Until) -> None:
    until(lambda: loaded.resting)
    stirred: list[bool] = []
    loaded.stirred.connect(lambda: stirred.append(True))
    loaded.step(StepUnit.BATCH)
    assert stirred
    assert not loaded.resting
    until(lambda: step_of(loaded) == 1 and loaded.resting)


def test_reset_begins_again_and_pauses(loaded: Session, until: Until) -> None:
    loaded.play()
    until(lambda: step_of(loaded) > 3)
    loaded.reset()
    until(lambda: step_of(loaded) == 0 and loaded.phase is Phase.PAUSED)
    assert not loaded.playing


def test_another_learning_rate_keeps_training(
    loaded: Session, until: Until, experiment: Experiment, said: Said
) -> None:
    loaded.step(StepUnit.EPOCH)
    until(lambda: step_of(loaded) == 5)
    run_id = loaded.snapshot.run_id if loaded.snapshot else None
    loaded.edit(with_rate(experiment, 0.2), "Change learning rate")
    loaded.step(StepUnit.BATCH)
    until(lambda: step_of(loaded) == 6)
    assert loaded.snapshot is not None
    assert loaded.snapshot.run_id == run_id
    assert said == []


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"seed": 8}, "seed changed"),
        ({"data": Spiral(samples=100, noise=0.2)}, "data changed"),
        ({"network": NetworkSpec((Dense(3), Sigmoid(), Dense(2)))}, "network changed"),
    ],
)
def test_other_data_network_or_seed_restarts_and_says_so(
    loaded: Session, until: Until, said: Said, change: dict[str, object], because: str
) -> None:
    loaded.step(StepUnit.EPOCH)
    until(lambda: step_of(loaded) == 5)
    loaded.edit(replace(loaded.experiment, **change), "Change")
    until(lambda: trained_experiment(loaded) == loaded.experiment)
    assert step_of(loaded) == 0
    seed = loaded.experiment.seed
    assert said == [(f"Restarted from seed {seed}, because the {because}.", "info")]


def test_another_loss_restarts(loaded: Session, until: Until, said: Said) -> None:
    loaded.step(StepUnit.BATCH)
    until(lambda: step_of(loaded) == 1)
    training = replace(loaded.experiment.training, loss="mean_squared_error")
    loaded.edit(replace(loaded.experiment, training=training), "Change loss")
    assert [text for text, _ in said] == ["Restarted from seed 3, because the loss changed."]


def test_a_restart_goes_on_playing(loaded: Session, until: Until) -> None:
    loaded.play()
    until(lambda: step_of(loaded) > 3)
    loaded.edit(replace(loaded.experiment, seed=9), "Change seed")
    until(lambda: trained_experiment(loaded) == loaded.experiment and step_of(loaded) > 3)
    assert loaded.phase is Phase.PLAYING


def test_a_drag_is_one_entry_said_once_and_its_end_is_trained(
    loaded: Session, until: Until, experiment: Experiment, said: Said
) -> None:
    loaded.play()
    until(lambda: step_of(loaded) > 3)
    before = loaded.snapshot.run_id if loaded.snapshot else 0
    for tick in range(30):
        loaded.edit(with_noise(experiment, 0.2 + tick / 100), "Change noise", "noise 1")
    until(lambda: trained_experiment(loaded) == with_noise(experiment, 0.49))
    assert loaded.snapshot is not None
    assert loaded.snapshot.run_id - before <= 3  # not one new start for each of the 30
    assert loaded.undo_stack.count() == 1
    assert len(said) == 1
    loaded.undo_stack.undo()
    assert loaded.experiment == experiment


def test_two_drags_are_two_entries(loaded: Session, experiment: Experiment) -> None:
    loaded.edit(with_rate(experiment, 0.2), "Change", "rate 1")
    loaded.edit(with_rate(experiment, 0.3), "Change", "rate 2")
    loaded.edit(with_rate(experiment, 0.4), "Change", "rate 2")
    assert loaded.undo_stack.count() == 2
    loaded.undo_stack.undo()
    assert loaded.experiment == with_rate(experiment, 0.2)


def test_a_drag_back_to_its_start_leaves_no_entry(loaded: Session, experiment: Experiment) -> None:
    loaded.edit(with_rate(experiment, 0.2), "Change", "rate 1")
    loaded.edit(experiment, "Change", "rate 1")
    assert loaded.undo_stack.count() == 0
    assert not loaded.modified


def test_undo_and_redo_tell_everyone(loaded: Session, experiment: Experiment) -> None:
    told: list[Experiment] = []
    loaded.experiment_changed.connect(told.append)
    changed = with_rate(experiment, 0.5)
    loaded.edit(changed, "Change learning rate")
    assert loaded.undo_stack.undoText() == "Change learning rate"
    loaded.undo_stack.undo()
    loaded.undo_stack.redo()
    assert told == [changed, experiment, changed]


def test_what_is_the_same_is_no_edit(loaded: Session, experiment: Experiment) -> None:
    loaded.edit(replace(experiment), "Nothing")
    assert loaded.undo_stack.count() == 0


def test_other_data_brings_fitting_outputs_and_loss(loaded: Session) -> None:
    loaded.edit_data(Blobs(samples=60, classes=4), "Learn from blobs")
    assert loaded.experiment.network.output_units == 4
    loaded.edit_data(Bumps(samples=60), "Learn from bumps")
    assert loaded.experiment.training.loss == "mean_squared_error"
    assert loaded.experiment.network.output_units == 1
    loaded.undo_stack.undo()
    assert loaded.experiment.network.output_units == 4


def test_divergence_is_told_and_a_smaller_rate_goes_on(loaded: Session, until: Until) -> None:
    problems: list[object] = []
    loaded.problem_changed.connect(problems.append)
    network = NetworkSpec((Dense(4), Dense(2)))
    loaded.edit(with_rate(replace(loaded.experiment, network=network), 1e6), "Change")
    loaded.set_speed(None)
    loaded.play()
    until(lambda: loaded.phase is Phase.DIVERGED)
    assert not loaded.playing
    assert loaded.problem is not None
    assert problems == [loaded.problem]
    rate = loaded.problem.suggested_learning_rate
    assert rate is not None
    loaded.use_learning_rate(1e-3)
    until(lambda: loaded.phase is Phase.PLAYING and loaded.problem is None)
    assert loaded.experiment.training.optimizer.learning_rate == 1e-3


def write_table(path: Path, rows: int = 12) -> Path:
    lines = [f"{row},{row % 3},{'left' if row % 2 else 'right'}" for row in range(rows)]
    path.write_text("\n".join(["a,b,side", *lines]) + "\n", encoding="utf-8")
    return path


def test_a_table_becomes_the_data_once_it_has_been_read(
    loaded: Session, until: Until, tmp_path: Path
) -> None:
    table = Table(path=str(write_table(tmp_path / "sides.csv")))
    loaded.edit_data(table, "Learn from sides.csv")
    assert loaded.experiment.data != table
    until(lambda: loaded.experiment.data == table)
    assert loaded.facts is not None
    assert loaded.facts.class_names == ("left", "right")
    assert loaded.experiment.training.batch_size == loaded.facts.train_samples
    assert loaded.undo_stack.undoText() == "Learn from sides.csv"
    until(lambda: trained_experiment(loaded) == loaded.experiment)


def test_of_two_tables_the_later_one_counts(loaded: Session, until: Until, tmp_path: Path) -> None:
    first = Table(path=str(write_table(tmp_path / "first.csv")))
    second = Table(path=str(write_table(tmp_path / "second.csv")))
    third = Table(path=str(write_table(tmp_path / "third.csv")))
    for table in (first, second, third):
        loaded.edit_data(table, "Learn")
    until(lambda: loaded.experiment.data == third)
    assert loaded.undo_stack.count() == 1


def test_generated_data_chosen_meanwhile_wins_over_a_table(
    loaded: Session, until: Until, tmp_path: Path
) -> None:
    loaded.edit_data(Table(path=str(write_table(tmp_path / "sides.csv"))), "Learn from sides")
    loaded.edit_data(Blobs(samples=60), "Learn from blobs")
    until(lambda: trained_experiment(loaded) == loaded.experiment and loaded.resting)
    assert isinstance(loaded.experiment.data, Blobs)


def test_an_unusable_table_is_said_and_changes_nothing(
    loaded: Session, until: Until, tmp_path: Path, experiment: Experiment, said: Said
) -> None:
    loaded.edit_data(Table(path=str(tmp_path / "missing.csv")), "Learn from missing.csv")
    until(lambda: bool(said))
    text, level = said[0]
    assert level == "error"
    assert "missing.csv" in text
    assert loaded.experiment == experiment
    assert loaded.undo_stack.count() == 0


def test_reading_is_told_and_cancelled(
    loaded: Session, until: Until, tmp_path: Path, said: Said, slow_tables: Event
) -> None:
    before, told, shown = loaded.experiment, [], []
    loaded.reading_changed.connect(told.append)
    loaded.experiment_changed.connect(shown.append)
    loaded.step(StepUnit.BATCH)
    until(lambda: loaded.snapshot is not None and loaded.snapshot.step == 1)
    loaded.edit_data(Table(path=str(write_table(tmp_path / "sides.csv"))), "Learn")
    until(lambda: loaded.reading == 0.4)
    loaded.cancel_reading()
    assert said == [("Reading was cancelled; the data stays as it was.", "info")]
    assert shown == [before]  # so that editors return to it
    until(lambda: loaded.reading is None and loaded.resting)
    assert told == [0.4, None]
    assert loaded.experiment == before
    assert loaded.snapshot is not None
    assert (loaded.phase, loaded.snapshot.step) == (Phase.PAUSED, 1)


def test_a_table_that_has_to_wait_for_a_run_is_read_in_the_end(
    loaded: Session, until: Until, tmp_path: Path, slow_tables: Event
) -> None:
    table = Table(path=str(write_table(tmp_path / "sides.csv")))
    loaded.edit_data(table, "Learn")
    until(lambda: loaded.reading is not None)
    loaded.reset()
    until(lambda: loaded.phase is Phase.PAUSED)
    slow_tables.set()
    until(lambda: loaded.experiment.data == table)


def test_a_batch_larger_than_the_table_is_refused(
    loaded: Session, until: Until, tmp_path: Path
) -> None:
    loaded.edit_data(Table(path=str(write_table(tmp_path / "sides.csv"))), "Learn")
    until(lambda: isinstance(loaded.experiment.data, Table))
    before = loaded.experiment
    training = replace(before.training, batch_size=1000)
    with pytest.raises(ExperimentError) as caught:
        loaded.edit(replace(before, training=training), "Change batch size")
    assert caught.value.path == "training.batch_size"
    assert loaded.experiment == before


def test_the_speed_is_told(session: Session) -> None:
    told: list[float | None] = []
    session.speed_changed.connect(told.append)
    session.set_speed(None)
    session.set_speed(10.0)
    assert told == [None, 10.0]
    assert session.speed == 10.0


def test_a_twin_begins_with_the_run_and_keeps_its_step(
    loaded: Session, experiment: Experiment, until: Until
) -> None:
    loaded.play()
    until(lambda: step_of(loaded) > 3)
    told: list[object] = []
    loaded.twin_changed.connect(told.append)
    loaded.set_twin(experiment)
    assert told == [experiment]
    until(lambda: step_of(loaded) == 0 and loaded.phase is Phase.PAUSED)
    loaded.edit(with_rate(experiment, 0.3), "Change learning rate")
    loaded.step(StepUnit.EPOCH)
    until(lambda: loaded.snapshot is not None and twin_step(loaded) == step_of(loaded) == 5)
    loaded.set_twin(None)
    until(lambda: loaded.snapshot is not None and loaded.snapshot.twin is None)


def test_another_experiment_ends_the_twin(loaded: Session, experiment: Experiment) -> None:
    loaded.set_twin(experiment)
    loaded.new(with_noise(experiment, 0.2))
    assert loaded.twin is None


def twin_step(session: Session) -> int | None:
    twin = session.snapshot.twin if session.snapshot else None
    return twin.step if twin else None
