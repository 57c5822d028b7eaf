"""A read-out keeps its width while its number changes."""

from pytestqt.qtbot import QtBot

from app.widgets.readout import ReadOut


def test_the_width_is_that_of_the_sample(qtbot: QtBot) -> None:
    read_out = ReadOut("Loss", "0.00000")
    qtbot.addWidget(read_out)
    widths = set()
    for text in ("–", "0.1", "0.03125", "1.11111"):
        read_out.set_value(text)
        widths.add(read_out.sizeHint().width())
    assert len(widths) == 1
    assert read_out.value == "1.11111"


def test_it_is_read_aloud_with_its_caption(qtbot: QtBot) -> None:
    read_out = ReadOut("Test accuracy", "100.0 %")
    qtbot.addWidget(read_out)
    read_out.set_value("98.4 %")
    assert read_out.accessibleName() == "Test accuracy: 98.4 %"
