"""Every loss and every optimizer trains as PyTorch's does: 200 steps, to 1e-9 in float64."""

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, get_args

import numpy as np
import pytest

from engine.analytic import SURFACES, AnalyticRace
from engine.arrays import to_host
from engine.experiment import optimizers as spec
from engine.experiment.losses import LOSSES, WITH_PROBABILITIES
from engine.experiment.network import Dense, NetworkSpec, Tanh
from engine.experiment.training import Training
from engine.network import Network, initial_parameters
from engine.targets import TargetCode
from engine.update import Update

STEPS, BATCH, INPUTS = 200, 16, 4
Step = Callable[[], None]


@pytest.fixture(autouse=True)
def _double(torch: ModuleType) -> Iterator[None]:
    """NAdam in PyTorch keeps a product in the default type, whatever that of the parameters."""
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(torch.float32)


def network_for(loss: str, rng: np.random.Generator, xp: ModuleType) -> Network:
    """4-6-3 with tanh; one output where the loss takes no more."""
    spec_of_network = NetworkSpec((Dense(6), Tanh(), Dense(1 if "binary" in loss else 3)))
    parameters = initial_parameters(spec_of_network, (INPUTS,), rng)
    code = TargetCode.of(spec_of_network, loss, 2 if "binary" in loss else 3)
    return Network(spec_of_network, (INPUTS,), loss, code, xp.asarray(parameters))


def batches(network: Network, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Inputs and coded targets that a network could learn, with some noise."""
    centres = rng.normal(size=(3, INPUTS))
    classes = rng.integers(network.code.class_count, size=(STEPS, BATCH))
    x = centres[classes] + rng.normal(size=(STEPS, BATCH, INPUTS))
    return [(x[step], network.code.encode(classes[step])) for step in range(STEPS)]


def torch_loss(torch: ModuleType, name: str, scores: Any, t: Any) -> Any:
    """PyTorch's loss of that name, or the formula where it has none."""
    functional = torch.nn.functional
    losses: dict[str, Callable[[], Any]] = {
        "cross_entropy": lambda: functional.cross_entropy(scores, t),
        "binary_cross_entropy": lambda: functional.binary_cross_entropy_with_logits(scores, t),
        "mean_squared_error": lambda: functional.mse_loss(scores, t),
        "sum_of_squares": lambda: 0.5 * functional.mse_loss(scores, t, reduction="sum") / BATCH,
        "huber": lambda: functional.huber_loss(scores, t),
        "hinge": lambda: torch.relu(1 - t * scores).sum() / BATCH,
        "perceptron": lambda: (((scores.detach() > 0).double() - t) * scores).sum() / BATCH,
    }
    return losses[name]()


def torch_optimizer(torch: ModuleType, kind: type, parameters: list[Any]) -> Step:
    """A step of PyTorch's optimizer of that kind, with the settings that are usual here."""
    own, optim = kind(), torch.optim
    betas = (getattr(own, "beta1", 0), getattr(own, "beta2", 0))
    rate = own.learning_rate
    made: dict[type, Callable[[], Any]] = {
        spec.SGD: lambda: optim.SGD(parameters, lr=rate),
        spec.Momentum: lambda: optim.SGD(parameters, lr=rate, momentum=0.9),
        spec.Nesterov: lambda: optim.SGD(parameters, lr=rate, momentum=0.9, nesterov=True),
        spec.AdaGrad: lambda: optim.Adagrad(parameters, lr=rate),
        spec.RMSprop: lambda: optim.RMSprop(parameters, lr=rate),
        spec.AdaDelta: lambda: optim.Adadelta(parameters, lr=rate),
        spec.Adam: lambda: optim.Adam(parameters, lr=rate, betas=betas),
        spec.AdamW: lambda: optim.AdamW(parameters, lr=rate, betas=betas, weight_decay=0.01),
        spec.NAdam: lambda: optim.NAdam(parameters, lr=rate, betas=betas),
    }
    return made[kind]().step if kind in made else lion(torch, own, parameters)


def lion(torch: ModuleType, own: spec.Lion, parameters: list[Any]) -> Step:
    """Lion, which PyTorch does not have: algorithm 2 of arXiv 2302.06675."""
    momenta = [torch.zeros_like(parameter) for parameter in parameters]

    @torch.no_grad()
    def step() -> None:
        for parameter, momentum in zip(parameters, momenta, strict=True):
            mixed = momentum.lerp(parameter.grad, 1 - own.beta1)
            parameter.sub_(own.learning_rate * mixed.sign())
            momentum.lerp_(parameter.grad, 1 - own.beta2)

    return step


def both_trained(
    torch: ModuleType,
    loss: str,
    kind: type,
    rng: np.random.Generator,
    xp: ModuleType,
    smoothing: float = 0.0,
) -> tuple[np.ndarray, np.ndarray]:
    """Our parameters and PyTorch's after training with the same batches."""
    network = network_for(loss, rng, xp)
    update = Update(Training(loss=loss, optimizer=kind()), network)
    tensors = [torch.tensor(to_host(view), requires_grad=True) for view in network.views.values()]
    step = torch_optimizer(torch, kind, tensors)
    for x, t in batches(network, rng):
        targets = network.code.smoothed(xp.asarray(t), smoothing)
        network.gradient(xp.asarray(x), targets)
        update.apply()
        for tensor in tensors:
            tensor.grad = None
        w1, b1, w2, b2 = tensors
        scores = torch.tanh(torch.tensor(x) @ w1 + b1) @ w2 + b2
        target = torch.tensor(t)
        if smoothing and loss == "cross_entropy":
            cross_entropy = torch.nn.functional.cross_entropy
            cross_entropy(scores, target.argmax(dim=1), label_smoothing=smoothing).backward()
        else:
            target = target * (1 - smoothing) + smoothing / 2 if smoothing else target
            torch_loss(torch, loss, scores, target).backward()
        step()
    return to_host(network.parameters), np.concatenate(
        [t.detach().numpy().ravel() for t in tensors]
    )


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("kind", [spec.SGD, spec.Adam], ids=lambda kind: kind.__name__)
def test_every_loss_trains_as_in_pytorch(torch, loss: str, kind: type, rng, xp) -> None:
    ours, theirs = both_trained(torch, loss, kind, rng, xp)
    assert np.allclose(ours, theirs, rtol=1e-9, atol=0)


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer), ids=lambda kind: kind.__name__)
def test_every_optimizer_trains_as_in_pytorch(torch, kind: type, rng, xp) -> None:
    ours, theirs = both_trained(torch, "cross_entropy", kind, rng, xp)
    assert np.allclose(ours, theirs, rtol=1e-9, atol=0)


@pytest.mark.parametrize("loss", WITH_PROBABILITIES)
def test_smoothed_labels_train_as_in_pytorch(torch, loss: str, rng, xp) -> None:
    ours, theirs = both_trained(torch, loss, spec.Momentum, rng, xp, smoothing=0.2)
    assert np.allclose(ours, theirs, rtol=1e-9, atol=0)


@pytest.mark.parametrize("kind", get_args(spec.AnyOptimizer), ids=lambda kind: kind.__name__)
def test_every_optimizer_goes_down_the_classic_valley_as_in_pytorch(torch, kind: type) -> None:
    """f(x, y) = x²/20 + y², from (-7, 2), as the race on a surface steps over it."""
    race = AnalyticRace(SURFACES[0], [kind()])
    race.step(STEPS)
    x, y = (torch.tensor(float(place), requires_grad=True) for place in SURFACES[0].start)
    step = torch_optimizer(torch, kind, [x, y])
    for _ in range(STEPS):
        x.grad = y.grad = None
        (x**2 / 20 + y**2).backward()
        step()
    theirs = [x.item(), y.item()]
    assert race.paths[-1, 0] == pytest.approx(theirs, rel=1e-9)
