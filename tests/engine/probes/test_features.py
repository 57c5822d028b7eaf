"""The spread of features before and after preparation, against NumPy."""

from pathlib import Path

import numpy as np
import pytest

from engine.experiment.data import Spiral, Table
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, Flatten, NetworkSpec
from engine.experiment.training import Training
from engine.probes import ClassCounts, FeatureHistograms, FeatureSpread, MeanImages, TargetBalance
from engine.run import Run
from tests.engine.pictures import dataset, run_on, stripes, stripes_run


def plane_run(**settings: object) -> Run:
    data = Spiral(**settings)  # type: ignore[arg-type]
    return Run(Experiment(data=data, network=NetworkSpec((Dense(2),))))


@pytest.fixture
def prices(tmp_path: Path) -> Run:
    rng = np.random.default_rng(1)
    rows = [f"{a:.3f},7,{100 + 30 * a:.3f}" for a in rng.normal(size=60)]
    path = tmp_path / "prices.csv"
    path.write_text("\n".join(["size,rooms,price", *rows]), encoding="utf-8")
    training = Training(loss="mean_squared_error", batch_size=10)
    data = Table(path=str(path), task="regression", scaling="standardize")
    return Run(Experiment(data, NetworkSpec((Dense(1),)), training))


def test_a_table_feature_before_and_after(prices: Run) -> None:
    data = prices.dataset
    size, rooms = FeatureHistograms(bins=10).measure(prices)
    assert (size.name, rooms.name) == ("size", "rooms")
    train, test = data.columns[data.train, 0], data.columns[data.test, 0]
    over = (data.columns[:, 0].min(), data.columns[:, 0].max())
    assert size.raw.train.counts.tolist() == np.histogram(train, 10, over)[0].tolist()
    assert size.raw.test.counts.tolist() == np.histogram(test, 10, over)[0].tolist()
    assert (size.raw.mean, size.raw.deviation) == pytest.approx((train.mean(), train.std()))
    assert (size.prepared.mean, size.prepared.deviation) == pytest.approx((0, 1), abs=1e-12)
    seen = data.preparation.inputs(data.columns)[:, 0]
    assert (size.prepared.train.low, size.prepared.train.high) == pytest.approx(
        (seen.min(), seen.max())
    )
    assert rooms.raw.train.counts.sum() == len(data.train)
    assert rooms.prepared.deviation == 0


def test_the_planes_features_are_the_functions_that_the_network_sees() -> None:
    run = plane_run(inputs=("x1", "sin(x2)"), scaling="standardize")
    x1, sine = FeatureHistograms().measure(run)
    train = run.dataset.columns[run.dataset.train]
    assert (x1.name, sine.name) == ("x₁", "sin x₂")
    assert x1.raw.mean == pytest.approx(train[:, 0].mean())
    assert sine.raw.deviation == pytest.approx(np.sin(train[:, 1]).std())
    assert sine.prepared.deviation == pytest.approx(1)
    assert [f.name for f in FeatureHistograms(first=1, count=5).measure(run)] == ["sin x₂"]


def test_bytes_are_counted_like_numbers() -> None:
    run = stripes_run()
    data = run.dataset
    (pixels,) = FeatureHistograms(bins=16).measure(run)
    train = data.columns[data.train].astype(float)
    over = (float(data.columns.min()), float(data.columns.max()))
    assert pixels.raw.train.counts.tolist() == np.histogram(train, 16, over)[0].tolist()
    assert (pixels.raw.mean, pixels.raw.deviation) == pytest.approx((train.mean(), train.std()))
    assert pixels.prepared.mean == pytest.approx(train.mean() / 255)
    assert pixels.prepared.train.high == pytest.approx(1)


def test_sequences_have_a_feature_for_each_number_of_a_step() -> None:
    rng = np.random.default_rng(0)
    pairs = rng.normal(size=(30, 4, 2))
    data = dataset(pairs.reshape(30, 8), np.arange(30) % 2, "sequences", (4, 2), 10)
    first, second = FeatureHistograms().measure(run_on(data, (Flatten(), Dense(2))))
    assert first.raw.mean == pytest.approx(pairs[:20, :, 0].mean())
    assert second.raw.train.counts.sum() == 20 * 4


def test_the_class_balance() -> None:
    run = plane_run(samples=100, test_share=0.3)
    balance = TargetBalance().measure(run)
    assert isinstance(balance, ClassCounts)
    assert (balance.train.tolist(), balance.test.tolist()) == ([35, 35], [15, 15])


def test_the_balance_of_values_is_their_spread(prices: Run) -> None:
    balance = TargetBalance(bins=5).measure(prices)
    assert isinstance(balance, FeatureSpread)
    train = prices.dataset.targets[prices.dataset.train, 0]
    assert balance.name == "price"
    assert balance.raw.mean == pytest.approx(train.mean())
    assert balance.prepared.deviation == pytest.approx(1)


def test_mean_images() -> None:
    run = stripes_run()
    data = stripes()
    train = data.columns[data.train].astype(float)
    means = MeanImages().measure(run)
    assert means is not None
    assert means.shape == (4, 1, 6, 6)
    assert means[0] == pytest.approx(train.mean(axis=0).reshape(1, 6, 6), rel=1e-5)
    of_class = train[data.targets[data.train] == 2].mean(axis=0)
    assert means[3] == pytest.approx(of_class.reshape(1, 6, 6), rel=1e-5)
    assert MeanImages().measure(plane_run()) is None


def test_what_never_changes_is_measured_once() -> None:
    run = stripes_run()
    assert FeatureHistograms().measure(run)[0] is FeatureHistograms().measure(run)[0]
    again = run_on(run.dataset, (Flatten(), Dense(3)))
    assert TargetBalance().measure(again) is TargetBalance().measure(run)
