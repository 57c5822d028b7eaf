"""A network as a first course writes it: plain NumPy in float64, layer by layer, dict by dict.

To measure against. Each network computes its own forward and backward pass, an optimizer walks
over the tensors one after the other, and the loss is computed anew after each update.
"""

from collections.abc import Callable

import numpy as np

Tensors = dict[str, np.ndarray]
Kept = dict[str, Tensors]
Rule = Callable[[Tensors, Tensors, Kept, int], None]


class Affine:
    """y = x W + b."""

    def __init__(self, weight: np.ndarray, bias: np.ndarray) -> None:
        self.weight, self.bias = weight, bias

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.x = x
        return np.dot(x, self.weight) + self.bias

    def backward(self, grad: np.ndarray) -> np.ndarray:
        self.grad_weight = np.dot(self.x.T, grad)
        self.grad_bias = np.sum(grad, axis=0)
        return np.dot(grad, self.weight.T)


class Relu:
    """y = max(0, x), by a mask."""

    def forward(self, x: np.ndarray) -> np.ndarray:
        self.is_off = x <= 0
        y = x.copy()
        y[self.is_off] = 0
        return y

    def backward(self, grad: np.ndarray) -> np.ndarray:
        grad[self.is_off] = 0
        return grad


class SoftmaxWithLoss:
    """Softmax and cross-entropy against one-hot targets."""

    def forward(self, scores: np.ndarray, t: np.ndarray) -> float:
        exponentials = np.exp(scores - scores.max(axis=1, keepdims=True))
        self.y, self.t = exponentials / exponentials.sum(axis=1, keepdims=True), t
        chosen = self.y[np.arange(len(t)), t.argmax(axis=1)]
        return float(-np.sum(np.log(chosen + 1e-7)) / len(t))

    def backward(self) -> np.ndarray:
        return (self.y - self.t) / len(self.t)


class BookNetwork:
    """Affine and ReLU in turn, affine at the end."""

    def __init__(self, tensors: Tensors) -> None:
        """`tensors`: W1, b1, W2, b2 … in this order; they are copied to float64."""
        self.tensors = {name: tensor.astype(np.float64) for name, tensor in tensors.items()}
        count = len(self.tensors) // 2
        self.layers: list[Affine | Relu] = []
        for number in range(1, count + 1):
            affine = Affine(self.tensors[f"W{number}"], self.tensors[f"b{number}"])
            self.layers += [affine, Relu()] if number < count else [affine]
        self.last = SoftmaxWithLoss()

    def loss(self, x: np.ndarray, t: np.ndarray) -> float:
        for layer in self.layers:
            x = layer.forward(x)
        return self.last.forward(x, t)

    def gradient(self, x: np.ndarray, t: np.ndarray) -> Tensors:
        self.loss(x, t)
        grad = self.last.backward()
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        gradients: Tensors = {}
        affines = [layer for layer in self.layers if isinstance(layer, Affine)]
        for number, affine in enumerate(affines, start=1):
            gradients[f"W{number}"], gradients[f"b{number}"] = affine.grad_weight, affine.grad_bias
        return gradients


class BookOptimizer:
    """A rule, and what it keeps of each tensor from step to step."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.kept: Kept = {}
        self.steps = 0

    def update(self, tensors: Tensors, gradients: Tensors) -> None:
        if not self.kept:
            for name in ("m", "v", "h"):
                self.kept[name] = {key: np.zeros_like(tensor) for key, tensor in tensors.items()}
        self.steps += 1
        self.rule(tensors, gradients, self.kept, self.steps)


def sgd(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        tensors[key] -= 0.01 * gradients[key]


def momentum(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        kept["v"][key] = 0.9 * kept["v"][key] - 0.01 * gradients[key]
        tensors[key] += kept["v"][key]


def nesterov(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        kept["v"][key] = 0.9 * kept["v"][key] - 0.01 * gradients[key]
        tensors[key] += 0.9 * kept["v"][key] - 0.01 * gradients[key]


def adagrad(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        kept["h"][key] += gradients[key] * gradients[key]
        tensors[key] -= 0.01 * gradients[key] / (np.sqrt(kept["h"][key]) + 1e-10)


def rmsprop(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        kept["h"][key] = 0.99 * kept["h"][key] + 0.01 * gradients[key] * gradients[key]
        tensors[key] -= 0.01 * gradients[key] / (np.sqrt(kept["h"][key]) + 1e-8)


def adam(tensors: Tensors, gradients: Tensors, kept: Kept, step: int) -> None:
    for key in tensors:
        kept["m"][key] = 0.9 * kept["m"][key] + 0.1 * gradients[key]
        kept["v"][key] = 0.999 * kept["v"][key] + 0.001 * gradients[key] ** 2
        mean, square = kept["m"][key] / (1 - 0.9**step), kept["v"][key] / (1 - 0.999**step)
        tensors[key] -= 0.001 * mean / (np.sqrt(square) + 1e-8)


RULES: tuple[Rule, ...] = (sgd, momentum, nesterov, adagrad, rmsprop, adam)


class BookRace:
    """A network and an optimizer for each rule, from the same first tensors."""

    def __init__(self, tensors: Tensors) -> None:
        self.runners = [(BookNetwork(tensors), BookOptimizer(rule)) for rule in RULES]

    def step(self, x: np.ndarray, t: np.ndarray) -> list[float]:
        """Train all on one mini-batch; return the loss of each after its update."""
        losses = []
        for network, optimizer in self.runners:
            gradients = network.gradient(x, t)
            optimizer.update(network.tensors, gradients)
            losses.append(network.loss(x, t))
        return losses
