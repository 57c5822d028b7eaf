"""An evaluation measures the loss and the accuracy of a network on all samples."""

import numpy as np

from engine.arrays import Array
from engine.losses import average
from engine.network import Network
from engine.samples import Samples
from engine.targets import TargetCode, r_squared, share


def evaluate(network: Network, samples: Samples) -> tuple[Array, Array, Array, Array]:
    """Training loss, test loss, training accuracy, test accuracy: one number for each replica.

    NaN where there are no samples.
    """
    loss, code, t, parts = network.loss_function, network.code, samples.t, samples.parts
    with np.errstate(all="ignore"):  # 0 / 0 where there are no samples
        # One pass for both shares: with a small network, beginning a pass takes longer than it.
        scores = network.scores(samples.x)
        terms = loss.terms(scores, t)
        # The largest score is the largest probability too; a single output needs its threshold.
        output = scores if code.outputs > 1 else loss.output(scores)
        train_loss, test_loss = (average(terms[..., part, :]) for part in parts)
        train_accuracy, test_accuracy = accuracies(code, output, t, parts)
    return train_loss, test_loss, train_accuracy, test_accuracy


def accuracies(code: TargetCode, output: Array, t: Array, parts: tuple[slice, ...]) -> list[Array]:
    """The accuracy on some parts of the rows of the output (..., n, outputs)."""
    if code.class_count == 0:
        return [r_squared(output[..., part, :], t[part]) for part in parts]
    is_right = code.is_right(output, t)
    return [share(is_right[..., part]) for part in parts]
