"""Progress is a bar for a person, and a line now and then for a file."""

import io
import math

from app.headless.progress import ByteLines, CountBar, ProgressBar, ProgressLines, losses
from engine.curve import Metrics

POINT = Metrics(3, 30, 0.5, 0.25, 0.9, 0.8, 1.0)


def test_losses_are_named() -> None:
    assert losses(POINT) == "train loss 0.5, test loss 0.25"
    without_test = Metrics(3, 30, 0.5, math.nan, 0.9, math.nan, 1.0)
    assert losses(without_test) == "train loss 0.5"


def test_lines_tell_the_first_epoch_and_then_wait() -> None:
    stream = io.StringIO()
    lines = ProgressLines(10, stream, seconds=3600)
    lines.show(POINT)
    lines.show(Metrics(4, 40, 0.4, 0.2, 0.9, 0.8, 1.1))
    lines.close()
    assert stream.getvalue() == "epoch 3 of 10: train loss 0.5, test loss 0.25\n"


def test_without_a_pause_every_epoch_is_told() -> None:
    stream = io.StringIO()
    lines = ProgressLines(10, stream, seconds=0)
    for epoch in (1, 2, 3):
        lines.show(Metrics(epoch, 10 * epoch, 0.5, 0.25, 0.9, 0.8, 1.0))
    assert len(stream.getvalue().splitlines()) == 3


def test_the_bar_stands_at_the_epoch_with_the_losses() -> None:
    stream = io.StringIO()
    bar = ProgressBar(10, stream)
    bar.show(POINT)
    bar.close()
    last = stream.getvalue().rstrip().rpartition("\r")[2]
    assert "3/10" in last
    assert "train loss 0.5, test loss 0.25" in last


def test_of_a_download_each_tenth_is_told() -> None:
    stream = io.StringIO()
    lines = ByteLines(2_000_000, stream)
    for done in (0, 100_000, 210_000, 220_000, 2_000_000):
        lines.show(done)
    lines.close()
    assert stream.getvalue().splitlines() == ["0 % of 2.0 MB", "10 % of 2.0 MB", "100 % of 2.0 MB"]


def test_the_bar_of_a_download_stands_at_its_bytes() -> None:
    stream = io.StringIO()
    bar = CountBar(2_000_000, "B", stream)
    bar.show(500_000)
    bar.show(1_000_000)
    bar.close()
    last = stream.getvalue().rstrip().rpartition("\r")[2]
    assert "50%" in last
    assert "1.00M/2.00M" in last
