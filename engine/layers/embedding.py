"""An embedding gives each token of a vocabulary a vector of its own, to be learned."""

import math

import numpy as np

from engine import initializers
from engine.arrays import Array, add_at
from engine.errors import ExperimentError
from engine.experiment.network import Embedding as EmbeddingSpec
from engine.layers.layer import Layer, Shape, views_of

AT_ONCE = 4096  # samples that are looked through together


class Embedding(Layer):
    """y = W[x], with tokens x (..., batch, time), W (..., vocabulary, size).

    Tokens are the whole numbers 0 … vocabulary - 1, held as floats like all inputs. In training
    anything else is refused with ExperimentError. Otherwise the nearest token answers, so that a
    decision surface can be drawn between and beyond the tokens.
    """

    formula = "y = W[x];  ∂L/∂W[k] = Σ ∂L/∂y over all places where x = k"
    source = "Deep Learning from Scratch 2, chapter 4.1; Bengio et al. 2003"

    def __init__(self, spec: EmbeddingSpec, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        if len(input_shape) != 1:
            message = f"takes (time), a row of tokens, not shape {input_shape}"
            raise ExperimentError("", f"{message}; put a flatten before it")

    @property
    def output_shape(self) -> Shape:
        return (*self.input_shape, self.spec.size)

    @property
    def tensors(self) -> dict[str, Shape]:
        return {"weight": (self.spec.vocabulary, self.spec.size)}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        shape = (self.spec.vocabulary, self.spec.size)
        return initializers.draw(self.spec.init, shape, rng).ravel()

    def bind(self, parameters: Array, gradients: Array) -> None:
        (self.weight,) = views_of(parameters, self.tensors)
        (self.grad_weight,) = views_of(gradients, self.tensors)
        # Under one another, the tables of all replicas are one of replicas · vocabulary rows.
        rows = math.prod(self.weight.shape[:-1])
        first_rows = np.arange(0, rows, self.spec.vocabulary, like=parameters)
        self._first_rows = first_rows.reshape(*parameters.shape[:-1], 1, 1)

    def check_inputs(self, x: Array) -> None:
        largest = self.spec.vocabulary - 1
        for start in range(0, len(x), AT_ONCE):
            part = x[start : start + AT_ONCE]  # of bytes (ByteInputs) this makes numbers
            wrong = (part != np.rint(part)) | (part < 0) | (part > largest)
            if wrong.any():
                found = f"{float(part[wrong][0]):g} is none (tokens are not to be scaled)"
                problem = f"takes tokens, whole numbers from 0 to {largest}; {found}"
                raise ExperimentError("", problem)

    def forward(self, x: Array, training: bool) -> Array:
        if training:
            self.check_inputs(x)
        tokens = np.clip(np.rint(x), 0, self.spec.vocabulary - 1).astype(np.int64)
        rows = self._first_rows + tokens  # (..., batch, time)
        if training:
            self._x, self._rows = x, rows
        return self.weight.reshape(-1, self.spec.size)[rows]

    def backward(self, grad: Array) -> Array:
        rows = math.prod(self.weight.shape[:-1])
        table = np.zeros_like(grad, shape=(rows, self.spec.size))
        add_at(table, self._rows, grad)
        self.grad_weight[...] = table.reshape(self.grad_weight.shape)
        return np.zeros_like(self._x)  # between two tokens nothing changes
