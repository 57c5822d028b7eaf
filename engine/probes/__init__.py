"""Probes: everything that can be measured on a run without changing it."""

from engine.probes.activations import Activations, ActivationSpread, LayerActivations
from engine.probes.batch_loss import BatchLoss, RecentBatches
from engine.probes.confusion import Confusion, ConfusionMatrix
from engine.probes.embedding import EmbeddedSamples, HiddenEmbedding
from engine.probes.features import (
    ClassCounts,
    FeatureHistograms,
    FeatureSpread,
    MeanImages,
    Spread,
    TargetBalance,
)
from engine.probes.gradients import (
    GradientMagnitudes,
    Gradients,
    GradientSpread,
    LayerGradients,
    Magnitude,
)
from engine.probes.held_weights import GradientValues, HeldWeights
from engine.probes.histogram import Histogram
from engine.probes.layer_tensors import LayerTensors
from engine.probes.learning_rate import LearningRate
from engine.probes.loss_landscape import LossLandscape
from engine.probes.one_sample import OneSample, SampleFlow
from engine.probes.plane import DecisionSurface, NeuronMaps, NeuronPictures, PrincipalPlane, Surface
from engine.probes.predictions import Predicted, Predictions
from engine.probes.probe import Probe
from engine.probes.recurrent_states import RecurrentStates
from engine.probes.rule_tensors import LossTensors, OptimizerTensors
from engine.probes.samples import Said, SamplePage, SampleRows
from engine.probes.scatter import ScatteredSamples, ScatterPoints
from engine.probes.step_stage import ShownStage, ShownTensor, StageName, StepStage
from engine.probes.updates import UpdateSize, UpdateSizes
from engine.probes.warped_grid import WarpedGrid, WarpedPlane
from engine.probes.weight_spread import WeightSpread, WeightSpreads
from engine.probes.weights import WeightImages, WeightPictures, WeightValues

__all__ = [
    "ActivationSpread",
    "Activations",
    "BatchLoss",
    "ClassCounts",
    "Confusion",
    "ConfusionMatrix",
    "DecisionSurface",
    "EmbeddedSamples",
    "FeatureHistograms",
    "FeatureSpread",
    "GradientMagnitudes",
    "GradientSpread",
    "GradientValues",
    "Gradients",
    "HeldWeights",
    "HiddenEmbedding",
    "Histogram",
    "LayerActivations",
    "LayerGradients",
    "LayerTensors",
    "LearningRate",
    "LossLandscape",
    "LossTensors",
    "Magnitude",
    "MeanImages",
    "NeuronMaps",
    "NeuronPictures",
    "OneSample",
    "OptimizerTensors",
    "Predicted",
    "Predictions",
    "PrincipalPlane",
    "Probe",
    "RecentBatches",
    "RecurrentStates",
    "Said",
    "SampleFlow",
    "SamplePage",
    "SampleRows",
    "ScatterPoints",
    "ScatteredSamples",
    "ShownStage",
    "ShownTensor",
    "Spread",
    "StageName",
    "StepStage",
    "Surface",
    "TargetBalance",
    "UpdateSize",
    "UpdateSizes",
    "WarpedGrid",
    "WarpedPlane",
    "WeightImages",
    "WeightPictures",
    "WeightSpread",
    "WeightSpreads",
    "WeightValues",
]
