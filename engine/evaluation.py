"""An evaluation measures the loss and the accuracy of a network on all samples."""

import numpy as np

from engine.arrays import Array, full
from engine.losses import average
from engine.network import Network
from engine.samples import Samples
from engine.targets import TargetCode


def evaluate(network: Network, samples: Samples) -> tuple[Array, Array, Array, Array]:
    """Training loss, test loss, training accuracy, test accuracy: one number for each replica.

    NaN where there are no samples.
    """
    loss, code, count = network.loss_function, network.code, len(samples.t_train)
    with np.errstate(all="ignore"):
        # One pass for both shares: with a small network, beginning a pass takes longer than it.
        scores = network.scores(samples.x)
        terms = loss.terms(scores, samples.t)
        # The largest score is the largest probability too; a single output needs its threshold.
        output = scores if code.outputs > 1 else loss.output(scores)
        train = measure(code, terms[..., :count, :], output[..., :count, :], samples.t_train)
        test = measure(code, terms[..., count:, :], output[..., count:, :], samples.t_test)
    return train[0], test[0], train[1], test[1]


def measure(code: TargetCode, terms: Array, output: Array, t: Array) -> tuple[Array, Array]:
    """Loss and accuracy of a share from the terms of its loss, its output and its targets."""
    if not len(t):
        nothing = full(terms.shape[:-2], np.nan, terms)
        return nothing, nothing
    return average(terms), code.accuracy(output, t)
