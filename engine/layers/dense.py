"""A dense layer: every output is a weighted sum of all inputs, plus a bias."""

import numpy as np

from engine import initializers
from engine.arrays import Array, matrix_product
from engine.errors import ExperimentError
from engine.experiment.network import Dense as DenseSpec
from engine.layers.layer import Layer, Shape
from engine.layers.outer_products import FEW, OuterProducts

ROOMS = 8  # batch shapes for which memory is kept
NARROW = 8  # inputs, which many rows are not worth writing row by row for
SMALL = 1 << 16  # numbers that are kept for a batch that is no training batch
# [x 1], the part of it where x goes, [x 1]ᵀ, ∂L/∂x, and a quicker way to it, if there is one
Room = tuple[Array, Array, Array, Array, OuterProducts | None]


class Dense(Layer):
    """y = x W + b, with x (..., batch, in), W (..., in, out), b (..., out)."""

    formula = "y = x W + b;  ∂L/∂W = xᵀ ∂L/∂y;  ∂L/∂b = Σ ∂L/∂y;  ∂L/∂x = ∂L/∂y Wᵀ"
    source = "Deep Learning from Scratch, chapters 3.3 and 5.6 (Affine)"

    def __init__(self, spec: DenseSpec, input_shape: Shape) -> None:
        super().__init__(spec, input_shape)
        if len(input_shape) != 1:
            raise ExperimentError(
                "", f"takes a row of features, not shape {input_shape}; put a flatten before it"
            )
        self.inputs = input_shape[0]

    @property
    def output_shape(self) -> Shape:
        return (self.spec.units,)

    @property
    def tensors(self) -> dict[str, Shape]:
        return {"weight": (self.inputs, self.spec.units), "bias": (self.spec.units,)}

    def initialize(self, rng: np.random.Generator) -> np.ndarray:
        weight = initializers.draw(self.spec.init, (self.inputs, self.spec.units), rng)
        return np.append(weight, np.full(self.spec.units, self.spec.bias))

    def bind(self, parameters: Array, gradients: Array) -> None:
        # The bias lies right behind the weights, so both together are one matrix (in + 1, out).
        together = (*parameters.shape[:-1], self.inputs + 1, self.spec.units)
        self.weight_and_bias = parameters.reshape(together)
        self.grad_weight_and_bias = gradients.reshape(together)
        self.weight_transposed = self.weight_and_bias[..., :-1, :].mT
        self._product = matrix_product(parameters)
        self._rooms: dict[Shape, Room] = {}

    def forward(self, x: Array, training: bool) -> Array:
        """x W + b, written [x 1] [W; b]: an input that is always 1 has the bias as its weight.

        That is one matrix product instead of a product and a sum, here and in `backward`.
        """
        room = self._rooms.get(x.shape) or self._new_room(x, training)
        x_and_one, x_part, self._transposed, self._grad_x, self._outer = room
        x_part[...] = x
        if training:
            return self._product(x_and_one, self.weight_and_bias)
        # Written (Wᵀ xᵀ)ᵀ, the numbers of one feature lie side by side in memory. A measurement's
        # batch is long and a layer narrow, so what goes through memory row by row has fewer rows.
        return self._product(self.weight_and_bias.mT, self._transposed).mT

    def backward(self, grad: Array) -> Array:
        # ∂L/∂[W; b] = [x 1]ᵀ ∂L/∂y: (in + 1, batch) @ (batch, out)
        self._product(self._transposed, grad, self.grad_weight_and_bias)
        if self.is_first:
            return grad
        # (batch, out) @ (out, in)
        if self._outer is not None:
            return self._outer(grad, self.weight_transposed)
        return self._product(grad, self.weight_transposed, self._grad_x)

    def _new_room(self, x: Array, training: bool) -> Room:
        """Memory for [x 1], the ones in place, the part of it where x goes, [x 1]ᵀ, and ∂L/∂x.

        It is kept for the next batch of that shape: making it takes longer than filling it.
        """
        *before, batch, inputs = x.shape
        if training or inputs > NARROW:
            x_and_one = np.ones_like(x, shape=(*before, batch, inputs + 1))
        else:  # feature by feature, as `forward` gives them where it measures
            x_and_one = np.ones_like(x, order="C", shape=(*before, inputs + 1, batch)).mT
        replicas = self.weight_and_bias.shape[:-2]
        grad_x = np.empty_like(x, order="C", shape=(*replicas, batch, inputs))
        is_column_by_row = self.spec.units == 1 and len(replicas) == 1 and replicas[0] <= FEW
        outer = OuterProducts(grad_x) if is_column_by_row else None
        room = x_and_one, x_and_one[..., :-1], x_and_one.mT, grad_x, outer
        if training or x_and_one.size <= SMALL:
            if len(self._rooms) == ROOMS:
                self._rooms.clear()
            self._rooms[x.shape] = room
        return room
