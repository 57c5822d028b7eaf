"""The confusion matrix against counting by hand."""

import msgspec
import numpy as np
import pytest

from engine.arrays import to_host
from engine.experiment.data import Blobs, Bumps, Gate
from engine.experiment.experiment import Experiment
from engine.experiment.network import Dense, NetworkSpec
from engine.experiment.training import Training
from engine.probes import Confusion, ConfusionMatrix
from engine.run import Run
from tests.engine.experiments import spiral


@pytest.mark.parametrize("share", ["train", "test"])
def test_rows_are_true_classes_and_columns_are_answers(share, backend) -> None:
    data = Blobs(classes=4, noise=0.3)
    run = Run(Experiment(data=data, network=NetworkSpec((Dense(4),))), backend=backend)
    run.train(8)
    counts = np.zeros((4, 4), dtype=int)
    samples = run.dataset.train if share == "train" else run.dataset.test
    x = run.dataset.preparation.inputs(run.dataset.columns[samples]).astype(np.float32)
    answers = to_host(run.network.predict(np.asarray(x, like=run.network.parameters)))
    for sample, scores in zip(samples, answers, strict=True):
        counts[run.dataset.targets[sample], scores.argmax()] += 1
    measured = ConfusionMatrix(share).measure(run)
    assert measured.counts.tolist() == counts.tolist()
    metrics = run.evaluate()
    accuracy = metrics.train_accuracy if share == "train" else metrics.test_accuracy
    assert measured.counts.trace() / len(samples) == pytest.approx(accuracy)
    assert ConfusionMatrix(share, samples=30).measure(run).counts.sum() == 30


def test_one_output_for_two_classes_is_counted_too(backend) -> None:
    network, training = NetworkSpec((Dense(1),)), Training(loss="binary_cross_entropy")
    run = Run(
        msgspec.structs.replace(spiral(), network=network, training=training), backend=backend
    )
    run.train(20)
    counts = ConfusionMatrix("train").measure(run).counts
    assert counts.shape == (2, 2)
    assert counts.trace() / counts.sum() == pytest.approx(run.evaluate().train_accuracy)


def test_precision_and_recall() -> None:
    confusion = Confusion(np.array([[3, 1, 0], [1, 5, 0], [0, 0, 0]]))
    assert confusion.precision == pytest.approx([3 / 4, 5 / 6, np.nan], nan_ok=True)
    assert confusion.recall == pytest.approx([3 / 4, 5 / 6, np.nan], nan_ok=True)
    lopsided = Confusion(np.array([[2, 2], [0, 4]]))
    assert lopsided.precision == pytest.approx([1, 4 / 6])
    assert lopsided.recall == pytest.approx([1 / 2, 1])


def test_numbers_are_not_confused_and_no_samples_give_no_counts(backend) -> None:
    numbers = Experiment(
        data=Bumps(), network=NetworkSpec((Dense(1),)), training=Training("mean_squared_error")
    )
    assert ConfusionMatrix().measure(Run(numbers, backend=backend)) is None
    gate = Experiment(
        data=Gate(), network=NetworkSpec((Dense(2),)), training=Training(batch_size=4)
    )
    counts = ConfusionMatrix("test").measure(Run(gate, backend=backend)).counts
    assert counts.tolist() == [[0, 0], [0, 0]]
