"""What hands do to weights is taken back and done again, in the order of all edits."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from app.session.session import Session
from app.session.weight_edit import HandEdit
from app.trainer.messages import SetWeights
from engine.experiment.network import Dense, NetworkSpec, ReLU
from engine.probes import HeldWeights, WeightValues

Settle = Callable[[Callable[[], bool]], None]
PLACE = ("0.dense.bias", (0,))


def hand(value: float, before: float = 0.0, merge: str = "") -> HandEdit:
    return HandEdit(
        (SetWeights(*PLACE, value, True),),
        (SetWeights(*PLACE, before), SetWeights(*PLACE, held=False)),
        f"Set to {value:g}",
        merge,
    )


@pytest.fixture
def loaded(session: Session, settle: Settle) -> Session:
    settle(lambda: session.snapshot is not None and session.snapshot.loaded is not None)
    return session


def weight(session: Session) -> tuple[float, bool] | None:
    """The bias, and whether it is frozen, as the trainer tells of them."""
    snapshot = session.snapshot
    if snapshot is None or WeightValues() not in snapshot.probes:
        return None
    mask = snapshot.probes.get(HeldWeights(), {}).get(PLACE[0])
    is_held = mask is not None and bool(mask[0])
    return float(snapshot.probes[WeightValues()][PLACE[0]][0]), is_held


def becomes(session: Session, value: float, is_held: bool, settle: Settle) -> None:
    def is_so() -> bool:
        session.tick((WeightValues(), HeldWeights()))
        return weight(session) == (value, is_held)

    settle(is_so)


def test_undo_puts_the_old_value_back_and_lets_it_train_again(
    loaded: Session, settle: Settle
) -> None:
    loaded.set_weights(hand(2.5))
    becomes(loaded, 2.5, True, settle)
    assert loaded.undo_stack.undoText() == "Set to 2.5"
    loaded.undo_stack.undo()
    becomes(loaded, 0.0, False, settle)
    loaded.undo_stack.redo()
    becomes(loaded, 2.5, True, settle)


def test_a_drag_is_one_entry(loaded: Session, settle: Settle) -> None:
    for value in (1.0, 2.0, 3.0):
        loaded.set_weights(hand(value, merge="a drag"))
    assert loaded.undo_stack.count() == 1
    loaded.undo_stack.undo()
    becomes(loaded, 0.0, False, settle)
    loaded.undo_stack.redo()
    becomes(loaded, 3.0, True, settle)


def test_hands_on_weights_leave_nothing_to_save(loaded: Session) -> None:
    loaded.set_weights(hand(2.5))
    assert not loaded.modified


def test_of_a_run_that_has_started_again_nothing_is_taken_back(
    loaded: Session, settle: Settle
) -> None:
    loaded.set_weights(hand(2.5))
    network = NetworkSpec((Dense(3), ReLU(), Dense(2)))
    loaded.edit(replace(loaded.experiment, network=network), "Change layers")
    loaded.undo_stack.undo()
    said: list[str] = []
    loaded.said.connect(lambda text, level: said.append(text))
    loaded.undo_stack.undo()
    assert said == ["The run whose weights these were has started again."]
    assert loaded.undo_stack.count() == 1
    becomes(loaded, 0.0, False, settle)
