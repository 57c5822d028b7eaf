"""Layers for sequences as plain data: an embedding of tokens, and three that keep a state."""

from typing import Literal

from engine.experiment.checks import one_of, whole_between
from engine.experiment.layers.init import Init, Normal, check_init
from engine.experiment.layers.layer import Layer

SequenceOutput = Literal["last", "sequence"]


class Embedding(Layer, tag="embedding", frozen=True):
    """A vector of `size` numbers for each of the tokens 0 … `vocabulary` - 1."""

    vocabulary: int
    size: int
    init: Init = Normal(1.0)

    def __post_init__(self) -> None:
        whole_between("vocabulary", self.vocabulary, 1, 1_000_000)
        whole_between("size", self.size, 1, 10_000)
        check_init(self.init)


class Recurrent(Layer, frozen=True):
    """What the layers with a state have: its size, and which states are the layer's output.

    `output` is "last" for the state after the whole sequence, "sequence" for the state after each
    time step. `init` draws both matrices.
    """

    units: int
    output: SequenceOutput = "last"
    init: Init = "xavier"

    def __post_init__(self) -> None:
        whole_between("units", self.units, 1, 10_000)
        one_of("output", self.output, ("last", "sequence"))
        check_init(self.init)


class RNN(Recurrent, tag="rnn", frozen=True):
    """A simple recurrent layer: the next state is a tanh of input and state."""


class LSTM(Recurrent, tag="lstm", frozen=True):
    """Long short-term memory: gates decide what a cell takes in, keeps and shows."""


class GRU(Recurrent, tag="gru", frozen=True):
    """A gated recurrent unit: two gates decide how much of the state is renewed."""
