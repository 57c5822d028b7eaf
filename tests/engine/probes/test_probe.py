"""What holds for every probe: it is a value, it fits every layer, and it changes no number."""

import pickle

import numpy as np
import pytest

from engine.experiment.data import Gate, Gauss
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    GRU,
    LSTM,
    RNN,
    AnyLayer,
    AveragePooling,
    BatchNorm,
    Conv2D,
    Dense,
    Dropout,
    Embedding,
    Flatten,
    LayerNorm,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
    Tanh,
)
from engine.experiment.training import NAdam, Training
from engine.health import HealthCheck
from engine.probes import (
    ConfusionMatrix,
    DecisionSurface,
    FeatureHistograms,
    GradientMagnitudes,
    HiddenEmbedding,
    LayerActivations,
    LayerGradients,
    LearningRate,
    MeanImages,
    NeuronMaps,
    OneSample,
    Predictions,
    PrincipalPlane,
    Probe,
    SampleRows,
    ScatterPoints,
    TargetBalance,
    UpdateSizes,
    WeightImages,
    WeightSpreads,
    WeightValues,
)
from engine.run import Run
from tests.engine.experiments import spiral

PROBES: tuple[Probe, ...] = (
    DecisionSurface(10),
    NeuronMaps(4),
    WeightValues(),
    WeightImages(),
    GradientMagnitudes(),
    LayerGradients(),
    LayerActivations(),
    UpdateSizes(),
    ConfusionMatrix(),
    HiddenEmbedding(),
    SampleRows(order="loss", hurried=True),
    ScatterPoints(principal=True),
    FeatureHistograms(),
    TargetBalance(),
    MeanImages(),
    OneSample(3),
    PrincipalPlane(),
    DecisionSurface(6, components=True),
    Predictions(),
    WeightSpreads(),
    LearningRate(),
    HealthCheck(),
)
PICTURE: tuple[AnyLayer, ...] = (
    Dense(64),
    Reshape((1, 8, 8)),
    Conv2D(4, padding=1),
    BatchNorm(),
    Residual((Conv2D(4, padding=1), ReLU())),
    MaxPooling(2),
    LocallyConnected2D(2, size=2),
    AveragePooling(3),
    Flatten(),
    Dropout(0.3),
    Dense(2),
)
SEQUENCE: tuple[AnyLayer, ...] = (
    Embedding(2, 4),
    LSTM(4, "sequence"),
    GRU(3, "sequence"),
    RNN(6),
    LayerNorm(),
    Maxout(2),
    Dense(2),
)
POOLED: tuple[AnyLayer, ...] = (Dense(12), Tanh(), LpPooling(3), Residual((Dense(2),)), Dense(2))


def run_of(layers: tuple[AnyLayer, ...], backend) -> Run:
    data = Gate() if isinstance(layers[0], Embedding) else Gauss(samples=40)
    training = Training(optimizer=NAdam(), batch_size=4, l2=0.01)
    return Run(
        Experiment(data=data, network=NetworkSpec(layers), training=training), backend=backend
    )


@pytest.mark.parametrize("layers", [PICTURE, SEQUENCE, POOLED], ids=["picture", "sequence", "row"])
def test_measuring_changes_no_number_whatever_the_layers(
    layers: tuple[AnyLayer, ...], backend
) -> None:
    watched, alone = run_of(layers, backend), run_of(layers, backend)
    for _ in range(12):
        for probe in PROBES:
            probe.measure(watched)
        watched.step(), alone.step()
    one, other = watched.state(), alone.state()
    assert np.array_equal(one.parameters, other.parameters)
    assert np.array_equal(one.statistics, other.statistics)
    assert all(np.array_equal(one.buffers[name], other.buffers[name]) for name in one.buffers)
    assert one.generator == other.generator
    assert watched.batch_loss == alone.batch_loss


@pytest.mark.parametrize("layers", [PICTURE, SEQUENCE, POOLED], ids=["picture", "sequence", "row"])
def test_layers_are_measured_one_for_one(layers: tuple[AnyLayer, ...], backend) -> None:
    run = run_of(layers, backend)
    run.train(3)
    activations = LayerActivations().measure(run)
    gradients = LayerGradients().measure(run)
    for shape, spread in zip(run.network.shapes, activations.layers, strict=True):
        assert spread.histogram.counts.sum() == activations.samples * np.prod(shape)
    for shape, spread in zip(run.network.shapes, gradients.activations[1:], strict=True):
        assert spread.histogram.counts.sum() == 4 * np.prod(shape)
    assert list(UpdateSizes().measure(run)) == list(run.network.views)


@pytest.mark.parametrize("probe", PROBES, ids=lambda probe: type(probe).__name__)
def test_probes_and_their_results_travel(probe: Probe, backend) -> None:
    assert pickle.loads(pickle.dumps(probe)) == probe
    assert hash(probe) == hash(pickle.loads(pickle.dumps(probe)))
    run = Run(spiral(), backend=backend)
    run.train(3)
    result = probe.measure(run)
    assert repr(pickle.loads(pickle.dumps(result))) == repr(result)
