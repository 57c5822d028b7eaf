"""A class balance shows the real counts of training and test samples."""

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.look.appearance import Appearance
from app.panels.class_balance import ClassBalance
from app.panels.data_panel import DataPanel
from app.session.session import Session
from engine.data.dataset import Facts
from engine.experiment.data import Bumps

Settle = Callable[[Callable[[], bool]], None]


def facts(*counts: tuple[int, int]) -> Facts:
    names = tuple(f"<c{index}>" for index in range(len(counts)))
    train, test = tuple(a for a, _ in counts), tuple(b for _, b in counts)
    return Facts(
        "classification",
        names,
        ("t",),
        ("x",),
        ("x",),
        sum(train),
        sum(test),
        class_counts=(train, test),
    )


def test_counts_stand_in_bars_tooltip_and_description(qtbot: QtBot) -> None:
    balance = ClassBalance()
    qtbot.addWidget(balance)
    balance.show_facts(facts((70, 30), (7, 3)), 2)
    assert balance.train.parts == (70, 7)
    assert balance.test.parts == (30, 3)
    assert "&lt;c0&gt;" in balance.toolTip()
    assert balance.accessibleDescription().startswith("<c0>: 70 for training, 30 for testing; <c1>")


def test_without_test_samples_there_is_one_bar(qtbot: QtBot) -> None:
    balance = ClassBalance()
    qtbot.addWidget(balance)
    balance.show()
    balance.show_facts(facts((2, 0), (2, 0)), 2)
    assert not balance.test.isVisible()


def test_of_many_classes_the_first_are_named(qtbot: QtBot) -> None:
    balance = ClassBalance()
    qtbot.addWidget(balance)
    balance.show_facts(facts(*[(1, 1)] * 60), 60)
    assert len(balance.train.parts) == 60
    assert "48 more" in balance.toolTip()


def test_other_classes_are_not_shown_by_the_counts_of_former_ones(qtbot: QtBot) -> None:
    balance = ClassBalance()
    qtbot.addWidget(balance)
    balance.show_facts(facts((1, 1), (1, 1)), 2)
    balance.show_facts(None, 2)
    assert balance.train.parts == (1, 1)
    balance.show_facts(None, 3)
    assert balance.train.parts == ()
    assert balance.accessibleDescription() == ""


def test_the_panel_shows_what_the_trainer_counted(
    session: Session, appearance: Appearance, qtbot: QtBot, settle: Settle
) -> None:
    panel = DataPanel(session, appearance)
    qtbot.addWidget(panel)
    settle(lambda: session.facts is not None)
    assert panel.balance.train.parts == (35, 35)
    assert panel.balance.test.parts == (15, 15)
    session.edit_data(Bumps(), "Learn bumps")
    assert panel.balance.isHidden()
