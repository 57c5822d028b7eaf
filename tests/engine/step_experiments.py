"""Small experiments in which every kind of layer takes a step."""

from engine.experiment.data import Parity, Spiral
from engine.experiment.experiment import Experiment
from engine.experiment.network import (
    ELU,
    GELU,
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
    Identity,
    LayerNorm,
    LeakyReLU,
    LocallyConnected2D,
    LpPooling,
    Maxout,
    MaxPooling,
    NetworkSpec,
    ReLU,
    Reshape,
    Residual,
    Sigmoid,
    SiLU,
    Softmax,
    Softplus,
    Step,
    Tanh,
)
from engine.experiment.training import SGD, Adam, Training

OUT = Dense(2)
IMAGE = (Dense(50), Tanh(), Reshape((2, 5, 5)))
NETWORKS: dict[str, tuple[AnyLayer, ...]] = {
    "dense": (Dense(8), ReLU(), Dense(8), Tanh(), OUT),
    "bent": (Dense(6), ELU(), GELU(), SiLU(), Softplus(), LeakyReLU(0.1), Sigmoid(), OUT),
    "shares": (Dense(6), Identity(), Softmax(), Dense(4), Step(), OUT),
    "pooled": (Dense(12), Maxout(2), Dense(6), LpPooling(3, 2.0), OUT),
    "dropout": (Dense(8), Dropout(0.4), ReLU(), OUT),
    "batch_norm": (Dense(8), BatchNorm(), ReLU(), Dense(6), LayerNorm(), OUT),
    "convolution": (*IMAGE, Conv2D(3, 3, padding=1, stride=2), BatchNorm(), Flatten(), OUT),
    "local": (*IMAGE, LocallyConnected2D(3, 2, stride=2), Flatten(), OUT),
    "largest": (*IMAGE, Conv2D(2, 2), MaxPooling(2, 2), Flatten(), OUT),
    "mean": (*IMAGE, AveragePooling(3, 2), Flatten(), OUT),
    "residual": (
        Dense(6),
        Residual((Dense(6), ReLU(), Residual((Dense(6), Tanh())))),
        Residual((Dense(4), ReLU())),
        OUT,
    ),
    "rnn": (RNN(5), OUT),
    "lstm": (LSTM(4, "sequence"), LSTM(3), OUT),
    "gru": (GRU(4, "sequence"), Flatten(), OUT),
    "embedding": (Reshape((8,)), Embedding(2, 3), RNN(4), OUT),
}
_SEQUENCES = ("rnn", "lstm", "gru", "embedding")


def network_of(name: str, adam: bool = True) -> Experiment:
    """Return the experiment of one of the NETWORKS, trained by Adam or SGD with batches of 5."""
    data = Parity(samples=60) if name in _SEQUENCES else Spiral(samples=60, scaling="standardize")
    optimizer = Adam(0.01) if adam else SGD(0.05)
    training = Training(optimizer=optimizer, batch_size=5)
    return Experiment(data=data, network=NetworkSpec(NETWORKS[name]), training=training, seed=3)
