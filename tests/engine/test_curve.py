"""The curve keeps every point, in whatever pieces it comes; with a limit, those that matter."""

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from engine.curve import Curve, Metrics


def metrics(epoch: int) -> Metrics:
    return Metrics(epoch, 10 * epoch, 1 / (epoch + 1), 2.0, 0.5, float("nan"), 0.1 * epoch)


def grown(curve: Curve, losses: NDArray[np.float64]) -> Curve:
    """Return the curve with one more point for each training loss, ten steps apart."""
    for epoch, loss in enumerate(losses):
        curve.append(replace(metrics(epoch), train_loss=float(loss)))
    return curve


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


def test_truncating_forgets_what_was_measured_after_a_step() -> None:
    curve = Curve()
    for epoch in range(10):
        curve.append(metrics(epoch))
    assert curve.until(35)[:, 0].tolist() == [0, 1, 2, 3]
    assert curve.until(30)[:, 0].tolist() == [0, 1, 2, 3]
    curve.truncate(30)
    curve.append(metrics(77))
    assert curve.column("epoch").tolist() == [0, 1, 2, 3, 77]


def test_the_version_rises_when_points_are_taken_away_and_only_then() -> None:
    curve = grown(Curve(), np.zeros(300))
    assert curve.version == 0
    curve.truncate(10 * 299)
    assert (len(curve), curve.version) == (300, 0)
    curve.truncate(10 * 298)
    assert (len(curve), curve.version) == (299, 1)


def test_a_copy_and_its_original_go_on_without_each_other() -> None:
    curve = grown(Curve(), np.zeros(200))
    early, other = curve.copy(), curve.copy()
    other.append(metrics(500))
    for epoch in range(200, 300):
        curve.append(metrics(epoch))
    curve.truncate(1000)
    curve.append(metrics(400))
    assert early.column("epoch").tolist() == list(range(200))
    assert other.column("epoch").tolist() == [*range(200), 500]
    assert curve.column("epoch").tolist() == [*range(101), 400]


def test_a_copy_shares_the_memory_of_its_points() -> None:
    curve = grown(Curve(), np.zeros(200))
    early = curve.copy()
    curve.append(metrics(200))
    assert np.shares_memory(early.column("step"), curve.column("step"))


@pytest.fixture
def noise() -> NDArray[np.float64]:
    """Return 5,000 losses, each another."""
    return np.random.default_rng(1).permutation(5000) / 5000


@pytest.mark.parametrize("piece", [1, 7, 5000])
def test_with_a_limit_no_more_points_are_kept_and_they_are_as_measured(
    noise: NDArray[np.float64], piece: int
) -> None:
    whole, curve = grown(Curve(), noise), Curve(limit=64)
    for start in range(0, 5000, piece):
        curve.extend(whole.since(start)[:piece])
        assert len(curve) <= 64
    epochs = curve.column("epoch").astype(int)
    assert np.all(np.diff(epochs) > 0)
    assert np.array_equal(curve.since(0), whole.since(0)[epochs], equal_nan=True)
    assert epochs[0] == 0
    assert epochs[-32:].tolist() == list(range(4968, 5000))


def test_in_each_thinned_run_the_least_and_the_greatest_loss_are_kept(
    noise: NDArray[np.float64],
) -> None:
    curve = Curve(limit=64)
    for point in grown(Curve(), noise).since(0):
        curve.extend(point[None])
    kept = set(curve.column("epoch").astype(int).tolist())
    # 5,000 epochs in at most 64 / 8 runs: 1,024 to a run. What came last is not thinned so far.
    for start in range(0, 4096, 1024):
        run = noise[start : start + 1024]
        assert {start + int(run.argmin()), start + int(run.argmax())} <= kept


def test_a_spike_long_ago_stays_in_sight() -> None:
    losses = np.ones(3000)
    losses[700] = 50.0
    curve = grown(Curve(limit=32), losses)
    assert curve.column("train_loss").max() == 50.0
    assert 700 in curve.column("epoch")


def test_a_point_that_is_no_number_goes_through() -> None:
    losses = np.ones(3000)
    losses[0] = np.nan
    curve = grown(Curve(limit=32), losses)
    assert np.isnan(curve.at(0).train_loss)
    assert np.isfinite(curve.column("train_loss")[1:]).all()
