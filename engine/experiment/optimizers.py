"""An optimizer as plain data: its learning rate and what else it can be told."""

from engine.experiment.checks import Frozen, between


class Optimizer(Frozen, tag_field="type", frozen=True):
    """What all optimizers have: a learning rate η."""

    learning_rate: float

    def __post_init__(self) -> None:
        between("learning_rate", self.learning_rate, 1e-9, 1e9)
        for name, (low, high) in _RANGES.items():
            if hasattr(self, name):
                between(name, getattr(self, name), low, high)


_RANGES: dict[str, tuple[float, float]] = {
    "momentum": (0, 0.9999),
    "rho": (0, 0.9999),
    "beta1": (0, 0.9999),
    "beta2": (0, 0.999999),
    "epsilon": (1e-16, 1),
    "weight_decay": (0, 100),
    "momentum_decay": (0, 1),
}


class SGD(Optimizer, tag="sgd", frozen=True):
    """Stochastic gradient descent: θ ← θ - η g."""

    learning_rate: float = 0.01


class Momentum(Optimizer, tag="momentum", frozen=True):
    """SGD with momentum: v ← α v - η g; θ ← θ + v."""

    learning_rate: float = 0.01
    momentum: float = 0.9


class Nesterov(Optimizer, tag="nesterov", frozen=True):
    """Nesterov's accelerated gradient, in the form of arXiv 1212.0901."""

    learning_rate: float = 0.01
    momentum: float = 0.9


class AdaGrad(Optimizer, tag="adagrad", frozen=True):
    """AdaGrad (Duchi, Hazan & Singer 2011)."""

    learning_rate: float = 0.01
    epsilon: float = 1e-10


class RMSprop(Optimizer, tag="rmsprop", frozen=True):
    """RMSprop (Tieleman & Hinton 2012)."""

    learning_rate: float = 0.01
    rho: float = 0.99
    epsilon: float = 1e-8


class AdaDelta(Optimizer, tag="adadelta", frozen=True):
    """AdaDelta (arXiv 1212.5701); its learning rate is a factor on steps it finds itself."""

    learning_rate: float = 1.0
    rho: float = 0.9
    epsilon: float = 1e-6


class Adam(Optimizer, tag="adam", frozen=True):
    """Adam (arXiv 1412.6980)."""

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


class AdamW(Optimizer, tag="adamw", frozen=True):
    """Adam with decoupled decay of all parameters (arXiv 1711.05101)."""

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01


class NAdam(Optimizer, tag="nadam", frozen=True):
    """Adam with Nesterov's momentum (Dozat 2016)."""

    learning_rate: float = 0.002
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    momentum_decay: float = 0.004


class Lion(Optimizer, tag="lion", frozen=True):
    """Lion, the sign of an interpolated momentum (arXiv 2302.06675)."""

    learning_rate: float = 1e-4
    beta1: float = 0.9
    beta2: float = 0.99
    weight_decay: float = 0.0


AnyOptimizer = (
    SGD | Momentum | Nesterov | AdaGrad | RMSprop | AdaDelta | Adam | AdamW | NAdam | Lion
)
