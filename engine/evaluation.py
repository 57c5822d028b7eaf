"""An evaluation measures the loss and the accuracy of a network on all samples."""

import numpy as np

from engine.arrays import Array, full
from engine.network import Network
from engine.samples import Samples


def evaluate(network: Network, samples: Samples) -> tuple[Array, Array, Array, Array]:
    """Training loss, test loss, training accuracy, test accuracy: one number for each replica.

    NaN where there are no samples.
    """
    with np.errstate(all="ignore"):
        train = measure(network, samples.x_train, samples.t_train)
        test = measure(network, samples.x_test, samples.t_test)
    return train[0], test[0], train[1], test[1]


def measure(network: Network, x: Array, t: Array) -> tuple[Array, Array]:
    """Loss and accuracy on x (batch, ...) and t (batch, outputs), for each replica."""
    if not len(x):
        nothing = full(network.parameters.shape[:-1], np.nan, network.parameters)
        return nothing, nothing
    loss, code = network.loss_function, network.code
    scores = network.scores(x)
    # The largest score is the largest probability too; a single output needs its threshold.
    output = scores if code.outputs > 1 else loss.output(scores)
    return loss.value(scores, t), code.accuracy(output, t)
