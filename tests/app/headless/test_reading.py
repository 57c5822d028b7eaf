"""Reading data is shown on a terminal where it lasts, and in lines elsewhere."""

import io

import pytest

from app.headless import reading
from app.headless.reading import read
from engine.experiment.data import Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def experiment(tmp_path) -> Experiment:
    path = tmp_path / "table.csv"
    path.write_text("x,t\n" + "".join(f"{i},{i % 2}\n" for i in range(30_000)))
    return Experiment(data=Table(path=str(path)), network=NetworkSpec((Dense(2),)))


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_of_a_short_reading_nothing_is_said(experiment, stream, monkeypatch) -> None:
    monkeypatch.setattr(reading, "SOON", 3600.0)
    assert read(experiment, stream).facts.train_samples == 21_000
    assert stream.getvalue().strip() == ""


def test_a_long_one_is_told_in_lines(experiment, monkeypatch) -> None:
    monkeypatch.setattr(reading, "EVERY", 0.0)
    stream = io.StringIO()
    read(experiment, stream)
    lines = stream.getvalue().splitlines()
    assert len(lines) > 1
    assert lines[-1] == "reading data: 100%"


def test_at_a_terminal_a_bar_is_drawn_and_taken_away(experiment, monkeypatch) -> None:
    monkeypatch.setattr(reading, "SOON", 0.0)
    stream = Terminal()
    read(experiment, stream)
    assert "reading data:" in stream.getvalue()
    assert stream.getvalue().endswith("\r")
