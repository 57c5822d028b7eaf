"""The curve keeps every point, in whatever pieces it comes."""

import numpy as np
import pytest

from engine.curve import Curve, Metrics


def metrics(epoch: int) -> Metrics:
    return Metrics(epoch, 10 * epoch, 1 / (epoch + 1), 2.0, 0.5, float("nan"), 0.1 * epoch)


def test_points_come_back_as_they_went_in() -> None:
    curve = Curve()
    for epoch in range(1000):
        curve.append(metrics(epoch))
    assert len(curve) == 1000
    assert curve.column("epoch").tolist() == list(range(1000))
    last = curve.at(-1)
    assert (last.epoch, last.step, last.train_loss) == (999, 9990, pytest.approx(1 / 1000))
    assert np.isnan(last.test_accuracy)


def test_a_copy_is_kept_up_to_date_piece_by_piece() -> None:
    curve, copy = Curve(), Curve()
    for epoch in range(700):
        curve.append(metrics(epoch))
        if epoch % 97 == 0:
            copy.extend(curve.since(len(copy)))
    copy.extend(curve.since(len(copy)))
    assert np.array_equal(copy.since(0), curve.since(0), equal_nan=True)


def test_truncating_forgets_what_came_after() -> None:
    curve = Curve()
    for epoch in range(10):
        curve.append(metrics(epoch))
    curve.truncate(4)
    curve.append(metrics(77))
    assert curve.column("epoch").tolist() == [0, 1, 2, 3, 77]
