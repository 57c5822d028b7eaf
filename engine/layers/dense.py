"""A dense layer: every output is a weighted sum of all inputs, plus a bias."""

import numpy as np

from engine import initializers
from engine.arrays import Array, matrix_product
from engine.errors import ExperimentError
from engine.experiment.network import Dense as DenseSpec
from engine.layers.layer import Layer, Shape

ROOMS = 8  # batch shapes for which memory is kept
SMALL = 1 << 16  # numbers that are kept for a batch that is no training batch
Room = tuple[Array, Array, Array]  # [x 1], the part of it where x goes, and [x 1]ᵀ


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
        x_and_one, x_part, self._transposed = room
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
        return self._product(grad, self.weight_transposed)  # (batch, out) @ (out, in)

    def _new_room(self, x: Array, training: bool) -> Room:
        """Memory for [x 1], the ones in place, the part of it where x goes, and [x 1]ᵀ.

        It is kept for the next batch of that shape: making it takes longer than filling it.
        """
        x_and_one = np.ones_like(x, shape=(*x.shape[:-1], self.inputs + 1))
        room = x_and_one, x_and_one[..., :-1], x_and_one.mT
        if training or x_and_one.size <= SMALL:
            if len(self._rooms) == ROOMS:
                self._rooms.clear()
            self._rooms[x.shape] = room
        return room
