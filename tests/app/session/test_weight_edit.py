"""What hands do to weights is taken back and done again, in the order of all edits."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from app.session.session import Session
from app.session.weight_edit import HandEdit
from app.trainer.messages import SetWeights
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.probes import HeldWeights, WeightValues

PLACE = ("0.dense.bias", (0,))


def hand(value: float, before: float = 0.0, merge: str = "") -> HandEdit:
    return HandEdit(
        (SetWeights(*PLACE, value, True),),
        (SetWeights(*PLACE, before), SetWeights(*PLACE, held=False)),
        f"Set to {value:g}",
        merge,
    )


class Watched:
    """A session that is asked for weights, and for nothing else."""

    def __init__(self, session: Session, qtbot: QtBot) -> None:
        self.session, self._qtbot = session, qtbot
        self.settle(lambda: weight(session) is not None)

    def settle(self, is_so: Callable[[], bool]) -> None:
        def ticked() -> bool:
            self.session.tick((WeightValues(), HeldWeights()))
            return is_so()

        self._qtbot.waitUntil(ticked, timeout=20_000)

    def becomes(self, value: float, is_held: bool) -> None:
        self.settle(lambda: weight(self.session) == (value, is_held))


@pytest.fixture
def loaded(session: Session, qtbot: QtBot) -> Watched:
    return Watched(session, qtbot)


def weight(session: Session) -> tuple[float, bool] | None:
    """The bias, and whether it is frozen, as the trainer tells of them."""
    snapshot = session.snapshot
    if snapshot is None or WeightValues() not in snapshot.probes:
        return None
    mask = snapshot.probes.get(HeldWeights(), {}).get(PLACE[0])
    is_held = mask is not None and bool(mask[0])
    return float(snapshot.probes[WeightValues()][PLACE[0]][0]), is_held


def test_undo_puts_the_old_value_back_and_lets_it_train_again(loaded: Watched) -> None:
    loaded.session.set_weights(hand(2.5))
    loaded.becomes(2.5, True)
    assert loaded.session.undo_stack.undoText() == "Set to 2.5"
    loaded.session.undo_stack.undo()
    loaded.becomes(0.0, False)
    loaded.session.undo_stack.redo()
    loaded.becomes(2.5, True)


def test_a_drag_is_one_entry(loaded: Watched) -> None:
    for value in (1.0, 2.0, 3.0):
        loaded.session.set_weights(hand(value, merge="a drag"))
    assert loaded.session.undo_stack.count() == 1
    loaded.session.undo_stack.undo()
    loaded.becomes(0.0, False)
    loaded.session.undo_stack.redo()
    loaded.becomes(3.0, True)


def test_hands_on_weights_leave_nothing_to_save(loaded: Watched) -> None:
    loaded.session.set_weights(hand(2.5))
    assert not loaded.session.modified


def test_of_a_run_that_has_started_again_nothing_is_taken_back(loaded: Watched) -> None:
    loaded.session.set_weights(hand(2.5))
    network = NetworkSpec((Dense(3), ReLU(), Dense(2)))
    loaded.session.edit(replace(loaded.session.experiment, network=network), "Change layers")
    loaded.session.undo_stack.undo()
    said: list[str] = []
    loaded.session.said.connect(lambda text, level: said.append(text))
    loaded.session.undo_stack.undo()
    assert said == ["The run whose weights these were has started again."]
    assert loaded.session.undo_stack.count() == 1
    loaded.becomes(0.0, False)
