"""Pages of samples and the scatter: order, filters, and what is said of each."""

import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Slope
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import Training
from engine.probes import ConfusionMatrix, SamplePage, SampleRows, ScatterPoints
from engine.probes.samples import AT_ONCE
from engine.run import Run
from tests.engine.experiments import spiral
from tests.engine.pictures import run_on, stripes_run
from tests.engine.probes.deep import normal_data


@pytest.fixture
def run(backend: str) -> Run:
    made = Run(spiral(), backend=backend)
    made.train(60)
    return made


def page(run: Run, **choices: object) -> SamplePage:
    return SampleRows(seconds=AT_ONCE, hurried=True, count=1000, **choices).measure(run)  # type: ignore[arg-type]


def test_pages_follow_the_data(run: Run) -> None:
    data = run.dataset
    for start in (0, 130, 490):
        part = SampleRows(start, 20, seconds=AT_ONCE).measure(run)
        numbers = np.arange(start, min(start + 20, 500))
        assert part.total == 500
        assert part.said.numbers.tolist() == numbers.tolist()
        assert np.array_equal(part.values, data.columns[numbers])
        assert np.array_equal(part.said.targets, data.targets[numbers])
        assert np.array_equal(part.said.is_test, np.isin(numbers, data.test))
    assert len(SampleRows(500, 20).measure(run).said.numbers) == 0


def test_the_largest_loss_comes_first(run: Run) -> None:
    losses = page(run, order="loss").said.losses
    assert (np.diff(losses) <= 0).all()
    assert len(losses) == 500


@pytest.mark.parametrize("share", ["train", "test"])
def test_a_share_has_its_samples_alone(run: Run, share: str) -> None:
    numbers = run.dataset.train if share == "train" else run.dataset.test
    assert page(run, share=share).said.numbers.tolist() == sorted(numbers.tolist())


def test_the_misclassified_are_those_that_are(run: Run) -> None:
    said = page(run, wrong_only=True, order="loss").said
    metrics = run.evaluate()
    right = metrics.train_accuracy * 350 + metrics.test_accuracy * 150
    assert len(said.numbers) == round(500 - right) > 0
    assert said.wrong.all()
    assert (said.said != said.targets).all()


def test_the_confused_are_those_that_the_matrix_counts(run: Run) -> None:
    counts = ConfusionMatrix("test").measure(run).counts
    for true, predicted in np.ndindex(*counts.shape):
        said = page(run, share="test", confused=(true, predicted)).said
        assert len(said.numbers) == counts[true, predicted]
        assert (said.targets == true).all()
        assert (said.said == predicted).all()
        assert said.is_test.all()


def test_without_answers_or_classes_nothing_is_confused() -> None:
    fresh = SampleRows(confused=(0, 0), seconds=0.0).measure(Run(spiral()))
    assert fresh.total == 0
    slope = Experiment(
        Slope(samples=40),
        NetworkSpec((Dense(1),)),
        Training(loss="mean_squared_error", batch_size=10),
    )
    assert page(Run(slope), confused=(0, 1)).total == 0


def test_before_there_are_answers_the_order_is_the_datas(backend) -> None:
    fresh = Run(spiral(), backend=backend)
    first = SampleRows(0, 10, order="loss", seconds=0.0).measure(fresh)
    assert first.said.numbers.tolist() == list(range(10))
    assert np.isnan(first.said.losses).all()
    assert not first.said.is_known
    assert first.said.progress < 1
    fresh = Run(spiral(), backend=backend)
    assert SampleRows(0, 10, wrong_only=True, seconds=0.0).measure(fresh).total == 0


def test_bytes_stay_bytes(backend) -> None:
    assert page(stripes_run(backend=backend)).values.dtype == np.uint8


def test_scattered_columns_are_the_datas(run: Run) -> None:
    scattered = ScatterPoints(1, 0, seconds=AT_ONCE, hurried=True).measure(run)
    assert np.allclose(scattered.points, run.dataset.columns[:, ::-1])
    assert scattered.explained is None
    assert np.array_equal(scattered.said.wrong, page(run).said.wrong)
    assert np.allclose(ScatterPoints(0, 9).measure(run).points, run.dataset.columns)


def test_many_samples_are_represented_by_some(run: Run) -> None:
    some = ScatterPoints(samples=50).measure(run)
    assert some.total == 500
    assert len(some.points) == 50
    assert some.said.numbers[[0, -1]].tolist() == [0, 499]


def test_principal_components_are_those_of_the_scaled_training_inputs(backend) -> None:
    run = run_on(normal_data(samples=200, columns=5), (Dense(2),), backend)
    x = to_host(run.samples.x_train).astype(float)
    spread, directions = np.linalg.eigh(np.cov(x.T))
    found = ScatterPoints(principal=True).measure(run)
    assert found.explained == pytest.approx(spread[::-1][:2] / spread.sum(), rel=1e-4)
    along = (x - x.mean(axis=0)) @ directions[:, ::-1][:, :2]
    assert np.abs(found.points) == pytest.approx(np.abs(along), abs=1e-4)
    assert found.fitted == 200
